"""Settings for one's own machine: `make run`. Never for a public address."""

import secrets
from pathlib import Path

from .environment import env

# What `start_trail` remembers (the trail's first language); the environment itself wins.
REMEMBERED = Path(env.str("TRAIL_DATA_DIR", default=str(Path(__file__).parents[2] / "var"))) / "trail.env"
if REMEMBERED.is_file():
    env.read_env(str(REMEMBERED), override=False)

from .base import *  # noqa: E402, F403
from .base import MIDDLEWARE, STORAGES, VAR_DIR  # noqa: E402
from .logs import logging_in  # noqa: E402

DEBUG = env.bool("TRAIL_DEBUG", default=True)
MIDDLEWARE = [*MIDDLEWARE, "trail.core.middleware.HelpfulNotFoundMiddleware"]
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", ".localhost", "testserver"]


def local_secret_key() -> str:
    """A key of this machine's own, made once and kept out of git under `var/`."""
    key_file = VAR_DIR / "secret-key"
    if not key_file.exists():
        VAR_DIR.mkdir(parents=True, exist_ok=True)
        key_file.write_text(secrets.token_urlsafe(50), encoding="utf-8")
        key_file.chmod(0o600)
    return key_file.read_text(encoding="utf-8")


SECRET_KEY = env.str("TRAIL_SECRET_KEY", default="") or local_secret_key()
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
# Templates and texts are edited here all the time; `TRAIL_STORE=true` tries the page store.
TRAIL_STORE = env.bool("TRAIL_STORE", default=False)
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_USE_FINDERS = True
# The server of Django says itself what was asked for.
LOGGING = logging_in(env.str("TRAIL_LOG_FORMAT", default="text"))
LOGGING["loggers"]["trail.requests"] = {"level": "WARNING"}
TRAIL_SERVE_MEDIA = True
