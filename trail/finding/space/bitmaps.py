"""The places of a language in memory, as bitmaps: for questions whose answers nobody has counted beforehand.

The world is parted into pieces (the tiles of `PIECES`). A piece knows its places in the order of their cells and, for each
value of a filter, one bit a place. Several filters at once are then an “and” of whole numbers, the counts beside them a count
of bits, and a view is an unbroken run of bits. How a process comes by the pieces and keeps them: `space.pieces`.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from heapq import nsmallest
from itertools import compress
from typing import Any

from trail.geo.coordinates import Point

from ..text.tokens import plain
from .cells import LEVELS
from .clusters import LONG, months_between, subsets
from .reading import Cluster
from .view import View

LONGEST_COUNTED = 10_000  # days: what lasts longer is counted under no month
ALWAYS = "always"
COLUMNS = ("pk", "cell", "latitude", "longitude", "path", "title", "names", "kind", "region", "step_free", "earliest")
COLUMNS += ("latest", "always_open", "opening_hours")
_BYTES = bytes.maketrans(b"01", b"\x00\x01")


class Piece:
    """The places of one piece of the world, in the order of their cells; the first place is the highest bit."""

    def __init__(self, rows: list[Any], nations: Mapping[int, list[str]]) -> None:
        rows.sort(key=lambda row: (row.cell, row.pk))
        self.count = len(rows)
        self.cells = array("q", (row.cell for row in rows))
        self.keys = array("q", (row.pk for row in rows))
        self.latitudes = array("d", (row.latitude for row in rows))
        self.longitudes = array("d", (row.longitude for row in rows))
        self.paths = [row.path for row in rows]
        self.values: dict[str, dict[str, int]] = {}  # by facet and value: the bits of its places
        self.long: list[tuple[int, date, date]] = []  # places of a time too long for months of their own
        self._write_bits(rows, nations)
        names = [plain(f"{row.title}\n{row.names}") + "\n" for row in rows]
        self.names = "".join(names)
        self._begins = array("q", [0])
        for each in names:
            self._begins.append(self._begins[-1] + len(each))

    def bit(self, place: int) -> int:
        """The bitmap of one place."""
        return 1 << (self.count - 1 - place)

    @property
    def all(self) -> int:
        """The bitmap of all places."""
        return (1 << self.count) - 1

    def having(self, facet: str, wanted: Iterable[str]) -> int:
        """The bitmap of the places with any of these values."""
        known, found = self.values.get(facet, {}), 0
        for value in wanted:
            found |= known.get(value, 0)
        return found

    def during(self, first: date, last: date, period: str) -> int:
        """The bitmap of the places of a time."""
        found = self.having("period", [period])
        for place, earliest, latest in self.long:
            if earliest <= last and latest >= first:
                found |= self.bit(place)
        return found

    def named(self, words: Collection[str]) -> int:
        """The bitmap of the places each of whose words stands somewhere in their names."""
        found = self.all
        for word in words:
            bits, at = 0, self.names.find(word)
            while at >= 0:
                place = bisect_right(self._begins, at) - 1
                bits |= self.bit(place)
                at = self.names.find(word, self._begins[place + 1])
            found &= bits
        return found

    def flags(self, bits: int) -> bytes:
        """A bitmap as one byte a place, which can choose among columns."""
        return format(bits, f"0{self.count}b").encode().translate(_BYTES)

    def _write_bits(self, rows: list[Any], nations: Mapping[int, list[str]]) -> None:
        places: dict[tuple[str, str], list[int]] = defaultdict(list)
        for place, row in enumerate(rows):
            found = subsets(row, nations.get(row.pk, ()))
            for subset in found:
                facet, colon, value = subset.partition(":")
                if colon:
                    places[(facet, value)].append(place)
            if LONG in found:
                self.long.append((place, row.earliest, row.latest))
            if row.kind:
                places[("kind", row.kind)].append(place)
            if row.always_open:
                places[(ALWAYS, "")].append(place)
            if row.opening_hours:
                places[("hours", row.opening_hours)].append(place)
        for (facet, value), several in places.items():
            digits = bytearray(b"0" * self.count)
            for place in several:
                digits[place] = 49  # the digit 1
            self.values.setdefault(facet, {})[value] = int(digits, 2)


class Chosen:
    """The places that a visitor has chosen: for each piece, which of its places."""

    def __init__(self, parts: list[tuple[Piece, int]]) -> None:
        self.parts = [(piece, bits) for piece, bits in parts if bits]

    @property
    def count(self) -> int:
        """How many they are."""
        return sum(bits.bit_count() for _piece, bits in self.parts)

    def counts(self, facet: str) -> Counter[str]:
        """How many of them have each value of a facet."""
        found: Counter[str] = Counter()
        for piece, bits in self.parts:
            for value, having in piece.values.get(facet, {}).items():
                number = (bits & having).bit_count()
                if number:
                    found[value] += number
            if facet == "period":
                for place, earliest, latest in piece.long:
                    if bits & piece.bit(place) and (latest - earliest).days < LONGEST_COUNTED:
                        months = list(months_between(earliest, latest))
                        found.update([*months, *dict.fromkeys(month[:4] for month in months)])
        return found

    def in_order(self, start: int, most: int) -> list[int]:
        """The numbers of some entries, in the order of the trail."""
        rows = (
            row
            for piece, bits in self.parts
            for row in compress(zip(piece.paths, piece.keys, strict=True), piece.flags(bits))
        )
        return [key for _path, key in nsmallest(start + most, rows)[start:]]

    def bounds(self) -> tuple[float, float, float, float] | None:
        """West, south, east and north of them all; `None` where there are none."""
        if not self.parts:
            return None
        flagged = [(piece, piece.flags(bits)) for piece, bits in self.parts]
        return (
            min(min(compress(piece.longitudes, flags)) for piece, flags in flagged),
            min(min(compress(piece.latitudes, flags)) for piece, flags in flagged),
            max(max(compress(piece.longitudes, flags)) for piece, flags in flagged),
            max(max(compress(piece.latitudes, flags)) for piece, flags in flagged),
        )

    def within(self, view: View) -> list[int]:
        """The numbers of the entries in a view."""
        return [key for piece, flags, first, end in self._runs(view) for key in compress(piece.keys[first:end], flags)]

    def clusters(self, view: View) -> list[Cluster]:
        """Those in a view, those of one cell together."""
        shift = 2 * (LEVELS - view.cell_level)
        sums: dict[int, list[Any]] = {}
        for piece, flags, first, end in self._runs(view):
            at = first
            while at < end:
                cell = piece.cells[at] >> shift
                after = bisect_left(piece.cells, (cell + 1) << shift, at, end)
                some = flags[at - first : after - first]
                number = some.count(1)
                if number:
                    total = sums.setdefault(cell, [0, 0.0, 0.0, 0])
                    total[0] += number
                    total[1] += sum(compress(piece.latitudes[at:after], some))
                    total[2] += sum(compress(piece.longitudes[at:after], some))
                    total[3] = piece.keys[at + some.index(1)]
                at = after
        return [
            Cluster(number, Point(north / number, east / number), entry if number == 1 else None)
            for _cell, (number, north, east, entry) in sorted(sums.items())
        ]

    def _runs(self, view: View) -> Iterator[tuple[Piece, bytes, int, int]]:
        """The runs of places in a view that have some of the chosen: which of a run they are, and where it lies."""
        ranges = view.ranges
        for piece, bits in self.parts:
            flags = b""
            for lowest, highest in ranges:
                first, end = bisect_left(piece.cells, lowest), bisect_right(piece.cells, highest)
                if first < end:
                    flags = flags or piece.flags(bits)
                    yield piece, flags[first:end], first, end
