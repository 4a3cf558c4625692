"""The terms of the glossary in a string, and whether its translation uses them.

Words are compared by their stems where a language has them, so that “cemeteries” finds “cemetery”, and an inflected
translation counts.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from trail.finding.text.stems import stems
from trail.finding.text.tokens import Word, words_of

from ..models import GlossaryTerm
from .checks import Hint
from .measures import fold_text
from .texts import bare

# A glossary says more about a term in brackets: “War Cemetery (CWGC)”, “Caserta (w Casercie)”.
_ASIDE = re.compile(r"\s*[(（][^)）]*[)）]")
_CHOICES = re.compile(r"\s+/\s+|\s*;\s*")


@dataclass(frozen=True)
class Found:
    """A term that stands in a string."""

    term: str
    translation: str
    leave_as_is: bool
    note: str


class Glossary:
    """The glossary of a pair of languages, read once for a whole page."""

    def __init__(self, source_locale: Any, locale: Any) -> None:
        self.languages = (source_locale.language_code, locale.language_code)
        self._by_first: dict[str, list[tuple[list[Word], Found]]] = defaultdict(list)
        for row in GlossaryTerm.objects.filter(source_locale=source_locale, locale=locale):
            found = Found(row.term, row.term if row.leave_as_is else row.translation, row.leave_as_is, row.note)
            for choice in _CHOICES.split(_ASIDE.sub("", row.term)):
                words = list(words_of(choice))
                if words:
                    for stem in stems(words[0].text, self.languages[0]):
                        self._by_first[stem].append((words, found))
        for terms in self._by_first.values():
            terms.sort(key=lambda pair: -len(pair[0]))

    def terms_in(self, source: str) -> list[Found]:
        """The terms in a string, the longest at each place, each once."""
        text = bare(source)
        words, found, index = list(words_of(text)), [], 0
        while index < len(words):
            match = self._at(words, index, text)
            if match is None:
                index += 1
                continue
            length, term = match
            if term not in found:
                found.append(term)
            index += length
        return found

    def _at(self, words: list[Word], index: int, text: str) -> tuple[int, Found] | None:
        for stem in stems(words[index].text, self.languages[0]):
            for term, found in self._by_first.get(stem, ()):
                here = words[index : index + len(term)]
                if len(here) != len(term) or not all(map(self._same, term, here)):
                    continue
                if not _is_part_of_a_name(term, here, text):
                    return len(term), found
        return None

    def _same(self, term: Word, word: Word) -> bool:
        """Whether a word of the text is that of the term; what the glossary writes with a capital, the text must too.

        A stem alone does not tell: “landed” is no “landing”.
        """
        if term.text[0].isupper() and not word.text[0].isupper():
            return False
        if not word.folded.startswith(term.folded[:-1] if len(term.folded) > 3 else term.folded):
            return False
        return bool(set(stems(term.text, self.languages[0])) & set(stems(word.text, self.languages[0])))

    def hints(self, terms: list[Found], translation: str) -> list[Hint]:
        """The terms that a translation seems not to use. One that the glossary has for one sense only is not asked for."""
        if not translation:
            return []
        text = bare(translation)
        return [self._hint(each) for each in terms if not _ASIDE.search(each.term) and not self._uses(text, each)]

    def _uses(self, text: str, found: Found) -> bool:
        if found.leave_as_is:
            spelled = " ".join(_ASIDE.sub("", found.term).split())
            return any(choice in " ".join(text.split()) for choice in _CHOICES.split(spelled))
        asides = [aside.strip(" ()（）") for aside in _ASIDE.findall(found.translation)]
        choices = [*_CHOICES.split(_ASIDE.sub("", found.translation)), *asides]
        return any(self._says(text, choice) for choice in choices if choice)

    def _says(self, text: str, term: str) -> bool:
        """Whether all words of a term stand in a text, in whatever form."""
        folded, language = fold_text(text), self.languages[1]
        if fold_text(term) in folded:
            return True
        there = {stem for word in words_of(text) for stem in stems(word.text, language)}
        return all(set(stems(word.text, language)) & there or _root(word.folded) in folded for word in words_of(term))

    def _hint(self, found: Found) -> Hint:
        if found.leave_as_is:
            return Hint("glossary", _("The glossary leaves “%(term)s” as it is.") % {"term": found.term})
        return Hint(
            "glossary",
            _("The glossary has “%(translation)s” for “%(term)s”.")
            % {"translation": found.translation, "term": found.term},
        )


def _is_part_of_a_name(term: list[Word], here: list[Word], text: str) -> bool:
    """Whether the text has capitals where the glossary has none: “Cassino War Cemetery” is no “war cemetery”."""
    raised = [
        word for word, own in zip(here, term, strict=True) if word.text[0].isupper() and not own.text[0].isupper()
    ]
    if not raised:
        return False
    before = text[: here[0].start].rstrip(" \n“‘\"'(")
    begins = not before or before[-1] in ".!?:…"
    return not begins or raised != here[:1]


def _root(folded: str) -> str:
    """What the forms of a word have in common at least."""
    return folded[: max(3, len(folded) - 2)] if len(folded) > 3 else folded
