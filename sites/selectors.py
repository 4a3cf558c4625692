"""Every query for the lists of the public site. A template never asks the database itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Value
from wagtail.models import Page

from trail.core.addresses import page_address
from trail.dates.display import describe
from trail.geo.coordinates import Point
from trail.store import keys
from trail.store.recording import depends

from .models import CemeteryPage, RegionPage, SitePage, StoryPage, StoryPlace

CEMETERY = "cemetery"
PLACE_TYPES = ("sitepage", "cemeterypage")
PLACE_COLUMNS = (
    "pk",
    "title",
    "summary",
    "url_path",
    "shown_kind",
    "latitude",
    "longitude",
    "path",
    "locality",
    "lead_image_id",
    "lead_image_alt",
    "position_basis",
    "locale__language_code",
)


@dataclass(frozen=True)
class PlaceRow:
    """A place as a list shows it; `number` is its order on the trail within its region."""

    pk: int
    title: str
    summary: str
    url: str
    kind: str
    number: int
    point: Point | None
    path: str
    locality: str
    picture_id: int | None
    picture_alt: str
    basis: str = ""  # how the position is known
    language: str = ""  # that its words are in
    order: Any = None  # what `_places` was asked to sort by

    @property
    def is_cemetery(self) -> bool:
        """Cemeteries carry a headstone's outline as their waymark."""
        return self.kind == CEMETERY

    @property
    def kind_label(self) -> Any:
        """The kind in words."""
        return CemeteryPage.kind_label if self.is_cemetery else SitePage.Kind(self.kind).label


@dataclass(frozen=True)
class RegionRow:
    """A region as the trail's line shows it."""

    pk: int
    title: str
    summary: str
    url: str
    number: int
    when: str
    path: str = ""


@dataclass(frozen=True)
class StoryRow:
    """A story as a list shows it, by the date of its event."""

    pk: int
    title: str
    summary: str
    url: str
    when: str
    edtf: str
    earliest: date | None


def _places(condition: Q, order: Any = Value(0)) -> list[PlaceRow]:  # noqa: B008
    """Sites and cemeteries that meet a condition, by an order of their own or in that of the tree, in one query."""
    sites = SitePage.objects.filter(condition, live=True).annotate(shown_kind=F("kind"), place_order=order)
    cemeteries = CemeteryPage.objects.filter(condition, live=True).annotate(
        shown_kind=Value(CEMETERY), place_order=order
    )
    columns = (*PLACE_COLUMNS, "place_order")
    rows = list(sites.order_by().values_list(*columns).union(cemeteries.order_by().values_list(*columns), all=True))
    depends(*(keys.card(row[0]) for row in rows))
    return [
        PlaceRow(
            pk=pk,
            title=title,
            summary=summary,
            url=page_address(url_path, own_language),
            kind=kind,
            number=number,
            point=None if latitude is None or longitude is None else Point(float(latitude), float(longitude)),
            path=path,
            locality=locality,
            picture_id=picture_id,
            picture_alt=picture_alt,
            basis=basis,
            language=own_language,
            order=place_order,
        )
        for number, (
            pk, title, summary, url_path, kind, latitude, longitude, path, locality, picture_id, picture_alt, basis,
            own_language, place_order,
        ) in enumerate(sorted(rows, key=lambda row: (row[-1] or 0, row[7])), 1)
    ]  # fmt: skip


def places_below(path: str) -> list[PlaceRow]:
    """The live places under a region (its tree path), in the order of the trail."""
    depends(*(keys.below(path, kind) for kind in PLACE_TYPES))
    return _places(Q(path__startswith=path))


def featured_places(ids: list[int], language: str) -> list[PlaceRow]:
    """Chosen places in the order in which they were chosen, each in this language or, where it has none, as chosen."""
    if not ids:
        return []
    depends(*(keys.kin(pk) for pk in ids))
    same = Page.objects.filter(pk__in=ids).values("translation_key")
    wanted = Q(translation_key__in=same) & (Q(locale__language_code=language) | Q(pk__in=ids))
    chosen = Subquery(
        Page.objects.filter(pk__in=ids, translation_key=OuterRef("translation_key")).order_by("pk").values("pk")[:1]
    )
    found: dict[int, PlaceRow] = {}
    for place in _places(wanted, chosen):
        if place.order not in found or place.language == language:
            found[place.order] = place
    return [found[pk] for pk in ids if pk in found]


def places_of_story(story: StoryPage) -> list[PlaceRow]:
    """The places of a story in the story's own language, in the editor's order."""
    if "places" not in getattr(story, "_cluster_related_objects", {}):
        same = StoryPlace.objects.filter(story_id=story.pk, place__translation_key=OuterRef("translation_key"))
        told_at = Page.objects.filter(told_in__story_id=story.pk).values("translation_key")
        order = Subquery(same.order_by("sort_order").values("sort_order")[:1])
        return _places(Q(translation_key__in=told_at, locale_id=story.locale_id), order)
    # In a preview the places are in memory only.
    chosen = [place.place_id for place in story.places.all()]
    same_as = Page.objects.filter(pk__in=chosen).values("translation_key")
    places = _places(Q(translation_key__in=same_as, locale_id=story.locale_id)) if chosen else []
    return sorted(places, key=lambda place: chosen.index(place.pk) if place.pk in chosen else len(chosen))


def regions_below(path: str, language: str) -> list[RegionRow]:
    """The live regions under a campaign or a home page, in the order of the trail."""
    found = RegionPage.objects.filter(live=True, path__startswith=path).order_by("path")
    rows = list(found.values_list("pk", "title", "summary", "url_path", "when", "path"))
    depends(keys.below(path, "regionpage"), *(keys.card(row[0]) for row in rows))
    return [
        RegionRow(pk, title, summary, page_address(url_path, language), number, describe(when, language), path)
        for number, (pk, title, summary, url_path, when, path) in enumerate(rows, 1)
    ]


def _story_rows(stories: QuerySet[StoryPage], language: str) -> list[StoryRow]:
    columns = list(stories.values_list("pk", "title", "summary", "url_path", "when", "earliest"))
    depends(*(keys.card(row[0]) for row in columns))
    return [
        StoryRow(pk, title, summary, page_address(url_path, language), describe(when, language), when, earliest)
        for pk, title, summary, url_path, when, earliest in columns
    ]


def stories_below(path: str, language: str) -> list[StoryRow]:
    """The live stories under a page, by the date of the event."""
    depends(keys.below(path, "storypage"))
    return _story_rows(
        StoryPage.objects.filter(live=True, path__startswith=path).order_by("earliest", "path"), language
    )


def stories_told_at(place_ids: Iterable[int], language: str) -> list[StoryRow]:
    """The live stories in a language that can be followed at these places."""
    places = list(place_ids)
    depends(*(keys.told(pk) for pk in places))
    told_at = Page.objects.filter(pk__in=places).values("translation_key")
    stories = StoryPage.objects.filter(
        live=True, places__place__translation_key__in=told_at, locale__language_code=language
    ).distinct()
    return _story_rows(stories.order_by("earliest", "path"), language)
