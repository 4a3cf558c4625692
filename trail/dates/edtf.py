"""Dates as sources give them: EDTF, level 1 (ISO 8601-2:2019, Annex A; www.loc.gov/standards/datetime).

Read: a day, month, year or season; unknown last digits (``194X``, ``19XX``) or parts (``1944-XX``,
``1944-06-XX``); a mark for doubt behind (``~`` about, ``?`` uncertain, ``%`` both); a range (``/``) with one
end left open (``..``). Refused though level 1 has them, because no source of a trail needs them: years before
1 and beyond 9999, and ranges with an *unknown* end (``1944/``), which people type for an open one.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import pgettext_lazy

#: From the finest to the coarsest.
PRECISIONS = ("day", "month", "season", "year", "decade", "century")

_END = re.compile(r"(?P<year>\d{4}|\d{3}X|\d{2}XX)(?:-(?P<month>\d{2}|XX)(?:-(?P<day>\d{2}|XX))?)?(?P<mark>[~?%]?)")
_MARKS = "~?%"


class InvalidEdtf(ValueError):
    """A text that is no date; ``message`` is translated only when it is shown, ``params`` fills it."""

    def __init__(self, message: Any, params: dict[str, Any]) -> None:
        """Keep the lazy message apart from its values, as Django's ValidationError does."""
        super().__init__(message, params)
        self.message = message
        self.params = params

    def __str__(self) -> str:
        """Return the message in the active language."""
        return str(self.message) % self.params


@dataclass(frozen=True)
class FuzzyDate:
    """A date or a range of dates, as exactly as it is known.

    ``earliest`` and ``latest`` are the first and last day it can mean (None: open), and widen neither for
    'about' nor for 'uncertain'. ``precision`` is one of :data:`PRECISIONS`, the coarser one of a range.
    ``start`` and ``end`` are the ends of a range (None: open), and None both for a single date.
    """

    text: str
    earliest: date | None
    latest: date | None
    precision: str
    approximate: bool = False
    uncertain: bool = False
    is_interval: bool = False
    start: FuzzyDate | None = None
    end: FuzzyDate | None = None

    @property
    def open_start(self) -> bool:
        """Whether it is a range without a beginning: '../1944-06'."""
        return self.is_interval and self.start is None

    @property
    def open_end(self) -> bool:
        """Whether it is a range without an end: '1944-06/..'."""
        return self.is_interval and self.end is None

    @property
    def bare(self) -> str:
        """The text of a single date without the mark for doubt."""
        return self.text.rstrip(_MARKS)


def _fail(message: Any, text: str, **params: Any) -> InvalidEdtf:
    """Return the error for a text."""
    return InvalidEdtf(message, {"text": text, **params})


def _unreadable(text: str) -> InvalidEdtf:
    """Return the error for an end that has not the form of a date, naming the likeliest slip."""
    if not text:
        return _fail(
            pgettext_lazy(
                "trail", "A date is missing beside the stroke. Write .. for an open end. Example: 1944-06/.."
            ),
            text,
        )
    if re.search(r"[\u2010-\u2015\u2212]", text):
        return _fail(pgettext_lazy("trail", "“%(text)s” has a dash; write a plain hyphen. Example: 1944-06-04"), text)
    if re.search(r"\d[./]\d", text) or re.fullmatch(r"\d{1,2}-\d{1,2}-\d{4}", text):
        return _fail(pgettext_lazy("trail", "“%(text)s” must be written year, month, day. Example: 1944-06-04"), text)
    if re.fullmatch(r"[\dXx~?%-]+", text) and "x" in text:
        return _fail(pgettext_lazy("trail", "“%(text)s” needs a capital X for what is not known. Example: 194X"), text)
    if re.fullmatch(r"\d{4}-\d{1,2}(-\d{1,2})?[~?%]?", text):
        return _fail(pgettext_lazy("trail", "“%(text)s” needs two digits for month and day. Example: 1944-06-04"), text)
    return _fail(
        pgettext_lazy(
            "trail",
            "“%(text)s” is not a date that can be read. Examples: 1944, 1944-06, 1944-06-04, 1944-06-04~ "
            "(about), 1944-06? (uncertain), 1943-12-20/1943-12-28, ../1944-06",
        ),
        text,
    )


