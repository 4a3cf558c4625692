"""An entry as the words under which it is found.

Each stem carries its language, so that one table holds all languages and none is found in another: `en_cassino`.
"""

from collections import Counter
from dataclasses import dataclass

from ..models import Entry
from .stems import stems
from .tokens import words_of
from .values import value_tokens

MOST_WORDS = 20_000  # of one field
SHORTEST_KNOWN = 3  # letters of a word that is worth keeping in the vocabulary


def stem_token(stem: str, language: str) -> str:
    """A stem anywhere in an entry."""
    return f"{language.replace('-', '')}_{stem}"


def heading_token(stem: str, language: str) -> str:
    """A stem in the title or in a name."""
    return f"{language.replace('-', '')}^{stem}"


def start_token(folded: str, language: str) -> str:
    """A word of the title or of a name as it is written, for what is found while somebody types."""
    return f"{language.replace('-', '')}={folded}"


@dataclass(frozen=True)
class Document:
    """The stems of an entry by field, as often as they occur, its words by their beginnings, and its values for filters."""

    entry_id: int
    title: list[str]
    names: list[str]
    summary: list[str]
    body: list[str]
    starts: list[str]
    values: list[str]


def document_of(entry: Entry) -> Document:
    """Read an entry's fields. The keywords count as much as the summary."""
    language = entry.language

    def tokens(text: str) -> list[str]:
        found = []
        for number, word in enumerate(words_of(text)):
            if number >= MOST_WORDS:
                break
            found += [stem_token(stem, language) for stem in stems(word.text, language)]
        return found

    heading = dict.fromkeys(word.folded for text in (entry.title, entry.names) for word in words_of(text))
    return Document(
        entry_id=entry.pk,
        title=tokens(entry.title),
        names=tokens(entry.names),
        summary=tokens(entry.summary) + tokens(entry.keywords),
        body=tokens(entry.body),
        starts=[start_token(word, language) for word in heading],
        values=list(dict.fromkeys(value_tokens(entry))),
    )


def vocabulary_of(entries: list[Entry]) -> Counter[str]:
    """In how many of these entries each word occurs; numbers and very short words are left out."""
    found: Counter[str] = Counter()
    for entry in entries:
        text = "\n".join((entry.title, entry.names, entry.summary, entry.keywords, entry.body))
        found.update({word.folded for word in words_of(text) if is_known_word(word.folded)})
    return found


def is_known_word(folded: str) -> bool:
    """Whether a word belongs into the vocabulary: it has letters only, and enough of them."""
    return len(folded) >= SHORTEST_KNOWN and not any(character.isdecimal() for character in folded)
