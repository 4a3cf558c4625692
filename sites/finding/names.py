"""The values of the filters in words of the reader's language."""

from django.utils.translation import pgettext

from trail.finding.models import Entry
from trail.languages.cldr import territory_name

from ..models import CemeteryPage, SitePage
from .entries import CEMETERY


def type_label(value: str) -> str:
    """One page of a type: a place, a story."""
    words = {
        Entry.Type.PLACE: pgettext("trail", "Place"),
        Entry.Type.STORY: pgettext("trail", "Story"),
        Entry.Type.REGION: pgettext("trail", "Region"),
        Entry.Type.CAMPAIGN: pgettext("trail", "Campaign"),
        Entry.Type.TEXT: pgettext("trail", "About the trail"),
    }
    return words.get(Entry.Type(value), value) if value in Entry.Type.values else value


def kind_label(value: str) -> str:
    """A kind of place: war cemetery, museum."""
    if value == CEMETERY:
        return str(CemeteryPage.kind_label)
    return str(SitePage.Kind(value).label) if value in SitePage.Kind.values else value


def nation_label(code: str, language: str) -> str:
    """A nation by its name in the language."""
    return territory_name(code, language)


def regions_of(language: str) -> dict[str, str]:
    """The titles of a language's regions by their slugs, in the order of the trail."""
    # Put in order here: asked to, SQLite would walk through all entries by their paths.
    rows = Entry.objects.filter(language=language, type=Entry.Type.REGION).order_by()
    return {slug: title for _path, slug, title in sorted(rows.values_list("path", "region", "title"))}
