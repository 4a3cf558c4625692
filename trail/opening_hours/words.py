"""Opening hours in the reader's language: 'Monday to Friday: 08:00–12:00 and 12:30–15:00'.

Names of days and months are CLDR's; the words between them are phrases of gettext. Times are written by the
24-hour clock in every language, as they stand on the gate.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import override, pgettext

from trail.languages import cldr
from trail.opening_hours.rules import DateRange, Day, Rule, TimeSpan, UnsupportedRule, WeekdayRange, parse


class Lines(list[str]):
    """Lines of text; ``understood`` is False where the only line is the expression itself."""

    def __init__(self, lines: Iterable[str], *, understood: bool = True) -> None:
        """Make the list and its mark."""
        super().__init__(lines)
        self.understood = understood


def _time(minutes: int) -> str:
    """Return a time of day by the 24-hour clock."""
    minutes = minutes if minutes <= 1440 else minutes % 1440
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _from(start: int | str) -> str:
    """Return when a span begins: 'from 10:00', 'from sunrise'."""
    if isinstance(start, int):
        return pgettext("trail", "from %(time)s") % {"time": _time(start)}
    phrases = {
        "dawn": pgettext("trail", "from dawn"),
        "sunrise": pgettext("trail", "from sunrise"),
        "sunset": pgettext("trail", "from sunset"),
        "dusk": pgettext("trail", "from dusk"),
    }
    return phrases[start]


def _to(end: int | str) -> str:
    """Return when a span ends: 'to 18:00', 'to sunset'."""
    if isinstance(end, int):
        return pgettext("trail", "to %(time)s") % {"time": _time(end)}
    phrases = {
        "dawn": pgettext("trail", "to dawn"),
        "sunrise": pgettext("trail", "to sunrise"),
        "sunset": pgettext("trail", "to sunset"),
        "dusk": pgettext("trail", "to dusk"),
    }
    return phrases[end]


def _span(span: TimeSpan) -> str:
    """Return a span of time: '08:00–12:00', 'from 10:00', 'from sunrise to sunset', '22:00–03:00 (next day)'."""
    if span.end is None:
        return _from(span.start)
    if isinstance(span.start, int) and isinstance(span.end, int):
        written = f"{_time(span.start)}–{_time(span.end)}"
    else:
        # Translators: as in “from sunrise to sunset” or “from 08:00 to sunset”; both are phrases of this list.
        written = pgettext("trail", "%(from_when)s %(to_when)s") % {
            "from_when": _from(span.start),
            "to_when": _to(span.end),
        }
    if span.over_midnight:
        written = pgettext("trail", "%(times)s (next day)") % {"times": written}
    if span.open_end:
        written = pgettext("trail", "%(times)s or later") % {"times": written}
    return written


def _hours(rule: Rule, language: str) -> str:
    """Return what a rule says of its days: '08:00–12:00', 'closed 13:00–24:00', 'by appointment'."""
    day_and_night = rule.times == (TimeSpan(0, 1440),)
    times = "" if day_and_night else cldr.format_list(map(_span, rule.times), language)
    if rule.state == "unknown" and not times:
        return rule.comment or pgettext("trail", "hours not known")
    if rule.state == "closed":
        written = pgettext("trail", "closed %(times)s") % {"times": times} if times else pgettext("trail", "closed")
    elif rule.state == "unknown":
        written = pgettext("trail", "perhaps open %(times)s") % {"times": times}
    elif not times:
        written = pgettext("trail", "always open") if rule.always else pgettext("trail", "open day and night")
    elif rule.joined == ",":
        written = pgettext("trail", "also %(times)s") % {"times": times}
    else:
        written = times
    if rule.comment:
        return pgettext("trail", "%(hours)s (%(remark)s)") % {"hours": written, "remark": rule.comment}
    return written


def _day(day: Day, language: str) -> str:
    """Return 'April', '25 December', 'April 2026', '25 December 2026'."""
    if day.day is None:
        name = cldr.month_name(day.month, language)
        return name if day.year is None else cldr.format_month_year(_date(day), language)
    if day.year is None:
        return cldr.format_day_month(day.month, day.day, language)
    return cldr.format_date(_date(day), language)


def _date(day: Day) -> date:
    """Return a day of a known year as a date, a month as its first."""
    return date(day.year or 2000, day.month, day.day or 1)


def _dates(dates: DateRange, language: str) -> str:
    """Return 'April to October', '24 December to 6 January', '1–31 March 2026'."""
    start, end = dates.start, dates.end
    if start == end:
        return _day(start, language)
    if start.year and end.year:
        write = cldr.format_date_interval if start.day else cldr.format_month_interval
        return write(_date(start), _date(end), language)
    if start.day is None:
        phrase = pgettext("trail", "%(first_month)s to %(last_month)s")
        return phrase % {"first_month": _day(start, language), "last_month": _day(end, language)}
    phrase = pgettext("trail", "%(first_date)s to %(last_date)s")
    return phrase % {"first_date": _day(start, language), "last_date": _day(end, language)}


def _nth(place: int, weekday: str) -> str:
    """Return 'third Thursday of the month', 'last Sunday of the month'."""
    # Translators: where the ordinal must agree with the weekday, write it so that it fits all seven.
    phrases = {
        1: pgettext("trail", "first %(weekday)s of the month"),
        2: pgettext("trail", "second %(weekday)s of the month"),
        3: pgettext("trail", "third %(weekday)s of the month"),
        4: pgettext("trail", "fourth %(weekday)s of the month"),
        5: pgettext("trail", "fifth %(weekday)s of the month"),
        -1: pgettext("trail", "last %(weekday)s of the month"),
        -2: pgettext("trail", "last but one %(weekday)s of the month"),
        -3: pgettext("trail", "last but two %(weekday)s of the month"),
        -4: pgettext("trail", "last but three %(weekday)s of the month"),
        -5: pgettext("trail", "last but four %(weekday)s of the month"),
    }
    return phrases[place] % {"weekday": weekday}


def _weekdays(days: WeekdayRange, language: str) -> list[str]:
    """Return a range of weekdays in words, or each place in the month by itself."""
    names = cldr.weekday_names(language)
    if days.nth:
        return [_nth(place, names[days.first]) for place in days.nth]
    covered = days.days()
    if len(covered) == 7:
        return [pgettext("trail", "every day")]
    if len(covered) <= 2:
        return [names[day] for day in covered]
    phrase = pgettext("trail", "%(first_day)s to %(last_day)s")
    return [phrase % {"first_day": names[days.first], "last_day": names[days.last]}]


def _when(rule: Rule, language: str) -> str:
    """Return the days a rule is for: 'April to October, every day'; '' where it names none."""
    names = {"PH": pgettext("trail", "public holidays"), "SH": pgettext("trail", "school holidays")}
    days = [words for weekdays in rule.weekdays for words in _weekdays(weekdays, language)]
    days += [names[holiday] for holiday in rule.holidays]
    single_day = len(rule.dates) == 1 and rule.dates[0].start == rule.dates[0].end and rule.dates[0].start.day
    if not days and rule.times and not single_day:
        days = [pgettext("trail", "every day")]
    dates = cldr.format_list([_dates(dates, language) for dates in rule.dates], language)
    written = cldr.format_list(days, language)
    if dates and written:
        return pgettext("trail", "%(dates)s, %(days)s") % {"dates": dates, "days": written}
    return dates or written


def _line(rule: Rule, language: str) -> str:
    """Return a rule as one line."""
    when, hours = _when(rule, language), _hours(rule, language)
    line = pgettext("trail", "%(when)s: %(hours)s") % {"when": when, "hours": hours} if when else hours
    if rule.joined == "||":
        line = pgettext("trail", "otherwise: %(line)s") % {"line": line}
    return cldr.capitalise(line, language)


def in_words(expression: str, language: str) -> Lines:
    """Return opening hours in words, one line a rule, in ``language`` (a tag); in the order they are written.

    Never raises for what cannot be read: the expression comes back as the only line, ``understood`` False.
    Comments stay in the language of whoever wrote them.
    """
    try:
        rules = parse(expression)
    except UnsupportedRule:
        return Lines([expression], understood=False)
    with override(language):
        return Lines(_line(rule, language) for rule in rules)
