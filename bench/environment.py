"""The environment in which the site is measured: the production settings, on this machine, without a certificate."""

import os
import secrets
from pathlib import Path

HOST = "127.0.0.1"


def production_like(folder: Path) -> dict[str, str]:
    """Production settings whose database and files lie in a folder of their own; nothing of one's own site is touched."""
    ours = ("TRAIL_", "DATABASE_URL", "DJANGO_SETTINGS_MODULE")
    inherited = {key: value for key, value in os.environ.items() if not key.startswith(ours)}
    return {
        **inherited,
        "DJANGO_SETTINGS_MODULE": "trail.settings.production",
        "DATABASE_URL": f"sqlite:///{folder / 'trail.sqlite3'}",
        "TRAIL_DATA_DIR": str(folder),
        "TRAIL_MEDIA_ROOT": str(folder / "media"),
        "TRAIL_STATIC_ROOT": str(folder / "static"),
        "TRAIL_SECRET_KEY": secrets.token_urlsafe(60),
        "TRAIL_ALLOWED_HOSTS": HOST,
        "TRAIL_BASE_URL": f"http://{HOST}",
        "TRAIL_SSL_REDIRECT": "false",
        "TRAIL_LOG_LEVEL": "WARNING",
        "PYTHONUNBUFFERED": "1",
    }
