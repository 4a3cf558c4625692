"""`manage.py backup FILE`: everything of the trail in one file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.template.defaultfilters import filesizeformat


class Command(BaseCommand):
    """Makes a backup while people work."""

    help = (
        "Write the database, the pictures and documents, and the settings (without secrets) to one file. It appears "
        "under its name only when it is whole. Editors may go on working. See docs/how-to/back-up.md."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="where to write it: trail-2026-11-20.tar")
        parser.add_argument("--replace", action="store_true", help="let it take the place of a file of that name")
        parser.add_argument("--quiet", action="store_true", help="say nothing but faults")

    def handle(self, *args: Any, file: Path, replace: bool, quiet: bool, **options: Any) -> None:
        from trail.health.runs import noted
        from trail.keeping.backup import make_backup
        from trail.keeping.files import Busy
        from trail.keeping.records import record
        from trail.safety.audit import note_on_site

        say = (lambda _line: None) if quiet else self.stdout.write
        if file.exists() and not replace:
            raise CommandError(f"{file} is there already. Choose another name, or add --replace.")
        try:
            with noted("backup"):
                kept = make_backup(file, say)
        except Busy as error:
            raise CommandError("A backup is being brought back at this moment. Nothing was written.") from error
        except OSError as error:
            at = f" ({error.filename})" if error.filename and str(error.filename) != f"{file}.part" else ""
            raise CommandError(
                f"{file} could not be written: {error.strerror or error}{at}. Nothing is left of it."
            ) from error
        say(f"{file}: {filesizeformat(kept.size)}, SHA-256 {kept.sha256}.")
        try:
            record(file, kept)
        except DatabaseError as error:
            self.stderr.write(f"The backup is whole, but it could not be written down that it was made: {error}")
        note_on_site(f"Backup made: {file.name}")
        if kept.elsewhere:
            self.stderr.write(
                f"Not in it, since they are not on this machine: the files of {', '.join(kept.elsewhere)}."
            )
