"""Which places are open on a day: each distinct wording of hours is asked once, however many places share it."""

from datetime import date, datetime, time, timedelta

from django.core.cache import cache
from django.db.models import Min, Q, QuerySet
from django.utils import timezone

from trail.finding.models import Entry
from trail.opening_hours.state import state_at

MOST_CHANGES = 12  # openings and closings of one day that are looked at


def open_on(entries: QuerySet[Entry], day: date) -> QuerySet[Entry]:
    """The places that are open at some time of the day; those whose hours nobody knows are not among them."""
    return entries.filter(condition_on(day))


def condition_on(day: date) -> Q:
    """The same as a condition, for who asks several times: the wordings are looked up once."""
    return Q(always_open=True) | Q(opening_hours__in=_open_expressions(day))


def _open_expressions(day: date) -> list[str]:
    """The wordings that let somebody in on the day. A wording used in two countries counts if it does in one."""
    known = Entry.objects.exclude(opening_hours="").order_by()
    asked = known.values_list("opening_hours", "country").annotate(Min("latitude"), Min("longitude"))
    wordings = sorted(asked, key=str)
    key = f"open-on:{day}:{hash(tuple(wordings))}"
    found = cache.get(key)
    if found is None:
        found = sorted({words for words, country, north, east in wordings if _opens(words, day, country, north, east)})
        cache.set(key, found, 24 * 60 * 60)
    return found


def _opens(words: str, day: date, country: str, latitude: float | None, longitude: float | None) -> bool:
    """Whether the hours have an open moment between the day's first and its last minute."""
    moment = datetime.combine(day, time(), timezone.get_current_timezone())
    end = moment + timedelta(days=1)
    for _change in range(MOST_CHANGES):
        state = state_at(words, moment, latitude, longitude, country)
        if state.open:
            return True
        if state.until is None or state.until >= end:
            return False
        moment = state.until
    return False
