"""Rows of the index as the map's list shows them: places with their number on the trail, regions, stories of a time."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.utils import timezone

from trail.dates.display import describe
from trail.finding.models import Entry

from ..models import CemeteryPage, SitePage, StoryPage
from .entries import CEMETERY
from .filters import Filters, narrow

MOST_ROWS = 100
MOST_NUMBERED = 2000  # beyond so many places in the regions shown, nobody needs to know which is the 1,734th
MOST_STORIES = 40
NEVER_SHOWN = ("body", "names", "summary", "keywords")  # columns that no list needs
KEPT = 60 * 60


@dataclass(frozen=True)
class RegionOnMap:
    """A region as the map's list heads it."""

    slug: str
    title: str
    url: str
    number: int


@dataclass(frozen=True)
class PlaceOnMap:
    """A place as the map's list shows it."""

    page_id: int
    title: str
    url: str
    kind: str
    kind_label: str
    region: str
    number: int | None

    @property
    def is_cemetery(self) -> bool:
        """Cemeteries are marked by the outline of a headstone."""
        return self.kind == CEMETERY


@dataclass(frozen=True)
class StoryOnMap:
    """A story of a time."""

    title: str
    url: str
    when: str


def kind_label(kind: str) -> str:
    """A kind of place in words."""
    if kind == CEMETERY:
        return str(CemeteryPage.kind_label)
    return str(SitePage.Kind(kind).label) if kind in SitePage.Kind.values else kind


def regions_of(language: str, edition: int) -> dict[str, RegionOnMap]:
    """The regions of a language by their slugs, in the order of the trail; kept for one edition of the map."""
    key = f"map-regions:{language}:{edition}"
    found = cache.get(key) if edition else None
    if found is None:
        # Put in order here: asked to, SQLite would walk through all entries by their paths.
        rows = Entry.objects.filter(language=language, type=Entry.Type.REGION).order_by()
        found = {
            slug: RegionOnMap(slug, title, url, number)
            for number, (_path, slug, title, url) in enumerate(
                sorted(rows.values_list("path", "region", "title", "url")), 1
            )
        }
        cache.set(key, found, KEPT)
    return found


def numbers_of(language: str, rows: Sequence[Entry]) -> dict[int, int]:
    """The number of each row on the trail within its region, by the entry's key; none where the regions are vast."""
    regions = {row.region for row in rows if row.region}
    places = Entry.objects.filter(language=language, type=Entry.Type.PLACE, region__in=regions).order_by()
    order = list(places.values_list("path", "pk", "region")[: MOST_NUMBERED + 1]) if regions else []
    if len(order) > MOST_NUMBERED:
        return {}
    reached: Counter[str] = Counter()
    found = {}
    for _path, pk, region in sorted(order):
        reached[region] += 1
        found[pk] = reached[region]
    return found


def place_on_map(row: Entry, number: int | None) -> PlaceOnMap:
    """A place for a template."""
    return PlaceOnMap(row.page_id, row.title, row.url, row.kind, kind_label(row.kind), row.region, number)


def row_of(row: Entry, number: int | None) -> dict[str, Any]:
    """A place for the live map."""
    found = {
        "id": row.page_id,
        "title": row.title,
        "url": row.url,
        "kind": row.kind,
        "region": row.region,
        "at": [round(row.latitude or 0, 6), round(row.longitude or 0, 6)],
    }
    return found | ({"number": number} if number else {})


def stories_in(language: str, period: str) -> list[StoryOnMap]:
    """The stories of a month or a year, by their dates."""
    stories = Entry.objects.filter(language=language, type=Entry.Type.STORY)
    rows = narrow(stories, Filters(period=period), timezone.localdate()).order_by("earliest", "path")
    shown = list(rows.values_list("page_id", "title", "url")[:MOST_STORIES])
    dates = dict(StoryPage.objects.filter(pk__in=[row[0] for row in shown]).values_list("pk", "when"))
    return [StoryOnMap(title, url, describe(dates.get(pk, ""), language)) for pk, title, url in shown]


def stories_of(language: str, period: str) -> list[dict[str, str]]:
    """The same for the live map."""
    return [{"title": story.title, "url": story.url, "when": story.when} for story in stories_in(language, period)]
