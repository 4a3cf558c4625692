"""What a visitor typed, as a question to the index."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .document import stem_token
from .stems import is_stop_word, stems
from .tokens import Word, words_of

# What filters ask for: of each group of tokens (`text.values`) an entry must have one.
Values = Sequence[Sequence[str]]
LONGEST = 200  # characters that are read
MOST_WORDS = 12  # words that are looked for


@dataclass(frozen=True)
class Group:
    """A word of the question: the tokens of which one must be found, and the folded word for showing and spelling.

    Stems that are `loose` are found too, but count for less: compounds of which the word is a part.
    """

    word: str
    tokens: tuple[str, ...]
    stems: tuple[str, ...]
    loose: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Question:
    """The words that are looked for; `was_cut` where there were more than are read."""

    text: str
    groups: tuple[Group, ...]
    language: str
    was_cut: bool = False

    def __bool__(self) -> bool:
        return bool(self.groups)

    @property
    def key(self) -> str:
        """The words as titles are compared."""
        return " ".join(group.word for group in self.groups)

    @property
    def stems(self) -> frozenset[str]:
        """All stems that count as found."""
        return frozenset(stem for group in self.groups for stem in group.stems)


def tidy(text: str) -> str:
    """A text from an address as it can be shown and sent to a database: one line, no control characters."""
    return " ".join("".join(character if character.isprintable() else " " for character in text).split())


def read_question(text: str, language: str) -> Question:
    """The words of what was typed. Words that say nothing are left out unless there are no others."""
    shown = tidy(text[: LONGEST * 2])
    words = list(words_of(shown[:LONGEST]))
    telling = [word for word in words if not is_stop_word(word.folded, language)] or words
    once = list({word.folded: word for word in telling}.values())
    return Question(
        text=shown[:LONGEST],
        groups=tuple(group_of([word], language) for word in once[:MOST_WORDS]),
        language=language,
        was_cut=len(text) > LONGEST or len(once) > MOST_WORDS,
    )


def group_of(words: Iterable[Word], language: str) -> Group:
    """One word of the question, or several that count as the same."""
    words = list(words)
    found = tuple(dict.fromkeys(stem for word in words for stem in stems(word.text, language)))
    return Group(words[0].folded, tuple(stem_token(stem, language) for stem in found), found)
