"""What may be wrong with the position of a place: far from its neighbours, in the sea, latitude and longitude swapped.

The kernel does not know which places are neighbours: the content adds a function to `neighbour_sources`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from trail.languages.cldr import format_distance

from .coordinates import Point, distance_m, format_decimal
from .land import in_the_sea

FAR_FROM_REGION, IN_THE_SEA = "far-from-region", "in-the-sea"
# How far a place may lie from the nearest other place of its region. Of the 71 places of the Italian trail two lie
# farther (Reggio Calabria, the Risiera in Trieste); a wrong degree of latitude is 111 km, a lost sign thousands.
FAR_M = 100_000
# And how far outside the box of the others: as far as the box is long, within these bounds, where there are three or
# more. Rome's nine places keep within 8 km of each other: there, 40 km is far already.
NARROWEST_MARGIN_M = 30_000
ENOUGH_FOR_A_BOX = 3


@dataclass(frozen=True)
class Neighbour:
    """Another place of the same region."""

    title: str
    point: Point


@dataclass(frozen=True)
class Concern:
    """One thing that may be wrong with a position: its kind, what to tell the editor, and the remedy if it is known."""

    code: str
    message: str
    swapped: Point | None = None


#: Functions from the parent page and the number of the page itself, or None while it has none, to its neighbours.
neighbour_sources: list[Callable[[Any, int | None], Iterable[Neighbour]]] = []


def neighbours_of(parent: Any, own_id: int | None) -> list[Neighbour]:
    """The other places under the same parent."""
    return [neighbour for source in neighbour_sources for neighbour in source(parent, own_id)]


def concerns(point: Point, others: Sequence[Point], language: str | None = None) -> list[Concern]:
    """What may be wrong with a position among the others of its region."""
    found = []
    if is_far(point, others):
        swapped = swapped_point(point, others)
        said = {
            "distance": format_distance(distance_to_nearest(point, others) or 0, language or get_language() or "en")
        }
        if swapped:
            message = _(
                "The position lies %(distance)s from the nearest other place of the region (Facts). "
                "Latitude and longitude seem to have changed places: %(swapped)s would lie in the region."
            ) % (said | {"swapped": format_decimal(swapped)})
        else:
            message = (
                _(
                    "The position lies %(distance)s from the nearest other place of the region (Facts). "
                    "If that is right, say so in the note on the position."
                )
                % said
            )
        found.append(Concern(FAR_FROM_REGION, message, swapped))
    if in_the_sea(point) and not any(concern.swapped for concern in found):
        found.append(
            Concern(
                IN_THE_SEA,
                _("The position lies in the sea (Facts). If that is right, say so in the note on the position."),
            )
        )
    return found


def swapped_point(point: Point, others: Sequence[Point]) -> Point | None:
    """A far point with latitude and longitude exchanged, if that lies among the others."""
    if abs(point.longitude) > 90:
        return None
    swapped = Point(point.longitude, point.latitude)
    return None if is_far(swapped, others) else swapped


def is_far(point: Point, others: Sequence[Point]) -> bool:
    """Whether a place lies far from the others of its region, or far outside the box that holds them."""
    away = distance_to_nearest(point, others)
    if away is None or away > FAR_M:
        return away is not None
    if len(others) < ENOUGH_FOR_A_BOX:
        return False
    # Longitudes are counted from one of the others, so that a region on both sides of the antimeridian is one box.
    start = others[0].longitude
    east = [_from(start, other.longitude) for other in others]
    north = [other.latitude for other in others]
    corners = Point(min(north), _around(start + min(east))), Point(max(north), _around(start + max(east)))
    margin = min(FAR_M, max(NARROWEST_MARGIN_M, distance_m(*corners)))
    within = Point(
        min(max(point.latitude, min(north)), max(north)),
        _around(start + min(max(_from(start, point.longitude), min(east)), max(east))),
    )
    return distance_m(point, within) > margin


def distance_to_nearest(point: Point, others: Iterable[Point]) -> float | None:
    """How many metres to the nearest of the others; `None` where there are none."""
    return min((distance_m(point, other) for other in others), default=None)


def _from(start: float, longitude: float) -> float:
    """How far east of a meridian, from −180 to 180."""
    return _around(longitude - start)


def _around(longitude: float) -> float:
    return (longitude + 180) % 360 - 180
