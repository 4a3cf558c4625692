"""From degrees to the units of a drawing: Mercator's projection, and the frame that fits the places."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from trail.geo.coordinates import MEAN_RADIUS_M, Point

from .geometry import XY, Box

#: Mercator's map is infinitely tall; what lies nearer to the poles is drawn at this latitude.
UTMOST_LATITUDE = 85.0
MARGIN = 30  # how far beyond its edge a map is drawn, so that no cut shows


def northing(latitude: float) -> float:
    """Mercator's ordinate for a sphere of radius one."""
    latitude = max(-UTMOST_LATITUDE, min(UTMOST_LATITUDE, latitude))
    return math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2))


def latitude_of(ordinate: float) -> float:
    """The latitude of Mercator's ordinate."""
    return math.degrees(2 * math.atan(math.exp(ordinate)) - math.pi / 2)


@dataclass(frozen=True)
class Frame:
    """A window on the world, `width` by `height` units, `scale` units to a radian, centred on `east`, `north`."""

    width: int
    height: int
    scale: float
    east: float  # radians
    north: float  # Mercator's ordinate

    def xy(self, longitude: float, latitude: float) -> XY:
        """Where a position stands on the drawing."""
        return (
            self.width / 2 + (math.radians(longitude) - self.east) * self.scale,
            self.height / 2 - (northing(latitude) - self.north) * self.scale,
        )

    def line(self, degrees: Iterable[Sequence[float]]) -> list[XY]:
        """A line of positions, longitude first."""
        return [self.xy(position[0], position[1]) for position in degrees]

    @property
    def sheet(self) -> Box:
        """What is seen."""
        return Box(0, 0, self.width, self.height)

    @property
    def canvas(self) -> Box:
        """What is drawn: the sheet and a margin that hides the cuts."""
        return self.sheet.grown(MARGIN)

    @cached_property
    def degrees(self) -> Box:
        """West, south, east and north of what is seen."""
        half = self.width / 2 / self.scale, self.height / 2 / self.scale
        return Box(
            math.degrees(self.east - half[0]),
            latitude_of(self.north - half[1]),
            math.degrees(self.east + half[0]),
            latitude_of(self.north + half[1]),
        )

    @cached_property
    def units_per_km(self) -> float:
        """The scale in the middle of the map."""
        return self.scale / (MEAN_RADIUS_M / 1000 * math.cos(math.radians(latitude_of(self.north))))

    def on_sheet(self, longitude: float, latitude: float, inset: float = 0) -> bool:
        """Whether a position is seen, and not nearer to the edge than `inset`."""
        return self.sheet.grown(-inset).has(*self.xy(longitude, latitude))


def unwrapped(points: Sequence[Point]) -> list[XY]:
    """Positions, longitude first, turned so that the antimeridian does not part neighbours."""
    if not points:
        return []
    around = sorted(point.longitude for point in points)
    gaps = [(after - before, after) for before, after in zip(around, [*around[1:], around[0] + 360], strict=True)]
    start = max(gaps)[1] % 360
    start = start - 360 if start >= 180 else start
    return [(p.longitude if p.longitude >= start - 1e-9 else p.longitude + 360, p.latitude) for p in points]


def window(west: float, south: float, east: float, north: float, width: int) -> Frame:
    """The frame that shows exactly these degrees."""
    scale = width / math.radians(east - west)
    low, high = northing(south), northing(north)
    return Frame(width, round((high - low) * scale), scale, math.radians((west + east) / 2), (low + high) / 2)


def centred(longitude: float, latitude: float, km: float, width: int, height: int) -> Frame:
    """The frame round one position, so many kilometres wide."""
    latitude = max(-UTMOST_LATITUDE, min(UTMOST_LATITUDE, latitude))
    scale = width / km * MEAN_RADIUS_M / 1000 * math.cos(math.radians(latitude))
    return Frame(width, height, max(scale, width / math.tau), math.radians(longitude), northing(latitude))


def fitted(
    degrees: Sequence[XY], width: int, heights: tuple[int, int], margins: tuple[float, float], closest: float
) -> Frame:
    """The largest frame that holds all positions, with margins (across, down) for their names.

    The height grows with the places between two bounds; the scale stays below `closest` units to a kilometre.
    """
    seen = Box.of([(math.radians(longitude), northing(latitude)) for longitude, latitude in degrees])
    across, down = max(seen.x1 - seen.x0, 1e-9), max(seen.y1 - seen.y0, 1e-9)
    east, north = (seen.x0 + seen.x1) / 2, (seen.y0 + seen.y1) / 2
    near = closest * MEAN_RADIUS_M / 1000 * math.cos(math.radians(latitude_of(north)))
    scale = min((width - 2 * margins[0]) / across, (heights[1] - 2 * margins[1]) / down, near)
    height = round(min(heights[1], max(heights[0], down * scale + 2 * margins[1])))
    return Frame(width, height, scale, east, north)
