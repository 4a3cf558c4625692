"""Settings for the tests: fast, sealed, and as near to production as they can be."""

import tempfile
from pathlib import Path

from .base import *  # noqa: F403
from .base import DATABASES, STORAGES
from .environment import env

SECRET_KEY = "only-for-tests"
ALLOWED_HOSTS = ["*"]
LANGUAGE_CODE = "en"
if env.str("TEST_DATABASE_URL", default=""):
    DATABASES["default"] = env.dj_db_url("TEST_DATABASE_URL")
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file of its own for each process: the threads of the live server would share one connection to a database in
    # memory, and two requests at once would end each other's savepoints. Nothing needs to survive a power cut.
    DATABASES["default"]["TEST"] = {"NAME": str(Path(tempfile.mkdtemp(prefix="trail-tests-")) / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"] |= {"init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MEDIA_ROOT = Path(tempfile.mkdtemp(prefix="trail-media-"))
SECURE_SSL_REDIRECT = False
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    "originals": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": tempfile.mkdtemp(prefix="trail-originals-"), "base_url": None},
    },
}
WHITENOISE_USE_FINDERS = True
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "renditions": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
    "pieces": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "pieces"},
}
# Tests ask faster than any visitor; those of the limits switch them on.
TRAIL_LIMITS_ON = False
# Tests of the page store turn it on for themselves.
TRAIL_STORE = False
TRAIL_STORE_ROOT = Path(tempfile.mkdtemp(prefix="trail-store-"))
# Nothing depends on how fast the machine is.
TRAIL_PICTURE_SECONDS = TRAIL_PHRASES_SECONDS = float("inf")
LOGGING = {"version": 1, "disable_existing_loggers": False, "root": {"level": "ERROR"}}
