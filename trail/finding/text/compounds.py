"""Words within words: some languages write “Soldatenfriedhof” as one, and “Friedhof” must find it.

A page's words are stored as they stand; a word of the question is widened to the words of the vocabulary that end or
begin with it. The end of a compound says what the thing is, so a long end counts by itself; a short end, and any
beginning, counts only where the rest is a word of the vocabulary too. “Hof” is so no part of “Friedhof”, nor “Stein”
of “Holstein”, nor “Stellung” of “Darstellung”.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from ..models import SearchWord
from .document import stem_token
from .query import Group
from .stems import LINKS, ending_of, is_stop_word, primary_of, stems
from .store import backend

# Beginnings that make another word of the same stem, not a compound: “Durchführung” is no “Führung”.
_PARTICLES = {
    "de": "auf aus bei dar durch ein fort gegen heim her hin los mit nach uber unter vor weg wider wieder zer zuruck",
    "nl": "aan achter af bij door heen her mede mis over onder tegen terug toe uit voor weg weer",
}
PARTICLES = {language: frozenset(words.split()) for language, words in _PARTICLES.items()}

SHORTEST = 4  # letters of a word that is looked for in others
LONG = 5  # letters of an end that is no chance
SHORTEST_REST, LONG_REST = 3, 4
SHORTEST_COMPOUND = 8  # “Mailand” is no land in May
SURE_LINKS = ("s", "es", "ns", "ens")  # no other word has them: “Kriegsgräberstätte” begins with “Krieg”
MOST_LOOKED_AT = 2_000
MOST_FOUND = 40


@dataclass(frozen=True)
class _Candidate:
    """A word of the vocabulary that may be a compound, with the stems of which one must be a word for it to be one."""

    word: str
    entries: int
    needs: frozenset[str] = frozenset()


def widened(group: Group, language: str) -> Group:
    """A word of the question together with the compounds it is part of, the commonest; they count as loose."""
    if primary_of(language) not in LINKS or len(group.word) < SHORTEST:
        return group
    candidates = {each.word: each for each in (*_beginning(group, language), *_ending(group, language))}
    known = _known({stem for each in candidates.values() for stem in each.needs}, language)
    sure = [each for each in candidates.values() if not each.needs or each.needs & known]
    words = [each.word for each in sorted(sure, key=lambda each: (-each.entries, each.word))[:MOST_FOUND]]
    loose = dict.fromkeys(stem for word in words for stem in stems(word, language) if stem not in group.stems)
    return replace(
        group,
        tokens=(*group.tokens, *(stem_token(stem, language) for stem in loose)),
        stems=(*group.stems, *loose),
        loose=frozenset(loose),
    )


def parts_of(word: str, language: str) -> tuple[str, str] | None:
    """The two known words of which a folded word is made, the last as long as can be; `None` where there are none."""
    if primary_of(language) not in LINKS:
        return None
    splits = [
        (first, word[at:]) for at in range(SHORTEST, len(word) - SHORTEST + 1) for first in _forms(word[:at], language)
    ]
    endings = {
        part: ending_of(part, language) for split in splits for part in split if not is_stop_word(part, language)
    }
    rows = SearchWord.objects.filter(language=language, ending__in=set(endings.values())).order_by("-length", "word")
    words = dict(rows.values_list("ending", "word"))  # of each stem the shortest form
    found = [[words.get(endings.get(part, "")) for part in split] for split in splits]
    return next(((first, second) for first, second in found if first and second), None)


def _ending(group: Group, language: str) -> Iterator[_Candidate]:
    """The words that end with the group's word, in whatever form."""
    particles = PARTICLES.get(primary_of(language), frozenset())
    for stem in group.stems:
        for end in _as_end(group.word, stem, language):
            for word, ending, entries in _words("ending", end[::-1], language):
                rest = ending[len(end) :][::-1]
                if len(rest) < SHORTEST_REST or len(rest) + len(stem) < SHORTEST_COMPOUND:
                    continue
                forms = _forms(rest, language)
                if not word[len(rest) :].startswith(stem) or not particles.isdisjoint(forms):
                    continue
                is_sure = len(stem) >= LONG and len(rest) >= LONG_REST
                yield _Candidate(word, entries, frozenset(() if is_sure else (_stem(form, language) for form in forms)))


def _as_end(word: str, stem: str, language: str) -> set[str]:
    """A stem as it is at the end of longer words: stemming leaves “Stellung” as it is, and makes “Gotenstell” of the other."""
    if len(stem) < SHORTEST:
        return set()
    longer = {_stem(before + word, language)[len(before) :] for before in ("bab", "babab")}
    return {stem, *(end for end in longer if len(end) >= SHORTEST)}


def _beginning(group: Group, language: str) -> Iterator[_Candidate]:
    """The words that begin with the group's word or its stem, and go on with another word."""
    begins = sorted({start for start in (group.word, *group.stems) if len(start) >= SHORTEST}, key=len)
    links = ("", *LINKS[primary_of(language)])
    joints = {start + link: link in SURE_LINKS and len(start) >= LONG for start in begins for link in links}
    for word, _ending_of, entries in _words("word", begins[0], language) if begins else ():
        rests = {word[len(joint) :]: is_sure for joint, is_sure in joints.items() if word.startswith(joint)}
        if any(is_sure and len(rest) >= LONG for rest, is_sure in rests.items()):
            yield _Candidate(word, entries)
        elif needs := frozenset(_stem(rest, language) for rest in rests if len(rest) >= SHORTEST):
            yield _Candidate(word, entries, needs)


def _forms(part: str, language: str) -> list[str]:
    """A first part without what may join it to the next, and as it stands."""
    links = [link for link in LINKS[primary_of(language)] if part.endswith(link)]
    return [*(shorter for link in links if len(shorter := part[: -len(link)]) >= SHORTEST_REST), part]


def _stem(part: str, language: str) -> str:
    return ending_of(part, language)[::-1]


def _known(wanted: Iterable[str], language: str) -> set[str]:
    """Those of some stems that are words by themselves, and say something."""
    endings = sorted(stem[::-1] for stem in wanted if stem and not is_stop_word(stem, language))
    rows = SearchWord.objects.filter(language=language, ending__in=endings).order_by()
    return {ending[::-1] for ending in rows.values_list("ending", flat=True).distinct()} if endings else set()


def _words(column: str, beginning: str, language: str) -> list[tuple[str, str, int]]:
    """The words of which a column begins so, but for the word itself: a range of its index."""
    table = SearchWord._meta.db_table
    condition = RawSQL(*backend().begins(f"{table}.{column}", beginning), output_field=BooleanField())
    rows = SearchWord.objects.filter(condition, language=language).exclude(**{column: beginning}).order_by()
    return list(rows.values_list("word", "ending", "entries")[:MOST_LOOKED_AT])
