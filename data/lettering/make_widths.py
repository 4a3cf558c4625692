#!/usr/bin/env python3
"""Extract the advance widths of the site's fonts into `widths.json`, so that map labels can be measured without them.

Needs fonttools and brotli (`pip install fonttools brotli`) and the fonts from npm (`npm ci`); the site needs neither:

    python data/lettering/make_widths.py

Widths are in thousandths of the type size, at the weight in which the maps print the face. Arabic letters carry four,
one for each form: alone, first, middle, last.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

HERE = Path(__file__).resolve().parent
FONTS = HERE.parent.parent / "node_modules" / "@fontsource-variable"
FACES = {
    "serif": ("brygada-1918", "wght-normal", 600),
    "italic": ("brygada-1918", "wght-italic", 430),
    "sans": ("commissioner", "wght-normal", 450),
}
SUBSETS = ("latin", "latin-ext", "cyrillic", "cyrillic-ext", "greek", "vietnamese")
FORMS = ("init", "medi", "fina")


def instance(path: Path, weight: int) -> TTFont:
    """The font at one weight."""
    return instantiateVariableFont(TTFont(path), {"wght": weight})


def thousandths(font: TTFont, glyph: str) -> int:
    """A glyph's advance width."""
    return round(font["hmtx"][glyph][0] * 1000 / font["head"].unitsPerEm)


def latin(family: str, style: str, weight: int) -> dict[str, int]:
    """Widths by character, over all subsets of a family."""
    widths: dict[str, int] = {}
    for subset in SUBSETS:
        path = FONTS / family / "files" / f"{family}-{subset}-{style}.woff2"
        if path.exists():
            font = instance(path, weight)
            for code, glyph in sorted(font.getBestCmap().items()):
                if 0x20 <= code < 0x2070 and thousandths(font, glyph):
                    widths.setdefault(chr(code), thousandths(font, glyph))
    return widths


def substitutes(font: TTFont, tag: str) -> dict[str, Any]:
    """The substitutions of one OpenType feature: a glyph by another, or by several."""
    table = font["GSUB"].table
    wanted = {
        i
        for record in table.FeatureList.FeatureRecord
        if record.FeatureTag == tag
        for i in record.Feature.LookupListIndex
    }
    found: dict[str, Any] = {}
    for index in sorted(wanted):
        for subtable in table.LookupList.Lookup[index].SubTable:
            found |= getattr(getattr(subtable, "ExtSubTable", subtable), "mapping", {})
    return found


def glyphs(found: Any) -> list[str]:
    """One glyph or several, as a list."""
    return [found] if isinstance(found, str) else list(found)


def arabic() -> dict[str, list[int]]:
    """Widths of the four forms of each Arabic letter."""
    font = instance(FONTS / "noto-naskh-arabic" / "files" / "noto-naskh-arabic-arabic-wght-normal.woff2", 500)
    taken_apart = substitutes(font, "ccmp")
    forms = [substitutes(font, tag) for tag in FORMS]
    widths = {}
    for code, letter in sorted(font.getBestCmap().items()):
        if 0x600 <= code < 0x700:
            pieces = glyphs(taken_apart.get(letter, letter))
            widths[chr(code)] = [
                sum(thousandths(font, glyph) for piece in pieces for glyph in glyphs(form.get(piece, piece)))
                for form in ({}, *forms)
            ]
    return widths


def main() -> None:
    """Write the file."""
    found: dict[str, object] = {face: latin(*facts) for face, facts in FACES.items()}
    found["arabic"] = arabic()
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    (HERE / "widths.json").write_text(text + "\n", encoding="utf-8")
    print({face: len(widths) for face, widths in found.items()}, len(text) // 1024, "KB")


if __name__ == "__main__":
    main()
