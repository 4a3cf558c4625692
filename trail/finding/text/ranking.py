"""The order of what was found, the same on both databases: the title before the names, those before summary and text.

The databases find, and choose the best few hundred of thousands; these are put in order here. The numbers are points.
Title and names are read word by word; in the longer texts a stem is looked for as a run of letters, which is quick.
"""

import math
import re
from collections.abc import Iterable

from ..models import Entry
from .query import Group, Question
from .stems import is_stop_word, root_of, stems
from .tokens import key_of, plain, words_of

IN_TITLE, IN_NAMES, IN_SUMMARY, IN_BODY = 8.0, 5.0, 3.0, 1.0
AGAIN, MOST_AGAIN = 0.25, 4
ALL_IN_TITLE, ALL_IN_HEADING = 4.0, 6.0
IS_TITLE, IS_NAME, BEGINS_TITLE, IN_TITLE_AS_PHRASE, IN_NAME_AS_PHRASE, IN_TEXT_AS_PHRASE = (
    20.0,
    12.0,
    8.0,
    5.0,
    4.0,
    1.0,
)
SHARE_OF_TITLE = 3.0
MOST_ENDING = 4  # letters that a word has more than its root
COMPOUND = 0.7  # “Soldatenfriedhof” where “Friedhof” is asked for
# On equal terms a visitor wants the place to go to before the story about it.
OF_TYPE = {Entry.Type.PLACE: 0.9, Entry.Type.REGION: 0.6, Entry.Type.STORY: 0.3, Entry.Type.CAMPAIGN: 0.2}


def ranked(question: Question, entries: Iterable[Entry], occurrences: dict[str, int]) -> list[Entry]:
    """The entries, best first. `occurrences` says in how many entries a word stands: rare words weigh more."""
    weights = [1 / math.log2(2 + occurrences.get(group.word, 1)) for group in question.groups]
    return sorted(entries, key=lambda entry: (-round(_points(question, entry, weights), 3), entry.path))


def _points(question: Question, entry: Entry, weights: list[float]) -> float:
    language = entry.language
    title, names = _stems(entry.title, language), _stems(entry.names, language)
    summary, body = plain(f"{entry.summary}\n{entry.keywords}"), plain(entry.body)
    points = 0.0
    in_title = in_heading = 0
    for group, weight in zip(question.groups, weights, strict=True):
        fields = [
            IN_TITLE * _share(group, title),
            IN_NAMES * _share(group, names),
            IN_SUMMARY * min(1.0, _in_text(group, summary)),
            IN_BODY * _in_text(group, body),
        ]
        in_title += fields[0] > 0
        in_heading += fields[0] > 0 or fields[1] > 0
        points += weight * (max(fields) + 0.2 * (sum(fields) - max(fields)))
    count = len(question.groups)
    points /= sum(weights) or 1
    points += ALL_IN_TITLE * (in_title == count) + ALL_IN_HEADING * (in_heading == count)
    points += SHARE_OF_TITLE * in_title / max(count, sum(1 for _word in words_of(entry.title)))
    phrase = key_of(question.text)
    if phrase:
        points += _as_phrase(phrase, question, entry)
        points += IN_TEXT_AS_PHRASE * (count > 1 and (phrase in summary or phrase in body))
    return points + OF_TYPE.get(Entry.Type(entry.type), 0.0)


def _as_phrase(phrase: str, question: Question, entry: Entry) -> float:
    """Points for the words standing in the title or a name together and in order, stop words and all."""
    title = key_of(entry.title)
    names = [key_of(name) for name in entry.names.splitlines()]
    telling = " ".join(word for word in title.split() if not is_stop_word(word, entry.language))
    points = IS_TITLE * (title == phrase or telling == question.key) or BEGINS_TITLE * f"{title} ".startswith(
        f"{phrase} "
    )
    points = points or IN_TITLE_AS_PHRASE * (f" {phrase} " in f" {title} ")
    return points + (
        IS_NAME * (phrase in names) or IN_NAME_AS_PHRASE * any(f" {phrase} " in f" {name} " for name in names)
    )


def _share(group: Group, found: set[str]) -> float:
    """How much a title or a name has of a word: all of it, or a compound with it, or nothing."""
    has = found.intersection(group.stems)
    return (COMPOUND if has <= group.loose else 1.0) if has else 0.0


def _in_text(group: Group, text: str) -> float:
    """How much a longer text has of a word: more than all of it where it stands there again."""
    if not group.loose:
        return _again(max((text.count(root_of(stem)) for stem in group.stems), default=0))
    roots = [re.escape(root_of(stem)) for stem in group.stems if stem not in group.loose]
    times = max((len(re.findall(rf"\b{root}\w{{0,{MOST_ENDING}}}\b", text)) for root in roots), default=0)
    return _again(times) or COMPOUND * _again(max(text.count(root_of(stem)) for stem in group.loose))


def _again(times: int) -> float:
    return 1.0 + AGAIN * min(times - 1, MOST_AGAIN) if times else 0.0


def _stems(text: str, language: str) -> set[str]:
    return {stem for word in words_of(text) for stem in stems(word.text, language)}
