"""The words of a page: its translatable strings by where they stand, and how two versions of them correspond."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Any

from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.segments.types import StringSegmentValue

ALIKE = 0.4  # of their words; two strings that share less are not the same one changed


def words_of(instance: Any) -> dict[str, list[str]]:
    """The translatable strings of a page or snippet, in order, by their path (`body.<block>.text`).

    A rich text has several strings under one path. The paths of a page and of its translations are the same: blocks and
    children keep their ids.
    """
    found: dict[str, list[str]] = {}
    for segment in extract_segments(instance):
        if isinstance(segment, StringSegmentValue):
            found.setdefault(segment.path, []).append(segment.string.data)
    return found


def counterparts(earlier: Sequence[str], now: Sequence[str]) -> dict[int, int]:
    """For each string that is there now: the index of the earlier one that it was, if it was any.

    The same strings correspond. Of those between them, one that took the place of one corresponds to it, however
    different; of several those that are most alike, in their order.
    """
    found: dict[int, int] = {}
    for kind, first, last, start, end in SequenceMatcher(None, earlier, now, autojunk=False).get_opcodes():
        if kind == "equal":
            found.update(zip(range(start, end), range(first, last), strict=True))
        elif kind == "replace" and last - first == end - start == 1:
            found[start] = first
        elif kind == "replace":
            pairs = _most_alike(earlier[first:last], now[start:end])
            found.update({start + new: first + old for new, old in pairs.items()})
    return found


def _most_alike(earlier: Sequence[str], now: Sequence[str]) -> dict[int, int]:
    """The pairs, both in order, whose likenesses add up to most (Needleman and Wunsch without a cost for gaps)."""
    words = [re.findall(r"\w+", each.lower()) for each in earlier]
    best: list[list[tuple[float, dict[int, int]]]] = [[(0.0, {})] * (len(earlier) + 1) for _row in range(len(now) + 1)]
    for new, string in enumerate(now, 1):
        said = re.findall(r"\w+", string.lower())
        for old in range(1, len(earlier) + 1):
            chosen = max(best[new - 1][old], best[new][old - 1], key=lambda pair: pair[0])
            alike = SequenceMatcher(None, words[old - 1], said, autojunk=False).ratio()
            score, pairs = best[new - 1][old - 1]
            if alike >= ALIKE and score + alike > chosen[0]:
                chosen = (score + alike, {**pairs, new - 1: old - 1})
            best[new][old] = chosen
    return best[-1][-1][1]


def has_letters(string: str) -> bool:
    """Whether there is anything to translate in a string: a bare number or a dash is the same in all languages."""
    return any(character.isalpha() for character in string)
