"""What is logged and how, where errors are reported, and who may read the state of the installation."""

import sys
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from .environment import env

_FORMATS = ("auto", "json", "text")
_SHORTEST_TOKEN = 20


def logging_in(form: str) -> dict[str, Any]:
    """Django's `LOGGING` with lines in a form: `json`, `text`, or `auto`, words on a terminal and JSON elsewhere.

    Raises `ImproperlyConfigured` for any other.
    """
    if form not in _FORMATS:
        raise ImproperlyConfigured(
            f"The environment variable TRAIL_LOG_FORMAT cannot be used: “{form}” is none of {', '.join(_FORMATS)}."
        )
    if form == "auto":
        form = "text" if sys.stderr.isatty() else "json"
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "trail.logs.lines.JsonLines"}, "text": {"()": "trail.logs.lines.Words"}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": form}},
        "root": {"handlers": ["console"], "level": env.str("TRAIL_LOG_LEVEL", default="INFO").upper()},
        # One line for each index entry of each page would bury all else.
        "loggers": {"django_tasks": {"level": "WARNING"}},
    }


LOGGING = logging_in(env.str("TRAIL_LOG_FORMAT", default="auto"))

# The version that runs, where it is no checkout: the image of a container is told when it is built.
TRAIL_COMMIT = env.str("TRAIL_COMMIT", default="")

# Whoever sends this reads /-/status without signing in: a program that watches.
TRAIL_STATUS_TOKEN = env.str("TRAIL_STATUS_TOKEN", default="")
if TRAIL_STATUS_TOKEN and len(TRAIL_STATUS_TOKEN) < _SHORTEST_TOKEN:
    raise ImproperlyConfigured(
        f"TRAIL_STATUS_TOKEN is too short to be a secret: at least {_SHORTEST_TOKEN} characters."
    )

# After so many days without a backup the administrators are told.
TRAIL_BACKUP_WARN_DAYS = env.int("TRAIL_BACKUP_WARN_DAYS", default=2)

if sentry_dsn := env.str("TRAIL_SENTRY_DSN", default=""):
    from trail.health.version import VERSION
    from trail.logs.sentry import start

    start(sentry_dsn, environment=env.str("TRAIL_SENTRY_ENVIRONMENT", default="production"), release=VERSION)
