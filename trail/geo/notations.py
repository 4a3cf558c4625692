"""Reads a position out of what people paste: numbers in any common notation, a geo: URI, a Plus Code, a link to a map.

Nothing is ever fetched: a link is read as it stands. What could mean two things is refused, and the refusal says what
to write instead. `read_position` raises nothing but `UnreadablePosition`.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from .coordinates import Point

LONGEST = 2000
_NUMBER = r"\d+(?:\.\d+)?"
# What else is written for the sign of degrees, minutes and seconds, for a minus, and in Arabic numbers.
_SIGNS = str.maketrans(
    {
        **dict.fromkeys("º˚", "°"),
        **dict.fromkeys("'’‘ʹʼ´`‛＇", "′"),
        **dict.fromkeys('"”“ʺ‟„＂', "″"),
        **dict.fromkeys("−–—‐‑－", "-"),
        **dict.fromkeys("\u200e\u200f\u202a\u202b\u202c\ufeff", ""),
        **dict.fromkeys("\u00a0\u202f\u2009_", " "),
        "٫": ".",
        "،": ",",
        "؛": ";",
    }
)
_WORDS = {
    "N": ("n", "north", "nord", "norte", "norden", "noord", "północ"),
    "S": ("s", "south", "sud", "süd", "sur", "sul", "süden", "zuid", "południe"),
    "E": ("e", "east", "est", "este", "ost", "osten", "leste", "oost", "wschód"),
    "W": ("w", "west", "ovest", "ouest", "oeste", "westen", "zachód"),
    "O": ("o",),
    "lat": ("lat", "latitude", "latitudine", "latitud", "breite", "szerokość"),
    "lon": ("lon", "lng", "long", "longitude", "longitudine", "longitud", "länge", "długość"),
}
_MEANING = {word: meaning for meaning, words in _WORDS.items() for word in words}
# What the letter O stands for: ouest, ovest, oeste; but Ost, oost, øst.
_LETTER_O = {**dict.fromkeys(("fr", "it", "es", "pt", "ca", "ro"), "W"), **dict.fromkeys(("de", "nl"), "E")}
_TOKEN = re.compile(
    rf"(?P<number>[-+]?{_NUMBER})|(?P<unit>[°′″])|(?P<word>[^\W\d_]+)|(?P<parting>[,;/|\n:=&]+)|(?P<other>\S)"
)
_ENDS = r"(?![^\W\d_])\.?\s*"  # no letter follows
_LETTERS_FOR_SIGNS = re.compile(
    rf"({_NUMBER})\s*d(?:eg(?:rees?)?)?{_ENDS}"
    rf"(?:({_NUMBER})\s*m(?:in(?:utes?)?)?{_ENDS}(?:({_NUMBER})\s*s(?:ec(?:onds?)?)?(?:{_ENDS}|(?=[NSEWO])))?)?"
)
_PLUS_DIGITS = "23456789CFGHJMPQRVWX"
_PLUS_CODE = re.compile(rf"([{_PLUS_DIGITS}]{{8}})\+([{_PLUS_DIGITS}]{{2,7}})?", re.IGNORECASE)
_SHORT_PLUS_CODE = re.compile(rf"[{_PLUS_DIGITS}]{{4,6}}\+[{_PLUS_DIGITS}]{{2,3}}\b.*", re.IGNORECASE | re.DOTALL)
_GRID = re.compile(r"\d{1,2}\s?[C-HJ-NP-X]\s?(?:[A-HJ-NP-Z]{2}\s?[\d\s]{2,12}|\d{6}\D+\d{6,7}\D*)", re.IGNORECASE)
_UNCLEAR = gettext_lazy(
    "It is not clear which number is which. Write latitude and longitude with a semicolon between them, "
    "as in 41.8755; 12.4778."
)


class UnreadablePosition(ValueError):
    """What was pasted is no position, or could be two. The message tells the editor what to do."""


@dataclass(frozen=True)
class Reading:
    """A position that was read; `is_view` where a link gives only the middle of what its map shows."""

    point: Point
    is_view: bool = False


def read_position(text: str, language: str | None = None) -> Reading:
    """Read a position. The language, that of the admin unless given, says what the letter O means."""
    from . import map_links  # it reads the numbers in a link with this module

    text = text.strip()
    if not text:
        raise UnreadablePosition(_("There is nothing to read. Paste coordinates, as in 41.8755, 12.4778."))
    if len(text) > LONGEST:
        raise UnreadablePosition(_("That is too long. Paste only the coordinates or the link."))
    if text.lower().startswith("geo:"):
        return map_links.read_geo_uri(text)
    if link := map_links.link_in(text):
        return map_links.read_link(link)
    return Reading(read_numbers(text, language))


def read_numbers(text: str, language: str | None = None) -> Point:
    """Read a position that is written as numbers, or as a Plus Code."""
    if code := _PLUS_CODE.fullmatch(text.strip()):
        return _plus_code(code[1] + (code[2] or ""))
    if _SHORT_PLUS_CODE.fullmatch(text.strip()):
        raise UnreadablePosition(
            _("A short Plus Code needs a town to be understood. Paste the full one, as in 8FHJVFGH+64.")
        )
    if _GRID.fullmatch(text.strip()):
        raise UnreadablePosition(
            _("Grid references (UTM, MGRS) cannot be read. Convert it to degrees, as in 41.8755, 12.4778.")
        )
    if well_known := re.fullmatch(
        rf"\s*(?:SRID=4326;)?\s*POINT\s*\(\s*(-?{_NUMBER})\s+(-?{_NUMBER})\s*\)\s*", text, re.I
    ):
        return point_of(float(well_known[2]), float(well_known[1]))  # longitude stands first in this notation
    written = _unified(text)
    commas_part = re.sub(r"(?<=\d),(?=\d)", " , ", written)
    if re.search(r"\d\.\d|\d,\d+,\d", written) or commas_part == written:
        return _position(commas_part, language)
    # Without a point, a comma between digits is a decimal comma, unless only a comma parts the two.
    try:
        return _position(re.sub(r"(?<=\d),(?=\d)", ".", written), language)
    except UnreadablePosition as refusal:
        if re.fullmatch(r"\D*\d+,\d+\D*", written):
            raise
        with suppress(UnreadablePosition):
            return _position(commas_part, language)
        raise refusal


def point_of(latitude: float, longitude: float) -> Point:
    """The point, if it is one; the refusal notices when the two have changed places."""
    if abs(latitude) <= 90 and abs(longitude) <= 180:
        return Point(round(latitude, 7), round(longitude, 7))
    if abs(longitude) <= 90 and abs(latitude) <= 180:
        raise UnreadablePosition(
            _(
                "%(latitude)s is not a latitude: it runs from −90 to 90. Latitude stands first; did you mean %(swapped)s?"
            )
            % {"latitude": plain(latitude), "swapped": f"{plain(longitude)}, {plain(latitude)}"}
        )
    raise UnreadablePosition(
        _("That is no place on the globe: latitude runs from −90 to 90, longitude from −180 to 180.")
    )


def plain(degrees: float) -> str:
    """Degrees as the form's fields take them: six decimals, 11 cm, without idle zeros."""
    text = f"{degrees:.6f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _unified(text: str) -> str:
    """The text with one sign for each thing."""
    text = text.translate(_SIGNS).strip(" \t\r\n()[]{}.,;")
    text = re.sub(r"′\s?′", "″", text)
    text = _LETTERS_FOR_SIGNS.sub(
        lambda found: "".join(f" {part}{sign}" for part, sign in zip(found.groups(), "°′″", strict=True) if part), text
    )
    # Two signed numbers without a gap, as ISO 6709 has them: +41.8755+012.4778/
    text = re.sub(rf"^([-+]{_NUMBER})([-+]{_NUMBER})/?$", r"\1 \2", text)
    if re.search(r"[NSEW]", text, re.IGNORECASE):
        text = re.sub(r"(?<=\d)-(?=\d)", " ", text)  # 41-52-31 N
    elif re.search(r"[\d°′″][-+]\d", text):
        raise UnreadablePosition(_UNCLEAR)
    return text


