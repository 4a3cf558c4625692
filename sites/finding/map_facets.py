"""How many places each choice of a filter would leave: from the counted cells where they know, else from bits."""

from collections import Counter
from dataclasses import dataclass, field

from trail.finding.models import MapCell
from trail.finding.space.clusters import ALL

from .selection import Selection, count_by_kind

FACETS = ("region", "nation", "period", "access")


@dataclass(frozen=True)
class Counts:
    """For each filter, how many places each of its values leaves with the other filters as they are."""

    kind: Counter[str] = field(default_factory=Counter)
    region: Counter[str] = field(default_factory=Counter)
    nation: Counter[str] = field(default_factory=Counter)
    period: Counter[str] = field(default_factory=Counter)
    access: Counter[str] = field(default_factory=Counter)


def counts_of(selection: Selection) -> Counts:
    """The counts of all filters; two queries where nothing but a kind is chosen."""
    language, kind = selection.language, selection.filters.kind
    free = [facet for facet in FACETS if selection.counted(leave_out=facet) == ALL]
    if "period" in free and selection.has_long:
        free.remove("period")
    found = _counted(language, free, kind)
    subset = selection.counted()
    if subset is not None:
        found["kind"] = count_by_kind(language, subset)
    else:
        found["kind"] = selection.without("kind").counts("kind")
    for facet in FACETS:
        if facet not in free:
            chosen = selection.without(facet) if facet in selection.filters.values() else selection.chosen
            found[facet] = chosen.counts(facet)
    return Counts(found["kind"], found["region"], found["nation"], found["period"], found["access"])


def _counted(language: str, facets: list[str], kind: str) -> dict[str, Counter[str]]:
    """The counts in the cell that is the whole world."""
    found: dict[str, Counter[str]] = {facet: Counter() for facet in FACETS}
    if facets:
        rows = MapCell.objects.filter(language=language, level=0)
        rows = rows.filter(kind=kind) if kind else rows
        for subset, count in rows.values_list("subset", "count"):
            facet, _colon, value = subset.partition(":")
            if facet in facets and value:
                found[facet][value] += count
    return found
