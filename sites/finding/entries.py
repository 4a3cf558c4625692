"""What each page type says of itself to the index (`trail.finding`)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Max, Min
from django.utils.translation import override
from wagtail.models import Page

from trail.dates.display import describe
from trail.dates.fields import bounds
from trail.finding.data import EntryData
from trail.finding.models import Entry
from trail.languages.cldr import territory_name

from ..models import CampaignPage, CemeteryPage, Figure, RegionPage, SitePage, StoryPage
from .texts import text_of

CEMETERY = "cemetery"
# Bodies that look after the dead of many nations: their own country says nothing of those buried.
KEEPERS_FOR_MANY = ("cwgc",)


def place_entry(page: Any) -> EntryData:
    """A site or a cemetery: its facts, its nations, and the time of what is told of it."""
    region = page.get_parent()
    earliest, latest = _told_of(page) or _span(RegionPage.objects.filter(pk=region.pk))
    nations: dict[str, int | None] = {}
    total = None
    for figure in page.all_figures:
        burials = figure.value if figure.kind == Figure.Kind.BURIALS and figure.is_current else None
        nation = figure.nation or (figure.force.nation if figure.force_id else "")
        if nation:
            nations[nation] = burials if nations.get(nation) is None else nations[nation]
        elif figure.counts_all and burials is not None:
            total = burials
    if not nations:
        nations = dict.fromkeys(_nation_of_keeper(page))
    return EntryData(
        type=Entry.Type.PLACE,
        kind=page.kind if isinstance(page, SitePage) else CEMETERY,
        region=region.slug,
        names=(page.local_name, page.locality, *_names_elsewhere(page)),
        body=text_of(page),
        keywords=(_kind_of(page), region.title, *_body_of(page), *_nations_in_words(page, nations)),
        earliest=earliest,
        latest=latest,
        point=page.point,
        step_free=page.step_free_access,
        always_open=page.always_open,
        opening_hours=page.opening_hours,
        country=page.country,
        managing_body=page.managing_body.name if page.managing_body_id else "",
        burials=total,
        nations=nations,
    )


def dated_entry(page: Any) -> EntryData:
    """A campaign, a region or a story: its time, and the nations of the forces that took part."""
    types = {CampaignPage: Entry.Type.CAMPAIGN, RegionPage: Entry.Type.REGION, StoryPage: Entry.Type.STORY}
    forces = getattr(page, "forces_involved", None)
    involved = forces.select_related("force") if forces is not None and hasattr(forces, "select_related") else []
    earliest, latest = bounds(page.when)
    nations = {item.force.nation: None for item in involved if item.force.nation}
    return EntryData(
        type=types[type(page)],
        region=_region_of(page),
        names=(getattr(page, "where", ""), *_names_elsewhere(page)),
        body=text_of(page),
        keywords=(
            describe(page.when, page.locale.language_code),
            *(item.force.name for item in involved),
            *_nations_in_words(page, nations),
        ),
        earliest=earliest,
        latest=latest,
        nations=nations,
    )


def text_entry(page: Any) -> EntryData:
    """A page of plain text."""
    return EntryData(type=Entry.Type.TEXT, body=text_of(page))


def _nation_of_keeper(page: Any) -> Iterable[str]:
    """Whose dead a cemetery holds where no figure says it: those of the state abroad that looks after it."""
    body = page.managing_body if page.managing_body_id and isinstance(page, CemeteryPage) else None
    if body is None or body.key in KEEPERS_FOR_MANY or body.country in ("", page.country):
        return ()
    return (body.country,)


def _kind_of(page: Any) -> str:
    """What kind of place it is, in the page's language."""
    with override(page.locale.language_code):
        return str(page.kind_label)


def _body_of(page: Any) -> Iterable[str]:
    """Who looks after a place, also by the short name: CWGC."""
    return (page.managing_body.name, page.managing_body.short_name) if page.managing_body_id else ()


def _nations_in_words(page: Any, codes: Iterable[str]) -> list[str]:
    """The names of nations in the page's language."""
    return [territory_name(code, page.locale.language_code) for code in codes]


def _names_elsewhere(page: Any) -> Iterable[str]:
    """The titles of the page's other languages: people look for “Fosse Ardeatine” in English too."""
    others = Page.objects.filter(translation_key=page.translation_key, live=True).exclude(pk=page.pk)
    return others.values_list("title", flat=True)


def _told_of(page: Any) -> tuple[date, date] | None:
    """The first and the last day of the stories told at a place."""
    keys = Page.objects.filter(pk=page.pk).values("translation_key")
    told = StoryPage.objects.filter(
        live=True, locale_id=page.locale_id, places__place__translation_key__in=keys, earliest__isnull=False
    )
    span = _span(told)
    return span if span[0] else None


def _span(dated: Any) -> tuple[Any, Any]:
    found = dated.aggregate(first=Min("earliest"), last=Max("latest"))
    return found["first"], found["last"] or found["first"]


def _region_of(page: Any) -> str:
    """A region's own slug; of a story, the region of its first place."""
    if isinstance(page, RegionPage):
        return page.slug
    first = page.places.select_related("place").first() if isinstance(page, StoryPage) else None
    if first is None:
        return ""
    parent = Page.objects.filter(path=first.place.path[: -Page.steplen]).values_list("translation_key", flat=True)
    here = Page.objects.filter(translation_key__in=parent, locale_id=page.locale_id)
    return here.values_list("slug", flat=True).first() or ""


def places_told_of(story: StoryPage) -> list[Page]:
    """The places in the story's language whose time follows the story's."""
    keys = story.places.values("place__translation_key")
    found = Page.objects.filter(translation_key__in=keys, locale_id=story.locale_id, live=True)
    return list(found.specific())


def places_within(region: RegionPage) -> list[Page]:
    """The places that carry the region's name and, where nothing is told of them, its time."""
    return [*SitePage.objects.child_of(region).live(), *CemeteryPage.objects.child_of(region).live()]
