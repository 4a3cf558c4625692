"""The places nearest to a point, by great circle, in one query whose cost does not grow with the number of places.

Around the point lie blocks of three by three tiles, from a few kilometres wide to a thousand. Every place nearer than
the nearest edge of a block lies in it, so a block in which enough places are nearer than that has the nearest ones of
all. One statement looks into the blocks from the smallest on; a block is read only where those before had too few.
"""

import math
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection

from trail.geo.coordinates import MEAN_RADIUS_M, Point
from trail.store import keys
from trail.store.recording import depends

from ..models import Entry
from .cells import LEVELS, column_and_row, interleave, point_at

FARTHEST = 1_000_000.0  # metres; what lies farther is not near
BLOCK_LEVELS = (14, 12, 10, 8, 6, 4)
COLUMNS = ("id", "page_id", "title", "url", "type", "kind", "region", "latitude", "longitude")


@dataclass(frozen=True)
class Near:
    """A place near a point."""

    entry_id: int
    page_id: int
    title: str
    url: str
    type: str
    kind: str
    region: str
    point: Point
    metres: float


def nearest(
    point: Point, language: str, most: int, *, leave_out: Collection[int] = (), within: float = FARTHEST
) -> list[Near]:
    """The nearest places of a language, nearest first; `leave_out` are pages that are not meant."""
    # A tenth of a millimetre is enough, and products of much smaller numbers are an error to PostgreSQL.
    point = Point(round(point.latitude, 9), round(point.longitude, 9))
    statement, values = _statement(point, language, most, sorted(leave_out), within)
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows = {row[0]: row for row in cursor.fetchall()}
    found = [
        Near(*row[:7], point=Point(row[7], row[8]), metres=2 * MEAN_RADIUS_M * math.asin(min(1.0, math.sqrt(row[9]))))
        for row in rows.values()
    ]
    found = sorted(found, key=lambda near: (near.metres, near.entry_id))[:most]
    reach = found[-1].metres if len(found) == most and found else within
    depends(keys.near(language, point.latitude, point.longitude, reach))
    return found


def midpoint(points: Collection[Point]) -> Point | None:
    """The middle of some points on the globe; `None` where there are none, or they balance each other."""
    sums = [0.0, 0.0, 0.0]
    for point in points:
        latitude, longitude = math.radians(point.latitude), math.radians(point.longitude)
        sums[0] += math.cos(latitude) * math.cos(longitude)
        sums[1] += math.cos(latitude) * math.sin(longitude)
        sums[2] += math.sin(latitude)
    if math.hypot(*sums) < 1e-9 * max(1, len(points)):
        return None
    return Point(
        math.degrees(math.atan2(sums[2], math.hypot(sums[0], sums[1]))), math.degrees(math.atan2(sums[1], sums[0]))
    )


def _statement(point: Point, language: str, most: int, leave_out: list[int], within: float) -> tuple[str, list[Any]]:
    """One block after the other as a common table expression, each asked only where those before have too few.

    What those before have is a row of its own, to which the block is joined. Both databases must look at that row first,
    and are told so each in its own way: SQLite keeps to the order of a `CROSS JOIN`; PostgreSQL, which else would rather
    read a large block at once and with workers, may read a `LATERAL` one only once it knows the row. The ranges stand
    in the statement as numbers, so that the planner knows how little they hold.
    """
    table = Entry._meta.db_table
    columns = ", ".join(COLUMNS)
    parts: list[str] = []
    values: list[Any] = []
    for number, (ranges, radius) in enumerate(_blocks(point, within)):
        where = f"language = %s AND type = %s AND ({' OR '.join(['cell BETWEEN %s AND %s'] * len(ranges))})"
        given: list[Any] = [language, Entry.Type.PLACE, *(bound for pair in ranges for bound in pair)]
        if leave_out:
            where += f" AND page_id NOT IN ({', '.join(['%s'] * len(leave_out))})"
            given += leave_out
        if number:
            counts = " UNION ALL ".join(f"SELECT COUNT(*) AS found FROM block{before}" for before in range(number))
            known = f"(SELECT MAX(found) AS known FROM ({counts}) AS counts) AS before CROSS JOIN"
            where = f"known < %s AND {where}"
            given = [most, *given]
        else:
            known = ""
        nearest_first = "WHERE away <= %s ORDER BY away, id LIMIT %s"
        if known and connection.vendor == "postgresql":
            inside = f"SELECT {columns}, {HAVERSINE} AS away FROM {table} WHERE {where}"
            block = (
                f"SELECT nearest.* FROM {known} LATERAL (SELECT * FROM ({inside}) AS inside {nearest_first}) AS nearest"
            )
        else:
            inside = f"SELECT {columns}, {HAVERSINE} AS away FROM {known} {table} WHERE {where}"
            block = f"SELECT * FROM ({inside}) AS inside {nearest_first}"
        parts.append(f"block{number} AS ({block})")
        values += [*_of_haversine(point), *given, _half_chord(radius) * (1 + 1e-12), most]
    unions = " UNION ALL ".join(f"SELECT * FROM block{number}" for number in range(len(parts)))
    return f"WITH {', '.join(parts)} {unions}", values


