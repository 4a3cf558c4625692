"""The check of opening hours: valid in OpenStreetMap's syntax, and meaning what was meant."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import pgettext_lazy
from opening_hours import OpeningHours, ParserError  # type: ignore[attr-defined]

from trail.opening_hours.rules import ImpossibleDate, UnsupportedRule, parse, tidy

#: What may be wrong with an expression that cannot be read, in the order it is looked for outside comments.
_SLIPS: tuple[tuple[str, Any], ...] = (
    (
        r"[\u2010-\u2015\u2212]",
        pgettext_lazy("trail", "“%(part)s” is a dash; write a plain hyphen. Example: Mo-Fr 08:00-15:00"),
    ),
    (
        r"(?i)\b\d{1,2}(?:[:.]\d{2})?\s?[ap]\.?m\b",
        pgettext_lazy("trail", "Write “%(part)s” by the 24-hour clock. Example: 09:00-17:00"),
    ),
    (
        r"\b\d{1,2}\.\d{2}\b",
        pgettext_lazy("trail", "Write “%(part)s” with a colon. Example: 08:00-15:00"),
    ),
    (
        r"(?i)\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b",
        pgettext_lazy("trail", "Shorten “%(part)s” to two letters: Mo Tu We Th Fr Sa Su. Example: Mo-Fr 08:00-15:00"),
    ),
    (
        r"(?<![\d:])\d{1,2}-\d{1,2}(?![\d:])(?=$|[;,])",
        pgettext_lazy("trail", "Write “%(part)s” with hours and minutes. Example: 08:00-15:00"),
    ),
    (
        r"\s-|-\s",
        pgettext_lazy("trail", "“%(part)s”: no spaces around the hyphen. Example: Mo-Fr 08:00-15:00"),
    ),
    (
        r"[;,]\s?$",
        pgettext_lazy("trail", "Nothing follows “%(part)s” at the end; leave it out. Example: Mo-Fr 08:00-15:00"),
    ),
)
_UNREADABLE = pgettext_lazy(
    "trail",
    "Opening hours cannot be read from “%(part)s” on. Example: Mo-Fr 08:00-15:00; Sa 10:00-12:00; PH off",
)
_BROKEN_OFF = pgettext_lazy("trail", "Something is missing after “%(part)s”. Example: Apr 15-Oct 31 08:00-15:00")


def _error(message: Any, part: str = "") -> ValidationError:
    """Return the error with its code, quoting the part that is wrong."""
    return ValidationError(message, code="invalid_opening_hours", params={"part": part[:60].strip() or part})


def _unquoted(text: str) -> str:
    """Return the text with its comments blanked out, letter for letter."""
    return re.sub(r'"[^"]*"', lambda comment: '"' + "_" * (len(comment[0]) - 2) + '"', text)


def _refuse_traps(text: str) -> None:
    """Raise for what the library reads, but not as it was meant."""
    try:
        rules = parse(text)
    except ImpossibleDate as error:
        message = pgettext_lazy("trail", "“%(part)s” is not in the calendar. Example: Dec 24-Jan 6 off")
        raise _error(message, str(error)) from error
    except UnsupportedRule:
        return  # beyond what is said in words, perhaps valid
    for rule, following in pairwise(rules):
        bare = not (rule.times or rule.comment or rule.always) and rule.state == "open"
        if following.joined == "," and bare:
            message = pgettext_lazy(
                "trail", "“%(part)s”: no space beside the comma in a list. Example: Mo,We,Fr 08:00-12:00"
            )
            raise _error(message, f"{rule}, {following}")


def _explained(text: str, error: ParserError) -> ValidationError:
    """Return the error for an expression the library cannot read, naming the slip if it is a known one."""
    unquoted = _unquoted(text)
    for pattern, message in _SLIPS:
        found = re.search(pattern, unquoted)
        if found:
            return _error(message, found[0])
    if text.count('"') % 2:
        message = pgettext_lazy("trail", 'A quotation mark is missing: %(part)s. Example: Mo-Fr "by appointment"')
        return _error(message, text[text.rindex('"') :])
    place = re.search(r"-->\s*1:(\d+)", str(error))
    rest = text[int(place[1]) - 1 :] if place else text
    return _error(_UNREADABLE, rest) if rest else _error(_BROKEN_OFF, text[-60:])


def validate_opening_hours(value: str) -> None:
    """Django's validator: raise ValidationError (code 'invalid_opening_hours') that quotes what is wrong.

    Valid is what the ``opening-hours-py`` library reads. Refused besides: nothing but spaces (it takes that
    for always open), days that are in no calendar (it takes ``Feb 30`` for every day), and a space beside the
    comma in a list (``Mo, Tu 10:00-12:00`` leaves Monday open all day).
    """
    text = tidy(value)
    if not text:
        raise _error(pgettext_lazy("trail", "Opening hours are missing. Example: Mo-Fr 08:00-15:00"))
    _refuse_traps(text)
    try:
        OpeningHours(text)
    except ParserError as error:
        raise _explained(text, error) from error