def _check(text: str, year: str, month: str | None, day: str | None) -> str:
    """Return the precision of an end of the right form; raise InvalidEdtf where there is no such date."""
    if "X" in year and month:
        raise _fail(pgettext_lazy("trail", "“%(text)s” gives a month of an unknown year. Example: 194X"), text)
    if "X" not in year and int(year) == 0:
        raise _fail(pgettext_lazy("trail", "“%(text)s” is not a year: they begin with 0001. Example: 1944"), text)
    if "X" in year:
        if int(year.replace("X", "9")) < 100:
            raise _fail(pgettext_lazy("trail", "“%(text)s” is not a year: they begin with 0001. Example: 1944"), text)
        return "decade" if year.count("X") == 1 else "century"
    if month is None or month == "XX":
        if day not in (None, "XX"):
            raise _fail(pgettext_lazy("trail", "“%(text)s” gives a day of an unknown month. Example: 1944-XX"), text)
        return "year"
    if 21 <= int(month) <= 24 and day is None:
        return "season"
    if not 1 <= int(month) <= 12:
        raise _fail(
            pgettext_lazy("trail", "“%(text)s”: there is no month %(month)s. Example: 1944-06"),
            text,
            month=month,
        )
    if day is None or day == "XX":
        return "month"
    last = calendar.monthrange(int(year), int(month))[1]
    if not 1 <= int(day) <= last:
        raise _fail(
            pgettext_lazy(
                "trail",
                "“%(text)s” is not in the calendar: that month has %(last)s days. Example: 1944-06-04",
            ),
            text,
            last=last,
        )
    return "day"


def _bounds_of(text: str, precision: str) -> tuple[date, date]:
    """Return the first and last day an end can mean, as the ``edtf`` library reads it."""
    # Imported late: the library looks at Django's settings when it is imported.
    from edtf import parse_edtf

    if precision == "season" and text[5:7] == "24":
        # The library ends winter with the year; a winter is told of as December to February.
        first = date(int(text[:4]), 12, 1)
        return first, date(first.year + 1, 3, 1) - timedelta(days=1) if first.year < 9999 else date.max
    if precision == "year":
        text = text[:4]
    elif precision == "month":
        text = text[:7]
    read = parse_edtf(text)
    return date(*read.lower_strict()[:3]), date(*read.upper_strict()[:3])


def _parse_single(text: str) -> FuzzyDate:
    """Return one date, or one end of a range."""
    found = _END.fullmatch(text)
    # \d also matches other scripts' digits, which the library cannot read.
    if found is None or not text.isascii():
        raise _unreadable(text)
    precision = _check(text, found["year"], found["month"], found["day"])
    earliest, latest = _bounds_of(text.rstrip(_MARKS), precision)
    mark = found["mark"]
    return FuzzyDate(text, earliest, latest, precision, approximate=mark in ("~", "%"), uncertain=mark in ("?", "%"))


def _parse_interval(text: str) -> FuzzyDate:
    """Return a range; its ends in order, at most one of them open."""
    ends = text.split("/")
    if len(ends) != 2 or all(len(end) < 4 and end not in ("", "..") for end in ends):
        raise _unreadable(text)
    if ends == ["..", ".."]:
        raise _fail(pgettext_lazy("trail", "One end of the range must be a date. Example: ../1944-06"), text)
    start, end = (None if part == ".." else _parse_single(part) for part in ends)
    earliest = start.earliest if start else None
    latest = end.latest if end else None
    # Only what is certainly the wrong way round: 1944/1944-06 may begin in spring.
    if earliest and latest and earliest > latest:
        raise _fail(
            pgettext_lazy(
                "trail",
                "“%(text)s” ends before it begins; put the earlier first. Example: 1943-12-20/1943-12-28",
            ),
            text,
        )
    known = [part for part in (start, end) if part]
    return FuzzyDate(
        text,
        earliest,
        latest,
        precision=max((part.precision for part in known), key=PRECISIONS.index),
        approximate=any(part.approximate for part in known),
        uncertain=any(part.uncertain for part in known),
        is_interval=True,
        start=start,
        end=end,
    )


@lru_cache(maxsize=4096)
def parse(text: str) -> FuzzyDate:
    """Return the date a text means; spaces around it do not matter. Raises InvalidEdtf, and nothing else."""
    text = text.strip()
    if "/" in text:
        return _parse_interval(text)
    if not text:
        raise _fail(pgettext_lazy("trail", "A date is missing. Example: 1944-06-04"), text)
    return _parse_single(text)


def validate_edtf(value: str) -> None:
    """Django's validator: raise ValidationError (code 'invalid_edtf') for what :func:`parse` cannot read."""
    try:
        parse(value)
    except InvalidEdtf as error:
        raise ValidationError(error.message, code="invalid_edtf", params=error.params) from error
