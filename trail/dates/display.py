"""Dates in the reader's language, never in figures alone: '4 June 1944', 'about 20 December 1943', '1940s'.

What CLDR knows is cached; phrases of gettext are looked up each time, so a translator sees new words at once.
"""

from __future__ import annotations

from functools import lru_cache

from django.utils.translation import override, pgettext

from trail.dates.edtf import FuzzyDate, InvalidEdtf, parse
from trail.languages import cldr


def _season(fuzzy: FuzzyDate, language: str) -> str:
    """Return a season with its year; a winter with both its years."""
    first, last = fuzzy.earliest, fuzzy.latest
    assert first and last
    year = cldr.format_year_interval(first.year, last.year, language)
    phrases = {
        "21": pgettext("trail", "spring %(year)s"),
        "22": pgettext("trail", "summer %(year)s"),
        "23": pgettext("trail", "autumn %(year)s"),
        "24": pgettext("trail", "winter %(year)s"),
    }
    return phrases[fuzzy.bare[5:7]] % {"year": year}


def _single(fuzzy: FuzzyDate, language: str) -> str:
    """Return a single date without its doubts."""
    first, last = fuzzy.earliest, fuzzy.latest
    assert first and last
    if fuzzy.precision == "day":
        return cldr.format_date(first, language)
    if fuzzy.precision == "month":
        return cldr.format_month_year(first, language)
    if fuzzy.precision == "season":
        return _season(fuzzy, language)
    if fuzzy.precision == "year":
        return str(first.year)
    if fuzzy.precision == "decade":
        # Translators: a decade; the year is its first, as in “1940s”.
        return pgettext("trail", "%(year)ss") % {"year": int(fuzzy.bare[:3] + "0")}
    return pgettext("trail", "between %(first)s and %(last)s") % {"first": first.year, "last": last.year}


def _doubted(written: str, fuzzy: FuzzyDate) -> str:
    """Return a written date with the words for its doubts."""
    if fuzzy.approximate:
        phrases = {
            "day": pgettext("trail", "about %(day)s"),
            "month": pgettext("trail", "about %(month)s"),
            "year": pgettext("trail", "about %(year)s"),
            # Translators: here the date is a season, a decade or a century.
            "date": pgettext("trail", "about %(date)s"),
        }
        written = _filled(phrases, fuzzy.precision, written)
    if fuzzy.uncertain:
        written = pgettext("trail", "%(date)s (uncertain)") % {"date": written}
    return written


def _filled(phrases: dict[str, str], precision: str, written: str) -> str:
    """Return the phrase for a precision with the date in it: languages inflect before a day, a month, a year otherwise."""
    name = precision if precision in phrases else "date"
    return phrases[name] % {name: written}


@lru_cache(maxsize=4096)
def _plain_range(start: FuzzyDate, end: FuzzyDate, language: str) -> str | None:
    """Return a range of two undoubted days, months or years by CLDR's patterns; None for any other."""
    if start.precision != end.precision or start.earliest is None or end.earliest is None:
        return None
    if any(part.approximate or part.uncertain for part in (start, end)):
        return None
    if start.precision == "day":
        return cldr.format_date_interval(start.earliest, end.earliest, language)
    if start.precision == "month":
        return cldr.format_month_interval(start.earliest, end.earliest, language)
    if start.precision == "year":
        return cldr.format_year_interval(start.earliest.year, end.earliest.year, language)
    return None


def _range(fuzzy: FuzzyDate, language: str) -> str:
    """Return a range, or what is known of it."""
    ends = [_doubted(_single(end, language), end) for end in (fuzzy.start, fuzzy.end) if end]
    if fuzzy.start is None or fuzzy.end is None:
        return _open_range(fuzzy, ends[0])
    if fuzzy.start.text == fuzzy.end.text:
        return ends[0]
    return _plain_range(fuzzy.start, fuzzy.end, language) or cldr.join_range(ends[0], ends[1], language)


