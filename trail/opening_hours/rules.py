"""Opening hours in OpenStreetMap's syntax, read into dataclasses: the part of it that trails use.

The syntax: wiki.openstreetmap.org/wiki/Key:opening_hours/specification. Read here: months, dates with or
without a year, and ranges of both; weekdays, their ranges and their place in the month (``Th[3]``,
``Th[-1]``); public and school holidays; times, over midnight, open-ended, by the sun; ``off``, ``closed``,
``unknown``, ``open``; comments; ``24/7``; rules that replace (``;``), add (``, ``) or fall back (``||``). Not
read: weeks, year ranges, Easter, shifted days (``+1 day``), shifted sun times, repetition; for them
:class:`UnsupportedRule` is raised.

Whether an expression is *valid* the library says (:mod:`trail.opening_hours.validators`); this module is for
saying it in words. The texts of the dataclasses are OpenStreetMap syntax again.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from functools import lru_cache

WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
SUN_EVENTS = ("dawn", "sunrise", "sunset", "dusk")

_MONTH = rf"(?:{'|'.join(MONTHS)})"
_DAY = r"\d{1,2}(?!\d|:\d)"
_DATE = rf"(?:\d{{4}}\s*)?{_MONTH}(?:\s{_DAY})?"
_DATES = rf"{_DATE}(?:-(?:{_DATE}|{_DAY}))?"
_WEEKDAY = rf"(?:{'|'.join(WEEKDAYS)})"
_NTH = r"-?[1-5](?:-[1-5])?"
_DAYS = rf"(?:{_WEEKDAY}(?:-{_WEEKDAY}|\[{_NTH}(?:,{_NTH})*\])?|PH|SH)(?![a-z])"
_CLOCK = rf"(?:\d{{1,2}}:\d{{2}}|{'|'.join(SUN_EVENTS)})"
_TIMES = rf"{_CLOCK}(?:-{_CLOCK}\+?|\+)"
_RULE = re.compile(
    rf"(?:(?P<always>24/7)|(?P<dates>{_DATES}(?:,{_DATES})*)?:?\s*(?P<days>{_DAYS}(?:[, ]{_DAYS})*)?\s*"
    rf"(?P<times>{_TIMES}(?:,\s?{_TIMES})*)?)\s*(?P<state>open|off|closed|unknown)?\s*(?:\"(?P<comment>[^\"]+)\")?",
    re.IGNORECASE,
)
#: Between two rules. A comma joins rules if it has a space at its side; with times behind it, it only lists.
_JOINT = re.compile(rf"\s?(;|\|\||,(?=\s)(?!\s{_CLOCK})|(?<=\s),)\s?", re.IGNORECASE)
_QUOTED = re.compile(r'("[^"]*")')


class UnsupportedRule(ValueError):
    """An expression beyond the part read here; it may well be valid."""


class ImpossibleDate(UnsupportedRule):
    """A day the calendar has not (``Feb 30``). The library takes such days for every day."""


@dataclass(frozen=True)
class Day:
    """A month, or a day in it; of one year or (``year`` None) of every year."""

    month: int
    day: int | None = None
    year: int | None = None

    def __str__(self) -> str:
        """Return '2026 Dec 25'."""
        return " ".join(str(part) for part in (self.year, MONTHS[self.month - 1], self.day) if part is not None)


@dataclass(frozen=True)
class DateRange:
    """Months or days from ``start`` to ``end``, both included; ``end`` equals ``start`` for one alone."""

    start: Day
    end: Day

    def __str__(self) -> str:
        """Return 'Apr-Oct', 'Dec 24-Jan 6'."""
        if self.start == self.end:
            return str(self.start)
        month = self.end.day is None
        return f"{self.start}-{MONTHS[self.end.month - 1] if month else self.end}"


@dataclass(frozen=True)
class WeekdayRange:
    """Weekdays from ``first`` to ``last`` (0 is Monday; may run over Sunday), or one by its place."""

    first: int
    last: int
    nth: tuple[int, ...] = ()

    def days(self) -> tuple[int, ...]:
        """Return the weekdays, in order from the first."""
        return tuple((self.first + step) % 7 for step in range((self.last - self.first) % 7 + 1))

    def __str__(self) -> str:
        """Return 'Mo-Fr', 'Th[3]'."""
        if self.nth:
            return f"{WEEKDAYS[self.first]}[{','.join(map(str, self.nth))}]"
        names = WEEKDAYS[self.first], WEEKDAYS[self.last]
        return names[0] if self.first == self.last else "-".join(names)


@dataclass(frozen=True)
class TimeSpan:
    """Times of day in minutes from midnight (beyond 1440: the next day) or an event of :data:`SUN_EVENTS`.

    ``end`` is None where only the beginning is known; ``open_end`` says that it may last longer.
    """

    start: int | str
    end: int | str | None
    open_end: bool = False

    @property
    def over_midnight(self) -> bool:
        """Whether it ends on the next day, as far as the clock tells."""
        if not isinstance(self.start, int) or not isinstance(self.end, int):
            return False
        return self.end > 1440 or self.end <= self.start

    def __str__(self) -> str:
        """Return '08:00-12:00', '10:00+'."""
        end = "" if self.end is None else f"-{_clock_text(self.end)}"
        return f"{_clock_text(self.start)}{end}{'+' if self.open_end else ''}"


@dataclass(frozen=True)
class Rule:
    """One rule: when, at what times, and whether that is 'open', 'closed' or 'unknown'.

    ``joined`` is how it stands to the rules before: ';' replaces them where it applies, ',' adds,
    '||' falls back.
    """

    dates: tuple[DateRange, ...] = ()
    weekdays: tuple[WeekdayRange, ...] = ()
    holidays: tuple[str, ...] = ()
    times: tuple[TimeSpan, ...] = ()
    state: str = "open"
    comment: str = ""
    joined: str = ";"

    @property
    def always(self) -> bool:
        """Whether it holds at every time of every day."""
        return not (self.dates or self.weekdays or self.holidays or self.times)

    def __str__(self) -> str:
        """Return the rule in OpenStreetMap syntax, without what joins it."""
        days = ",".join(map(str, (*self.weekdays, *self.holidays)))
        parts = [",".join(map(str, self.dates)), days, ",".join(map(str, self.times))]
        parts = [part for part in parts if part] or ["24/7"]
        if self.state != "open" or (self.comment and not self.times and not self.always):
            parts.append(self.state)
        if self.comment:
            parts.append(f'"{self.comment}"')
        return " ".join(parts)


def _clock_text(value: int | str) -> str:
    """Return a time of day as it is written in a rule."""
    return value if isinstance(value, str) else f"{value // 60:02d}:{value % 60:02d}"


def to_text(rules: tuple[Rule, ...]) -> str:
    """Return rules as one expression."""
    signs = {";": "; ", ",": ", ", "||": " || "}
    return "".join((signs[rule.joined] if place else "") + str(rule) for place, rule in enumerate(rules))


def tidy(expression: str) -> str:
    """Return the expression with single spaces, and none at its ends; comments in quotes stay as they are."""
    pieces = _QUOTED.split(expression)
    return "".join(piece if piece[:1] == '"' else re.sub(r"\s+", " ", piece) for piece in pieces).strip()


def _day(text: str, like: Day | None = None) -> Day:
    """Return one end of a date range; ``like`` gives month and year to an end that names its day only."""
    found = re.fullmatch(rf"(?:(\d{{4}})\s*)?({_MONTH})?\s*(\d{{1,2}})?", text, re.IGNORECASE)
    assert found
    year, month, day = found.groups()
    number = MONTHS.index(month.capitalize()) + 1 if month else like.month if like else 0
    known_year = int(year) if year else like.year if like and (not month or not day) else None
    if day and not 1 <= int(day) <= calendar.monthrange(known_year or 2000, number)[1]:
        raise ImpossibleDate(text)
    return Day(number, int(day) if day else None, known_year)


def _date_range(text: str) -> DateRange:
    """Return 'Apr-Oct', 'Dec 24-26' or 'Dec 25' as a range."""
    first, _, last = text.partition("-")
    start = _day(first)
    end = _day(last, start) if last else start
    if (start.day is None) != (end.day is None):
        raise UnsupportedRule(text)
    if end.year is None and start.year is not None and end.day is not None:
        # The year once, before the first: the end falls in the same year, or the next.
        later = (end.month, end.day) < (start.month, start.day or 1)
        end = Day(end.month, end.day, start.year + later)
    if start.year and end.year and (end.year, end.month, end.day or 0) < (start.year, start.month, start.day or 0):
        raise UnsupportedRule(text)  # 2026 Nov-Feb: the library means both ends of 2026
    return DateRange(start, end)


def _weekdays(text: str) -> WeekdayRange:
    """Return 'Mo-Fr' or 'Th[3]' as a range."""
    name, _, nth = text.rstrip("]").partition("[")
    first, _, last = name.partition("-")
    start = WEEKDAYS.index(first.capitalize())
    places: list[int] = []
    for piece in filter(None, nth.split(",")):
        low, dash, high = piece.rpartition("-")
        places += range(int(low), int(high) + 1) if dash and low else [int(piece)]
    return WeekdayRange(start, WEEKDAYS.index(last.capitalize()) if last else start, tuple(places))


def _clock(text: str) -> int | str:
    """Return minutes from midnight, or the sun's event."""
    if ":" not in text:
        return text.lower()
    hours, minutes = text.split(":")
    if int(minutes) > 59 or int(hours) > 48:
        raise UnsupportedRule(text)
    return int(hours) * 60 + int(minutes)


