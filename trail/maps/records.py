"""What the maps are drawn from, and what comes out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from trail.geo.coordinates import Point

CEMETERY = "cemetery"
LOCALITY = "locality"


@dataclass(frozen=True)
class MapPlace:
    """A place on a map: `number` is its order on the trail, `basis` how its position is known."""

    pk: int
    title: str
    number: int | None
    kind: str
    point: Point | None
    basis: str = "published"  # or "estimated", or "locality": only the town is known
    url: str = ""

    @property
    def is_cemetery(self) -> bool:
        """Cemeteries are marked by the outline of a headstone."""
        return self.kind == CEMETERY

    @property
    def is_town_only(self) -> bool:
        """Whether the position is that of the town."""
        return self.basis == LOCALITY


@dataclass(frozen=True)
class MapRegion:
    """A region on the map of the campaign; `point` is where its number stands."""

    pk: int
    title: str
    number: int
    point: Point | None
    url: str = ""


@dataclass(frozen=True)
class Drawing:
    """A finished map. False, with no SVG, where there was nothing to draw.

    `labels` and `marks` say what stands where, in the units of the drawing: for tests, and for scripts that want to
    pair the map with a list. Labels come in two sets, for wide and for narrow screens, of which a page shows one.
    """

    svg: str = ""
    width: int = 0
    height: int = 0
    title: str = ""
    description: str = ""
    caption: str = ""
    not_plotted: tuple[MapPlace, ...] = ()
    labels: tuple[Any, ...] = ()
    narrow_labels: tuple[Any, ...] = ()
    marks: tuple[Any, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is a map."""
        return bool(self.svg)
