"""How the settings read the environment.

Every variable is read through `env` and stands in the table of `docs/reference/environment.md`; a test compares the two.
A value that cannot be understood (`TRAIL_SSL_REDIRECT=flase`) stops the start with the variable's name. A secret can be
given as a file: `TRAIL_SECRET_KEY_FILE=/run/secrets/key` is read as `TRAIL_SECRET_KEY`.
"""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvError

SECRETS = (
    "TRAIL_SECRET_KEY",
    "DATABASE_URL",
    "TRAIL_EMAIL_URL",
    "TRAIL_ADMIN_PASSWORD",
    "TRAIL_MACHINE_TRANSLATOR_OPTIONS",
    "TRAIL_STATUS_TOKEN",
    "TRAIL_SENTRY_DSN",
    "TRAIL_CACHE_URL",
    "TRAIL_S3_ACCESS_KEY",
    "TRAIL_S3_SECRET_KEY",
    "TRAIL_FRONTEND_CACHE_TOKEN",
)
# An empty file of these says that there is none: the shipped set-ups name it, whether it is used or not.
MAY_BE_EMPTY = {"TRAIL_EMAIL_URL"}


class TrailEnv(Env):
    """`environs.Env` whose errors are Django's own, so that every command reports them in one clear line."""

    def __getattribute__(self, name: str):
        attribute = super().__getattribute__(name)
        if name not in {"bool", "int", "str", "list", "json", "dj_db_url", "dj_email_url"}:
            return attribute

        def read(variable: str, *args, **kwargs):
            try:
                value = attribute(variable, *args, **kwargs)
                if name == "dj_email_url" and "EMAIL_BACKEND" not in value:
                    raise EnvError("its scheme is not known; use smtp://, smtps:// or submission://")
                return value
            except EnvError as error:
                raise ImproperlyConfigured(
                    f"The environment variable {variable} cannot be used: {error} See docs/reference/environment.md."
                ) from error

        return read


def read_secret_files(environ: os._Environ[str] | dict[str, str], names: tuple[str, ...] = SECRETS) -> None:
    """Put the content of the file named by `NAME_FILE` under `NAME`, for each of `names` that is not set itself.

    An empty file of one of `MAY_BE_EMPTY` sets nothing.
    Raises `ImproperlyConfigured` where the file cannot be read.
    """
    for name in names:
        file_name = environ.get(f"{name}_FILE")
        if file_name and name not in environ:
            try:
                content = Path(file_name).read_text(encoding="utf-8").strip()
            except OSError as error:
                raise ImproperlyConfigured(f"{name}_FILE names a file that cannot be read: {error}") from error
            if content or name not in MAY_BE_EMPTY:
                environ[name] = content


read_secret_files(os.environ)
env = TrailEnv()
