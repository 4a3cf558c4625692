"""What places say of themselves: figures with what they rest on, and their numbers in other registers."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.translation import pgettext

from trail.languages import cldr

from ..presentation.figures import ShownFigure

register = template.Library()


@register.filter
def by_basis(figures: Iterable[ShownFigure], language: str) -> list[dict[str, Any]]:
    """Figures gathered by what they rest on, each basis once: as of when, after which sources, for which counts."""
    gathered: dict[str, list[ShownFigure]] = {}
    for figure in figures:
        gathered.setdefault(figure.basis, []).append(figure)
    return [
        {
            "basis": basis,
            "labels": cldr.capitalise(cldr.format_list([figure.label for figure in group], language), language)
            if len(gathered) > 1
            else "",
            "numbers": [figure.source_number for figure in group],
        }
        for basis, group in gathered.items()
    ]


@register.filter
def notes(figures: Iterable[ShownFigure]) -> list[str]:
    """The remarks at figures, each once."""
    return list(dict.fromkeys(figure.note for figure in figures if figure.note))


@register.filter
def registers(page: Any) -> list[tuple[str, str, str]]:
    """Where else the place is recorded: the register's name, which is not translated, and an address or a number.

    Liberation Route's addresses need more than the number, so that is printed as it is.
    """
    known = [
        ("CWGC", page.cwgc_id, "https://www.cwgc.org/visit-us/find-cemeteries-memorials/cemetery-details/{}/"),
        ("Liberation Route", page.liberation_route_id, ""),
        ("Wikidata", page.wikidata_id, "https://www.wikidata.org/wiki/{}"),
        ("OpenStreetMap", page.osm_id, "https://www.openstreetmap.org/{}"),
        ("GeoNames", page.geonames_id, "https://www.geonames.org/{}"),
    ]
    return [(name, address.format(identifier), identifier) for name, identifier, address in known if identifier]


@register.filter
def step_free(page: Any) -> str:
    """Whether one can get in without steps, in words; empty where nobody has recorded it."""
    words = {
        "yes": pgettext("trail", "Without steps"),
        "partly": pgettext("trail", "Partly without steps"),
        "no": pgettext("trail", "Only by steps"),
    }
    return words.get(page.step_free_access, "")
