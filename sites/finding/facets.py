"""The counts beside the filters: how many of the pages found each further filter would leave.

The narrow rows of all pages found are read at once and counted here, so that five facets, each counted without its own
filter, cost one query. Beyond `COUNTED` rows the counts are those of a part, and the page says so.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import pgettext

from trail.finding.models import SearchDocument

from .filters import Filters, days_of
from .names import kind_label, nation_label, type_label

COUNTED = 1_000
MOST_CHOICES = 12
MOST_YEARS = 30  # of one page: what lasts longer would be found under every year
NAMES = ("type", "kind", "region", "nation", "period")


class Row(NamedTuple):
    """What a page found has for the facets."""

    pk: int
    type: str
    kind: str
    region: str
    nations: str
    earliest: date | None
    latest: date | None


@dataclass(frozen=True)
class Choice:
    """One value of a facet, and the address with it set, or taken away where it is set."""

    label: str
    count: int
    query: str
    is_set: bool


@dataclass(frozen=True)
class Facet:
    """One way to narrow down, with its values."""

    name: str
    label: str
    choices: list[Choice]


class Found:
    """The pages found by a question or by filters alone, counted under any of the filters but one."""

    def __init__(self, documents: Callable[[Filters], QuerySet[SearchDocument]], filters: Filters) -> None:
        """`documents` gives those that pass some filters."""
        self.documents, self.filters = documents, filters
        # What is no facet narrows down in the database; the facets do while all rows fit.
        self._least = Filters(open=filters.open, access=filters.access)
        self._all = self._read(documents(self._least))
        self.limit = COUNTED
        self.is_partial = len(self._all) > COUNTED

    @property
    def is_empty(self) -> bool:
        """Whether nothing was found before any facet narrowed it down."""
        return not self._all

    @property
    def shows_a_part(self) -> bool:
        """Whether more pages pass the filters than are counted."""
        return self.is_partial and len(self.rows) >= self.limit

    @cached_property
    def rows(self) -> list[Row]:
        """The rows that pass all filters, `COUNTED` at most."""
        return self.without("")

    def without(self, name: str) -> list[Row]:
        """The rows that pass all filters but one."""
        left = self.filters.with_(**{name: ""}) if name else self.filters
        if self.is_partial and left != self._least:
            return self._read(self.documents(left))[:COUNTED]
        tests = {each: value for each, value in self.filters.values().items() if each in NAMES and each != name}
        return [row for row in self._all if all(_passes(row, *test) for test in tests.items())][:COUNTED]

    def _read(self, documents: QuerySet[SearchDocument]) -> list[Row]:
        columns = ("pk", "type", "kind", "region", "nations", "earliest", "latest")
        return [Row(*values) for values in documents.order_by().values_list(*columns)[: COUNTED + 1]]


def facets_of(found: Found, regions: dict[str, str], language: str, **more: str) -> list[Facet]:
    """The facets of what was found; those with nothing to choose are left out. `more` stands in every address."""
    filters = found.filters
    rows = found.rows
    facets = []
    for name in NAMES:
        chosen = getattr(filters, name)
        values = counted(found.without(name) if chosen else rows, name)
        if chosen and chosen not in values:
            values[chosen] = 0
        if not chosen and (not values or (len(values) == 1 and values.total() == len(rows))):
            continue
        choices = [
            Choice(
                label_of(name, value, regions, language),
                count,
                filters.with_(**{name: "" if value == chosen else value}).as_query(**more),
                value == chosen,
            )
            for value, count in _in_order(name, values)
        ]
        kept = [choice for number, choice in enumerate(choices) if number < MOST_CHOICES or choice.is_set]
        facets.append(Facet(name, _heading(name), kept))
    return facets


def counted(rows: Iterable[Row], name: str) -> Counter[str]:
    """How many rows each value of a facet has; a page of several nations or years counts under each."""
    if name == "nation":
        return Counter(code for row in rows for code in row.nations.split())
    if name == "period":
        return Counter(str(year) for row in rows for year in _years(row))
    return Counter(value for row in rows if (value := getattr(row, name)))


def label_of(name: str, value: str, regions: dict[str, str], language: str) -> str:
    """A value of a filter in words."""
    if name == "type":
        return type_label(value)
    if name == "kind":
        return kind_label(value)
    if name == "region":
        return regions.get(value, value)
    return nation_label(value, language) if name == "nation" else value


def _heading(name: str) -> str:
    return {
        "type": pgettext("trail", "What it is"),
        "kind": pgettext("trail", "Kind of place"),
        "region": pgettext("trail", "Region"),
        "nation": pgettext("trail", "Nation"),
        "period": pgettext("trail", "Year"),
    }[name]


def _in_order(name: str, values: Counter[str]) -> list[tuple[str, int]]:
    """Years by time, all else the commonest first."""
    if name == "period":
        return sorted(values.items())
    return sorted(values.items(), key=lambda pair: (-pair[1], pair[0]))


def _years(row: Row) -> range:
    if row.earliest is None or row.latest is None:
        return range(0)
    return range(row.earliest.year, min(row.latest.year, row.earliest.year + MOST_YEARS) + 1)


def _passes(row: Row, name: str, value: str) -> bool:
    if name == "nation":
        return value in row.nations.split()
    if name == "period":
        days = days_of(value)
        return bool(days and row.earliest and row.latest and row.earliest <= days[1] and row.latest >= days[0])
    return getattr(row, name) == value
