"""Opening hours for schema.org's ``OpeningHoursSpecification``: the regular week, if it can be said simply.

schema.org has days of the week and times, and dates of one year; no seasons, no third Thursday, no sunset. A
day on which the rules say more than it can carry gets no entry: nothing is better than something wrong.
"""

from __future__ import annotations

from typing import Any

from trail.opening_hours.rules import Rule, TimeSpan, UnsupportedRule, parse

_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "PublicHolidays")
_HOLIDAYS = 7
_Spans = list[tuple[int, int]]


def _subtract(spans: _Spans, start: int, end: int) -> _Spans:
    """Return spans of minutes without those from ``start`` to ``end``."""
    pieces = [piece for a, b in spans for piece in ((a, min(b, start)), (max(a, end), b))]
    return [(a, b) for a, b in pieces if a < b]


def _minutes(span: TimeSpan) -> tuple[int, int] | None:
    """Return a span in minutes, its end after its start; None for what has no fixed times."""
    if span.open_end or not isinstance(span.start, int) or not isinstance(span.end, int):
        return None
    return span.start, span.end if span.end > span.start else span.end + 1440


def _apply(day: _Spans | None, rule: Rule, spans: _Spans | None) -> _Spans | None:
    """Return a day's spans after a rule that holds on it; None where they cannot be said."""
    if spans is None or rule.state == "unknown":
        return None
    if rule.state == "open":
        if rule.joined == "," and day is not None:
            return sorted({*day, *spans})
        return None if rule.joined == "," else spans
    if not rule.times:
        return []
    for start, end in spans:
        day = None if day is None else _subtract(day, start, end)
    return day


def _exception(rule: Rule) -> bool:
    """Tell whether a rule closes single dates: an exception that leaves the regular week as it is."""
    return bool(rule.dates) and rule.state == "closed" and all(dates.start.day for dates in rule.dates)


def _clock(minutes: int) -> str:
    """Return a time of day; midnight at the end of a day is 23:59, as search engines want it."""
    return "23:59" if minutes == 1440 else f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"


def opening_hours_specification(expression: str) -> list[dict[str, Any]]:
    """Return the entries for schema.org's ``openingHoursSpecification``, days with the same hours in one.

    Empty where nothing can be said. Closed days have no entry; nor have days with seasons, places in the
    month, times by the sun or without an end. Closures on named dates are exceptions to the week, and left
    out.
    """
    try:
        rules = parse(expression)
    except UnsupportedRule:
        return []
    week: list[_Spans | None] = [[] for _ in _NAMES]
    for rule in rules:
        if rule.joined == "||" or _exception(rule) or rule.holidays == ("SH",):
            continue
        minutes = [_minutes(span) for span in rule.times] if rule.times else [(0, 1440)]
        known: _Spans = [span for span in minutes if span]
        spans = None if rule.dates or len(known) < len(minutes) else known
        covered = {day for days in rule.weekdays for day in days.days()}
        irregular = {day for days in rule.weekdays if days.nth for day in days.days()}
        if not rule.weekdays and not rule.holidays:
            covered = set(range(7))
        if "PH" in rule.holidays:
            covered.add(_HOLIDAYS)
        for day in covered:
            week[day] = None if day in irregular else _apply(week[day], rule, spans)
    grouped: dict[tuple[int, int], list[str]] = {}
    for name, day_spans in zip(_NAMES, week, strict=True):
        for span in day_spans or []:
            grouped.setdefault(span, []).append(f"https://schema.org/{name}")
    return [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": days,
            "opens": _clock(start),
            "closes": _clock(end),
        }
        for (start, end), days in grouped.items()
    ]
