"""A point as one whole number, so that an ordinary index finds what lies together on the map.

The Web Mercator square of the world is halved `LEVELS` times in both directions; the bits of column and row are
interleaved (a Z-order curve, as in quadkeys: https://learn.microsoft.com/bingmaps/articles/bing-maps-tile-system).
All points of one map tile then have numbers in one unbroken range: `tile_range`.
"""

import math

from trail.geo.coordinates import Point

LEVELS = 24  # about 2.4 m at the equator; 48 bits, well within a signed 64-bit column
MAX_LATITUDE = 85.05112877980659  # where the Web Mercator square ends


def column_and_row(point: Point, level: int = LEVELS) -> tuple[int, int]:
    """The tile that holds a point at a level: column from the west, row from the north."""
    size = 1 << level
    latitude = math.radians(max(-MAX_LATITUDE, min(MAX_LATITUDE, point.latitude)))
    x = (point.longitude + 180) / 360
    y = (1 - math.asinh(math.tan(latitude)) / math.pi) / 2
    return min(size - 1, max(0, int(x * size))), min(size - 1, max(0, int(y * size)))


def interleave(column: int, row: int) -> int:
    """The bits of a column and a row in turn: the number of the tile along the curve."""
    return _spread(column) | _spread(row) << 1


def cell_of(point: Point) -> int:
    """The number of the smallest cell that holds a point."""
    return interleave(*column_and_row(point))


def tile_range(column: int, row: int, level: int) -> tuple[int, int]:
    """The first and the last cell number within a tile."""
    shift = 2 * (LEVELS - level)
    first = interleave(column, row) << shift
    return first, first + (1 << shift) - 1


def position_in_curve(cell: int) -> tuple[int, int]:
    """The column and the row of a number along the curve: `interleave` backwards."""
    return _gather(cell), _gather(cell >> 1)


def point_at(column: float, row: float, level: int = LEVELS) -> Point:
    """The point on the globe that a column and a row stand for; fractions are allowed."""
    size = 1 << level
    latitude = math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * row / size))))
    return Point(latitude, min(180.0, column / size * 360 - 180))


def _gather(value: int) -> int:
    """Every second bit of a number, from the lowest on: `_spread` backwards."""
    value &= 0x5555555555555555
    value = (value | value >> 1) & 0x3333333333333333
    value = (value | value >> 2) & 0x0F0F0F0F0F0F0F0F
    value = (value | value >> 4) & 0x00FF00FF00FF00FF
    value = (value | value >> 8) & 0x0000FFFF0000FFFF
    return (value | value >> 16) & 0xFFFFFFFF


def _spread(value: int) -> int:
    """The lower 32 bits of a number with a zero between each two."""
    value &= 0xFFFFFFFF
    value = (value | value << 16) & 0x0000FFFF0000FFFF
    value = (value | value << 8) & 0x00FF00FF00FF00FF
    value = (value | value << 4) & 0x0F0F0F0F0F0F0F0F
    value = (value | value << 2) & 0x3333333333333333
    return (value | value << 1) & 0x5555555555555555
