"""On this day: the events of the trail whose first day has its anniversary today, and those that come next.

Only events that are known to the day count: "June 1944" has no anniversary. An event over several days is remembered on
its first. An event of 29 February is remembered on that day in leap years and on 1 March in others.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from trail.dates.edtf import InvalidEdtf, parse
from trail.languages.formats import format_day_month

from .selectors import StoryRow


@dataclass(frozen=True)
class Anniversary:
    """One event and a day on which it is remembered, `years` after it happened."""

    story: StoryRow
    day: date
    years: int


@dataclass(frozen=True)
class OnThisDay:
    """What the home page shows: the events of `today`, or the next ones where today has none."""

    today: list[Anniversary]
    coming: list[Anniversary]
    label: str


def first_day(edtf: str) -> date | None:
    """The first day of an event that is known to the day, else `None`."""
    try:
        fuzzy = parse(edtf)
    except InvalidEdtf:
        return None
    first = fuzzy.start if fuzzy.is_interval else fuzzy
    if first is None or first.precision != "day" or first.approximate or first.uncertain:
        return None
    return first.earliest


def in_year(day: date, year: int) -> date:
    """The anniversary of a day in a year."""
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def anniversaries(stories: Iterable[StoryRow], since: date, until: date) -> list[Anniversary]:
    """The anniversaries from `since` to `until`, both included, in order."""
    found = []
    for story in stories:
        happened = first_day(story.edtf)
        if happened is None:
            continue
        for year in range(since.year, until.year + 1):
            day = in_year(happened, year)
            if since <= day <= until and year > happened.year:
                found.append(Anniversary(story, day, year - happened.year))
    return sorted(found, key=lambda one: (one.day, -one.years, one.story.title))


def on_this_day(stories: Iterable[StoryRow], today: date, language: str, most: int = 3) -> OnThisDay:
    """The events of today; where there are none, the next `most` within a year."""
    coming = anniversaries(stories, today, today + timedelta(days=365))
    return OnThisDay(
        today=[one for one in coming if one.day == today],
        coming=[one for one in coming if one.day > today][:most],
        label=format_day_month(today.month, today.day, language),
    )
