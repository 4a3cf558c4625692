"""The settings of the processes that are killed: those of one's own machine, as production behaves."""

from trail.settings.dev import *  # noqa: F403
from trail.settings.dev import DATABASES

from .inside import HOST

ALLOWED_HOSTS = [HOST]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Nothing depends on how fast the machine is.
TRAIL_PICTURE_SECONDS = TRAIL_PHRASES_SECONDS = float("inf")
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # No test takes the power away.
    DATABASES["default"]["OPTIONS"] |= {"init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"}
