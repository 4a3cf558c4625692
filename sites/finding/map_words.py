"""The live map's own phrases, in the language of the page: JavaScript has none of its own."""

from typing import Any

from babel.plural import PluralRule
from django.utils.translation import npgettext, pgettext

from trail.languages import cldr

from .entries import CEMETERY
from .filters import KINDS
from .map_rows import kind_label

SAMPLES = (*range(201), 1000, 1_000_000)


def words_for(language: str) -> dict[str, Any]:
    """Phrases by key. `%(name)s` is filled in by the map; what depends on a number is given for each plural form."""
    return {
        "kinds": {kind: kind_label(kind) for kind in KINDS},
        "cemetery": CEMETERY,
        "inView": _by_number(
            language,
            lambda n: npgettext("trail", "One place in this part of the map", "%(count)s places in this part of the map", n),
        ),
        "cluster": _by_number(
            language, lambda n: npgettext("trail", "One place; zoom in", "%(count)s places; zoom in", n)
        ),
        "together": _by_number(
            language, lambda n: npgettext("trail", "One place here", "%(count)s places here", n)
        ),
        "stories": pgettext("trail", "Told of %(month)s"),
        "none": pgettext("trail", "No place in this part of the map. Move the map, or take a filter away."),
        "many": pgettext("trail", "Too many to list: zoom in, or choose a filter."),
        "map": pgettext("trail", "Map of the places"),
        "keys": pgettext("trail", "Arrow keys move the map, plus and minus zoom."),
        "zoomIn": pgettext("trail", "Zoom in"),
        "zoomOut": pgettext("trail", "Zoom out"),
        "whole": pgettext("trail", "The whole trail"),
        "nearMe": pgettext("trail", "Near me"),
        "near": pgettext("trail", "The list begins with what is nearest to you. Your position stays in this device."),
        "denied": pgettext("trail", "Your device did not give its position: you or its settings have refused it."),
        "unknown": pgettext("trail", "Your device cannot say where it is just now. Try again under the open sky."),
        "here": pgettext("trail", "Your position"),
        "away": pgettext("trail", "%(distance)s away"),
        "failed": pgettext("trail", "The map could not ask for its places. The list below is still whole."),
        "open": pgettext("trail", "Read about this place"),
        "close": pgettext("trail", "Close"),
        "allMonths": pgettext("trail", "The whole time"),
        "front": pgettext("trail", "%(name)s (approximate)"),
        "noFront": pgettext("trail", "No front line is recorded for this month."),
        "fronts": pgettext("trail", "Front lines, approximate: %(names)s."),
        "attribution": pgettext("trail", "Map: Heritage Trail, Natural Earth"),
        "elsewhere": pgettext("trail", "Elsewhere"),
    }  # fmt: skip


def _by_number(language: str, phrase: Any) -> dict[str, str]:
    """A phrase for each plural form that the browser's `Intl.PluralRules` knows."""
    rule: PluralRule = cldr.babel_locale(language).plural_form
    found: dict[str, str] = {}
    for number in SAMPLES:
        form = rule(number)
        if form not in found:
            found[form] = phrase(number)
    return {"other": phrase(1_000_000), **found}
