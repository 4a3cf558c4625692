"""Whether a position lies in the sea, as far as the bundled coasts know (Natural Earth, `data/basemap`)."""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from .coordinates import MEAN_RADIUS_M, Point

BASEMAP = Path(__file__).resolve().parent.parent.parent / "data" / "basemap"
CELL = 0.1  # degrees: the mesh in which the pieces of coast are kept
_METRES_PER_DEGREE = math.pi / 180 * MEAN_RADIUS_M

Edge = tuple[float, float, float, float]


@dataclass(frozen=True)
class Coast:
    """One file of land: the degrees that it covers (west, south, east, north), and how far its line may be off.

    Coasts are drawn with straight strokes: a landing beach or a mole may lie outside them. The margins are wide enough
    for that: of the 71 places of the Italian trail the farthest outside the line of the finer file lies 500 m from it.
    """

    name: str
    bounds: tuple[float, float, float, float]
    margin_m: float


COASTS = (
    Coast("italy-land", (5.5, 35.0, 21.0, 48.6), 1500),
    Coast("europe-land", (-12.0, 43.0, 26.0, 64.0), 5000),
)


class Land:
    """Rings of land, kept by rows for the question “inside?” and by cells for the question “near the coast?”."""

    def __init__(self, rings: Iterator[Sequence[Sequence[float]]]) -> None:
        self._rows: dict[int, list[Edge]] = defaultdict(list)
        self._cells: dict[tuple[int, int], list[Edge]] = defaultdict(list)
        for ring in rings:
            for (ax, ay, *_a), (bx, by, *_b) in pairwise(ring):
                edge = (ax, ay, bx, by)
                rows = range(_cell(min(ay, by)), _cell(max(ay, by)) + 1)
                for row in rows:
                    self._rows[row].append(edge)
                    for column in range(_cell(min(ax, bx)), _cell(max(ax, bx)) + 1):
                        self._cells[column, row].append(edge)

    def holds(self, point: Point) -> bool:
        """Whether a point lies inside: a line from it to the east crosses the rings an odd number of times."""
        x, y = point.longitude, point.latitude
        inside = False
        for ax, ay, bx, by in self._rows.get(_cell(y), ()):
            if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
                inside = not inside
        return inside

    def is_near(self, point: Point, margin_m: float) -> bool:
        """Whether the coast is nearer than the margin."""
        high = margin_m / _METRES_PER_DEGREE
        squeeze = max(0.01, math.cos(math.radians(point.latitude)))
        wide = high / squeeze
        x, y = point.longitude, point.latitude
        return any(
            _distance(x * squeeze, y, ax * squeeze, ay, bx * squeeze, by) <= high
            for column in range(_cell(x - wide), _cell(x + wide) + 1)
            for row in range(_cell(y - high), _cell(y + high) + 1)
            for ax, ay, bx, by in self._cells.get((column, row), ())
        )


def in_the_sea(point: Point) -> bool | None:
    """Whether a point lies in the sea, farther from land than the coast is inexact; `None` where we have no coasts."""
    for coast in COASTS:
        west, south, east, north = coast.bounds
        if west <= point.longitude <= east and south <= point.latitude <= north:
            land = _land(coast.name)
            return not (land.holds(point) or land.is_near(point, coast.margin_m))
    return None


@lru_cache(maxsize=len(COASTS))
def _land(name: str) -> Land:
    """The land of one file, read once."""
    return Land(_rings(json.loads((BASEMAP / f"{name}.geojson").read_text(encoding="utf-8"))["features"]))


def _rings(features: list[dict[str, object]]) -> Iterator[Sequence[Sequence[float]]]:
    for feature in features:
        geometry: dict[str, list] = feature["geometry"]  # type: ignore[assignment]
        polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
        for polygon in polygons:
            yield from polygon


def _cell(degrees: float) -> int:
    return math.floor(degrees / CELL)


def _distance(x: float, y: float, ax: float, ay: float, bx: float, by: float) -> float:
    """How far a point is from a straight line between two others, in the plane."""
    dx, dy = bx - ax, by - ay
    length = dx * dx + dy * dy
    along = max(0.0, min(1.0, ((x - ax) * dx + (y - ay) * dy) / length)) if length else 0.0
    return math.hypot(x - ax - along * dx, y - ay - along * dy)