def _open_range(fuzzy: FuzzyDate, written: str) -> str:
    """Return a range of which only one end is known."""
    end = fuzzy.start or fuzzy.end
    assert end
    # A date with its doubts is a phrase already, as in “until about 1944”.
    precision = "date" if end.approximate or end.uncertain else end.precision
    if fuzzy.start is None:
        phrases = {
            "day": pgettext("trail", "until %(day)s"),
            "month": pgettext("trail", "until %(month)s"),
            "year": pgettext("trail", "until %(year)s"),
            # Translators: here the date is a season, a decade, a century, or has words of doubt, as in “about 1944”.
            "date": pgettext("trail", "until %(date)s"),
        }
    else:
        phrases = {
            "day": pgettext("trail", "from %(day)s"),
            "month": pgettext("trail", "from %(month)s"),
            "year": pgettext("trail", "from %(year)s"),
            # Translators: here the date is a season, a decade, a century, or has words of doubt, as in “about 1944”.
            "date": pgettext("trail", "from %(date)s"),
        }
    return _filled(phrases, precision, written)


def describe(text: str, language: str) -> str:
    """Return an EDTF date in words, in ``language`` (a tag), for the middle of a sentence.

    A text that cannot be read comes back as it is: what an editor once stored must not break the page.
    """
    try:
        fuzzy = parse(text)
    except InvalidEdtf:
        return text
    with override(language):
        return _range(fuzzy, language) if fuzzy.is_interval else _doubted(_single(fuzzy, language), fuzzy)


def describe_precision(text: str, language: str) -> str:
    """Return how exactly a date is known: 'exact to the day', 'month only, uncertain'; '' if unreadable."""
    try:
        fuzzy = parse(text)
    except InvalidEdtf:
        return ""
    with override(language):
        phrases = {
            "day": pgettext("trail", "exact to the day"),
            "month": pgettext("trail", "month only"),
            "season": pgettext("trail", "season only"),
            "year": pgettext("trail", "year only"),
            "decade": pgettext("trail", "decade only"),
            "century": pgettext("trail", "century only"),
        }
        doubts = {
            (True, False): pgettext("trail", "approximate"),
            (False, True): pgettext("trail", "uncertain"),
            (True, True): pgettext("trail", "approximate and uncertain"),
        }
        doubt = doubts.get((fuzzy.approximate, fuzzy.uncertain))
        if doubt is None:
            return phrases[fuzzy.precision]
        precision = pgettext("trail", "to the day") if fuzzy.precision == "day" else phrases[fuzzy.precision]
        return pgettext("trail", "%(precision)s, %(doubt)s") % {"precision": precision, "doubt": doubt}


def _iso(fuzzy: FuzzyDate, *, last: bool) -> str:
    """Return one end in ISO 8601-1, as short as its precision allows; of a decade or season an end."""
    day = fuzzy.latest if last else fuzzy.earliest
    assert day
    if fuzzy.precision == "day":
        return day.isoformat()
    if fuzzy.precision in ("month", "season"):
        return day.isoformat()[:7]
    return day.isoformat()[:4]


def start_end(text: str) -> tuple[str | None, str | None]:
    """Return schema.org's ``startDate`` and ``endDate`` in ISO 8601: ('1944-06', '1944-06').

    None for an open end, and both for a text that cannot be read. Doubts are lost:
    ISO 8601-1 has no place for them.
    """
    try:
        fuzzy = parse(text)
    except InvalidEdtf:
        return None, None
    start, end = (fuzzy.start, fuzzy.end) if fuzzy.is_interval else (fuzzy, fuzzy)
    return _iso(start, last=False) if start else None, _iso(end, last=True) if end else None


def iso_interval(text: str) -> str:
    """Return schema.org's ``temporalCoverage``: '1944-06-04', '1943-12-20/1943-12-28', '../1944-06'.

    '' for a text that cannot be read.
    """
    start, end = start_end(text)
    if start is None and end is None:
        return ""
    if start == end:
        return start or ""
    return f"{start or '..'}/{end or '..'}"
