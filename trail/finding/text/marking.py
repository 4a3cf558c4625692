"""Showing where the words were found: in the title, and in the passage that has most of them."""

from dataclasses import dataclass

from .stems import root_of, stems
from .tokens import Word, words_of

LENGTH = 200  # characters of an excerpt, more or less: it is cut between words
BEFORE = 60  # of them before the first word found


@dataclass(frozen=True)
class Segment:
    """A piece of a text; templates mark those that were asked for, and escape all."""

    text: str
    is_match: bool = False


def marked(text: str, asked: frozenset[str], language: str) -> list[Segment]:
    """A text in pieces, the words that were asked for by themselves."""
    segments, at = [], 0
    for word in _matches(text, asked, language):
        if word.start > at:
            segments.append(Segment(text[at : word.start]))
        segments.append(Segment(word.text, True))
        at = word.end
    if at < len(text):
        segments.append(Segment(text[at:]))
    return segments


def excerpt(summary: str, body: str, asked: frozenset[str], language: str) -> list[Segment]:
    """The summary, or the passage of the text that has more of the words; what is asked for most is what is shown."""
    in_summary = len(
        {stem for word in _matches(summary, asked, language) for stem in stems(word.text, language)} & asked
    )
    start, end, in_body = _best_passage(body, asked, language)
    if in_body <= in_summary:
        return marked(summary, asked, language)
    # A heading and the paragraph below it are told apart.
    passage = " · ".join(" ".join(line.split()) for line in body[start:end].splitlines() if line.strip())
    return marked(("… " if start else "") + passage + (" …" if end < len(body) else ""), asked, language)


def _matches(text: str, asked: frozenset[str], language: str) -> list[Word]:
    roots = tuple(root_of(stem) for stem in asked)  # most words need not be stemmed to know that they are others
    return [
        word
        for word in words_of(text)
        if any(root in word.folded for root in roots) and not asked.isdisjoint(stems(word.text, language))
    ]


def _best_passage(body: str, asked: frozenset[str], language: str) -> tuple[int, int, int]:
    """Where the passage with most different words begins and ends, and how many it has; the first of equals."""
    matches = _matches(body, asked, language)
    best, most = None, 0
    for number, first in enumerate(matches):
        within = {
            stem
            for word in matches[number : number + 40]
            if word.end - first.start <= LENGTH - BEFORE
            for stem in stems(word.text, language)
        } & asked
        if len(within) > most:
            best, most = first, len(within)
    if best is None:
        return 0, 0, 0
    start = 0 if best.start <= BEFORE else _after_gap(body, best.start - BEFORE, best.start)
    return start, _before_gap(body, start + LENGTH, best.end), most


def _after_gap(text: str, earliest: int, latest: int) -> int:
    """The first beginning of a word between two places; that of a sentence if there is one."""
    for gap in (". ", "\n", " "):
        found = text.find(gap, earliest, latest)
        if found >= 0:
            return found + len(gap)
    return earliest


def _before_gap(text: str, latest: int, earliest: int) -> int:
    """The last end of a word before a place."""
    if latest >= len(text):
        return len(text)
    found = max(text.rfind(" ", earliest, latest), text.rfind("\n", earliest, latest))
    return found if found > 0 else latest
