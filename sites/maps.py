"""The drawn maps of the site's pages: rows of `selectors` in, finished drawings out, kept by their content."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace

from django.core.cache import cache
from django.utils.safestring import mark_safe

from trail.geo.coordinates import Point, distance_m
from trail.maps.draw import campaign_map, locator_map, region_map
from trail.maps.overview import overview_map
from trail.maps.plans import plan_for
from trail.maps.records import Drawing, MapPlace, MapRegion
from trail.phrases.effect import edition_of

from .selectors import PlaceRow, RegionRow

EDITION = "1"  # raise it when the drawing itself changes
KEPT = 24 * 60 * 60
DETOUR = 1.3  # a region's first and last place bend the line if they lie on the way
NEAR_M = 40_000


def map_of_campaign(regions: Sequence[RegionRow], places: Sequence[PlaceRow], language: str) -> Drawing:
    """The campaign: each region's number stands at the place in its midst, and the line runs in the trail's order.

    `places` are all places of the campaign (`places_below` its path: one query).
    """
    points = {region.pk: [p.point for p in places if p.path.startswith(region.path) and p.point] for region in regions}
    marked = [MapRegion(r.pk, r.title, r.number, _midst(points[r.pk]), r.url) for r in regions]
    trail = _line([points[region.pk] for region in regions])
    return _kept("campaign", language, (marked, trail, language), lambda: campaign_map(marked, trail, language))


def map_of_region(places: Sequence[PlaceRow], language: str, title: str) -> Drawing:
    """A region with its places, on the hand-made plan where most of them fall on one."""
    marked = [_marked(place) for place in places]
    plan = plan_for([place.point for place in places if place.point])
    return _kept("region", language, (marked, language, title, plan), lambda: region_map(marked, language, title, plan))


def locator_of(place: PlaceRow, others: Sequence[PlaceRow], language: str) -> Drawing:
    """One place among the others of its region."""
    here, rest = _marked(place), [_marked(other) for other in others]
    return _kept("locator", language, (here, rest, language), lambda: locator_map(here, rest, language))


def map_of_places(places: Sequence[MapPlace], trail: Sequence[Point], language: str, title: str) -> Drawing:
    """Any places, as the map page has found them, with the trail's line."""
    content = (places, trail, language, title)
    return _kept("overview", language, content, lambda: overview_map(places, trail, language, title))


def line_through(regions: Sequence[Sequence[Point]]) -> list[Point]:
    """The trail's line through the places of each region, the regions in their order."""
    return _line(regions)


def midst_of(points: Sequence[Point]) -> Point | None:
    """The place in the midst of others."""
    return _midst(points)


def _marked(place: PlaceRow) -> MapPlace:
    return MapPlace(place.pk, place.title, place.number, place.kind, place.point, place.basis, place.url)


def _kept(kind: str, language: str, content: object, draw: Callable[[], Drawing]) -> Drawing:
    """A drawing from the cache, or drawn now; without what only tests and scripts ask of it."""
    key = f"map:{kind}:{EDITION}:{edition_of(language)}:{hashlib.sha256(repr(content).encode()).hexdigest()}"
    found = cache.get(key)
    if found is None:
        drawn = draw()
        # Every text in it was escaped where it was written: trail/maps/compose.py.
        svg = mark_safe(drawn.svg)
        found = replace(drawn, svg=svg, labels=(), narrow_labels=(), marks=())
        cache.set(key, found, KEPT)
    return found


def _midst(points: Sequence[Point]) -> Point | None:
    """The point from which the way to all others is shortest: always a real place, never the open sea."""
    return min(points, key=lambda point: round(sum(distance_m(point, other) for other in points)), default=None)


def _line(regions: Sequence[Sequence[Point]]) -> list[Point]:
    """The way through the regions' midsts, by a region's first and last place where they lie on it."""
    found: list[list[Point]] = []
    peopled = [points for points in regions if points]
    for points in peopled:
        midst = _midst(points)
        assert midst is not None
        found.append([points[0], midst] if found and _on_the_way(found[-1][-1], points[0], midst) else [midst])
    for stretch, points, after in zip(found, peopled, found[1:], strict=False):
        if _on_the_way(stretch[-1], points[-1], after[0]):
            stretch.append(points[-1])
    return [point for stretch in found for point in stretch]


def _on_the_way(start: Point, by: Point, end: Point) -> bool:
    """Whether a point lies between two others, and not right beside either."""
    ways = distance_m(start, by), distance_m(by, end)
    return min(ways) > NEAR_M and sum(ways) < DETOUR * distance_m(start, end)
