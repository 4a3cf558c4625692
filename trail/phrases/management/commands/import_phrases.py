"""Take a .po file in as the trail's own words, as the admin does."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from trail.languages.available import trail_languages
from trail.phrases.exchange.reading import NotTaken, imported


class Command(BaseCommand):
    """What is right is taken; each phrase that is not is named."""

    help = "Takes the translations of a .po file in; phrases with problems are listed and left as they are."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("language", help="a language of the trail: mi, pt-br")
        parser.add_argument("file", type=Path)
        parser.add_argument("--check", action="store_true", help="write nothing")

    def handle(self, *args: Any, language: str, file: Path, check: bool = False, **options: Any) -> None:
        tag = language.lower().replace("_", "-")
        if tag not in trail_languages():
            raise CommandError(f"“{language}” is no language of this trail. It has: {', '.join(trail_languages())}.")
        try:
            report = imported(tag, file.read_bytes(), write=not check)
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        except NotTaken as reason:
            raise CommandError(str(reason)) from reason
        for problem in report.problems:
            self.stdout.write(f"{problem.msgid!r}: {problem.text}")
        self.stdout.write(
            f"{len(report.taken)} taken, {report.same} the same, {report.empty} empty, {len(report.problems)} not taken."
        )
