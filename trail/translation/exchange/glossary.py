"""The terms of the glossary that stand in a string, and the glossary as a table."""

import csv
import re
from collections.abc import Sequence
from io import StringIO
from typing import Any

from ..models import GlossaryTerm

LEAVE = "leave as it is"


class Glossary:
    """The terms of one pair of languages; each is found as a whole word, the longest first."""

    def __init__(self, terms: Sequence[GlossaryTerm]) -> None:
        self._by_term = {term.term.casefold(): term for term in terms}
        longest = sorted(self._by_term, key=lambda term: (-len(term), term))
        self._pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest)) + r")(?!\w)") if longest else None

    def found_in(self, text: str) -> list[GlossaryTerm]:
        """The terms in a text, in the order in which they come."""
        if self._pattern is None:
            return []
        terms = self._pattern.findall(text.casefold())
        return [self._by_term[term] for term in dict.fromkeys(terms)]


def glossaries_for(locale: Any) -> dict[int, Glossary]:
    """The glossaries of a language by the id of the language that is translated."""
    by_source: dict[int, list[GlossaryTerm]] = {}
    for term in GlossaryTerm.objects.filter(locale=locale).order_by("term"):
        by_source.setdefault(term.source_locale_id, []).append(term)
    return {source: Glossary(terms) for source, terms in by_source.items()}


def said_of(term: GlossaryTerm) -> str:
    """A term as a comment at a string."""
    said = f"{term.term} → {term.term} ({LEAVE})" if term.leave_as_is else f"{term.term} → {term.translation}"
    return f"{said}; {term.note}" if term.note else said


def as_table(locale: Any) -> str:
    """All terms of a language as CSV: source, target, note."""
    written = StringIO()
    rows = csv.writer(written, lineterminator="\n")
    rows.writerow(["source", "target", "note"])
    for term in GlossaryTerm.objects.filter(locale=locale).order_by("source_locale__language_code", "term"):
        note = f"{LEAVE} ({term.note})" if term.leave_as_is and term.note else LEAVE if term.leave_as_is else term.note
        rows.writerow([term.term, term.term if term.leave_as_is else term.translation, note])
    return written.getvalue()
