"""The historical front lines of `data/front-lines.geojson`: all of them approximate, and always called so."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache

from .geometry import XY, clip_line, length
from .lettering import DATA
from .projection import Frame

GREAT = ("Gustav Line", "Gothic Line")
LEAST = 60  # units of a line that must be seen for it to be drawn
MOST = 3


@dataclass(frozen=True)
class Front:
    """A defensive line as it is seen in a frame."""

    name: str
    pieces: tuple[tuple[XY, ...], ...]
    is_great: bool


@dataclass(frozen=True)
class DatedLine:
    """A line in degrees, and from when to when it was held: days as 1943-11-20."""

    name: str
    date_from: str
    date_to: str
    points: tuple[XY, ...]


@lru_cache(maxsize=1)
def dated_lines() -> tuple[DatedLine, ...]:
    """All lines, in order of time."""
    file = json.loads((DATA / "front-lines.geojson").read_text(encoding="utf-8"))
    found = (
        DatedLine(
            facts["name"], facts["date_from"], facts["date_to"],
            tuple((x, y) for x, y in feature["geometry"]["coordinates"]),
        )
        for feature in file["features"]
        if (facts := feature["properties"])
    )  # fmt: skip
    return tuple(sorted(found, key=lambda line: line.date_from))


def lines() -> dict[str, tuple[XY, ...]]:
    """All lines in degrees by name, in order of time."""
    return {line.name: line.points for line in dated_lines()}


@lru_cache(maxsize=128)
def fronts_in(frame: Frame, only: tuple[str, ...] | None = None) -> tuple[Front, ...]:
    """The lines that cross a frame: those asked for, or the great ones first and no more than the map bears."""
    found = []
    for name, degrees in lines().items():
        if only is not None and name not in only:
            continue
        pieces = clip_line(frame.line(degrees), frame.canvas)
        seen = sum(length(piece) for piece in pieces)
        if seen >= LEAST:
            found.append((name not in GREAT, -seen, Front(name, tuple(tuple(p) for p in pieces), name in GREAT)))
    return tuple(front for _small, _seen, front in sorted(found, key=lambda entry: entry[:2])[:MOST])
