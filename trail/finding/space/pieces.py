"""The pieces of the map (`space.bitmaps`) as a process has them: in memory, else from files, else from the index.

Each change of the index gives the pieces that it touches a new mark (`MapPiece`); a process that meets a mark it does
not know makes that piece anew, and no other. A finished piece is left in the cache `pieces`, whose files all processes
of a machine share: making all pieces of 100,000 places takes two seconds, loading them a fiftieth of that. So only the
first to ask after a change makes a piece, and a process that has just begun makes none. The cache may be emptied at any
time; where it cannot be written, everything works and takes longer.
"""

import logging
import pickle
import zlib
from collections import defaultdict
from collections.abc import Collection, Iterator
from functools import reduce
from operator import or_
from typing import Any

from django.core.cache import caches
from django.db.models import Q

from ..models import Entry, EntryNation, MapPiece
from .bitmaps import COLUMNS, Piece
from .cells import LEVELS
from .clusters import PIECES
from .view import View

FORM = "1"  # raise it when `Piece` changes
CACHE = "pieces"
SHIFT = 2 * (LEVELS - PIECES)
TOGETHER = 50  # pieces read with one query
# What reading or writing a file may end in: no right to it, no room, or another program's file.
BROKEN = (
    OSError,
    zlib.error,
    pickle.PickleError,
    EOFError,
    AttributeError,
    ImportError,
    IndexError,
    TypeError,
    ValueError,
)

logger = logging.getLogger(__name__)
_pieces: dict[str, dict[int, tuple[int, Piece]]] = {}  # by language and number of the piece, with its mark


def pieces_of(language: str, view: View | None = None) -> list[Piece]:
    """The pieces of a language, or those of a view, as they are now; what has changed since is made again."""
    marks = _marks(language)
    known = {number: kept for number, kept in _pieces.get(language, {}).items() if kept[0] == marks.get(number)}
    wanted = sorted(number for number in marks if view is None or _touches(number, view))
    missing = {number: marks[number] for number in wanted if number not in known}
    if missing:
        known |= _loaded(language, missing)
        made = dict(_made(language, [number for number in missing if number not in known]))
        known |= {number: (marks[number], piece) for number, piece in made.items()}
        _keep(language, {number: known[number] for number in made})
    _pieces[language] = known
    return [known[number][1] for number in wanted]


def rebuild(language: str = "") -> None:
    """Make the pieces of a language, or of all, so that no visitor has to wait for it."""
    languages = MapPiece.objects.order_by().values_list("language", flat=True).distinct()
    for each in [language] if language else sorted(languages):
        pieces_of(each)


def forget() -> None:
    """Forget what is in memory; what is in the cache stays."""
    _pieces.clear()


def _marks(language: str) -> dict[int, int]:
    return dict(MapPiece.objects.filter(language=language).values_list("cell", "mark"))


def _touches(number: int, view: View) -> bool:
    lowest, highest = number << SHIFT, ((number + 1) << SHIFT) - 1
    return any(first <= highest and last >= lowest for first, last in view.ranges)


def _key(language: str, number: int) -> str:
    return f"{FORM}:{language}:{number}"


def _loaded(language: str, wanted: dict[int, int]) -> dict[int, tuple[int, Piece]]:
    """Those pieces that the cache has with the mark that is wanted."""
    found: dict[int, tuple[int, Piece]] = {}
    for number, mark in wanted.items():
        try:
            kept = caches[CACHE].get(_key(language, number))
        except BROKEN:
            logger.warning("The kept piece %s of the map in %s could not be read.", number, language, exc_info=True)
            continue
        if kept is not None and kept[0] == mark:
            found[number] = kept
    return found


def _keep(language: str, pieces: dict[int, tuple[int, Piece]]) -> None:
    """Leave pieces in the cache, but for those that somebody has changed while they were read."""
    marks = _marks(language) if pieces else {}
    for number, (mark, piece) in pieces.items():
        if marks.get(number) != mark:
            continue
        try:
            caches[CACHE].set(_key(language, number), (mark, piece), None)
        except BROKEN:
            logger.warning("The pieces of the map cannot be kept in files.", exc_info=True)
            return


def _made(language: str, numbers: Collection[int]) -> Iterator[tuple[int, Piece]]:
    """Make pieces from the index, some at a time: one query for their places, one for the nations of these."""
    ordered = sorted(numbers)
    for start in range(0, len(ordered), TOGETHER):
        some = ordered[start : start + TOGETHER]
        within = reduce(or_, (Q(cell__gte=number << SHIFT, cell__lt=(number + 1) << SHIFT) for number in some))
        here = Entry.objects.filter(within, language=language, type=Entry.Type.PLACE).order_by()
        nations: dict[int, list[str]] = defaultdict(list)
        for pk, code in EntryNation.objects.filter(entry__in=here).values_list("entry_id", "code"):
            nations[pk].append(code)
        rows: dict[int, list[Any]] = defaultdict(list)
        for row in here.values_list(*COLUMNS, named=True).iterator(chunk_size=2000):
            rows[row.cell >> SHIFT].append(row)
        for number in some:
            yield number, Piece(rows.pop(number, []), nations)
