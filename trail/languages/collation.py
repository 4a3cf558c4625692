"""The order of titles and names, as a reader of the language looks for them.

The rules are those of CLDR's collations where they move whole letters: Polish ł after l, Swedish å after z, Czech ch
after h, German ä with a. They are written out here for the alphabets that have any, because Babel carries none of them
(docs/decisions/collation.md). Languages written without an alphabet keep the order of their characters.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from trail.languages.tags import parts_of, script

#: Letters that do not decompose in Unicode yet are sorted with a plain one.
_FOLD = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"})

#: Letters of their own, each after the one that it follows. What is not named is sorted with its plain letter.
_NORTH = "z<å<ä<ö"
_DANISH = "z<æ<ø<å"
_CROATIAN = "c<č<ć d<dž<đ l<lj n<nj s<š z<ž"
_SPANISH = "n<ñ"
_TURKISH = "c<ç g<ğ h<ı o<ö s<ş u<ü"
LETTERS: dict[str, str] = {
    "az": "c<ç e<ə g<ğ h<ı o<ö s<ş u<ü",
    "bs": _CROATIAN,
    "cs": "c<č h<ch r<ř s<š z<ž",
    "cy": "c<ch d<dd f<ff g<ng l<ll p<ph r<rh t<th",
    "da": _DANISH,
    "es": _SPANISH,
    "et": "s<š<z<ž w<õ<ä<ö<ü",
    "eu": _SPANISH,
    "fi": _NORTH,
    "fil": _SPANISH,
    "gl": _SPANISH,
    "hr": _CROATIAN,
    "hu": "c<cs d<dz<dzs g<gy l<ly n<ny o<ö s<sz t<ty u<ü z<zs",
    "is": "a<á d<ð e<é i<í o<ó u<ú y<ý z<þ<æ<ö<å",
    "lt": "c<č s<š z<ž",
    "lv": "c<č g<ģ k<ķ l<ļ n<ņ s<š z<ž",
    "nb": _DANISH,
    "nn": _DANISH,
    "no": _DANISH,
    "pl": "a<ą c<ć e<ę l<ł n<ń o<ó s<ś z<ź<ż",
    "ro": "a<ă<â i<î s<ș t<ț",
    "sk": "a<ä c<č h<ch o<ô s<š z<ž",
    "sl": "c<č<ć d<dž<đ s<š z<ž",
    "sq": "c<ç d<dh e<ë g<gj l<ll n<nj r<rr s<sh t<th x<xh z<zh",
    "sr": _CROATIAN,
    "sv": _NORTH,
    "tr": _TURKISH,
    "vi": "a<ă<â d<đ e<ê o<ô<ơ u<ư",
}

#: The letters of the Arabic script in the order of its languages; Unicode has those that Arabic lacks far behind.
_ARABIC = "ءابپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنں"
_ARABIC_SHAPES = str.maketrans({"ٱ": "ا", "ك": "ک", "ي": "ی", "ى": "ی", "ہ": "ه", "ۃ": "ة", "ـ": ""})

_Key = tuple[tuple[tuple[str, int], ...], str]


@lru_cache(maxsize=512)
def _letters(language: str) -> dict[str, tuple[str, int]]:
    """The letters of a language's own, with the letter they follow and how far behind it."""
    found = {}
    for group in LETTERS.get(language, "").split():
        first, *others = group.split("<")
        found.update({letter: (first, rank) for rank, letter in enumerate(others, 1)})
    return found


@lru_cache(maxsize=64)
def _arabic(language: str) -> dict[str, tuple[str, int]]:
    """The rank of each letter. Arabic has h before w and sorts the bound t with the t, Persian and Urdu neither."""
    end = "هھوی" if language == "ar" else "وهھیے"
    order = {letter: ("ا", rank) for rank, letter in enumerate(_ARABIC + end)}
    return order | {"ة": order["ت" if language == "ar" else "ه"]}


@lru_cache(maxsize=16384)
def sort_key(text: str, tag: str) -> _Key:
    """Return a key by which titles and names are sorted in a language: 'Łódź' after 'Lyon' in Polish, with 'Lodz' in English.

    Case, accents that make no letter of their own and marks at the beginning do not count; they decide only between
    words that are else the same. Full collation of every language needs ICU.
    """
    language = parts_of(tag)[0] if tag else ""
    lowered = text.replace("I", "ı").replace("İ", "i") if language in ("tr", "az") else text
    composed = unicodedata.normalize("NFC", lowered.casefold())
    if language and script(tag) == "Arab":
        return _in_arabic(composed, language), composed
    own = _letters(language)
    longest = max(map(len, own), default=1)
    found: list[tuple[str, int]] = []
    at = 0
    while at < len(composed):
        length = next((size for size in range(longest, 0, -1) if composed[at : at + size] in own), 0)
        if length:
            found.append(own[composed[at : at + length]])
        else:
            found += _plain(composed[at])
        at += length or 1
    return _begun(found), composed


def _in_arabic(text: str, language: str) -> tuple[tuple[str, int], ...]:
    order = _arabic(language)
    found: list[tuple[str, int]] = []
    for letter in text.translate(_ARABIC_SHAPES):
        if letter in order:
            found.append(order[letter])
        else:
            plain = [order.get(each[0].translate(_ARABIC_SHAPES), each) for each in _plain(letter)]
            found += plain
    return _begun(found)


def _plain(letter: str) -> list[tuple[str, int]]:
    """A letter without its marks; any sign that is neither letter nor figure counts as a space."""
    decomposed = unicodedata.normalize("NFKD", letter.translate(_FOLD))
    kept = [each for each in decomposed if not unicodedata.combining(each)]
    return [(each if each.isalnum() or unicodedata.category(each) == "Mc" else " ", 0) for each in kept]


def _begun(found: list[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    """Without what stands before the first letter: a quotation mark does not put a title in front of all."""
    start = next((at for at, (letter, _rank) in enumerate(found) if letter != " "), 0)
    return tuple(found[start:])
