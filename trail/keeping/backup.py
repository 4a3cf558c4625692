"""Making a backup: everything of a trail in one file, as it was at one moment, while people go on working."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections, models
from django.utils import timezone

from trail.health.version import in_words
from trail.settings.environment import SECRETS

from .archive import FORMAT, Writer
from .files import alone, broken_off, elsewhere, files_in, folders, shared
from .restore import recover
from .tables import Reading, fields_of, kept_models, migrations_applied, rows_of

Say = Callable[[str], None]
# What one needs to set up the same trail again. No secret is among them.
SETTINGS = ("LANGUAGE_CODE", "TIME_ZONE", "WAGTAIL_SITE_NAME", "WAGTAILADMIN_BASE_URL", "WAGTAILIMAGES_MAX_UPLOAD_SIZE")
SECRET = ("KEY", "PASSWORD", "SECRET", "TOKEN", "DSN", "DATABASE_URL", "EMAIL_URL", "CREDENTIAL", "REDIS", "CACHE_URL")


@dataclass
class Kept:
    """What a backup holds."""

    rows: int = 0
    files: int = 0
    size: int = 0
    sha256: str = ""
    elsewhere: list[str] = field(default_factory=list)


def make_backup(path: Path, say: Say = lambda _line: None, using: str = DEFAULT_DB_ALIAS) -> Kept:
    """Write a backup to `path`, which appears only when it is whole. Raises `OSError` where it cannot be written.

    The rows are those of one moment. The files are read before it, and those that came meanwhile after it: so each file
    of which a row speaks is in it, also one that an editor adds or deletes while it is made. A file of which no row
    speaks any more may be in it too.
    """
    connection = connections[using]
    kept = Kept(elsewhere=elsewhere())
    counts: dict[str, int] = {}
    if broken_off():
        with alone():
            recover(say, using)
    with shared(), Writer(path) as archive:
        _keep_files(archive, path)
        with Reading(connection):
            migrations = migrations_applied(connection)
            for model in kept_models():
                label = model._meta.label_lower
                rows = _Counted(_lines(model, using))
                archive.add_rows(f"database/{label}.jsonl.gz", rows)
                counts[label] = rows.count
                kept.rows += rows.count
        say(f"{kept.rows} rows of {len(counts)} tables.")
        _keep_files(archive, path)
        kept.files = sum(name.startswith("files/") for name in archive.members)
        say(f"{kept.files} files.")
        kept.sha256 = archive.finish(
            {
                "format": FORMAT,
                "made_at": timezone.now().isoformat(),
                "versions": versions(connection),
                "migrations": migrations,
                "rows": counts,
                "files_kept_elsewhere": kept.elsewhere,
                "settings": configuration(),
            }
        )
    kept.size = path.stat().st_size
    return kept


def _keep_files(archive: Writer, path: Path) -> None:
    """Add the files that are there and not yet in it."""
    for name, folder in folders().items():
        for inside, file in files_in(folder):
            member = f"files/{name}/{inside}"
            if member not in archive.members and not _is_itself(file, path):
                archive.add_file(member, file)


def versions(connection: Any) -> dict[str, str]:
    """What the backup was made with."""
    return {
        "trail": in_words(),
        "python": platform.python_version(),
        "django": version("django"),
        "wagtail": version("wagtail"),
        "wagtail-localize": version("wagtail-localize"),
        "database": connection.vendor,
    }


def configuration() -> dict[str, Any]:
    """The settings that make this trail what it is, and the variables it is started with, without what is secret."""
    found = {name: str(getattr(settings, name)) for name in SETTINGS if hasattr(settings, name)}
    variables = {
        name: value
        for name, value in sorted(os.environ.items())
        if name.startswith("TRAIL_") and name not in SECRETS and not any(word in name for word in SECRET)
    }
    return {"settings": found, "environment": variables}


def _lines(model: type[models.Model], using: str) -> Iterator[bytes]:
    yield json.dumps([column.attname for column in fields_of(model)]).encode()
    for row in rows_of(model, using):
        yield json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode()


class _Counted:
    """Lines that count themselves, without the first."""

    def __init__(self, lines: Iterator[bytes]) -> None:
        self.lines, self.count = lines, -1

    def __iter__(self) -> Iterator[bytes]:
        for line in self.lines:
            self.count += 1
            yield line


def _is_itself(file: Path, path: Path) -> bool:
    """A backup written into the folder that it keeps does not keep itself."""
    return file.name.startswith(path.name) and file.parent.resolve() == path.parent.resolve()
