"""What deleting or copying a place brings with it, besides what holds for every page."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from ..models import Place, StoryPlace

IDENTIFIERS = ("wikidata_id", "cwgc_id", "geonames_id", "osm_id", "liberation_route_id")


def stories_lose_the_place(page: Any) -> Iterator[str]:
    """The stories that can be followed at a place do not name it any more."""
    titles = StoryPlace.objects.filter(place__path__startswith=page.path).values_list("story__title", flat=True)
    if titles:
        yield _("These stories lose a place: %(stories)s.") % {"stories": ", ".join(sorted(set(titles)))}


def identifiers_are_copied(page: Any) -> Iterator[str]:
    """Numbers that name one place in the world would name two."""
    if isinstance(page, Place) and any(getattr(page, name) for name in IDENTIFIERS):
        yield _("It has the same identifiers elsewhere (Facts): change them, they name one place only.")