Token = tuple[str, str]


def _tokens(text: str, language: str | None) -> list[Token]:
    """The numbers, signs, letters of the compass, names of the axes, and what parts them."""
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        kind, value = str(match.lastgroup), match.group()
        if kind == "word":
            value = _MEANING.get(value.lower(), "")
            if value == "O":
                value = _letter_o(language)
            kind = "axis" if value in {"lat", "lon"} else "point"
        if not value or kind == "other":
            raise UnreadablePosition(
                _(
                    "“%(part)s” cannot be read. Write the coordinates as in 41.8755, 12.4778 or 41°52′31.8″ N, 12°28′40″ E."
                )
                % {"part": match.group()[:40]}
            )
        if kind == "parting" and set(value) <= set(":="):
            continue
        found.append((kind, value))
    return found


def _letter_o(language: str | None) -> str:
    """East or west, as the reader's language has it; refused where it could be both."""
    meaning = _LETTER_O.get((language or get_language() or "").split("-")[0])
    if meaning is None:
        raise UnreadablePosition(
            _("The letter O means west in French and Italian and east in German. Write E or W instead.")
        )
    return meaning


def _position(text: str, language: str | None) -> Point:
    """Part the text into its two coordinates and read each."""
    halves = _halves(_tokens(text, language))
    read = [_coordinate(half) for half in halves]
    axes = [axis for axis, _degrees in read]
    if axes == ["lon", "lat"]:
        read.reverse()
    elif axes not in (["lat", "lon"], ["", ""]):
        raise UnreadablePosition(
            _("One number must be a latitude (N or S) and one a longitude (E or W). Give the letters of both, or none.")
        )
    return point_of(read[0][1], read[1][1])


