"""The numbers in a text, as readers of its language read them: 1,000 in English is 1.000 in Italian and 1 000 in French."""

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from trail.languages.cldr import babel_locale

# A space of any kind, and the apostrophe of the Swiss, part thousands wherever they stand.
_SPACES = " \u00a0\u2009\u202f"
_APOSTROPHES = "'’"
_ARABIC_GROUP, _ARABIC_DECIMAL = "٬", "٫"
_NUMBER = re.compile(r"\d+(?:[.,٬٫'’ \u00a0\u2009\u202f]\d+)*")
_ROMAN = [
    "",
    *(
        tens + ones
        for tens in ("", "X", "XX")
        for ones in ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"]
    ),
]
_PART = re.compile(r"(\d+)|(\D)")


@lru_cache(maxsize=256)
def separators(language: str) -> tuple[str, str]:
    """What parts thousands in a language, and what the whole from its fraction."""
    symbols = babel_locale(language).number_symbols["latn"]
    return symbols.get("group", ","), symbols.get("decimal", ".")


def western(text: str) -> str:
    """A text with its digits, of whatever script, as 0 to 9."""
    return "".join(str(unicodedata.decimal(character)) if character.isdecimal() else character for character in text)


def numbers_in(text: str, language: str) -> list[tuple[str, Decimal]]:
    """The numbers of a text in order, each as it is written and as it is meant."""
    found = []
    for match in _NUMBER.finditer(western(text)):
        found += [(written, value) for written, value in _parts(match.group(), language)]
    return found


def readings(text: str, language: str) -> set[Decimal]:
    """All numbers that somebody may read in a text: also the parts of those that are not grouped, and Roman ones."""
    found = {value for _written, value in numbers_in(text, language)}
    found |= {Decimal(_ROMAN.index(numeral)) for numeral in re.findall(r"\b[IVX]+\b", text) if numeral in _ROMAN}
    for match in _NUMBER.finditer(western(text)):
        if not _is_grouped(match.group(), language):
            found |= {Decimal(digits) for digits in re.findall(r"\d+", match.group())}
    return found


def _parts(written: str, language: str) -> Iterator[tuple[str, Decimal]]:
    """One number, or several that only stand side by side: “4.6.1944”, “on 4 300 men” cannot be known."""
    group, decimal = separators(language)
    pieces = _PART.findall(written)
    digits = [each for each, _sign in pieces if each]
    signs = [sign for _each, sign in pieces if sign]
    value = _value(digits, signs, group, decimal)
    if value is not None:
        yield written, value
        return
    # From the left: the longest run that is a number, then the rest.
    for length in range(len(digits) - 1, 0, -1):
        value = _value(digits[:length], signs[: length - 1], group, decimal)
        if value is not None:
            head = _join(digits[:length], signs[: length - 1])
            yield head, value
            yield from _parts(written[len(head) + 1 :], language)
            return


def _join(digits: list[str], signs: list[str]) -> str:
    return "".join(a + b for a, b in zip(digits, [*signs, ""], strict=True))


def _value(digits: list[str], signs: list[str], group: str, decimal: str) -> Decimal | None:
    """What digits with signs between them mean, if they are one number."""
    fraction = ""
    if signs and _kind(signs[-1], group, decimal) == "decimal":
        *digits, fraction = digits
        signs = signs[:-1]
    if any(_kind(sign, group, decimal) != "group" for sign in signs) or len(set(signs)) > 1:
        return None
    if signs and not (len(digits[0]) <= 3 and _well_grouped(digits[1:])):
        return None
    try:
        return Decimal("".join(digits) + (f".{fraction}" if fraction else "")).normalize() + 0
    except InvalidOperation:
        return None


def _well_grouped(rest: list[str]) -> bool:
    """Threes; in India twos before the last three."""
    return len(rest[-1]) == 3 and (all(len(each) == 3 for each in rest) or all(len(each) == 2 for each in rest[:-1]))


def _kind(sign: str, group: str, decimal: str) -> str:
    if sign in {decimal, _ARABIC_DECIMAL}:
        return "decimal"
    if sign in {group, _ARABIC_GROUP} or sign in _SPACES + _APOSTROPHES:
        return "group"
    return ""


def _is_grouped(written: str, language: str) -> bool:
    """Whether a number is written with thousands apart, so that its parts are no numbers."""
    group, decimal = separators(language)
    pieces = _PART.findall(written)
    signs = [sign for _digits, sign in pieces if sign]
    whole = _value([digits for digits, _sign in pieces if digits], signs, group, decimal)
    return whole is not None and any(_kind(sign, group, decimal) == "group" for sign in signs)
