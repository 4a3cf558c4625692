"""What a visitor probably meant by a word that no page of the language has.

Only then: a word that occurs is never changed behind a visitor's back. First the word may be the beginning of others
(“cemet”), then a slip of one or two letters (“cemetary”), then a compound that nobody has written yet.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from ..models import SearchWord
from .compounds import parts_of, widened
from .document import is_known_word, stem_token
from .query import Group, Question
from .stems import stems
from .store import backend

MOST_CHANGED = 4  # words of one question
MOST_BEGINNINGS = 8
MOST_LOOKED_AT = 20_000
TWO_SLIPS_FROM = 7  # letters
ONE_SLIP_FROM = 4
# A rare word gives way to a common one like it where that finds a page by its name: “casino” to “Cassino”.
RARE, COMMON = 3, 5


@dataclass(frozen=True)
class Checked:
    """A question after its words were looked up: in how many entries each occurs, and what was meant instead."""

    question: Question
    entries: dict[str, int]


def check(question: Question, *, change: bool = True) -> Checked:
    """Look the words up; put what was meant in the place of words that do not occur."""
    entries = _entries_of(question.language, [group.word for group in question.groups])
    groups, changed, looked_up = [], False, 0
    for group in question.groups:
        may_change = change and is_known_word(group.word)
        meant = [widened(group, question.language) if may_change else group]
        if may_change and group.word not in entries and looked_up < MOST_CHANGED:
            looked_up += 1
            meant = _meant(meant[0], question.language) or meant
        changed = changed or [each.word for each in meant] != [group.word]
        groups += meant
    return Checked(_with(question, groups) if changed else replace(question, groups=tuple(groups)), entries)


def likelier(checked: Checked) -> Question | None:
    """The question with its rare words replaced by common ones that differ by one letter; `None` where there are none."""
    groups = []
    for group in checked.question.groups:
        count = checked.entries.get(group.word, 0)
        better = None
        if 0 < count <= RARE and len(group.word) >= ONE_SLIP_FROM:
            near = _near(group.word, checked.question.language, most_slips=1)
            better = next((word for word, entries in near if entries >= COMMON * count), None)
        groups.append(_group(better, checked.question.language) if better else group)
    changed = _with(checked.question, groups)
    return None if changed.key == checked.question.key else changed


def _with(question: Question, groups: list[Group]) -> Question:
    """The question with other words."""
    return replace(question, groups=tuple(groups), text=" ".join(group.word for group in groups))


def distance(first: str, second: str, most: int) -> int:
    """How many letters must be changed, added, left out or swapped with their neighbour; more than `most` is `most` + 1.

    The optimal string alignment distance (Damerau and Levenshtein, without editing a pair of letters twice).
    """
    if abs(len(first) - len(second)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(second) + 1))
    for i, letter in enumerate(first, 1):
        current = [i]
        for j, other in enumerate(second, 1):
            least = min(row[j] + 1, current[j - 1] + 1, row[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == second[j - 2] and first[i - 2] == other:
                least = min(least, before[j - 2] + 1)
            current.append(least)
        if min(current) > most:
            return most + 1
        before, row = row, current
    return min(row[-1], most + 1)


def _entries_of(language: str, words: list[str]) -> dict[str, int]:
    rows = SearchWord.objects.filter(language=language, word__in=words)
    return dict(rows.values_list("word", "entries"))


def _meant(group: Group, language: str) -> list[Group]:
    """The words that begin so, or the word most like it, or the two of which it is made; none where it may stand as it is."""
    word = group.word
    beginning = _words(language, word)
    if beginning:
        found = [each for each, _entries in sorted(beginning, key=lambda pair: (-pair[1], pair[0]))[:MOST_BEGINNINGS]]
        begun = _group(found, language, word)
        loose = group.loose.difference(begun.stems)
        return [
            replace(begun, tokens=_once(begun.tokens, group.tokens), stems=_once(begun.stems, group.stems), loose=loose)
        ]
    if group.loose or _stem_occurs(group, language) or len(word) < ONE_SLIP_FROM:
        return []
    near = _near(word, language, most_slips=2 if len(word) >= TWO_SLIPS_FROM else 1)
    meant = [near[0][0]] if near else parts_of(word, language) or ()
    return [widened(_group(each, language), language) for each in meant]


def _once(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *second)))


def _group(words: str | list[str], language: str, shown: str = "") -> Group:
    several = [words] if isinstance(words, str) else words
    found = tuple(dict.fromkeys(stem for word in several for stem in stems(word, language)))
    return Group(shown or several[0], tuple(stem_token(stem, language) for stem in found), found)


def _words(language: str, beginning: str) -> list[tuple[str, int]]:
    """The words of the vocabulary that begin so: a range of its index."""
    condition = RawSQL(*backend().begins(f"{SearchWord._meta.db_table}.word", beginning), output_field=BooleanField())
    rows = SearchWord.objects.filter(condition, language=language)
    return list(rows.values_list("word", "entries").order_by()[:MOST_LOOKED_AT])


def _stem_occurs(group: Group, language: str) -> bool:
    """Whether another form of the word occurs: “liberations” where there is “liberation”."""
    return any(set(stems(word, language)) & set(group.stems) for word, _entries in _words(language, group.word[:3]))


def _near(word: str, language: str, most_slips: int) -> list[tuple[str, int]]:
    """The words most like this one: fewest slips first, then the same beginning and letters, then the commonest.

    Almost nobody gets the first letter wrong, so those with the same come first; of the others, one slip is forgiven.
    """
    near = _closest(word, _words(language, word[0]), most_slips)
    if not near:
        others = SearchWord.objects.filter(language=language, length__range=(len(word) - 1, len(word) + 1))
        near = _closest(word, others.values_list("word", "entries").order_by("-entries")[:MOST_LOOKED_AT], 1)
    return near


def _closest(word: str, vocabulary: Iterable[tuple[str, int]], most_slips: int) -> list[tuple[str, int]]:
    pairs = _pairs(word)
    # A slip spoils three pairs of neighbours at most: most words need not be compared letter by letter.
    fewest = len(pairs) - 3 * most_slips
    found = []
    for other, entries in vocabulary:
        if other == word or abs(len(other) - len(word)) > most_slips:
            continue
        shared = len(pairs & _pairs(other))
        slips = distance(word, other, most_slips) if shared >= fewest else most_slips + 1
        if slips <= most_slips:
            found.append((slips, -shared, -entries, other))
    return [(other, -entries) for _slips, _shared, entries, other in sorted(found)]


def _pairs(word: str) -> set[str]:
    """The pairs of neighbouring letters of a word."""
    return {word[at : at + 2] for at in range(len(word) - 1)}
