"""The map as a page: a drawn map, filters and the list of places, whole without JavaScript. The live map builds on it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.core.cache import cache
from django.db.models import Max, Min
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from trail.core.standing import standing_context
from trail.finding.models import Entry
from trail.finding.space.clusters import ALL, edition
from trail.finding.space.reading import edges_of_cells
from trail.finding.space.view import ImpossibleView, read_view, view_of
from trail.geo.coordinates import Point
from trail.languages import cldr
from trail.maps.records import Drawing, MapPlace
from trail.maps.tiles import allow_tiles, tiles
from trail.store import keys
from trail.store.recording import depends

from ..maps import map_of_places
from .filters import KINDS, Filters, read_filters
from .map_data import ImpossibleFilter, clusters_in, read_name
from .map_facets import Counts, counts_of
from .map_rows import (
    KEPT,
    NEVER_SHOWN,
    PlaceOnMap,
    RegionOnMap,
    kind_label,
    numbers_of,
    place_on_map,
    regions_of,
    stories_in,
)
from .map_sheet import trail_line
from .map_words import words_for
from .selection import Selection, places_in

PER_PAGE = 100
MOST_MARKS = 150  # drawn one by one; more are drawn as discs
MOST_MONTHS = 60
MOST_MEASURED = 4000  # places each of which is looked at to know how far they reach


@dataclass(frozen=True)
class Choice:
    """One value of a filter: what it is called, and how many places it leaves."""

    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Chip:
    """A filter that is set, and the address without it."""

    label: str
    url: str


@require_safe
def map_page(request: HttpRequest) -> HttpResponse:
    """The places that pass the filters of the address, on a drawn map and in a list."""
    context = standing_context(request, "map", pgettext("trail", "Map"), pgettext("trail", "The places of the trail"))
    language = context["language"]
    depends(keys.index(language, "*"))
    number = edition(language)
    regions = regions_of(language, number)
    filters, name, problems = _read(request, regions)
    selection = Selection(language, filters, name)
    counts = counts_of(selection)
    total = counts.kind[filters.kind] if filters.kind else sum(counts.kind.values())
    rows, pages = _page_of(selection, total, request.GET.get("page", ""))
    bounds = _bounds_of(rows) if len(rows) == total else _bounds(selection, number, total)
    context |= {
        "filters": filters,
        "name": name,
        "problems": problems,
        "is_view": bool(request.GET),
        "total": total,
        "cemetery_count": counts.kind["cemetery"],
        "chips": _chips(filters, name, regions, language),
        "bounds": bounds,
        **_choices(counts, filters, regions, language),
    }
    if request.GET.get("part") == "choose":  # the live map asks for what has changed
        return TemplateResponse(request, "components/map_choose.html", context)
    context |= {
        "groups": _groups(rows, numbers_of(language, rows), regions),
        "stories": stories_in(language, filters.period) if filters.period else [],
        "map": _drawing(language, number, selection, total, bounds, rows),
        "words": words_for(language),
        "regions": {slug: [region.title, region.url, region.number] for slug, region in regions.items()},
        "tiles": tiles(),
        **pages,
    }
    response = TemplateResponse(request, "pages/map.html", context)
    return allow_tiles(response)


def _read(request: HttpRequest, regions: dict[str, RegionOnMap]) -> tuple[Filters, str, list[str]]:
    """The filters and the name of the address, and what of it is not possible, in words."""
    filters = read_filters(request.GET, set(regions)).with_(type="")
    problems = list(filters.problems)
    try:
        name = read_name(request.GET.get("q", ""))
    except ImpossibleFilter as problem:
        name = ""
        problems.append(str(problem))
    if any(key in request.GET for key in ("z", "lat", "lng")):
        latitude, longitude = request.GET.get("lat", ""), request.GET.get("lng", "")
        try:
            read_view(request.GET.get("z", "").partition(".")[0], f"{longitude},{latitude},{longitude},{latitude}")
        except ImpossibleView:
            problems.append(pgettext("trail", "There is no such view of the map: here is the whole of it."))
    return filters, name, problems


def _address(filters: Filters, name: str, page: int = 1) -> str:
    query = filters.as_query(q=name, page=str(page) if page > 1 else "")
    return reverse("map") + (f"?{query}" if query else "")


def _page_of(selection: Selection, total: int, asked: str) -> tuple[list[Entry], dict[str, Any]]:
    """The rows of one page of the list, and the way to the pages before and after."""
    filters, name = selection.filters, selection.name
    last = max(1, -(-total // PER_PAGE))
    page = min(last, max(1, int(asked))) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 1
    start = (page - 1) * PER_PAGE
    return _rows(selection, start, PER_PAGE), {
        "page_number": page,
        "page_count": last,
        "earlier": _address(filters, name, page - 1) if page > 1 else "",
        "later": _address(filters, name, page + 1) if page < last else "",
    }


def _groups(
    rows: Sequence[Entry], numbers: dict[int, int], regions: dict[str, RegionOnMap]
) -> list[tuple[RegionOnMap | None, list[PlaceOnMap]]]:
    """The rows under their regions."""
    return [
        (regions.get(slug), [place_on_map(row, numbers.get(row.pk)) for row in several])
        for slug, several in groupby(rows, key=lambda row: row.region)
    ]


def _rows(selection: Selection, start: int, most: int) -> list[Entry]:
    """Some of the places, in the order of the trail: by its index where at most a kind is chosen."""
    if selection.counted() == ALL:
        places = places_in(selection.language)
        places = places.filter(kind=selection.filters.kind) if selection.filters.kind else places
        return list(places.order_by("path").defer(*NEVER_SHOWN)[start : start + most])
    shown = Entry.objects.filter(pk__in=selection.chosen.in_order(start, most)).order_by()
    return sorted(shown.defer(*NEVER_SHOWN), key=lambda row: row.path)


def _bounds(selection: Selection, number: int, total: int) -> str:
    """West, south, east and north of the places, as the live map begins; empty where there is none."""
    if selection.counted() != ALL:
        found = selection.chosen.bounds()
    else:
        kind = selection.filters.kind
        key = f"map-bounds:{selection.language}:{number}:{kind}"
        found = cache.get(key)
        if found is None:
            found = _edges(selection.language, kind, total)
            cache.set(key, found, KEPT)
    return ",".join(f"{value:.5f}" for value in found) if found and found[0] is not None else ""


def _edges(language: str, kind: str, total: int) -> Any:
    """The edges of the places themselves, or, where they are many, of the cells they lie in."""
    if total > MOST_MEASURED:
        return edges_of_cells(language, kind)
    places = places_in(language)
    places = places.filter(kind=kind) if kind else places
    edges = (Min("longitude"), Min("latitude"), Max("longitude"), Max("latitude"))
    return tuple(places.aggregate(west=edges[0], south=edges[1], east=edges[2], north=edges[3]).values())


def _bounds_of(rows: Sequence[Entry]) -> str:
    """The same of places that have been read already."""
    if not rows:
        return ""
    east, north = [row.longitude or 0 for row in rows], [row.latitude or 0 for row in rows]
    return ",".join(f"{value:.5f}" for value in (min(east), min(north), max(east), max(north)))


def _drawing(
    language: str, number: int, selection: Selection, total: int, bounds: str, rows: list[Entry]
) -> Drawing | None:
    """The drawn map: each place, or discs where there are many."""
    if not total:
        return None
    if total <= MOST_MARKS:
        if len(rows) < total:
            rows = _rows(selection, 0, total)
        marks = [
            MapPlace(row.page_id, "", None, row.kind, Point(row.latitude or 0, row.longitude or 0)) for row in rows
        ]
    else:
        west, south, east, north = (float(value) for value in bounds.split(","))
        view = view_of(4, west, south, east, north)
        clusters = clusters_in(selection, view)
        marks = [MapPlace(-at, "", cluster.count, "", cluster.midst) for at, cluster in enumerate(clusters, 1)]
    return map_of_places(marks, trail_line(language, number), language, pgettext("trail", "The places of the trail"))


def _choices(
    counts: Counts, filters: Filters, regions: dict[str, RegionOnMap], language: str
) -> dict[str, list[Choice]]:
    """The values of each filter as the form offers them."""
    months = {value for value in counts.period if len(value) == 7}
    periods = months if len(months) <= MOST_MONTHS else {value for value in counts.period if len(value) == 4}
    return {
        "kinds": _offer(counts.kind, filters.kind, kind_label, key=KINDS.index),
        "region_choices": _offer(
            {slug: counts.region[slug] for slug in regions}, filters.region, lambda slug: regions[slug].title, key=None
        ),
        "nations": _offer(
            counts.nation,
            filters.nation,
            lambda code: cldr.territory_name(code, language),
            key=lambda code: cldr.sort_key(cldr.territory_name(code, language), language),
        ),
        "periods": _offer(
            {value: counts.period[value] for value in periods}, filters.period,
            lambda value: period_label(value, language), key=str,
        ),
        "access_choice": _offer({"step-free": counts.access["yes"]}, filters.access, str, key=None),
    }  # fmt: skip


def _offer(
    counts: dict[str, int], chosen: str, label: Callable[[str], str], key: Callable[[str], Any] | None
) -> list[Choice]:
    values = [value for value in counts if counts[value] or value == chosen]
    if chosen and chosen not in values:
        values.append(chosen)
    if key is not None:
        values.sort(key=lambda value: (value not in counts, key(value) if value in counts else 0))
    return [Choice(value, str(label(value)), counts.get(value, 0), value == chosen) for value in values]


def period_label(value: str, language: str) -> str:
    """A month or a year in words."""
    year, _dash, month = value.partition("-")
    return cldr.format_month_year(date(int(year), int(month), 1), language) if month else year


def _chips(filters: Filters, name: str, regions: dict[str, RegionOnMap], language: str) -> list[Chip]:
    """The filters that are set, each with the address without it."""
    labels: dict[str, Callable[[str], str]] = {
        "kind": kind_label,
        "region": lambda slug: regions[slug].title,
        "nation": lambda code: cldr.territory_name(code, language),
        "period": lambda value: period_label(value, language),
        "open": lambda _value: pgettext("trail", "Open today"),
        "access": lambda _value: pgettext("trail", "Step-free access"),
    }
    found = [
        Chip(labels[key](value), _address(filters.with_(**{key: ""}), name)) for key, value in filters.values().items()
    ]
    if name:
        found.append(Chip(pgettext("trail", "Name: %(name)s") % {"name": name}, _address(filters, "")))
    return found
