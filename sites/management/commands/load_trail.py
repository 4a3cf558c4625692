"""`manage.py load_trail FOLDER`: build the trail from plain text files."""

import logging
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from sites.loading.faults import Faults, LoadRefused


class Command(BaseCommand):
    """Loads a trail's folder, or only checks it."""

    help = (
        "Build the pages of a trail from a folder of text files (docs/reference/trail-files.md). Everything or nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="the folder that holds index.en.md")
        parser.add_argument("--check", action="store_true", help="only check the files; the database is not touched")
        parser.add_argument(
            "--overwrite", action="store_true", help="let the files win over pages and records changed in the admin"
        )
        parser.add_argument(
            "--language",
            action="append",
            dest="languages",
            metavar="TAG",
            help="of the translations only those into this language (may be given again); the source language is always read",
        )
        parser.add_argument("--quiet", action="store_true", help="say nothing but faults and what was left alone")

    def handle(
        self,
        *args: Any,
        folder: Path,
        check: bool,
        overwrite: bool,
        quiet: bool,
        languages: list[str] | None = None,
        **options: Any,
    ) -> None:
        """Load or check; faults go to stderr, and the exit code is then 1."""
        self.quiet = quiet
        # Wagtail notes each publication; our own count says enough.
        logging.getLogger("wagtail").setLevel(logging.WARNING)
        folder = folder.resolve()
        if check:
            self._check(folder)
        else:
            self._load(folder, overwrite, languages)

    def _check(self, folder: Path) -> None:
        from sites.loading.editorial import check_folder

        checked = check_folder(folder)
        for warning in checked.warnings:
            if not self.quiet:
                self.stderr.write(f"warning: {warning}")
        if checked.faults:
            self._refuse(checked.faults, "The folder would not pass.")
        self._say(f"Checked {checked.pages} pages: no faults, {len(checked.warnings)} warnings.")

    def _load(self, folder: Path, overwrite: bool, languages: list[str] | None) -> None:
        from sites.loading.apply import load_folder

        try:
            report = load_folder(folder, overwrite, self._progress, languages)
        except LoadRefused as refused:
            self._refuse(refused.faults, "Nothing was loaded.")
        for line in report.sentences():
            if not self.quiet or line.startswith("Left alone"):
                self.stdout.write(line)

    def _refuse(self, faults: Faults, last: str) -> None:
        for fault in faults:
            self.stderr.write(str(fault))
        self.stderr.write(f"{len(faults)} {'fault' if len(faults) == 1 else 'faults'}. {last}")
        sys.exit(1)

    def _say(self, line: str) -> None:
        if not self.quiet:
            self.stdout.write(line)

    def _progress(self, done: int, total: int) -> None:
        """One line that counts up on a terminal; elsewhere a line for every twenty pages."""
        if self.quiet:
            return
        if self.stdout.isatty():
            self.stdout.write(f"\r{done} of {total} pages", ending="\n" if done == total else "")
            self.stdout.flush()
        elif done % 20 == 0 or done == total:
            self.stdout.write(f"{done} of {total} pages")
