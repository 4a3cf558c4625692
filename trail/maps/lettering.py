"""Lettering: how wide a name is, how it breaks into lines, and the styles in which names are printed."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from trail.languages import cldr

DATA = Path(__file__).resolve().parents[2] / "data"
SLACK = 1.04  # fallback fonts run a little wider
LEADING = 1.12
#: Arabic letters that do not join to the next one.
STOPPING = frozenset("اأإآٱدذرزژڑۀةوؤىءے")
#: Scripts that have an italic, and bear spaced letters.
CURSIVE = frozenset(("Latn", "Cyrl", "Grek"))


@dataclass(frozen=True)
class Style:
    """How a kind of name is printed: class for the colour, face, size and spacing (in ems)."""

    css: str
    face: str
    size: float
    spacing: float = 0.0

    def scaled(self, by: float) -> Style:
        """The same, larger."""
        return replace(self, size=round(self.size * by, 1))


REGION = Style("d-place", "serif", 16.5)
PLACE = Style("d-place", "serif", 15)
NEIGHBOUR = Style("d-town", "sans", 12.5)
TOWN = Style("d-town", "sans", 12)
VILLAGE = Style("d-town", "sans", 11)
SEA = Style("d-water", "italic", 16, 0.14)
BAY = Style("d-water", "italic", 13, 0.1)
RIVER = Style("d-water", "italic", 11.5, 0.02)
FRONT = Style("d-front-name", "italic", 12.5)
ROAD = Style("d-road-name", "italic", 11.5)
PEAK = Style("d-peak-name", "italic", 11)


@lru_cache(maxsize=64)
def adapted(style: Style, language: str) -> Style:
    """The style in a language's script: Arabic stands a tenth larger, and only some scripts are spaced."""
    script = cldr.script(language)
    larger = 1.1 if script == "Arab" else 1.0
    return replace(style, size=round(style.size * larger, 1), spacing=style.spacing if script in CURSIVE else 0.0)


def is_upright(language: str) -> bool:
    """Whether the language's script knows no italic."""
    return cldr.script(language) not in CURSIVE


@lru_cache(maxsize=1)
def _widths() -> dict[str, dict[str, int | list[int]]]:
    return json.loads((DATA / "lettering" / "widths.json").read_text(encoding="utf-8"))


def _arabic_width(text: str, at: int, forms: list[int]) -> int:
    """The width of a letter in the form its neighbours give it."""
    arabic = _widths()["arabic"]
    before = next((c for c in reversed(text[:at]) if not unicodedata.combining(c)), " ")
    after = next((c for c in text[at + 1 :] if not unicodedata.combining(c)), " ")
    joined_before = before in arabic and before.isalpha() and before not in STOPPING
    joined_after = after in arabic and after.isalpha() and text[at] not in STOPPING
    return forms[(1 if joined_after else 0) if not joined_before else (2 if joined_after else 3)]


@lru_cache(maxsize=4096)
def width(text: str, style: Style) -> float:
    """How wide a line of text runs, on the safe side."""
    widths = _widths()
    face, arabic = widths[style.face], widths["arabic"]
    total = 0
    for at, letter in enumerate(text):
        known = face.get(letter)
        if isinstance(known, int):
            total += known
        elif unicodedata.combining(letter) or unicodedata.category(letter) in ("Mn", "Cf"):
            continue
        elif isinstance(forms := arabic.get(letter), list):
            total += _arabic_width(text, at, forms)
        else:
            total += 1000 if unicodedata.east_asian_width(letter) in "WF" else 640
    return total / 1000 * style.size * SLACK + style.spacing * style.size * len(text)


@lru_cache(maxsize=2048)
def broken(text: str, style: Style, lines: int) -> tuple[str, ...] | None:
    """The text in so many lines, as even as can be; None where it has too few words."""
    words = text.split()
    if lines == 1:
        return (text,)
    if len(words) < lines:
        return None
    best: tuple[float, tuple[str, ...]] | None = None
    for cut in range(1, len(words) - lines + 2):
        head = " ".join(words[:cut])
        tail = broken(" ".join(words[cut:]), style, lines - 1)
        if tail is None:
            continue
        widest = max(width(line, style) for line in (head, *tail))
        # A short word left alone at a line's end reads badly: "Museum of the | Liberation" only if it must.
        widest += 2 if len(words[cut - 1]) < 4 else 0
        if best is None or widest < best[0]:
            best = widest, (head, *tail)
    return best[1] if best else None


ENDS = (": ", " (", ", ", "، ", "：", "，", "（", " – ", " — ")


def short_titles(titles: Sequence[str]) -> list[str]:
    """Titles as a map can bear them: without what follows a colon, comma or bracket, where that stays unmistakable."""
    heads = []
    for title in titles:
        cut = min((at for end in ENDS if (at := title.find(end)) >= 4), default=len(title))
        heads.append(title[:cut].strip())
    return [title if heads.count(head) > 1 else head for title, head in zip(titles, heads, strict=True)]
