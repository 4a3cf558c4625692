"""The filters that the map, its list, the search and the finder share: read from an address, applied to the index.

An address stands for one view and can be shared: `?kind=cemetery&nation=PL&region=rome&period=1944-05&open=today&access=step-free`.
"""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import pgettext

from trail.finding.models import Entry, EntryNation

from ..models import SitePage
from .entries import CEMETERY
from .opening import open_on

KINDS = (CEMETERY, *SitePage.Kind.values)
TYPES = (Entry.Type.PLACE, Entry.Type.STORY, Entry.Type.REGION, Entry.Type.CAMPAIGN, Entry.Type.TEXT)
FIRST_YEAR, LAST_YEAR = 1000, 2999


@dataclass(frozen=True)
class Filters:
    """What a visitor has narrowed the trail down to; empty means all. Every value here is a possible one."""

    type: str = ""
    kind: str = ""
    region: str = ""
    nation: str = ""
    period: str = ""  # a year or a month: 1944, 1944-05
    open: str = ""  # "today"
    access: str = ""  # "step-free"
    # What the address asked for and is not possible, in words for the visitor; such a filter is left out.
    problems: tuple[str, ...] = field(default=(), compare=False)

    def __bool__(self) -> bool:
        return any(self.values().values())

    def values(self) -> dict[str, str]:
        """The filters that are set, as parameters of an address."""
        found = {each.name: getattr(self, each.name) for each in fields(self) if each.name != "problems"}
        return {name: value for name, value in found.items() if value}

    def with_(self, **changes: str) -> "Filters":
        """The same view with some filters set otherwise; an empty value takes one away."""
        return replace(self, **changes)

    def as_query(self, **more: str) -> str:
        """The parameters of the address, in a fixed order so that one view has one address."""
        return urlencode({**self.values(), **{name: value for name, value in more.items() if value}})


def read_filters(query: Mapping[str, str], regions: set[str]) -> Filters:
    """Read an address. `regions` are the slugs that the language has. What is not possible is named, and left out."""
    possible = {
        "type": lambda value: value in TYPES,
        "kind": lambda value: value in KINDS,
        "region": lambda value: value in regions,
        "nation": lambda value: len(value) == 2 and value.isascii() and value.isalpha(),
        "period": lambda value: days_of(value) is not None,
        "open": lambda value: value == "today",
        "access": lambda value: value == "step-free",
    }
    found: dict[str, str] = {}
    problems = []
    for name, is_possible in possible.items():
        value = query.get(name, "").strip()
        value = value.upper() if name == "nation" else value
        if value and is_possible(value):
            found[name] = value
        elif value:
            problems.append(pgettext("trail", "There is no filter “%(value)s” here.") % {"value": value[:60]})
    return Filters(**found, problems=tuple(problems))


def narrow(entries: QuerySet[Entry], filters: Filters, today: date, *, leave_out: str = "") -> QuerySet[Entry]:
    """The entries that pass the filters; `leave_out` names one that is not applied, for the counts of its facet."""
    for name, value in filters.values().items():
        if name != leave_out:
            entries = _NARROW[name](entries, value, today)
    return entries


def _by_nation(entries: QuerySet[Entry], value: str, today: date) -> QuerySet[Entry]:
    return entries.filter(Exists(EntryNation.objects.filter(entry=OuterRef("pk"), code=value)))


def _by_period(entries: QuerySet[Entry], value: str, today: date) -> QuerySet[Entry]:
    days = days_of(value)
    return entries.filter(earliest__lte=days[1], latest__gte=days[0]) if days else entries


_NARROW: dict[str, Any] = {
    "type": lambda entries, value, today: entries.filter(type=value),
    "kind": lambda entries, value, today: entries.filter(kind=value),
    "region": lambda entries, value, today: entries.filter(region=value),
    "nation": _by_nation,
    "period": _by_period,
    "open": lambda entries, value, today: open_on(entries, today),
    "access": lambda entries, value, today: entries.filter(step_free="yes"),
}


def days_of(period: str) -> tuple[date, date] | None:
    """The first and the last day of a year or a month; `None` where it is neither."""
    year, _dash, month = period.partition("-")
    if not (year.isascii() and year.isdigit() and len(year) == 4 and FIRST_YEAR <= int(year) <= LAST_YEAR):
        return None
    if not month and period == year:
        return date(int(year), 1, 1), date(int(year), 12, 31)
    if not (month.isascii() and month.isdigit() and len(month) == 2 and 1 <= int(month) <= 12):
        return None
    last = calendar.monthrange(int(year), int(month))[1]
    return date(int(year), int(month), 1), date(int(year), int(month), last)
