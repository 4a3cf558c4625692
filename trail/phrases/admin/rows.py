"""The list of a language's phrases: what is said, what ships, and which of them somebody looks for."""

import unicodedata
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from ..models import Phrase
from ..offered import OfferedPhrase, offered, shipped


class Status(TextChoices):
    """Where the words of a phrase come from."""

    MISSING = "missing", _("Not translated")
    OWN = "own", _("Own words")
    SHIPPED = "shipped", _("As shipped")


@dataclass(frozen=True)
class Row:
    """A phrase in one language."""

    phrase: OfferedPhrase
    shipped: tuple[str, ...]
    own: Phrase | None

    @property
    def forms(self) -> tuple[str, ...]:
        """What is said now; nothing where it is not translated."""
        return tuple(self.own.forms) if self.own else self.shipped

    @property
    def status(self) -> Status:
        """Where these words come from."""
        if self.own:
            return Status.OWN
        return Status.SHIPPED if self.shipped else Status.MISSING


def rows_of(tag: str) -> list[Row]:
    """All phrases of a language, in the order of the code; one query."""
    own = {row.key: row for row in Phrase.objects.filter(language=tag).select_related("changed_by")}
    ship = shipped(tag).forms
    return [Row(phrase, ship.get(key, ()), own.get(key)) for key, phrase in offered().items()]


def chosen(rows: list[Row], words: str = "", status: str = "") -> list[Row]:
    """The rows with a status in which all words occur: in the English, the translation, or where it is used."""
    asked = [_folded(word) for word in words.split()]
    found = [row for row in rows if not status or row.status == status]
    if not asked:
        return found
    return [row for row in found if all(word in _text_of(row) for word in asked)]


def next_missing(rows: list[Row], after: str) -> Row | None:
    """The first phrase without a translation after another one, or from the beginning."""
    keys = [row.phrase.key for row in rows]
    start = keys.index(after) + 1 if after in keys else 0
    return next((row for row in rows[start:] + rows[:start] if row.status == Status.MISSING), None)


def _text_of(row: Row) -> str:
    return _folded(" ".join([*row.phrase.sources, *row.forms, *row.phrase.places]))


def _folded(text: str) -> str:
    """Text without regard to capitals and accents."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))
