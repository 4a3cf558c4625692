"""Words as they stand in a text, and as they are compared: lower case, without accents.

`fold` is the same for every language, so that “Forli”, “forlì” and “FORLÌ” are one word, and “ł”, “ß”, “ø” have the
letters of an English keyboard. Vowel signs of Indian scripts are letters, not accents, and stay.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

LONGEST = 40  # letters of a word that are looked at

# Accents of Latin, Greek and Cyrillic letters; points of Hebrew; vowels and small signs of Arabic.
_ACCENTS = (
    (0x0300, 0x036F),
    (0x0483, 0x0487),
    (0x0591, 0x05C7),
    (0x0610, 0x061A),
    (0x064B, 0x065F),
    (0x0670, 0x0670),
    (0x06D6, 0x06ED),
    (0x1AB0, 0x1AFF),
    (0x1DC0, 0x1DFF),
    (0xFE20, 0xFE2F),
)
_LETTERS = {
    "ß": "ss", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h", "ŧ": "t", "ı": "i", "ŋ": "n",
    # Arabic, Persian and Urdu write the same letter in several ways; the tatweel only lengthens the line.
    "ٱ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ہ": "ه", "ۂ": "ه", "ـ": "", "\u200c": "", "\u200d": "",
}  # fmt: skip


class Word(NamedTuple):
    """A word of a text: as it stands there, folded, and where."""

    text: str
    folded: str
    start: int
    end: int


@lru_cache(maxsize=65_536)
def fold(word: str) -> str:
    """A word in lower case, without accents; empty where nothing is left."""
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    plain = "".join(_plain(character) for character in decomposed if not _is_accent(character))
    return unicodedata.normalize("NFC", plain)[:LONGEST]


def words_of(text: str) -> Iterator[Word]:
    """The words of a text in order. An apostrophe and a hyphen part words: “Sant’Anna” is two."""
    for found in _pattern().finditer(text):
        folded = fold(found.group())
        if folded:
            yield Word(found.group(), folded, found.start(), found.end())


def plain(text: str) -> str:
    """A whole text in lower case without accents, quickly: for looking whether letters occur in it."""
    return _accents().sub("", unicodedata.normalize("NFKD", text.casefold()))


def key_of(text: str) -> str:
    """A text as its folded words, for comparing titles."""
    return " ".join(word.folded for word in words_of(text))


def _is_accent(character: str) -> bool:
    code = ord(character)
    return code >= 0x0300 and any(first <= code <= last for first, last in _ACCENTS)


def _plain(character: str) -> str:
    if character in _LETTERS:
        return _LETTERS[character]
    digit = unicodedata.decimal(character, None)
    return character if digit is None else str(digit)


@cache
def _accents() -> re.Pattern[str]:
    return re.compile("[" + "".join(f"{chr(first)}-{chr(last)}" for first, last in _ACCENTS) + "]")


@cache
def _pattern() -> re.Pattern[str]:
    """Letters and digits with the marks on them; Chinese and Japanese, which are written without gaps, by the letter."""
    marks = "".join(chr(code) for code in range(0x0300, 0x3000) if unicodedata.category(chr(code))[0] == "M")
    alone = "\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    return re.compile(f"[{alone}]|(?:(?![{alone}])[^\\W_][{re.escape(marks)}\u200c\u200d]*)+")
