"""Months and units in a text, by CLDR's words for them: what stands beside a number in a date or a measure."""

import re
from functools import lru_cache

from trail.finding.text.tokens import fold
from trail.languages.cldr import babel_locale

from .numbers import western

UNITS = (
    "length-kilometer", "length-meter", "length-centimeter", "length-millimeter", "length-mile", "length-yard",
    "length-foot", "length-inch", "mass-kilogram", "mass-tonne", "area-hectare", "area-square-kilometer",
    "area-square-meter", "temperature-celsius", "concentr-percent",
)  # fmt: skip
# Signs that are words as well.
_WORDS = frozenset({"in", "a", "e", "o", "la"})
# Arabic has two sets of names for the months.
_FURTHER = {"ar": ("ar-lb",)}
_PLACEHOLDER = re.compile("\\{0\\}|[\u200e\u200f]")


@lru_cache(maxsize=256)
def month_names(language: str) -> dict[int, frozenset[str]]:
    """The names of the months in a language, in all the forms that CLDR has, by number."""
    found: dict[int, set[str]] = {month: set() for month in range(1, 13)}
    for tag in (language, *_FURTHER.get(language.partition("-")[0], ())):
        months = babel_locale(tag).months
        for form in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for month, name in months.get(form, {}).get(width, {}).items():
                    if len(name) > 2:
                        found[month].add(name.rstrip("."))
    return {month: frozenset(names) for month, names in found.items()}


@lru_cache(maxsize=256)
def unit_forms(language: str) -> dict[str, frozenset[str]]:
    """What each unit is called in a language, long and short, in all its forms."""
    patterns = babel_locale(language)._data["unit_patterns"]
    found = {}
    for unit in UNITS:
        words = set()
        for forms in patterns.get(unit, {}).values():
            for pattern in forms.values() if hasattr(forms, "values") else ():
                if isinstance(pattern, str):
                    words.add(_PLACEHOLDER.sub("", pattern).strip())
        found[unit] = frozenset(word for word in words if word and word not in _WORDS)
    return found


def months_in(text: str, language: str) -> dict[int, str]:
    """The months that stand beside a number, by number, each as it is written: “May” alone may be a verb."""
    found = {}
    for month, names in month_names(language).items():
        spelled = {*names, *(name[:1].upper() + name[1:] for name in names)}
        choice = "|".join(sorted(map(re.escape, spelled), key=len, reverse=True))
        if choice and (match := re.search(rf"\d\w*\W{{1,3}}({choice})\b|\b({choice})\W{{1,3}}\d", western(text))):
            found[month] = match.group(1) or match.group(2)
    return found


def says_month(text: str, month: int, language: str) -> bool:
    """Whether a text names a month, in whatever case its language puts it."""
    folded = fold_text(text)
    return any(_root(name) in folded for name in month_names(language)[month])


def units_in(text: str, language: str) -> dict[str, str]:
    """The units that stand behind a number, each as it is written."""
    found = {}
    plain = western(text)
    for unit, words in unit_forms(language).items():
        choice = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
        if choice and (match := re.search(rf"\d[\s\u00a0\u202f]?({choice})(?!\w)", plain)):
            found[unit] = match.group(1)
    return found


def says_unit(text: str, unit: str, written: str, language: str) -> bool:
    """Whether a text has a unit, by its name or its sign."""
    folded = fold_text(text)
    return any(_root(word) in folded for word in {written, *unit_forms(language)[unit]})


def fold_text(text: str) -> str:
    """A whole text as words are compared."""
    return " ".join(fold(word) for word in text.split())


def _root(word: str) -> str:
    """What a word has in common with its other cases: Polish “czerwiec” is “czerwca” in a date."""
    folded = fold_text(word)
    return folded[: max(3, len(folded) - 3)] if len(folded) > 4 else folded
