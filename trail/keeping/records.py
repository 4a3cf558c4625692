"""Which backup was the last one, and when it is time to worry."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from trail.health import facts, readiness
from trail.health.facts import Fact

from .backup import Kept
from .files import Busy, alone, broken_off
from .models import Backup

MANY = 100  # records


def record(path: Path, kept: Kept, using: str = DEFAULT_DB_ALIAS) -> Backup:
    """Write down a backup that is whole; of old ones the last hundred are remembered."""
    backups = Backup.objects.using(using)
    made = backups.create(file=path.name[:500], size=kept.size, sha256=kept.sha256, rows=kept.rows, files=kept.files)
    old = backups.order_by("-made_at").values_list("pk", flat=True)[MANY:]
    backups.filter(pk__in=list(old)).delete()
    return made


def last_backup() -> Backup | None:
    """The last one that was made from here."""
    return Backup.objects.order_by("-made_at").first()


def worry(last: Backup | None) -> str:
    """What is wrong with the backups, in a sentence; nothing if all is well, or while one only tries things out."""
    days = settings.TRAIL_BACKUP_WARN_DAYS
    if settings.DEBUG or days <= 0:
        return ""
    if last is None:
        return _("No backup has been made yet: let a clock start “manage.py backup”.")
    age = timezone.now() - last.made_at
    if age <= timedelta(days=days):
        return ""
    return ngettext(
        "The last backup is %(days)s day old: does a clock start “manage.py backup”?",
        "The last backup is %(days)s days old: does a clock start “manage.py backup”?",
        age.days,
    ) % {"days": age.days}


def state() -> list[Fact]:
    """The last backup: when, which file, how large, its sum."""
    last = last_backup()
    if last is None:
        return [Fact("made_at", _("Made at"), None, _("never"), worry(None))]
    return [
        Fact("made_at", _("Made at"), last.made_at, worry=worry(last)),
        Fact("file", _("File"), last.file),
        facts.size("bytes", _("Size"), last.size),
        Fact("rows", _("Rows"), last.rows),
        Fact("files", _("Files"), last.files),
        Fact("sha256", "SHA-256", last.sha256),
    ]


def files_are_whole() -> str:
    """What keeps visitors from being served: files that stand half exchanged."""
    if not broken_off():
        return ""
    try:
        with alone():
            return "A backup was not brought back to the end: run “manage.py restore --recover”."
    except Busy:
        return "A backup is being brought back."


def watch() -> None:
    """Let the state of the installation and the probe of readiness speak of backups."""
    facts.register("backup", state, heading=gettext_lazy("Last backup"), order=250)
    readiness.also_asked.append(files_are_whole)
