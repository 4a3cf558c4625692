#!/usr/bin/env python3
"""Cut the site's fonts to what its languages are written with: letters, weights and nothing besides.

Needs fonttools and brotli (`pip install fonttools brotli`) and the fonts from npm (`npm ci`); the site needs neither:

    python data/fonts/make_fonts.py

The faces of Fontsource hold letters of the Koran, of Vedic chant and of all Africa in one file, and weights from
hairline to black. A page at a war grave needs one alphabet in four weights. None of the fonts reserves its name (SIL Open
Font Licence, clause 3), so the parts keep it; the licence lies beside them.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ROOT / "node_modules" / "@fontsource-variable"
TARGET = ROOT / "trail" / "static" / "trail" / "fonts"

WEIGHTS = {"wght": (400, 700)}
REGULAR = {"wght": 400}
POLISH = tuple(map(ord, "ĄąĆćĘęŁłŃńŚśŹźŻż"))
# The alphabets of Europe that are written with Latin letters, and Māori; what is beyond is for languages further off.
EUROPEAN = ((0x100, 0x17F), (0x218, 0x21B), 0x1E9E)
# Arabic, Persian, Kurdish, Pashto, Sindhi, Uighur, Urdu: letters, vowel signs, digits, joiners.
ARABIC = (
    (0x600, 0x605), 0x60C, 0x61B, (0x61E, 0x63A), (0x640, 0x655), (0x660, 0x670), (0x672, 0x674), (0x679, 0x6D5),
    (0x6F0, 0x6F9), (0x200C, 0x200F), 0xFD3E, 0xFD3F, 0xFDF2, 0xFDFA,
)  # fmt: skip
URDU = (
    (0x601, 0x603), 0x60C, 0x612, 0x613, 0x614, 0x61B, 0x61F, (0x621, 0x63A), (0x640, 0x652), 0x654, (0x660, 0x66C),
    0x670, 0x679, 0x67E, 0x686, 0x688, 0x691, 0x698, 0x6A9, 0x6AF, 0x6BA, 0x6BE, (0x6C1, 0x6C3), 0x6CC, (0x6D2, 0x6D4),
    (0x6F0, 0x6F9), 0x768, (0x200C, 0x200F),
)  # fmt: skip
DEVANAGARI = ((0x900, 0x950), (0x958, 0x972), (0x200C, 0x200D), 0x20B9, 0x25CC)
GURMUKHI = ((0x964, 0x965), (0xA01, 0xA76), (0x200C, 0x200D), 0x25CC, 0x262C)
EVERYTHING = ((0, 0x10FFFF),)

# The part, the package, its file, the letters that are kept, those that are left out, the weights (none: as they are).
PARTS: list[tuple[str, str, str, tuple[Any, ...], tuple[Any, ...], dict[str, Any] | None]] = [
    ("brygada", "brygada-1918", "latin-wght-normal", EVERYTHING, (), None),
    ("brygada-italic", "brygada-1918", "latin-wght-italic", EVERYTHING, (), None),
    ("brygada-polish", "brygada-1918", "latin-ext-wght-normal", POLISH, (), None),
    ("brygada-italic-polish", "brygada-1918", "latin-ext-wght-italic", POLISH, (), None),
    ("brygada-more", "brygada-1918", "latin-ext-wght-normal", EUROPEAN, POLISH, None),
    ("brygada-further", "brygada-1918", "latin-ext-wght-normal", EVERYTHING, EUROPEAN, None),
    ("brygada-italic-more", "brygada-1918", "latin-ext-wght-italic", EUROPEAN, POLISH, None),
    ("brygada-italic-further", "brygada-1918", "latin-ext-wght-italic", EVERYTHING, EUROPEAN, None),
    ("commissioner", "commissioner", "latin-wght-normal", EVERYTHING, (), WEIGHTS),
    ("commissioner-polish", "commissioner", "latin-ext-wght-normal", POLISH, (), WEIGHTS),
    ("commissioner-more", "commissioner", "latin-ext-wght-normal", EUROPEAN, POLISH, WEIGHTS),
    ("commissioner-further", "commissioner", "latin-ext-wght-normal", EVERYTHING, EUROPEAN, WEIGHTS),
    ("naskh", "noto-naskh-arabic", "arabic-wght-normal", ARABIC, (), WEIGHTS),
    ("nastaliq", "noto-nastaliq-urdu", "arabic-wght-normal", URDU, (), REGULAR),
    ("devanagari", "noto-serif-devanagari", "devanagari-wght-normal", DEVANAGARI, (), WEIGHTS),
    ("gurmukhi", "noto-serif-gurmukhi", "gurmukhi-wght-normal", GURMUKHI, (), WEIGHTS),
]


def letters(ranges: Iterable[Any]) -> set[int]:
    """The code points of single ones and of pairs of first and last."""
    found: set[int] = set()
    for each in ranges:
        found.update(range(each[0], each[1] + 1) if isinstance(each, tuple) else [each])
    return found


def cut(source: Path, kept: set[int], weights: dict[str, Any] | None) -> bytes:
    """The part of a font with these letters and weights, with all features that join and place them."""
    options = subset.Options(layout_features=["*"], hinting=False, notdef_outline=True, name_IDs=["*"])
    font = TTFont(source)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=kept & set(font.getBestCmap()))
    cutter.subset(font)
    if weights:
        whole = io.BytesIO()
        font.flavor = None
        font.save(whole)
        whole.seek(0)
        font = instantiateVariableFont(TTFont(whole), weights)
    font.flavor = "woff2"
    made = io.BytesIO()
    font.save(made)
    return made.getvalue()


def licence_of(package: str) -> str:
    """The licence as the package carries it, its copyright line first."""
    return (PACKAGES / package / "LICENSE").read_text(encoding="utf-8").strip()


def main() -> None:
    """Write the parts and their licence."""
    TARGET.mkdir(parents=True, exist_ok=True)
    for name, package, file, ranges, without, weights in PARTS:
        source = PACKAGES / package / "files" / f"{package}-{file}.woff2"
        content = cut(source, letters(ranges) - letters(without), weights)
        (TARGET / f"{name}.woff2").write_bytes(content)
        print(f"{name}.woff2: {len(content) / 1024:.1f} KB of {source.stat().st_size / 1024:.1f}")
    licences = {package: licence_of(package) for _name, package, *_rest in PARTS}
    notices = "\n".join(f"{package}: {text.splitlines()[0]}" for package, text in licences.items())
    terms = licences["noto-naskh-arabic"].split("\n", 1)[1].strip()
    (TARGET / "OFL.txt").write_text(f"{notices}\n\n{terms}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
