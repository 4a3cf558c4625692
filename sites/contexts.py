"""What the templates of each page type are given besides the furniture of every page (`trail.core.context`)."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from trail.core.sources import NumberedSources
from trail.core.surroundings import PageLink
from trail.dates.display import describe, describe_precision
from trail.finding.space.nearby import midpoint, nearest
from trail.geo.coordinates import Point, describe_offset, format_decimal
from trail.store.recording import depends_on_day_until, depends_on_today

from .anniversaries import on_this_day
from .finding.names import kind_label
from .maps import locator_of, map_of_campaign, map_of_region
from .models import VISITING_HEADS
from .presentation.figures import figures_view
from .presentation.opening import opening_view
from .selectors import (
    PlaceRow,
    places_below,
    places_of_story,
    regions_below,
    stories_below,
    stories_told_at,
)

MOST_NEAR = 3


@dataclass(frozen=True)
class Neighbour:
    """One end of the onward line: a page before or after this one, with how far it is."""

    title: str
    url: str
    number: int
    offset: str = ""
    is_cemetery: bool = False
    is_region: bool = False


def home_context(page: Any, context: dict[str, Any]) -> dict[str, Any]:
    """The campaign with its regions, the places to begin with, the first stories."""
    language = context["language"]
    stories = stories_below(page.path, language)
    depends_on_today()
    featured = page.featured_rows
    around = context["around"]
    return {
        "regions": regions_below(page.path, language),
        "featured": featured,
        "stories": stories[:6],
        "on_this_day": on_this_day(stories, timezone.localdate(), language),
        "story_count": len(stories),
        "story_index": next(
            (link for link in [*around.menu, *around.footer] if stories and stories[0].url.startswith(link.url)), None
        ),
    }


def campaign_context(page: Any, context: dict[str, Any]) -> dict[str, Any]:
    """The regions in the order of the trail, and the forces."""
    language = context["language"]
    regions = regions_below(page.path, language)
    return {
        "when": describe(page.when, language),
        "regions": regions,
        "map": map_of_campaign(regions, places_below(page.path), language),
        "map_link": map_address(language),
        "forces": [involved.force for involved in page.forces_involved.select_related("force")],
    }


def region_context(page: Any, context: dict[str, Any]) -> dict[str, Any]:
    """The places in order, and the regions before and after."""
    language = context["language"]
    regions = regions_below(page.path[: -page.steplen], language)
    places = places_below(page.path)
    position = next((index for index, region in enumerate(regions) if region.pk == page.pk), 0)
    return {
        "when": describe(page.when, language),
        "places": places,
        "map": map_of_region(places, language, page.title),
        "map_link": map_address(language, region=page.slug),
        "cemetery_count": sum(place.is_cemetery for place in places),
        "region_number": position + 1,
        "region_count": len(regions),
        "before": _region_neighbour(regions, position - 1),
        "after": _region_neighbour(regions, position + 1),
        "stories": stories_told_at([place.pk for place in places], language),
    }


def _region_neighbour(regions: list[Any], index: int) -> Neighbour | None:
    if not 0 <= index < len(regions):
        return None
    region = regions[index]
    return Neighbour(region.title, region.url, region.number, is_region=True)


def place_context(page: Any, context: dict[str, Any]) -> dict[str, Any]:
    """Figures, opening, visiting heads, position, neighbours on the trail and places near by."""
    language, sources = context["language"], context["sources"]
    region = context["around"].parent
    others = places_below(page.path[: -page.steplen])
    here = next((place for place in others if place.pk == page.pk), None)
    position = others.index(here) if here else -1
    return {
        "kind_label": here.kind_label if here else page.kind_label,
        "number": here.number if here else None,
        "place_count": len(others),
        "region": region,
        "figures": figures_view(page.all_figures, sources, language),
        "opening": opening_view(page, sources, language),
        "notice": notice_today(page),
        "visiting": [(label, getattr(page, name)) for name, label in VISITING_HEADS],
        "position": position_view(page, sources),
        "before": _place_neighbour(others, position - 1, here, language) if here else None,
        "after": _place_neighbour(others, position + 1, here, language) if here else None,
        "near": near_view(page.point, [page.pk], language),
        "map": locator_of(here, others, language) if here else None,
        "map_link": map_address(language, point=page.point),
        "stories": stories_told_at([page.pk], language),
    }


def notice_today(page: Any) -> str:
    """What visitors must know now; nothing after its last day."""
    if page.notice and page.notice_until is not None and page.notice_until >= timezone.localdate():
        depends_on_day_until(page.notice_until)
    return page.notice if page.notice_until is None or page.notice_until >= timezone.localdate() else ""


def _place_neighbour(places: list[PlaceRow], index: int, here: PlaceRow, language: str) -> Neighbour | None:
    if not 0 <= index < len(places):
        return None
    place = places[index]
    offset = describe_offset(here.point, place.point, language) if here.point and place.point else ""
    return Neighbour(place.title, place.url, place.number, offset, place.is_cemetery)


@dataclass(frozen=True)
class NearView:
    """A place near by, with how far it is and in which direction."""

    title: str
    url: str
    kind_label: str
    offset: str


def near_view(point: Point | None, own: list[int | None], language: str) -> list[NearView]:
    """The places nearest to a point, in any region; `own` are the pages that stand there themselves."""
    if point is None:
        return []
    return [
        NearView(place.title, place.url, kind_label(place.kind), describe_offset(point, place.point, language))
        for place in nearest(point, language, MOST_NEAR, leave_out=[pk for pk in own if pk is not None])
    ]


def map_address(language: str, region: str = "", point: Point | None = None) -> str:
    """The live map: all of it, one region, or the surroundings of a point."""
    query = {"region": region} if region else {}
    if point is not None:
        query |= {"z": "12", "lat": f"{point.latitude:.4f}", "lng": f"{point.longitude:.4f}"}
    with override(language):
        return reverse("map") + (f"?{urlencode(query)}" if query else "")


@dataclass(frozen=True)
class PositionView:
    """Where a place is, how exactly we know, and the links that open it in a map."""

    decimal: str
    latitude: str
    longitude: str
    basis: str
    accuracy: int | None
    note: str
    source_number: int | None

    @property
    def geo_uri(self) -> str:
        """RFC 5870; a phone opens its own map with it."""
        return f"geo:{self.latitude},{self.longitude}"

    @property
    def openstreetmap(self) -> str:
        """A plain link, no request of ours."""
        return f"https://www.openstreetmap.org/?mlat={self.latitude}&mlon={self.longitude}#map=16/{self.latitude}/{self.longitude}"


def position_view(page: Any, sources: NumberedSources) -> PositionView | None:
    """The position of a place in words and links; `None` while it has none."""
    point = page.point
    if point is None:
        return None
    return PositionView(
        decimal=format_decimal(point),
        latitude=f"{point.latitude:.6f}".rstrip("0").rstrip("."),
        longitude=f"{point.longitude:.6f}".rstrip("0").rstrip("."),
        basis=page.position_basis,
        accuracy=page.position_accuracy,
        note=page.position_note,
        source_number=sources.number_of(page.position_source_id),
    )


def story_context(page: Any, context: dict[str, Any]) -> dict[str, Any]:
    """When and where, the places of the story, the stories before and after by the date of the event."""
    language = context["language"]
    index: PageLink | None = context["around"].parent
    stories = stories_below(page.path[: -page.steplen], language)
    position = next((at for at, story in enumerate(stories) if story.pk == page.pk), None)
    places = places_of_story(page)
    return {
        "when": describe(page.when, language),
        "precision": describe_precision(page.when, language),
        "places": places,
        "near": near_view(
            midpoint([place.point for place in places if place.point]), [place.pk for place in places], language
        ),
        "forces": [involved.force for involved in page.forces_involved.select_related("force")],
        "story_index": index,
        "before": stories[position - 1] if position else None,
        "after": stories[position + 1] if position is not None and position + 1 < len(stories) else None,
    }


def story_index_context(page: Any, context: dict[str, Any]) -> dict[str, Any]:
    """All stories by date, and by the year of the event."""
    stories = stories_below(page.path, context["language"])
    years: dict[int, list[Any]] = {}
    for story in stories:
        years.setdefault(story.earliest.year if story.earliest else 0, []).append(story)
    return {"stories": stories, "years": list(years.items())}
