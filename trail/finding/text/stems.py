"""The stem of a word in its language: “liberated” and “liberation” are both “liber”.

By Snowball's algorithms (`snowballstemmer`). Languages that have none, such as Māori, Punjabi and Urdu, are compared
word by word.
"""

import threading
from functools import lru_cache
from typing import Any

import snowballstemmer

from .tokens import fold

ALGORITHMS = {
    "ar": "arabic", "hy": "armenian", "eu": "basque", "ca": "catalan", "cs": "czech", "da": "danish", "nl": "dutch",
    "en": "english", "eo": "esperanto", "et": "estonian", "fi": "finnish", "fr": "french", "de": "german", "el": "greek",
    "hi": "hindi", "hu": "hungarian", "id": "indonesian", "ga": "irish", "it": "italian", "lt": "lithuanian",
    "ne": "nepali", "nb": "norwegian", "nn": "norwegian", "no": "norwegian", "fa": "persian", "pl": "polish",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "st": "sesotho", "es": "spanish",
    "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip

# Languages that write compounds as one word, with the letters that may join the parts.
LINKS = {
    "da": ("s", "e"), "de": ("s", "es", "n", "en", "er", "e", "ns", "ens"), "nb": ("s", "e"), "nl": ("s", "e", "en", "n", "er"),
    "nn": ("s", "e"), "no": ("s", "e"), "sv": ("s", "e"),
}  # fmt: skip

# Words that say nothing by themselves, folded; they are left out of a question unless it has no others.
_STOP_WORDS = {
    "ar": "في من على الى عن مع هذا هذه التي الذي ما هو هي او ثم",
    "de": "der die das den dem des ein eine einer eines und oder in im an am auf von vom zu zum zur mit fur bei nach aus ist war wo wie",
    "en": "the a an of in on at to for and or from by with is are was were what where when who how near about s",
    "es": "el la los las un una de del en y o a al con por para que es donde como",
    "fr": "le la les un une des de du d l en et ou a au aux dans sur pour par avec est ou quel quelle",
    "it": "il lo la i gli le un uno una di del dello della dell dei degli delle d l a al allo alla ai agli alle all da dal dalla "
    "dai in nel nella nei nelle nell su sul sulla con per tra fra e ed o che dove come",
    "nl": "de het een van in op te voor en of met bij naar uit is was waar",
    "pl": "w we z ze na do od o i oraz a lub po za dla przy pod nad jest byl gdzie jak",
    "pt": "o a os as um uma de do da dos das em no na nos nas e ou com por para que onde como",
}
STOP_WORDS = {language: frozenset(words.split()) for language, words in _STOP_WORDS.items()}

_local = threading.local()


def is_stop_word(folded: str, language: str) -> bool:
    """Whether a folded word says nothing by itself in a language."""
    return folded in STOP_WORDS.get(primary_of(language), ())


@lru_cache(maxsize=65_536)
def stems(word: str, language: str) -> tuple[str, ...]:
    """The stems of a word: of the word as it is written and, where that differs, of the word without its accents.

    Both are kept because visitors leave accents out: “citta” must meet “città” after the endings have gone.
    """
    folded = fold(word)
    stemmer = _stemmer(primary_of(language))
    if stemmer is None or not folded or folded.isdecimal():
        return (folded,) if folded else ()
    found = dict.fromkeys(fold(stemmer.stemWord(form)) for form in (word.lower(), folded))
    # A name may look like a common word with an ending: “Forli” must not be found wherever “for” stands.
    return tuple(stem for stem in found if stem and not is_stop_word(stem, language)) or (folded,)


def ending_of(folded: str, language: str) -> str:
    """The stem of a folded word read backwards, so that an index finds how words end; empty where nobody asks for that."""
    return stems(folded, language)[0][::-1] if primary_of(language) in LINKS else ""


def root_of(stem: str) -> str:
    """The letters that a word of this stem has in common with it: stemming may change the last one (cemetery, cemeteri)."""
    return stem[:-1] if len(stem) > 3 else stem[:2]


def primary_of(language: str) -> str:
    """A language without its region or script: `pt-br` is `pt`."""
    return language.partition("-")[0]


def _stemmer(primary: str) -> Any:
    """The stemmer of a language, one for each thread: it keeps the word that it works on."""
    if primary not in ALGORITHMS:
        return None
    own = _local.__dict__.setdefault("stemmers", {})
    if primary not in own:
        own[primary] = snowballstemmer.stemmer(ALGORITHMS[primary])
    return own[primary]
