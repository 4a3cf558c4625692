"""How a string is known again: the page, the place on it, and the how-manieth string of that place.

`3f2a….-:body.91c0….text:2` is the second string of a paragraph. The page's part is its translation key, which stays when
the page is moved or renamed; the place keeps the ids of blocks and children. A program must leave it as it is.
"""

import re
from dataclasses import dataclass
from uuid import UUID

_WRITTEN = re.compile(r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}):(.+):([1-9][0-9]{0,5})")
# What no file may carry and no reader sees; line breaks and tabs are kept.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True, order=True)
class Identity:
    """Where a string stands."""

    page: UUID
    path: str
    number: int

    def __str__(self) -> str:
        return f"{self.page}:{self.path}:{self.number}"

    @classmethod
    def read(cls, written: str) -> "Identity | None":
        """The identity that was written so, if any was."""
        found = _WRITTEN.fullmatch(written)
        return cls(UUID(found[1]), found[2], int(found[3])) if found else None


def canonical(text: str) -> str:
    """The text as it stands in a file: without control characters, and without line breaks at its ends.

    Programs that check files refuse both. The text means the same without them.
    """
    return _CONTROLS.sub("", text).strip("\n")