def _span(text: str) -> TimeSpan:
    """Return '08:00-12:00' or '10:00+' as a span."""
    first, _, last = text.strip().rstrip("+").partition("-")
    start, end = _clock(first), _clock(last) if last else None
    if isinstance(start, int) and (start >= 1440 or (isinstance(end, int) and end - start > 1440)):
        raise UnsupportedRule(text)  # from one day to the next but one
    return TimeSpan(start, end, text.endswith("+"))


def _rule(text: str, joined: str) -> Rule:
    """Return one rule; raises UnsupportedRule."""
    found = _RULE.fullmatch(text)
    if not text or found is None:
        raise UnsupportedRule(text)
    days = re.split(r",(?![^\[]*\])| ", found["days"]) if found["days"] else []
    state = (found["state"] or "").lower()
    comment = found["comment"] or ""
    times = tuple(map(_span, found["times"].split(","))) if found["times"] else ()
    if comment and not state and not times and not found["always"]:
        state = "unknown"  # a comment in place of hours: "by appointment"
    if joined == "," and times and not days and not found["dates"]:
        days = ["Mo-Su"]  # said outright, or it would read as more times of the rule before
    return Rule(
        dates=tuple(map(_date_range, found["dates"].split(","))) if found["dates"] else (),
        weekdays=tuple(_weekdays(day) for day in days if day.upper() not in ("PH", "SH")),
        holidays=tuple(day.upper() for day in days if day.upper() in ("PH", "SH")),
        times=times,
        state={"off": "closed", "": "open"}.get(state, state),
        comment=comment,
        joined=joined,
    )


@lru_cache(maxsize=2048)
def parse(expression: str) -> tuple[Rule, ...]:
    """Return the rules of an expression; raises UnsupportedRule (a ValueError), and nothing else."""
    joined, rules, rest = ";", [], ""
    for piece in _QUOTED.split(tidy(expression)):
        if piece[:1] == '"':
            rest += piece
            continue
        first, *others = _JOINT.split(piece)
        rest += first
        for sign, text in zip(others[::2], others[1::2], strict=True):
            rules.append(_rule(rest.strip(), joined))
            joined, rest = sign, text
    return (*rules, _rule(rest.strip(), joined))
