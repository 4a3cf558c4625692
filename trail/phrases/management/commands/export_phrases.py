"""Write the phrases of a language as a .po file, with the words that were chosen in the admin."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import override, pgettext

from trail.languages.cldr import known_tags
from trail.phrases.exchange.writing import exported, write_shipped_catalogue
from trail.phrases.extraction import CONTEXT
from trail.phrases.offered import offered, shipped_path


class Command(BaseCommand):
    """`export_phrases mi > mi.po`, or `--write` for its place in locale/."""

    help = "Prints the phrases of a language as a .po file: those that ship, with the admin's own words in their place."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("language", help="a language's tag: mi, pt-br")
        parser.add_argument("--write", action="store_true", help="write to locale/ instead of printing")

    def handle(self, *args: Any, language: str, write: bool = False, **options: Any) -> None:
        tag = language.lower().replace("_", "-")
        if tag not in known_tags():
            raise CommandError(f"“{language}” is no language that is known here. Example: mi, pt-br")
        path = shipped_path(tag)
        if path.exists() and not path.stat().st_size and _was_shipped(tag):
            # The shell empties the file that it is to write into before this program can read it.
            raise CommandError(f"{path} was emptied, by “>” perhaps. Bring it back with git, and use --write.")
        if write:
            self.stdout.write(f"{write_shipped_catalogue(tag)} written.")
        else:
            self.stdout.write(exported(tag).decode(), ending="")


def _was_shipped(tag: str) -> bool:
    """Whether the compiled catalogue of a language, made of a file that was not empty, translates phrases."""
    translated = 0
    for phrase in offered().values():
        with override(settings.LANGUAGE_CODE):
            first = pgettext(CONTEXT, phrase.msgid)
        with override(tag):
            translated += pgettext(CONTEXT, phrase.msgid) not in (first, phrase.msgid)
    return translated > 0
