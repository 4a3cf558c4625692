"""The words round a map: titles, descriptions for those who cannot see it, and what the caption owns up to."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import npgettext, override, pgettext

from trail.languages import cldr

from .records import MapPlace, MapRegion


def campaign_words(regions: Sequence[MapRegion], has_fronts: bool, language: str) -> tuple[str, str]:
    """Title and description of the map of a campaign."""
    with override(language):
        title = pgettext("trail", "The regions of the trail")
        parts = [
            npgettext(
                "trail",
                "One numbered region: %(names)s.",
                "%(count)s numbered regions joined by the trail line: %(names)s.",
                len(regions),
            )
            % {"count": len(regions), "names": _numbered(regions, language)}
        ]
        if has_fronts:
            parts.append(pgettext("trail", "Dashed lines mark the approximate course of German defensive lines."))
    return title, " ".join(parts)


def region_words(places: Sequence[MapPlace], title: str, is_plan: bool, language: str) -> tuple[str, str]:
    """Title and description of the map of a region."""
    with override(language):
        heading = pgettext("trail", "%(region)s: the places of the trail") % {"region": title}
        sentence = npgettext(
            "trail",
            "One numbered place: %(names)s.",
            "%(count)s numbered places joined by the trail line: %(names)s.",
            len(places),
        ) % {"count": len(places), "names": _numbered(places, language)}
        if is_plan:
            sentence = pgettext("trail", "A schematic plan.") + " " + sentence
    return heading, sentence


def locator_words(place: MapPlace, has_inset: bool, language: str) -> tuple[str, str]:
    """Title and description of the map that shows where one place is."""
    with override(language):
        heading = pgettext("trail", "Where it is: %(place)s") % {"place": place.title}
        sentence = pgettext("trail", "%(place)s in its surroundings, with the neighbouring places of the trail.") % {
            "place": place.title
        }
        if has_inset:
            sentence += " " + pgettext("trail", "A small map of Italy shows the spot in the country.")
    return heading, sentence


def overview_words(count: int, has_fronts: bool, language: str) -> str:
    """Description of the map of any places."""
    with override(language):
        parts = [
            npgettext(
                "trail",
                "One place of the trail; the list beside the map names it.",
                "%(count)s places of the trail; the list beside the map names them.",
                count,
            )
            % {"count": cldr.format_number(count, language)}
        ]
        if has_fronts:
            parts.append(pgettext("trail", "Dashed lines mark the approximate course of German defensive lines."))
    return " ".join(parts)


def caption(
    language: str,
    *,
    is_plan: bool = False,
    is_bare: bool = False,
    has_hills: bool = False,
    has_fronts: bool = False,
    rough: bool = False,
    not_plotted: Sequence[MapPlace] = (),
) -> str:
    """What is simplified, approximate or missing, in plain sentences."""
    with override(language):
        parts = []
        if is_plan:
            parts.append(pgettext("trail", "Schematic plan: rivers, roads and hills are simplified."))
        elif is_bare:
            parts.append(pgettext("trail", "Positions only: there is no ground map of this part of the world."))
        elif has_hills:
            parts.append(pgettext("trail", "Hills are suggested, not measured."))
        if has_fronts:
            parts.append(pgettext("trail", "Front lines are approximate."))
        if rough:
            parts.append(pgettext("trail", "A mark in outline stands for the town; the exact place is not known."))
        if not_plotted:
            listed = cldr.format_list([place.title for place in not_plotted], language)
            parts.append(pgettext("trail", "Not on the map: %(places)s.") % {"places": listed})
    return " ".join(parts)


def _numbered(stops: Sequence[MapPlace] | Sequence[MapRegion], language: str) -> str:
    """'1 Sicily, 2 Rome': numbers as on the map."""
    names = [f"{stop.number} {stop.title}" if stop.number is not None else stop.title for stop in stops]
    return cldr.format_list(names[:20], language) if len(names) <= 20 else ", ".join([*names[:20], "…"])
