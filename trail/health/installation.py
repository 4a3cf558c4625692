"""Versions, database, room on the disk, mail: what every installation has."""

from __future__ import annotations

import platform
import shutil
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage, storages
from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trail.core.mail import MAIL_VARIABLE, mail_is_configured

from . import facts
from .facts import Fact
from .version import VERSION, commit

LITTLE_ROOM = 1 << 30  # bytes
LITTLE_SHARE = 0.05
LIBRARIES = {"django": "Django", "wagtail": "Wagtail", "wagtail-localize": "wagtail-localize"}


def versions() -> list[Fact]:
    """What runs here."""
    known = commit()
    found = [
        Fact("trail", "Heritage Trail", VERSION),
        Fact("commit", _("Commit"), known or None),
        Fact("python", "Python", platform.python_version()),
    ]
    return found + [Fact(name.replace("-", "_"), label, version(name)) for name, label in LIBRARIES.items()]


def database() -> list[Fact]:
    """Which database it is, how large, how quick, and whether its tables are those of this version."""
    from .readiness import missing_migrations

    started = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        took = round((time.perf_counter() - started) * 1000, 1)
        bytes_used = _bytes_used(cursor)
    missing = missing_migrations()
    number = ".".join(map(str, connection.get_database_version()))
    return [
        Fact("kind", _("Database"), connection.vendor, connection.display_name),
        Fact("version", _("Version"), number),
        Fact("answers_in_ms", _("Answers in"), took, _("%(number)s milliseconds") % {"number": took}),
        facts.size("bytes", _("Size"), bytes_used),
        Fact(
            "migrations_missing",
            _("Migrations that are missing"),
            len(missing),
            worry=_("The database is not up to date: run “manage.py migrate”.") if missing else "",
        ),
    ]


def _bytes_used(cursor: Any) -> int | None:
    if connection.vendor == "postgresql":
        cursor.execute("SELECT pg_database_size(current_database())")
        return cursor.fetchone()[0]
    if connection.vendor == "sqlite":
        cursor.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
        return cursor.fetchone()[0]
    return None


def _folders() -> dict[str, Path]:
    found = {"data": Path(settings.VAR_DIR)}
    for name, storage in (("pictures", "default"), ("originals", "originals")):
        if isinstance(storages[storage], FileSystemStorage):
            found[name] = Path(storages[storage].location)
    return found


def disk() -> list[Fact]:
    """How much room is left on each disk that we write to."""
    found, seen = [], set()
    for name, folder in _folders().items():
        while not folder.exists():
            folder = folder.parent
        device = folder.stat().st_dev
        if device in seen:
            continue
        seen.add(device)
        usage = shutil.disk_usage(folder)
        scarce = usage.free < min(LITTLE_ROOM, usage.total * LITTLE_SHARE)
        words = _("There is hardly room left on the disk of “%(name)s”.") % {"name": name}
        label = _("Free on the disk of “%(name)s”") % {"name": name}
        found.append(facts.size(f"{name}_free_bytes", label, usage.free, words if scarce else ""))
    return found


def mail() -> list[Fact]:
    """Whether mails reach anybody."""
    is_set = mail_is_configured()
    words = _("Mails reach nobody: no mail server is named (%(variable)s).") % {"variable": MAIL_VARIABLE}
    return [Fact("is_set", _("Mails are sent"), is_set, worry="" if is_set else words)]


facts.register("versions", versions, heading=gettext_lazy("Versions"), order=100)
facts.register("database", database, heading=gettext_lazy("Database"), order=200)
facts.register("disk", disk, heading=gettext_lazy("Disk"), order=600)
facts.register("mail", mail, heading=gettext_lazy("Mail"), order=700)
