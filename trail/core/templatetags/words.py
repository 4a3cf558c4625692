"""Dates, numbers and names in the page's language: `{{ page.reviewed_on|long_date:language }}`.

The language is always given: while an editor previews a page, the active one may be the editor's own.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from django import template
from django.utils import timezone
from django.utils.translation import pgettext

from trail.dates.display import describe
from trail.languages import cldr

register = template.Library()


@register.filter
def long_date(value: date | datetime | None, language: str) -> str:
    """A day with its month in words: 4 June 1944."""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return cldr.format_date(value, language) if value else ""


@register.filter
def edtf(text: str, language: str) -> str:
    """An EDTF date in words: about 20 December 1943."""
    return describe(text, language) if text else ""


@register.filter
def number(value: int | None, language: str) -> str:
    """A number with the language's separators."""
    return "" if value is None else cldr.format_number(value, language)


@register.filter
def distance(metres: float | None, language: str) -> str:
    """A distance for people: 350 m, 1.8 km."""
    return "" if metres is None else cldr.format_distance(metres, language)


@register.filter
def language_name(tag: str, language: str) -> str:
    """The name of a language in another: Italian."""
    return cldr.name_in(tag, language) if tag else ""


@register.filter
def unbroken(text: str) -> str:
    """A telephone number that no line break tears apart."""
    return text.replace(" ", "\u00a0").replace("-", "\u2011")


@register.filter
def capitalised(text: str, language: str) -> str:
    """The text with a capital at its beginning, as CLDR asks for in menus and at the start of a line."""
    return cldr.capitalise(text, language)


@register.filter
def listed(items: list[Any], language: str) -> str:
    """Names as in a sentence: a, b and c."""
    return cldr.format_list([str(item) for item in items], language)


@register.filter
def read_on(accessed: str, language: str) -> str:
    """The day a source was read, if its record begins with one: 2026-11-20 stored copy."""
    try:
        day = date.fromisoformat(accessed.partition(" ")[0])
    except ValueError:
        return ""
    return cldr.format_date(day, language)


@register.filter
def read_together(entries: Iterable[Any], language: str) -> str:
    """The one day on which all sources of a page were read; empty where they were read on several, or nobody knows."""
    days = {read_on(entry.source.accessed, language) for entry in entries}
    return days.pop() if len(days) == 1 else ""


@register.filter
def host(address: str) -> str:
    """The host of an address, without www: what a reader recognises."""
    return urlsplit(address).netloc.removeprefix("www.")


@register.filter
def file_size(size: int | None, language: str) -> str:
    """The size of a file in the unit that suits it."""
    if not size:
        return ""
    if size < 1_000_000:
        return pgettext("trail", "%(size)s KB") % {"size": cldr.format_number(max(1, round(size / 1000)), language)}
    return pgettext("trail", "%(size)s MB") % {"size": cldr.format_number(round(size / 1_000_000, 1), language)}
