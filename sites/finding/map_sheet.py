"""What is printed on the live map in one language: names, the trail's line, the fronts. Kept for one edition."""

import json
from datetime import date
from typing import Any

from django.core.cache import cache
from django.db.models import F
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from trail.finding.models import MapCell
from trail.finding.space.clusters import edition, months_between
from trail.geo.coordinates import Point
from trail.maps import names
from trail.maps.fronts import GREAT, dated_lines
from trail.maps.geometry import smooth
from trail.maps.ground import EUROPE, ITALY, ground_for, worlds

from ..maps import line_through, midst_of
from .map_rows import regions_of
from .selection import places_in

SHEET = "1"  # raise it when the form of the answer changes
KEPT = 60 * 60
SAMPLE = 4000  # so many places tell where a region lies
SAMPLE_OF_REGION = 40
MOST_MONTHS = 240


@require_safe
def map_sheet(request: HttpRequest) -> HttpResponseBase:
    """Names and lines of the map as JSON."""
    language = get_language() or ""
    number = edition(language)
    etag = f'"sheet-{SHEET}-{language}-{number}"'
    found = get_conditional_response(request, etag=etag)
    if found is None:
        content = json.dumps(sheet(language, number), ensure_ascii=False, separators=(",", ":"))
        found = HttpResponse(content, content_type="application/json")
        found["ETag"] = etag
    patch_cache_control(found, public=True, max_age=300)
    return found


def sheet(language: str, number: int) -> dict[str, Any]:
    """Everything that is printed on the map."""
    key = f"map-sheet:{SHEET}:{language}:{number}"
    found = cache.get(key)
    if found is None:
        points = region_points(language, number)
        known = [point for several in points.values() for point in several]
        world = worlds()[ground_for(known) or EUROPE]
        found = {
            "months": months_of(language),
            "trail": [_at(y, x) for x, y in smooth([(p.longitude, p.latitude) for p in trail_line(language, number)], 12)],
            "regions": [
                {"title": region.title, "slug": slug, "number": region.number, "at": _at(midst.latitude, midst.longitude)}
                for slug, region in regions_of(language, number).items()
                if (midst := midst_of(points.get(slug, []))) is not None
            ],
            "towns": [
                [text, town["rank"], *_at(town["at"][1], town["at"][0])]
                for town in world.towns
                if (text := names.town_name(town, language))
            ],
            "waters": [
                [text, *_at(sum(y for _x, y in ring) / len(ring), sum(x for x, _y in ring) / len(ring))]
                for named, ring in names.seas()
                if (text := names.sea_name(named, language))
            ],
            "fronts": [
                {
                    "name": names.front_name(line.name, language) or line.name,
                    "from": line.date_from[:7],
                    "to": line.date_to[:7],
                    "great": line.name in GREAT,
                    "line": [_at(y, x) for x, y in smooth(line.points, 4)],
                }
                for line in dated_lines()
            ] if ground_for(known) == ITALY else [],
        }  # fmt: skip
        cache.set(key, found, KEPT)
    return found


def months_of(language: str) -> list[str]:
    """The steps of the time slider: the whole time (empty), then each month from the first of any place to the last."""
    subsets = MapCell.objects.filter(language=language, level=0, subset__startswith="period:").order_by()
    months = sorted({subset[7:] for subset in subsets.values_list("subset", flat=True).distinct() if len(subset) == 14})
    if not months:
        return [""]
    first, last = (date(int(month[:4]), int(month[5:]), 1) for month in (months[0], months[-1]))
    found = list(months_between(first, last))
    return ["", *(found if len(found) <= MOST_MONTHS else months[-MOST_MONTHS:])]


def trail_line(language: str, number: int) -> list[Point]:
    """The trail's line, through the regions in their order."""
    key = f"map-line:{language}:{number}"
    found = cache.get(key)
    if found is None:
        points = region_points(language, number)
        found = line_through([points[slug] for slug in regions_of(language, number) if points.get(slug)])
        cache.set(key, found, KEPT)
    return found


def region_points(language: str, number: int) -> dict[str, list[Point]]:
    """Some places of each region, in the order of the trail: enough to say where the region lies."""
    key = f"map-points:{language}:{number}"
    found = cache.get(key)
    if found is None:
        places = places_in(language)
        wanted = places.order_by("path").values_list("region", "latitude", "longitude")
        rows = list(wanted[: SAMPLE + 1])
        if len(rows) > SAMPLE:
            step = places.count() // SAMPLE + 1
            rows = list(wanted.annotate(turn=F("pk") % step).filter(turn=0))
        found = {}
        for region, latitude, longitude, *_turn in rows:
            found.setdefault(region, []).append(Point(latitude, longitude))
        found = {slug: _thinned(points) for slug, points in found.items()}
        cache.set(key, found, KEPT)
    return found


def _thinned(points: list[Point]) -> list[Point]:
    """The first and the last of many, and some between."""
    if len(points) <= SAMPLE_OF_REGION:
        return points
    step = len(points) / SAMPLE_OF_REGION
    return [*(points[int(index * step)] for index in range(SAMPLE_OF_REGION)), points[-1]]


def _at(latitude: float, longitude: float) -> list[float]:
    return [round(latitude, 4), round(longitude, 4)]