def _halves(tokens: list[Token]) -> list[list[Token]]:
    """The tokens of the first coordinate, and those of the second."""
    kinds = [kind for kind, _value in tokens]
    axes = [place for place, kind in enumerate(kinds) if kind == "axis"]
    points = [place for place, kind in enumerate(kinds) if kind == "point"]
    partings = [place for place, kind in enumerate(kinds[:-1]) if kind == "parting"]
    degrees = [place for place, token in enumerate(tokens) if token == ("unit", "°")]
    numbers = [place for place, kind in enumerate(kinds) if kind == "number"]
    if len(axes) == 2 and axes[0] == 0:
        second = axes[1]
    elif len(points) == 2:
        second = points[1] if points[0] == 0 else points[0] + 1
    elif len(partings) == 1:
        second = partings[0]
    elif len(degrees) == 2:
        second = degrees[1] - 1
    elif len(numbers) in (2, 4, 6) and not (degrees or partings):
        second = numbers[len(numbers) // 2]
    elif len(numbers) < 2:
        raise UnreadablePosition(_("A position needs two numbers, latitude and longitude, as in 41.8755, 12.4778."))
    else:
        raise UnreadablePosition(_UNCLEAR)
    return [[token for token in half if token[0] != "parting"] for half in (tokens[:second], tokens[second:])]


def _coordinate(tokens: list[Token]) -> tuple[str, float]:
    """One coordinate: its axis, or nothing where the text does not say, and its degrees."""
    numbers, sizes = [], []
    for place, (kind, value) in enumerate(tokens):
        if kind == "number":
            unit = tokens[place + 1][1] if place + 1 < len(tokens) and tokens[place + 1][0] == "unit" else ""
            numbers.append(value)
            sizes.append("°′″".index(unit) if unit else len(sizes))
    points = [value for kind, value in tokens if kind == "point"]
    axes = {value for kind, value in tokens if kind == "axis"} | {"lat" if point in "NS" else "lon" for point in points}
    negative = bool(numbers) and numbers[0].startswith("-")
    if not 1 <= len(numbers) <= 3 or sizes[0] or sorted(set(sizes)) != sizes or sizes[-1] > 2:
        raise UnreadablePosition(
            _("A latitude or longitude is one to three numbers: degrees, minutes, seconds, as in 41°52′31.8″.")
        )
    if len(axes) > 1 or len(points) > 1 or (negative and points) or any(number[0] in "+-" for number in numbers[1:]):
        raise UnreadablePosition(_("Signs and letters contradict each other. Write either −41.8755 or 41.8755 S."))
    if any("." in number for number in numbers[:-1]) or any(float(number) >= 60 for number in numbers[1:]):
        raise UnreadablePosition(_("Minutes and seconds run from 0 to 59, and only the last number has a fraction."))
    degrees = sum(abs(float(number)) / 60**size for number, size in zip(numbers, sizes, strict=True))
    return next(iter(axes), ""), -degrees if negative or points in (["S"], ["W"]) else degrees


def _plus_code(code: str) -> Point:
    """The middle of a full Plus Code's cell (Open Location Code 1.0)."""
    digits = [_PLUS_DIGITS.index(digit) for digit in code.upper()]
    latitude, longitude, high, wide = -90.0, -180.0, 400.0, 400.0
    for north, east in zip(digits[:10:2], digits[1:10:2], strict=False):
        high, wide = high / 20, wide / 20
        latitude, longitude = latitude + north * high, longitude + east * wide
    for digit in digits[10:]:
        high, wide = high / 5, wide / 4
        latitude, longitude = latitude + digit // 4 * high, longitude + digit % 4 * wide
    return point_of(latitude + high / 2, longitude + wide / 2)
