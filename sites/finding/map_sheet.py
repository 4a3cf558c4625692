"""What is printed on the live map in one language: names, the trail's line, the fronts. Kept for one edition."""

import json
from datetime import date
from typing import Any

from django.core.cache import cache
from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Concat
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from trail.finding.models import Entry, MapCell
from trail.finding.space.clusters import ALL, edition, months_between
from trail.finding.space.reading import midsts_of_subsets
from trail.geo.coordinates import Point
from trail.maps import names
from trail.maps.fronts import GREAT, dated_lines
from trail.maps.geometry import smooth
from trail.maps.ground import EUROPE, ITALY, ground_for, worlds

from ..maps import line_through, midst_of
from .map_rows import regions_of
from .selection import count_by_kind, places_in

SHEET = "1"  # raise it when the form of the answer changes
KEPT = 60 * 60
SAMPLE = 4000  # up to so many places each is looked at to tell where a region lies
SAMPLE_OF_REGION = 40
MOST_MONTHS = 240
LAST_STEP = "ZZZZ"  # no page of a tree has a later one


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
        found = {}
        if sum(count_by_kind(language, ALL).values()) > SAMPLE:
            found = _points_of_many(language)
        else:
            rows = places_in(language).order_by("path").values_list("region", "latitude", "longitude")
            for region, latitude, longitude in rows:
                found.setdefault(region, []).append(Point(latitude, longitude))
        found = {slug: _thinned(points) for slug, points in found.items()}
        cache.set(key, found, KEPT)
    return found


def _points_of_many(language: str) -> dict[str, list[Point]]:
    """The first place of each region on the trail, then where its places lie by the counted cells, then its last."""
    regions = Entry.objects.filter(language=language, type=Entry.Type.REGION)
    here = Entry.objects.filter(
        language=language, type=Entry.Type.PLACE, cell__isnull=False,
        path__gt=OuterRef("path"), path__lt=Concat(OuterRef("path"), Value(LAST_STEP)),
    )  # fmt: skip
    ends = regions.annotate(
        first=Subquery(here.order_by("path").values("pk")[:1]), last=Subquery(here.order_by("-path").values("pk")[:1])
    )
    rows = list(ends.order_by().values_list("region", "first", "last"))
    found = midsts_of_subsets(language, "region", [region for region, _first, _last in rows])
    wanted = Entry.objects.only("latitude", "longitude").in_bulk({pk for _region, *pair in rows for pk in pair if pk})
    for region, first, last in rows:
        if first and last:
            begin, end = (Point(wanted[pk].latitude or 0, wanted[pk].longitude or 0) for pk in (first, last))
            found[region] = [begin, *_thinned(found.get(region, [])), end]
    return found


def _thinned(points: list[Point]) -> list[Point]:
    """The first and the last of many, and some between."""
    if len(points) <= SAMPLE_OF_REGION:
        return points
    step = len(points) / SAMPLE_OF_REGION
    return [*(points[int(index * step)] for index in range(SAMPLE_OF_REGION)), points[-1]]


def _at(latitude: float, longitude: float) -> list[float]:
    return [round(latitude, 4), round(longitude, 4)]
