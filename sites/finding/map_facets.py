"""How many places each choice of a filter would leave: from the counted cells where they know, else by counting."""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Count

from trail.finding.models import MapCell
from trail.finding.space.clusters import ALL, months_between

from .selection import Selection, count_by_kind

COLUMNS = {"kind": "kind", "region": "region", "access": "step_free"}
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
    """The counts of all filters; two queries where nothing but a kind is chosen, at most six."""
    language, kind = selection.language, selection.filters.kind
    free = [facet for facet in FACETS if selection.counted(leave_out=facet) == ALL]
    if "period" in free and selection.has_long:
        free.remove("period")
    found = _counted(language, free, kind)
    subset = selection.counted()
    if subset is not None:
        found["kind"] = count_by_kind(language, subset)
    wanted = [
        facet for facet in ("kind", *FACETS) if facet not in free and not (facet == "kind" and subset is not None)
    ]
    together = [facet for facet in wanted if facet in COLUMNS and facet not in selection.filters.values()]
    found |= _together(selection, together)
    for facet in wanted:
        if facet not in together:
            found[facet] = _by_counting(selection, facet)
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


def _together(selection: Selection, facets: list[str]) -> dict[str, Counter[str]]:
    """The counts of filters that are not set: they look at the same places, and so share a query."""
    found: dict[str, Counter[str]] = {facet: Counter() for facet in facets}
    if facets:
        rows = selection.places().order_by().values_list(*(COLUMNS[facet] for facet in facets))
        for *values, count in rows.annotate(n=Count("pk")):
            for facet, value in zip(facets, values, strict=True):
                if value:
                    found[facet][value] += count
    return found


def _by_counting(selection: Selection, facet: str) -> Counter[str]:
    places = selection.places(leave_out=facet).order_by()
    found: Counter[str] = Counter()
    if facet == "period":
        rows = places.filter(earliest__isnull=False, latest__isnull=False).values_list("earliest", "latest")
        for earliest, latest, count in rows.annotate(n=Count("pk")):
            months = list(months_between(earliest, latest)) if (latest - earliest).days < 10_000 else []
            for value in (*months, *dict.fromkeys(month[:4] for month in months)):
                found[value] += count
        return found
    column = COLUMNS.get(facet, "nations__code")
    for value, count in places.values_list(column).annotate(n=Count("pk")):
        if value:
            found[value] += count
    return found
