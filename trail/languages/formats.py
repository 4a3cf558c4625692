"""Dates, numbers, lists and distances in the reader's language, by CLDR's patterns; months always in words.

Digits are Western (0–9) in every language: Babel does not write others, and half-changed pages are worse.
Thin spaces around CLDR's dashes become ordinary ones, so that lines break and searching finds the text.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import lru_cache

from babel import Locale, dates, lists, numbers, units

from trail.languages.tags import babel_locale, parts_of


def _plain(text: str) -> str:
    """Return the text with CLDR's thin spaces as ordinary ones."""
    return text.replace("\u2009", " ")


def _order(pattern: str) -> str:
    """Return the order of year, month and day in a CLDR pattern: 'd MMMM y' → 'dMy'."""
    fields = (str(part[0]).replace("L", "M") for kind, part in dates.tokenize_pattern(pattern) if kind == "field")
    return "".join(dict.fromkeys(field for field in fields if field in "yMd"))


def _write(pattern: str, value: date, locale: Locale) -> str:
    """Return a date written by a CLDR pattern."""
    return _plain(dates.parse_pattern(pattern).apply(value, locale))


def _without(order: str, letter: str) -> str:
    """Return the order of fields without one of them."""
    return order.replace(letter, "")


def _widened(pattern: str) -> str:
    """Return a pattern with short months written out ('MMM' → 'MMMM'), as UTS #35 makes missing patterns."""
    return re.sub(r"(?<![ML])([ML])\1\1(?!\1)", r"\1\1\1\1", pattern)


def _worded(pattern: str, full: str) -> bool:
    """Tell whether a pattern has the month in words, as far as the language's full date has it so."""
    return "MMM" in pattern.replace("L", "M") or "MMM" not in full.replace("L", "M")


def _says(pattern: str) -> set[str]:
    """Return the words a pattern itself prints: {'de'} for "d 'de' MMMM 'de' y"."""
    printed = (str(part) for kind, part in dates.tokenize_pattern(pattern) if kind == "chars")
    return set(re.findall(r"[^\W\d_]+", " ".join(printed)))


@lru_cache(maxsize=4096)
def format_date(value: date, tag: str) -> str:
    """Return a day with the month in words: '4 June 1944', '4. Juni 1944'."""
    return _plain(dates.format_date(value, "long", locale=babel_locale(tag)))


def _month_year_pattern(locale: Locale) -> str:
    """Return the pattern for month and year, in the order of the language's full date.

    Where CLDR has no pattern it inherits the root's 'y MMMM', which contradicts most languages' own dates.
    """
    pattern = locale.datetime_skeletons["yMMMM"].pattern
    order = _without(_order(locale.date_formats["long"].pattern), "d")
    if _order(pattern) == order:
        return pattern
    return "LLLL y" if order == "My" else "y LLLL"


@lru_cache(maxsize=4096)
def format_month_year(value: date, tag: str) -> str:
    """Return month and year: 'June 1944', 'junho de 1944'. The day of ``value`` does not matter."""
    locale = babel_locale(tag)
    return _write(_month_year_pattern(locale), value, locale)


@lru_cache(maxsize=4096)
def format_day_month(month: int, day: int, tag: str) -> str:
    """Return a day of any year: '25 December'. Raises ValueError for a day no year has (30 February)."""
    locale = babel_locale(tag)
    full = locale.date_formats["long"].pattern
    order = _without(_order(full), "y")
    for skeleton in ("MMMMd", "MMMd"):
        found = locale.datetime_skeletons.get(skeleton)
        pattern = _widened(found.pattern) if found is not None else ""
        if _order(pattern) == order and _worded(pattern, full):
            break
    else:
        pattern = "d MMMM" if order == "dM" else "MMMM d"
    return _write(pattern, date(2000, month, day), locale)  # 2000 is a leap year


def join_range(start: str, end: str, tag: str) -> str:
    """Return two written dates as a range, by CLDR's fallback pattern: 'about 1943 – June 1944'."""
    pattern = babel_locale(tag).interval_formats.get(None) or "{0} – {1}"
    return _plain(pattern).replace("{0}", start).replace("{1}", end)