# Both databases know sines; the square of half the chord grows with the distance, and is all that the order needs.
_HALF = math.pi / 360
HAVERSINE = (
    f"(SIN((latitude - %s) * {_HALF!r}) * SIN((latitude - %s) * {_HALF!r})"
    f" + COS(latitude * {2 * _HALF!r}) * %s * SIN((longitude - %s) * {_HALF!r}) * SIN((longitude - %s) * {_HALF!r}))"
)


def _of_haversine(point: Point) -> list[float]:
    own = math.cos(math.radians(point.latitude))
    return [point.latitude, point.latitude, own, point.longitude, point.longitude]


def _half_chord(metres: float) -> float:
    """What `HAVERSINE` gives for a distance; nothing on the globe is farther than half its girth."""
    return math.sin(min(metres / MEAN_RADIUS_M, math.pi) / 2) ** 2


def _blocks(point: Point, within: float) -> Iterator[tuple[list[tuple[int, int]], float]]:
    """The cells of each block, and how far from the point it is sure to have every place; the last has all within reach."""
    for level in BLOCK_LEVELS:
        radius = _radius(point, level)
        if radius >= within:
            yield _ranges(point, level), within
            return
        yield _ranges(point, level), radius
    yield [(0, (1 << 2 * LEVELS) - 1)], within


def _ranges(point: Point, level: int) -> list[tuple[int, int]]:
    """The cell numbers of the three by three tiles around a point, tiles that follow each other as one range."""
    size = 1 << level
    column, row = column_and_row(point, level)
    tiles = sorted(
        interleave((column + across) % size, row + down)
        for across in (-1, 0, 1)
        for down in (-1, 0, 1)
        if 0 <= row + down < size
    )
    shift = 2 * (LEVELS - level)
    ranges: list[tuple[int, int]] = []
    for tile in tiles:
        first, last = tile << shift, ((tile + 1) << shift) - 1
        if ranges and ranges[-1][1] + 1 == first:
            ranges[-1] = (ranges[-1][0], last)
        else:
            ranges.append((first, last))
    return ranges


def _radius(point: Point, level: int) -> float:
    """How far it is from a point to the nearest edge of its block; the poles are no edges, nor is the 180th meridian."""
    size = 1 << level
    column, row = column_and_row(point, level)
    edges = [math.pi * MEAN_RADIUS_M]
    if row - 1 > 0:
        edges.append(math.radians(point_at(0, row - 1, level).latitude - point.latitude) * MEAN_RADIUS_M)
    if row + 2 < size:
        edges.append(math.radians(point.latitude - point_at(0, row + 2, level).latitude) * MEAN_RADIUS_M)
    for edge in (column - 1, column + 2):
        turned = math.radians(abs(edge / size * 360 - 180 - point.longitude))
        # The way to a meridian at a right angle; from a quarter turn on the pole is the nearest point of it.
        latitude = math.radians(point.latitude)
        if turned < math.pi / 2:
            edges.append(math.asin(min(1.0, math.cos(latitude) * math.sin(turned))) * MEAN_RADIUS_M)
        else:
            edges.append((math.pi / 2 - abs(latitude)) * MEAN_RADIUS_M)
    return max(0.0, min(edges)) * (1 - 1e-9)
