"""Production's settings without collected files, and on plain http: for the drills."""

from trail.settings.production import *  # noqa: F403
from trail.settings.production import STORAGES

STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
SECURE_HSTS_SECONDS = 0
