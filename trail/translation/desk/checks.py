"""What is in the source and not in its translation: pointed out, never in the way of saving."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail_localize.strings import extract_ids

from .measures import months_in, says_month, says_unit, units_in
from .numbers import numbers_in, readings, western
from .texts import bare

_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]\b|\{\w*\}")
_ADDRESS = re.compile(r"https?://[^\s<>\"”’)]+|[\w.+-]+@[\w-]+\.[\w.]+\w")


@dataclass(frozen=True)
class Hint:
    """Something to look at in a translation."""

    code: str
    message: str


def hints_for(source: str, translation: str, languages: tuple[str, str], longest: int | None = None) -> list[Hint]:
    """What may be wrong with the translation of a string, both as they are kept."""
    if not translation:
        return []
    here, there = bare(source), bare(translation)
    return [
        *_numbers(here, there, languages),
        *_months(here, there, languages),
        *_units(here, there, languages),
        *_placeholders(here, there),
        *_links(source, translation),
        *_addresses(here, there),
        *_length(there, longest),
    ]


def _numbers(source: str, translation: str, languages: tuple[str, str]) -> Iterator[Hint]:
    there = readings(translation, languages[1])
    here = readings(source, languages[0])
    missing = [
        written
        for written, value in numbers_in(source, languages[0])
        if value not in there and not _said_in_parts(written, there) and not _said_in_full(written, source, there)
    ]
    other = [
        written
        for written, value in numbers_in(translation, languages[1])
        if value not in here and not _said_in_full(written, translation, here)
    ]
    if not other:
        missing = [written for written in missing if not _may_be_a_word(written, source)]
    missing, other = list(dict.fromkeys(missing)), list(dict.fromkeys(other))
    if missing and other:
        yield Hint(
            "number",
            _("The source says %(missing)s; the translation says %(other)s.")
            % {"missing": ", ".join(missing), "other": ", ".join(other)},
        )
    elif missing:
        yield Hint("number", _("The translation lacks the number %(missing)s.") % {"missing": ", ".join(missing)})


def _said_in_parts(written: str, there: set) -> bool:
    """“10.30” is a time where the translation has 10 and 30; “2.2” is the number of a version."""
    parts = re.findall(r"\d+", written)
    return len(parts) == 2 and len(parts[1]) <= 2 and all(int(part) in there for part in parts)


def _said_in_full(written: str, text: str, there: set) -> bool:
    """“1943–45” is “1943–1945” in many languages."""
    centuries = re.findall(rf"(\d\d)\d\d\s?[-–—/]\s?{re.escape(written)}(?!\d)", western(text))
    if len(written) == 2:
        return any(int(century + written) in there for century in centuries)
    return len(written) == 4 and bool(centuries) and int(written[2:]) in there


def _may_be_a_word(written: str, source: str) -> bool:
    """Small ordinals and decades are written out in many languages: “1st”, “the 1950s”."""
    return bool(re.search(rf"(?<!\d){re.escape(written)}(?:st|nd|rd|th|s|ª|º|er|re|e)\b", western(source)))


def _months(source: str, translation: str, languages: tuple[str, str]) -> Iterator[Hint]:
    figures = readings(translation, languages[1])
    for month, written in months_in(source, languages[0]).items():
        if month not in figures and not says_month(translation, month, languages[1]):
            yield Hint("month", _("The translation lacks the month “%(month)s”.") % {"month": written})


def _units(source: str, translation: str, languages: tuple[str, str]) -> Iterator[Hint]:
    for unit, written in units_in(source, languages[0]).items():
        if not says_unit(translation, unit, written, languages[1]):
            yield Hint("unit", _("The translation lacks the unit “%(unit)s”.") % {"unit": written})


def _placeholders(source: str, translation: str) -> Iterator[Hint]:
    here, there = (Counter(_PLACEHOLDER.findall(text)) for text in (source, translation))
    if missing := here - there:
        yield Hint("placeholder", _("The translation lacks %(marks)s.") % {"marks": ", ".join(missing)})
    if surplus := there - here:
        yield Hint("placeholder", _("The source does not have %(marks)s.") % {"marks": ", ".join(surplus)})


def _links(source: str, translation: str) -> Iterator[Hint]:
    missing = sorted(extract_ids(source) - extract_ids(translation))
    if missing:
        marks = ", ".join(f'<a id="{each}">' for each in missing)
        yield Hint(
            "link",
            ngettext(
                "A link of the source is not in the translation: %(marks)s.",
                "Links of the source are not in the translation: %(marks)s.",
                len(missing),
            )
            % {"marks": marks},
        )


def _addresses(source: str, translation: str) -> Iterator[Hint]:
    for address in dict.fromkeys(_ADDRESS.findall(source)):
        if address.rstrip(".,;") not in translation:
            yield Hint("address", _("The translation lacks “%(address)s”.") % {"address": address.rstrip(".,;")})


def _length(translation: str, longest: int | None) -> Iterator[Hint]:
    if longest and len(translation) > longest:
        yield Hint(
            "length",
            _("%(count)s characters; the field takes at most %(longest)s. It cannot be published like this.")
            % {"count": len(translation), "longest": longest},
        )
