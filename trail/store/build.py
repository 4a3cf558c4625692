"""The mark of a build: another one whenever code, templates, translations or settings are other ones.

Pages that were made by other code are never served: each build keeps its pages in a folder of its own.
"""

import hashlib
import sys
from functools import lru_cache
from importlib.metadata import distributions
from pathlib import Path

from django.conf import settings

FOLDERS = ("trail", "sites", "templates", "locale", "data")
SUFFIXES = {".py", ".html", ".po", ".mo", ".css", ".js", ".svg", ".json", ".geojson", ".txt", ".xml"}
# What pages show of the settings. A name that is missing here is one whose change needs `manage.py page_store clear`.
SETTINGS = (
    "WAGTAILADMIN_BASE_URL",
    "LANGUAGE_CODE",
    "TIME_ZONE",
    "MEDIA_URL",
    "STATIC_URL",
    "MAP_TILES",
    "CONTENT_SECURITY_POLICY",
    "SECURE_HSTS_SECONDS",
    "SECURE_HSTS_INCLUDE_SUBDOMAINS",
    "SECURE_REFERRER_POLICY",
    "SECURE_CROSS_ORIGIN_OPENER_POLICY",
    "X_FRAME_OPTIONS",
    "WAGTAIL_SITE_NAME",
    "TRAIL_CDN_SECONDS",
    "STORAGES",
    "MIDDLEWARE",
)


@lru_cache(maxsize=1)
def build_mark() -> str:
    """Twelve letters; reads the times and sizes of a thousand files once in a process (about 10 ms)."""
    digest = hashlib.sha256(sys.version.encode())
    for folder in FOLDERS:
        base = Path(settings.BASE_DIR) / folder
        for file in sorted(base.rglob("*")):
            if file.suffix in SUFFIXES and file.is_file():
                known = file.stat()
                digest.update(f"{file.relative_to(base)} {known.st_size} {known.st_mtime_ns}\n".encode())
    for file in ("staticfiles.json",):
        manifest = Path(settings.STATIC_ROOT) / file
        digest.update(manifest.read_bytes() if manifest.is_file() else b"")
    for name in SETTINGS:
        digest.update(f"{name}={getattr(settings, name, None)!r}\n".encode())
    packages = sorted({f"{found.metadata['Name']}=={found.version}" for found in distributions()})
    digest.update("\n".join(packages).encode())
    return digest.hexdigest()[:12]
