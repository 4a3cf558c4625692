"""What an entry has for the filters, as tokens beside its words: one look into the index answers words and filters together.

A token carries its language, like a stem, and no word that can be typed looks like one: `en==kind=museum`.
"""

import hashlib
from collections.abc import Iterator

from ..models import Entry
from ..space.clusters import MOST_MONTHS, months_between

MOST_YEARS = 3_000


def value_token(name: str, value: str, language: str) -> str:
    """The token of a filter's value. Signs that part words are written by their numbers."""
    letters = (each if each.isascii() and each.isalnum() else f"={ord(each):x}=" for each in value)
    return f"{language.replace('-', '')}=={name}={''.join(letters)}"


def hours_token(wording: str, language: str) -> str:
    """The token of a wording of opening hours, which may be long."""
    return value_token("hours", hashlib.sha256(wording.encode()).hexdigest()[:20], language)


def always_open_token(language: str) -> str:
    """The token of places that are never closed."""
    return value_token("always", "open", language)


def period_tokens(period: str, language: str) -> tuple[str, ...]:
    """The tokens of which an entry of a year or a month has one; those that last years have all of a year at once."""
    tokens = [value_token("period", period, language)]
    if len(period) > 4:
        tokens.append(value_token("whole", period[:4], language))
    return tuple(tokens)


def value_tokens(entry: Entry) -> Iterator[str]:
    """All tokens of an entry."""
    language = entry.language
    for name, value in (("type", entry.type), ("kind", entry.kind), ("region", entry.region)):
        if value:
            yield value_token(name, value, language)
    if entry.step_free:
        yield value_token("access", entry.step_free, language)
    for nation in entry.nations.all():
        yield value_token("nation", nation.code, language)
    if entry.always_open:
        yield always_open_token(language)
    if entry.opening_hours:
        yield hours_token(entry.opening_hours, language)
    yield from _of_time(entry, language)


def _of_time(entry: Entry, language: str) -> Iterator[str]:
    """Each year and month; of a long time the months of its first and last year, and those between as whole years."""
    first, last = entry.earliest, entry.latest
    if first is None or last is None or first > last:
        return
    years = range(first.year, min(last.year, first.year + MOST_YEARS) + 1)
    for year in years:
        yield value_token("period", f"{year:04}", language)
    spans = [(first, last)]
    if (last.year - first.year) * 12 + last.month - first.month >= MOST_MONTHS:
        spans = [(first, first.replace(month=12, day=31)), (last.replace(month=1, day=1), last)]
        for year in years[1:-1]:
            yield value_token("whole", f"{year:04}", language)
    for begin, end in spans:
        for month in months_between(begin, end):
            yield value_token("period", month, language)
