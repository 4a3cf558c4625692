"""Addresses inside the trail, and links in rich text that wait for the page's number.

While a file is read its links hold an address (`id="page:/rome/"`); once all pages stand in the tree the number is put in.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.html import escape

_WAITING = re.compile(r'<a linktype="page" id="page:([^"]*)">')
OUTSIDE = ("http://", "https://", "mailto:", "tel:")


@dataclass
class Addresses:
    """The addresses that answer, per language: those of the files, and on a load those of pages that stand already."""

    source_language: str = ""
    known: dict[str, set[str]] = field(default_factory=dict)

    def add(self, link: str, language: str) -> None:
        """Let `link` answer in `language`."""
        self.known.setdefault(language, set()).add(link)

    def answers(self, link: str, language: str) -> bool:
        """Whether a page stands there in the language, or else in the source language."""
        return link in self.known.get(language, ()) or link in self.known.get(self.source_language, ())

    def links(self) -> set[str]:
        """All addresses."""
        return set().union(*self.known.values())

    def without_language(self, link: str) -> str:
        """The address without its language, where that would answer: `/en/rome/` → `/rome/`."""
        first, _slash, rest = link.lstrip("/").partition("/")
        return f"/{rest}" if first in self.known and self.answers(f"/{rest}", first) else ""


def waiting_link(link: str) -> str:
    """The opening tag of a link to a page that has no number yet."""
    return f'<a linktype="page" id="page:{escape(link)}">'


def outside_link(href: str) -> str:
    """The opening tag of a link to elsewhere."""
    return f'<a href="{escape(href)}">'


def settle_links(html: str, number: Callable[[str], int]) -> str:
    """Put the numbers of pages in; `number` gives it for an address."""
    return _WAITING.sub(lambda found: f'<a linktype="page" id="{number(found[1])}">', html)
