"""`manage.py import_translations FILE --language it`: a report, and with `--write` the import."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from trail.translation.exchange.comparing import Report, compare
from trail.translation.exchange.entering import enter
from trail.translation.exchange.reading import contents_of

from .export_translations import locale_named


class Command(BaseCommand):
    """Reads PO files: first what would happen, then, if asked, the import into drafts."""

    help = (
        "Say what would become of the translations in a PO file or a zip of them; with --write they enter the drafts of "
        "the pages. Nothing is published. Ends with 1 where something is refused or asked about."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which file, for which language, and how far to go."""
        parser.add_argument("file", help="a .po file, or a .zip of them")
        parser.add_argument("--language", required=True, help="the tag of the language, such as it or pt-br")
        parser.add_argument("--write", action="store_true", help="import what is right")
        parser.add_argument("--all-or-nothing", action="store_true", help="import nothing if anything is wrong")
        parser.add_argument(
            "--also-asked",
            action="store_true",
            help="also what is asked about: texts whose original has changed (they become stale), or that were translated since",
        )
        parser.add_argument("--user", help="in whose name: their rights count, and they stand as the translator")

    def handle(self, *args: Any, file: str, **options: Any) -> None:
        """Report, and perhaps import."""
        locale = locale_named(options["language"])
        user = _user(options["user"]) if options["user"] else None
        try:
            content = Path(file).read_bytes()
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}.") from error
        name = Path(file).name
        report = compare(contents_of(name, content, locale), locale, user)
        self._say(report)
        counts = report.counts
        is_wrong = bool(counts["refused"] or (counts["asks"] and not options["also_asked"]))
        if options["write"] and not (is_wrong and options["all_or_nothing"]):
            ticked = None if options["also_asked"] else []
            done = enter(name, content, locale, user, ticked=ticked, shown=report.fingerprint)
            self.stdout.write(f"Imported {done.entered} texts into the drafts of {len(done.pages)} pages.")
        else:
            self.stdout.write("Nothing was imported.")
        if is_wrong:
            raise CommandError("Something was refused or asked about; see above.", returncode=1)

    def _say(self, report: Report) -> None:
        for finding in report.problems:
            self.stdout.write(str(finding))
            if finding.source_now:
                self.stdout.write(f"    the original now: {finding.source_now}")
            if finding.said_now:
                self.stdout.write(f"    the translation now: {finding.said_now}")
        counts = report.counts
        self.stdout.write(
            f"{counts['enters']} enter, {counts['unchanged']} unchanged, {counts['skipped']} skipped, "
            f"{counts['asks']} asked about, {counts['refused']} refused."
        )
        for name in report.passed_over:
            self.stdout.write(f"{name}: passed over, it is no PO file.")
        if report.obsolete:
            self.stdout.write(f"{report.obsolete} obsolete entries (#~) passed over.")


def _user(name: str) -> Any:
    found = get_user_model().objects.filter(**{get_user_model().USERNAME_FIELD: name}).first()
    if found is None:
        raise CommandError(f"There is no user “{name}”.")
    return found
