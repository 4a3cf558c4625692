"""The piece of the map that somebody looks at: read from an address, and widened to whole tiles.

Because it is widened, neighbours who look at nearly the same piece get the same answer, which can then be kept.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import isfinite

from django.db.models import Q
from django.utils.translation import pgettext

from trail.geo.coordinates import Point

from .cells import LEVELS, column_and_row, tile_range

CLOSEST = 20
MOST_TILES = 32  # a view of more tiles is answered in coarser ones
CELL_STEPS = 2  # a tile of 256 px is parted into cells of 64 px


class ImpossibleView(ValueError):
    """What an address asks for lies on no map; the text says why, in words for a visitor."""


@dataclass(frozen=True)
class View:
    """A rectangle of tiles of one level: columns `west` to `east` and rows `north` to `south`, all of them included."""

    level: int
    west: int
    north: int
    east: int
    south: int

    @property
    def cell_level(self) -> int:
        """The level of the cells into which the view is parted."""
        return min(self.level + CELL_STEPS, LEVELS)

    @property
    def ranges(self) -> list[tuple[int, int]]:
        """The numbers of the finest cells within the view, in as few unbroken ranges as there are."""
        found: list[tuple[int, int]] = []
        columns, rows = range(self.west, self.east + 1), range(self.north, self.south + 1)
        for first, last in sorted(tile_range(column, row, self.level) for column in columns for row in rows):
            if found and found[-1][1] + 1 == first:
                found[-1] = found[-1][0], last
            else:
                found.append((first, last))
        return found

    def within(self, level: int = LEVELS) -> Q:
        """The condition that a `cell` of this level lies in the view, or touches it where it is coarser."""
        shift = 2 * (LEVELS - level)
        return _any_range((first >> shift, last >> shift) for first, last in self.ranges)


def view_of(zoom: int, west: float, south: float, east: float, north: float) -> View:
    """The tiles that hold a rectangle of degrees."""
    for level in range(min(zoom, LEVELS - CELL_STEPS), -1, -1):
        first_column, first_row = column_and_row(Point(north, west), level)
        last_column, last_row = column_and_row(Point(south, east), level)
        if (last_column - first_column + 1) * (last_row - first_row + 1) <= MOST_TILES:
            break
    return View(level, first_column, first_row, last_column, last_row)


def read_view(zoom: str, bbox: str) -> View:
    """Read `z` and `bbox` (west, south, east, north in degrees). Raises `ImpossibleView`."""
    if not (zoom.isascii() and zoom.isdigit() and int(zoom[:3]) <= CLOSEST):
        raise ImpossibleView(
            pgettext("trail", "“%(value)s” is no zoom: z is a whole number from 0 to %(most)s.")
            % {"value": zoom[:40], "most": CLOSEST}
        )
    degrees = [_number(part) for part in bbox.split(",")] if len(bbox) < 200 else []
    if len(degrees) != 4 or None in degrees:
        raise ImpossibleView(
            pgettext("trail", "“%(value)s” is no piece of a map: bbox is west,south,east,north in degrees.")
            % {"value": bbox[:80]}
        )
    west, south, east, north = (degree for degree in degrees if degree is not None)
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= 90 and -90 <= north <= 90):
        raise ImpossibleView(
            pgettext("trail", "bbox lies off the globe: longitudes run from −180 to 180, latitudes from −90 to 90.")
        )
    if west > east or south > north:
        raise ImpossibleView(pgettext("trail", "bbox is turned round: west comes before east, south before north."))
    return view_of(int(zoom), west, south, east, north)


def _number(text: str) -> float | None:
    """A decimal number; `None` for anything else, infinity among it."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if isfinite(value) else None


def _any_range(ranges: Iterable[tuple[int, int]]) -> Q:
    found = Q(pk__in=[])
    for first, last in dict.fromkeys(ranges):
        found |= Q(cell=first) if first == last else Q(cell__gte=first, cell__lte=last)
    return found
