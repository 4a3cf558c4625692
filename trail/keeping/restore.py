"""Bringing a backup back: everything of it or nothing, on the database that this installation has."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core.cache import caches
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, DatabaseError, InterfaceError, connections, transaction
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from trail.finding.index import rebuild
from trail.store.dropping import all_at_once, drop_everything

from .archive import BackupUnreadable, Reader, opened
from .files import Exchange, alone, broken_off, folders
from .models import Restoration
from .tables import count_on_from_here, empty_tables, kept_models, migrations_applied, write_rows

Say = Callable[[str], None]
MANY = 6  # names in a sentence
logger = logging.getLogger(__name__)


class CannotRestore(Exception):
    """The backup does not fit this installation; the text says why and what to do. Nothing was changed."""


@dataclass
class Restored:
    """What came back."""

    rows: int = 0
    files: int = 0


def is_used() -> bool:
    """Whether somebody has worked in this installation: there are accounts, or pages besides Wagtail's own first ones."""
    return get_user_model().objects.exists() or Page.objects.filter(depth__gt=1).count() > 1


def check(path: Path, using: str = DEFAULT_DB_ALIAS) -> dict[str, Any]:
    """Read the whole backup, and see that it fits; give its manifest. Raises `BackupUnreadable` or `CannotRestore`."""
    with opened(path) as archive:
        archive.verify()
        _fits(archive, connections[using])
        return archive.manifest


def restore(
    path: Path, *, overwrite: bool = False, say: Say = lambda _line: None, using: str = DEFAULT_DB_ALIAS
) -> Restored:
    """Put the backup in the place of all that is here.

    Raises `BackupUnreadable` for a file that is no whole backup, `CannotRestore` where this installation has other
    tables or is in use and `overwrite` was not asked for. Whatever fails, what was here stays.
    """
    connection = connections[using]
    with alone(), opened(path) as archive:
        recover(say, using)
        archive.verify()
        say(_("The backup is whole."))
        _fits(archive, connection)
        if not overwrite and is_used():
            raise CannotRestore(
                _("This installation is in use. With --overwrite the backup takes the place of all that is in it.")
            )
        exchange = Exchange()
        done = Restored()
        try:
            done.files = _unpack(archive, exchange)
            os.sync()  # what the rows will speak of is on the disk
            say(_("%(files)s files unpacked.") % {"files": done.files})
            with transaction.atomic(using=using), all_at_once():
                done.rows = _write(archive, connection, using)
                made_at = datetime.fromisoformat(archive.manifest["made_at"])
                Restoration.objects.using(using).create(mark=exchange.mark, made_at=made_at)
                drop_everything()  # finished pages that were kept
                say(_("%(rows)s rows written.") % {"rows": done.rows})
                exchange.put_in_place()
        except BaseException:
            _go_back(exchange, using)
            raise
        exchange.settle()
    _forget()
    return done


def recover(say: Say = lambda _line: None, using: str = DEFAULT_DB_ALIAS) -> int:
    """Bring to an end what a process that was killed has left half done; give how many. Call it within `alone()`.

    The rows decide: where they are those of the backup its files stay, else those from before come back.
    """
    found = broken_off()
    for mark, exchange in found.items():
        if Restoration.objects.using(using).filter(mark=mark).exists():
            exchange.settle()
            _forget()
            say(_("A backup had been brought back; what was left of it has been cleared away."))
        else:
            exchange.take_back()
            say(_("A backup had not been brought back whole; the files are again as they were before."))
    return len(found)


def _go_back(exchange: Exchange, using: str) -> None:
    """Take the files back after a failure, unless the rows were written all the same: a connection may have broken off
    between the database's doing it and our being told."""
    try:
        written = Restoration.objects.using(using).filter(mark=exchange.mark).exists()
    except (DatabaseError, InterfaceError):
        logger.critical(
            "The database is gone, so it is not known which files are right. When it is back, run “manage.py restore --recover”."
        )
        return
    if written:
        exchange.settle()
    else:
        exchange.take_back()
    _forget()


def _fits(archive: Reader, connection: Any) -> None:
    """The backup's tables are those of this version: it has been through the same migrations."""
    theirs, ours = set(archive.manifest["migrations"]), set(migrations_applied(connection))
    if not ours:
        raise CannotRestore(_("The database is empty: run “manage.py migrate” first."))
    if theirs != ours:
        newer, older = sorted(theirs - ours), sorted(ours - theirs)
        made_with = ", ".join(f"{name} {number}" for name, number in archive.manifest["versions"].items())
        raise CannotRestore(
            _(
                "The backup was made by another version (%(versions)s). Its tables differ: %(names)s. Install that "
                "version, run “manage.py migrate”, restore, then upgrade."
            )
            % {"versions": made_with, "names": _some([*newer, *older])}
        )
    missing = {f"database/{model._meta.label_lower}.jsonl.gz" for model in kept_models()} - set(archive.members)
    if missing:
        raise CannotRestore(_("The backup has no rows for: %(names)s.") % {"names": _some(sorted(missing))})


def _some(names: list[str]) -> str:
    return ", ".join(names[:MANY]) + (" …" if len(names) > MANY else "")


def _unpack(archive: Reader, exchange: Exchange) -> int:
    count = 0
    for storage, folder in folders().items():
        new = exchange.prepare(folder)
        for name in archive.names(f"files/{storage}/"):
            archive.unpack(f"files/{storage}/{name}", new / name)
            count += 1
    return count


def _write(archive: Reader, connection: Any, using: str) -> int:
    empty_tables(connection)
    count = 0
    for model in kept_models():
        label = model._meta.label_lower
        try:
            rows = write_rows(model, archive.lines(f"database/{label}.jsonl.gz"), using)
        except ValueError as error:
            raise BackupUnreadable(_("The rows of %(table)s: %(fault)s") % {"table": label, "fault": error}) from error
        if rows != archive.manifest["rows"].get(label):
            raise BackupUnreadable(_("The rows of %(table)s are not as many as it says.") % {"table": label})
        count += rows
    count_on_from_here(connection)
    connection.check_constraints()
    _forget()
    rebuild()
    call_command("wagtail_update_index", verbosity=0)
    return count


def _forget() -> None:
    """Let go of what was remembered of the rows that were here."""
    for cache in caches.all():
        cache.clear()
    ContentType.objects.clear_cache()
    Site.clear_site_root_paths_cache()
