"""What a converter needs to know while it reads one file: where faults go, and what may be referred to."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field

from .content import PageRef, Record, Ref
from .faults import Faults
from .links import Addresses

PLURALS = {
    "source": "sources.csv",
    "person": "people.yaml",
    "organisation": "organisations.yaml",
    "force": "forces.yaml",
    "picture": "pictures.yaml",
}


class _Nothing:
    """The value of a key that could not be read; a fault has been noted."""

    def __repr__(self) -> str:
        return "NOTHING"

    def __bool__(self) -> bool:
        return False


NOTHING = _Nothing()


@dataclass
class Known:
    """All that a page may refer to: entries of the lists by kind and key, and addresses."""

    records: dict[str, dict[str, Record]] = field(default_factory=lambda: {kind: {} for kind in PLURALS})
    translated: dict[tuple[str, str, str], Record] = field(default_factory=dict)  # by kind, key and language
    addresses: Addresses = field(default_factory=Addresses)


@dataclass
class Reading:
    """One file being read."""

    file: str
    language: str
    faults: Faults
    known: Known

    def fault(self, line: int, message: str, remedy: str = "") -> _Nothing:
        """Note a fault of this file; returns `NOTHING`, so that a converter can return it."""
        self.faults.add(self.file, line, message, remedy)
        return NOTHING

    def ref(self, kind: str, key: str, line: int) -> "Ref | _Nothing":
        """A reference to an entry of the lists, which must be there."""
        if key in self.known.records[kind]:
            return Ref(kind, key)
        remedy = did_you_mean(key, self.known.records[kind]) or f"add it to {PLURALS[kind]} or correct the key"
        return self.fault(line, f"There is no {kind} “{key}” in {PLURALS[kind]}", remedy)

    def page(self, link: str, line: int) -> "PageRef | _Nothing":
        """A reference to a page by its address, which must be there in this language or the source language."""
        tidy = link if link.endswith("/") else f"{link}/"
        if self.known.addresses.answers(tidy, self.language):
            return PageRef(tidy)
        without = self.known.addresses.without_language(tidy)
        if without:
            return self.fault(line, f"The address {link} begins with a language", f"write it without: {without}")
        remedy = did_you_mean(tidy, self.known.addresses.links()) or "correct the address or write the page"
        return self.fault(line, f"The internal link {link} leads nowhere", remedy)


def did_you_mean(word: str, words: Iterable[str]) -> str:
    """“did you mean …?” for the nearest of `words`, or nothing."""
    near = difflib.get_close_matches(word, list(words), n=1, cutoff=0.75)
    return f"did you mean {near[0]}?" if near else ""
