"""Which places are open on a day: each distinct wording of hours is asked once, however many places share it."""

import hashlib
from datetime import date, datetime, time, timedelta

from django.core.cache import cache
from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from trail.finding.models import Entry
from trail.opening_hours.state import state_at

MOST_CHANGES = 12  # openings and closings of one day that are looked at

# Each wording with each country it is used in, and a point of it. One step in an index (`entry_by_hours`) leads from a
# wording to the next, so that the cost is that of the wordings, however many places share them.
TABLE = Entry._meta.db_table
WORDINGS = f"""
WITH RECURSIVE wordings(hours) AS (
    SELECT MIN(opening_hours) FROM {TABLE} WHERE opening_hours > ''
    UNION ALL
    SELECT (SELECT MIN(opening_hours) FROM {TABLE} WHERE opening_hours > wordings.hours)
    FROM wordings WHERE wordings.hours IS NOT NULL
), used(hours, country) AS (
    SELECT hours, (SELECT MIN(country) FROM {TABLE} WHERE opening_hours = hours) FROM wordings WHERE hours IS NOT NULL
    UNION ALL
    SELECT hours, (SELECT MIN(country) FROM {TABLE} WHERE opening_hours = used.hours AND country > used.country)
    FROM used WHERE used.country IS NOT NULL
), placed(hours, country, latitude) AS (
    SELECT hours, country, (
        SELECT MIN(latitude) FROM {TABLE} WHERE opening_hours = used.hours AND country = used.country
    ) FROM used WHERE country IS NOT NULL
)
SELECT hours, country, latitude, (
    SELECT MIN(longitude) FROM {TABLE}
    WHERE opening_hours = placed.hours AND country = placed.country AND latitude = placed.latitude
) FROM placed
"""


def open_on(entries: QuerySet[Entry], day: date) -> QuerySet[Entry]:
    """The places that are open at some time of the day; those whose hours nobody knows are not among them."""
    return entries.filter(Q(always_open=True) | Q(opening_hours__in=open_wordings(day)))


def open_wordings(day: date) -> list[str]:
    """The wordings that let somebody in on the day. A wording used in two countries counts if it does in one."""
    with connection.cursor() as cursor:
        cursor.execute(WORDINGS)
        known = sorted(cursor.fetchall(), key=str)
    key = f"open-on:{day}:{hashlib.sha256(repr(known).encode()).hexdigest()}"
    found = cache.get(key)
    if found is None:
        found = sorted({words for words, *where in known if _opens(words, day, *where)})
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
