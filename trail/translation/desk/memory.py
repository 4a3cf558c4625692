"""The translation memory: the same string translated elsewhere into this language, and strings that are nearly the same."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.db.models.functions import Length
from django.utils.safestring import SafeString
from wagtail.models import Page
from wagtail_localize.models import String, StringTranslation, Translation

from .entries import Entry
from .texts import compared, to_text

NEAR = 60  # per cent of the words, below which a translation is no help
SHOWN = 4
# How many strings are compared word by word: those that share most words with the one that is asked for.
COMPARED = 24
LOOKED_AT = 20_000
_WORDS = re.compile(r"<[^>]+>|\w+|[^\w\s]")


@dataclass(frozen=True)
class Offer:
    """A translation that somebody has made already."""

    text: str
    where: str = ""
    per_cent: int = 100
    source: SafeString | str = ""  # of a near one, with what is different here


def add_exact(translation: Translation, entries: list[Entry]) -> None:
    """Offer each string what it is translated as elsewhere, most used first: two queries for a whole page."""
    rows = (
        StringTranslation.objects.filter(
            locale_id=translation.target_locale_id,
            translation_of_id__in={entry.string_id for entry in entries},
            has_error=False,
        )
        .exclude(context=None)
        .values_list("translation_of_id", "context_id", "data", "context__object_id")
    )
    uses: dict[int, Counter[str]] = defaultdict(Counter)
    keys: dict[tuple[int, str], Any] = {}
    own = {(entry.string_id, entry.context_id) for entry in entries}
    for string, context, data, key in rows:
        if (string, context) not in own:
            uses[string][data] += 1
            keys.setdefault((string, data), key)
    titles = _titles(translation, set(keys.values()))
    for entry in entries:
        if entry.path == "slug":
            continue
        entry.offers += [
            Offer(to_text(data, entry.is_rich), titles.get(keys[entry.string_id, data], ""))
            for data, _count in uses[entry.string_id].most_common(SHOWN)
            if data != entry.data
        ]


def _titles(translation: Translation, keys: set[Any]) -> dict[Any, str]:
    pages = Page.objects.filter(translation_key__in=keys, locale_id=translation.target_locale_id)
    return dict(pages.values_list("translation_key", "title")) if keys else {}


def near(translation: Translation, entry: Entry) -> list[Offer]:
    """Translations of strings that are nearly the same, the nearest first: three queries, bounded work."""
    words = _words(entry.source)
    if not words:
        return []
    counted = Counter(words)
    translated = StringTranslation.objects.filter(locale_id=translation.target_locale_id, has_error=False)
    longest = len(entry.source)
    candidates = (
        String.objects.filter(locale_id=translation.source.locale_id, pk__in=translated.values("translation_of_id"))
        .exclude(pk=entry.string_id)
        .annotate(length=Length("data"))
        .filter(length__gte=longest * 0.5, length__lte=longest * 2 + 4)
        .order_by("-pk")
        .values_list("pk", "data")[:LOOKED_AT]
    )
    likely = []
    for pk, data in candidates:
        theirs = _words(data)
        # Twice the words in common by all words: the most that the comparison in order can give.
        shared = sum((counted & Counter(theirs)).values())
        if 200 * shared >= NEAR * (len(words) + len(theirs)):
            likely.append((shared / (len(words) + len(theirs)), pk, data, theirs))
    likely.sort(reverse=True)
    scored = sorted(
        (
            (round(100 * SequenceMatcher(None, words, theirs, autojunk=False).ratio()), pk, data)
            for _score, pk, data, theirs in likely[:COMPARED]
        ),
        reverse=True,
    )
    return _offers(translation, entry, [each for each in scored if each[0] >= NEAR][:SHOWN])


def _offers(translation: Translation, entry: Entry, scored: list[tuple[int, int, str]]) -> list[Offer]:
    rows = StringTranslation.objects.filter(
        locale_id=translation.target_locale_id,
        has_error=False,
        translation_of_id__in=[pk for _score, pk, _data in scored],
    ).exclude(context__path="slug")
    found = {
        string: (data, key)
        for string, data, key in rows.order_by("pk").values_list("translation_of_id", "data", "context__object_id")
    }
    titles = _titles(translation, {key for _data, key in found.values()})
    here = to_text(entry.source, entry.is_rich)
    return [
        Offer(
            to_text(found[pk][0], entry.is_rich),
            titles.get(found[pk][1], ""),
            min(score, 99),
            compared(to_text(data, entry.is_rich), here),
        )
        for score, pk, data in scored
        if pk in found
    ]


def _words(data: str) -> list[str]:
    return _WORDS.findall(data.lower())
