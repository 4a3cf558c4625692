"""The ground: which bundled ground a map stands on, and that ground cut to a frame and projected.

`data/basemap/ground.json` is prepared by the program beside it from Natural Earth and a few lines of our own.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from trail.geo.coordinates import Point

from .geometry import XY, Box, clip_line, clip_ring, path, thin
from .lettering import DATA
from .projection import Frame

ROW = 4  # units between two rows of the mask
SMALL_SCALE = 1.0  # units to a kilometre: below, a country is on the sheet and its details are specks
COARSER = 2.2
ITALY, EUROPE = "italy", "europe"


@dataclass(frozen=True)
class Shape:
    """A ring or line in degrees, with the box that holds it."""

    points: tuple[XY, ...]
    box: Box


@dataclass(frozen=True)
class Named:
    """A ring or line that has a name: a river."""

    name: str
    rank: float
    shapes: tuple[Shape, ...]


@dataclass(frozen=True)
class World:
    """One bundled ground, in degrees."""

    bounds: Box
    home: tuple[Shape, ...]
    abroad: tuple[Shape, ...]
    lakes: tuple[Shape, ...]
    urban: tuple[Shape, ...]
    borders: tuple[Shape, ...]
    rivers: tuple[Named, ...]
    ridges: tuple[tuple[float, Shape], ...]
    towns: tuple[dict[str, Any], ...]
    peaks: tuple[dict[str, Any], ...]
    inset: tuple[Shape, ...]


class Mask:
    """Where there is land: the crossings of each row with the rings, for quick questions."""

    def __init__(self, rings: Iterable[Sequence[XY]], frame: Frame) -> None:
        """Cross all rings with all rows."""
        self.top = frame.canvas.y0
        rows: list[list[float]] = [[] for _ in range(int((frame.canvas.y1 - self.top) / ROW) + 1)]
        for ring in rings:
            for (ax, ay), (bx, by) in zip(ring, [*ring[1:], *ring[:1]], strict=True):
                if ay == by:
                    continue
                low, high = (ay, by) if ay < by else (by, ay)
                first = max(0, int((low - self.top) / ROW))
                for row in range(first, min(len(rows), int((high - self.top) / ROW) + 2)):
                    y = self.top + row * ROW
                    if low <= y < high:
                        rows[row].append(ax + (y - ay) / (by - ay) * (bx - ax))
        self.rows = [sorted(row) for row in rows]

    def is_land(self, x: float, y: float) -> bool:
        """Whether a point of the drawing lies on land."""
        row = round((y - self.top) / ROW)
        return 0 <= row < len(self.rows) and bisect_right(self.rows[row], x) % 2 == 1

    def land_share(self, box: Box) -> float:
        """How much of a box is land, from 0 to 1."""
        across = [box.x0 + (box.x1 - box.x0) * step / 6 for step in range(7)]
        down = [box.y0, (box.y0 + box.y1) / 2, box.y1]
        return sum(self.is_land(x, y) for x in across for y in down) / 21


@dataclass(frozen=True)
class Ground:
    """The ground of one frame, in the units of the drawing."""

    home: str
    abroad: str
    lakes: str
    urban: str
    borders: str
    streams: str
    rivers: tuple[tuple[str, float, tuple[tuple[XY, ...], ...]], ...]
    ridges: tuple[tuple[float, tuple[XY, ...]], ...]
    towns: tuple[tuple[XY, dict[str, Any]], ...]
    peaks: tuple[tuple[XY, dict[str, Any]], ...]
    mask: Mask
    coasts: tuple[tuple[XY, ...], ...]


def _shape(numbers: list[int], units: int) -> Shape:
    points = tuple((x / units, y / units) for x, y in zip(numbers[::2], numbers[1::2], strict=True))
    return Shape(points, Box.of(points))


@lru_cache(maxsize=1)
def worlds() -> dict[str, World]:
    """The bundled grounds by name."""
    file = json.loads((DATA / "basemap" / "ground.json").read_text(encoding="utf-8"))
    units = file.pop("units")

    def shapes(lines: list[list[int]]) -> tuple[Shape, ...]:
        return tuple(_shape(line, units) for line in lines)

    return {
        name: World(
            bounds=Box(*ground["bounds"]),
            **{key: shapes(ground[key]) for key in ("home", "abroad", "lakes", "urban", "borders", "inset")},
            rivers=tuple(Named(r["name"], r["rank"], shapes(r["lines"])) for r in ground["rivers"]),
            ridges=tuple((r["reach"], _shape(r["line"], units)) for r in ground["ridges"]),
            towns=tuple(ground["towns"]),
            peaks=tuple(ground["peaks"]),
        )
        for name, ground in file.items()
    }


def ground_for(points: Sequence[Point]) -> str | None:
    """The finest ground that holds at least half of the points; None where we have no map of that part of the world."""
    for name in (ITALY, EUROPE):
        bounds = worlds()[name].bounds
        if points and 2 * sum(bounds.has(point.longitude, point.latitude) for point in points) >= len(points):
            return name
    return None


def _rings(shapes: Iterable[Shape], frame: Frame, smallest: float, tolerance: float) -> list[list[XY]]:
    """Rings that touch the frame, projected, cut and thinned; specks are dropped."""
    seen, found = frame.degrees.grown(2), []
    for shape in shapes:
        if not shape.box.overlaps(seen):
            continue
        ring = thin(clip_ring(frame.line(shape.points), frame.canvas), tolerance)
        if len(ring) > 2 and abs(_area(ring)) >= smallest:
            found.append(ring)
    return found


def _area(ring: Sequence[XY]) -> float:
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True)) / 2


def _lines(shapes: Iterable[Shape], frame: Frame, tolerance: float) -> list[list[XY]]:
    seen, found = frame.degrees.grown(0.5), []
    for shape in shapes:
        if shape.box.overlaps(seen.grown(0.001)):
            found += [thin(piece, tolerance) for piece in clip_line(frame.line(shape.points), frame.canvas)]
    return found


def _joined(lines: Iterable[Sequence[XY]], closed: bool = False) -> str:
    return "".join(path(line, closed) for line in lines)


@lru_cache(maxsize=128)
def cut(name: str, frame: Frame) -> Ground:
    """A ground in a frame. Kept, since a region's frame changes only when its places do.

    At a small scale the ground is generalised more, so that a map of a whole country costs no more than one of a valley.
    """
    world = worlds()[name]
    coarse = COARSER if frame.units_per_km < SMALL_SCALE else 1.0
    home = _rings(world.home, frame, 2.0, 0.4)
    abroad = _rings(world.abroad, frame, 5.0, 0.9 * coarse)
    rivers = tuple(
        (river.name, river.rank, tuple(tuple(piece) for piece in pieces))
        for river in world.rivers
        if (pieces := _lines(river.shapes, frame, 0.5 * coarse))
    )
    near = frame.canvas
    return Ground(
        home=_joined(home, closed=True),
        abroad=_joined(abroad, closed=True),
        lakes=_joined(_rings(world.lakes, frame, 1.5, 0.4), closed=True),
        urban=_joined(_rings(world.urban, frame, 4.0 * coarse**2, 0.7 * coarse), closed=True),
        borders=_joined(_lines(world.borders, frame, 0.9 * coarse)),
        streams=_joined(piece for _name, _rank, pieces in rivers for piece in pieces),
        rivers=rivers,
        ridges=tuple(
            (reach * frame.units_per_km, tuple(frame.line(ridge.points)))
            for reach, ridge in world.ridges
            if Box.of(frame.line(ridge.points)).overlaps(near)
        ),
        towns=tuple((at, town) for town in world.towns if near.has(*(at := frame.xy(*town["at"])))),
        peaks=tuple((at, peak) for peak in world.peaks if near.has(*(at := frame.xy(*peak["at"])))),
        mask=Mask([*home, *abroad], frame),
        coasts=tuple(tuple(ring) for ring in home),
    )
