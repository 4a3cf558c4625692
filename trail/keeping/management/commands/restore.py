"""`manage.py restore FILE`: bring a backup back."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    """Brings a backup back, or only looks whether it could be."""

    help = (
        "Put a backup in the place of all that is in this installation, on SQLite or PostgreSQL. Run “migrate” first. "
        "What fails changes nothing. See docs/how-to/back-up.md."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, nargs="?", help="a file that “backup” has written")
        parser.add_argument("--check", action="store_true", help="only read it and see that it is whole and fits")
        parser.add_argument("--overwrite", action="store_true", help="also where people have worked already")
        parser.add_argument("--recover", action="store_true", help="only bring to an end what was broken off")
        parser.add_argument("--quiet", action="store_true", help="say nothing but faults")

    def handle(self, *args: Any, file: Path | None, check: bool, overwrite: bool, quiet: bool, **options: Any) -> None:
        from trail.keeping.archive import BackupUnreadable
        from trail.keeping.files import Busy, alone
        from trail.keeping.restore import CannotRestore, recover, restore
        from trail.keeping.restore import check as check_backup
        from trail.safety.audit import note_on_site

        say = (lambda _line: None) if quiet else self.stdout.write
        if file is None and not options["recover"]:
            raise CommandError("Name the file of the backup.")
        try:
            if file is None:
                with alone():
                    found = recover(say)
                say("Everything is as it should be." if found else "Nothing was broken off.")
                return
            if check:
                manifest = check_backup(file)
                say(f"{file} is whole and fits: made at {manifest['made_at']}.")
                return
            done = restore(file, overwrite=overwrite, say=say)
        except Busy as error:
            raise CommandError("A backup is being made or brought back at this moment. Nothing was changed.") from error
        except (BackupUnreadable, CannotRestore) as error:
            raise CommandError(f"{file}: {error} Nothing was changed.") from error
        except OSError as error:
            raise CommandError(f"{file}: {error}. Nothing was changed.") from error
        note_on_site(f"Restored from {file.name}")
        say(f"The trail is back: {done.rows} rows, {done.files} files.")