def _interval(start: date, end: date, difference: str, skeletons: tuple[str, ...], full: str, tag: str) -> str | None:
    """Return a range by CLDR's interval pattern, or None where there is none that agrees with ``full``.

    A pattern is refused that puts year, month and day in another order than the language's full date (such
    come from CLDR's root), that has the month in figures, or that lacks the words of the full date.
    """
    locale = babel_locale(tag)
    for skeleton in skeletons:
        parts = locale.interval_formats.get(skeleton, {}).get(difference, [])
        if len(parts) != 2:
            continue
        first, last = map(_widened, parts)
        if "dd" not in full:
            first, last = first.replace("dd", "d"), last.replace("dd", "d")
        both = f"{first} {last}"
        if _order(both) == _order(full) and _worded(both, full) and _says(full) <= _says(both):
            written = _write(first, start, locale) + _write(last, end, locale)
            return None if "'" in written else written  # CLDR's Basque has a stray quotation mark
    return None


@lru_cache(maxsize=4096)
def format_date_interval(start: date, end: date, tag: str) -> str:
    """Return a range of days: '20–28 December 1943', '11 September 1943 – 4 June 1944', or the only day."""
    if start == end:
        return format_date(start, tag)
    difference = "y" if start.year != end.year else "M" if start.month != end.month else "d"
    full = babel_locale(tag).date_formats["long"].pattern
    written = _interval(start, end, difference, ("yMMMMd", "yMMMd"), full, tag)
    return written or join_range(format_date(start, tag), format_date(end, tag), tag)


@lru_cache(maxsize=4096)
def format_month_interval(start: date, end: date, tag: str) -> str:
    """Return a range of months: 'June – August 1944'. One month if they are equal."""
    if (start.year, start.month) == (end.year, end.month):
        return format_month_year(start, tag)
    difference = "y" if start.year != end.year else "M"
    written = _interval(start, end, difference, ("yMMMM",), _month_year_pattern(babel_locale(tag)), tag)
    return written or join_range(format_month_year(start, tag), format_month_year(end, tag), tag)


def format_year_interval(start: int, end: int, tag: str) -> str:
    """Return a range of years: '1943–1945'. One year if they are equal."""
    return str(start) if start == end else f"{start}–{end}"


@lru_cache(maxsize=4096)
def month_name(month: int, tag: str) -> str:
    """Return the name of a month (1–12) as it stands alone: 'April', 'aprile'."""
    return babel_locale(tag).months["stand-alone"]["wide"][month]


@lru_cache(maxsize=512)
def weekday_names(tag: str) -> tuple[str, ...]:
    """Return the names of the seven days as they stand alone, Monday first in every country."""
    names = babel_locale(tag).days["stand-alone"]["wide"]
    return tuple(names[day] for day in range(7))


def format_number(value: float | Decimal, tag: str) -> str:
    """Return a number with the language's separators: '4,345', '4.345', '4 345'."""
    return numbers.format_decimal(value, locale=babel_locale(tag))


def format_list(items: Iterable[str], tag: str) -> str:
    """Return items joined as in a sentence: 'a, b and c'. '' for none."""
    return lists.format_list(list(items), locale=babel_locale(tag))


def format_distance(metres: float, tag: str) -> str:
    """Return a distance for people: '85 m', '350 m', '1.8 km', '24 km'.

    Rounded to what a walker or driver can use: single metres below 100, tens below 1 km, tenths of a
    kilometre below 10 km, whole kilometres beyond. Raises ValueError for a negative distance or one that is
    no number.
    """
    if not math.isfinite(metres) or metres < 0:
        raise ValueError(f"A distance is a number of metres from 0 upwards, not {metres!r}.")
    rounded = round(metres) if metres < 100 else round(metres / 10) * 10
    if rounded < 1000:
        amount, unit = float(rounded), "length-meter"
    else:
        amount, unit = metres / 1000, "length-kilometer"
        amount = round(amount, 1) if amount < 9.95 else float(round(amount))
    locale = babel_locale(tag)
    number = int(amount) if amount == int(amount) else amount
    return units.format_unit(number, unit, "short", locale=locale)


def capitalise(text: str, tag: str) -> str:
    """Return the text with its first letter in title case, for the beginning of a line ('lunedì' → 'Lunedì').

    Title case, not upper: Georgian has no capitals at the beginning. Turkish and Azeri i takes its dot along.
    """
    if text[:1] == "i" and parts_of(tag)[0] in ("tr", "az"):
        return "İ" + text[1:]
    return text[:1].title() + text[1:]
