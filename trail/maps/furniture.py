"""The furniture of a map: neat line with degree ticks, scale bar, north, and the inset of the country."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import override, pgettext

from trail.languages import cldr

from .board import Board
from .geometry import XY, Box, path, tidy
from .ground import ITALY, worlds
from .lettering import Style, adapted, width
from .projection import Frame, centred

SCALE = Style("d-scale", "sans", 11)
INSET = (74, 96)


def neat_line(frame: Frame) -> str:
    """The frame of the map, with ticks at round degrees."""
    w, h = frame.width, frame.height
    seen = frame.degrees
    steps = (0.02, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 20, 45)
    step = next((s for s in steps if (seen.x1 - seen.x0) / s <= 9), 45)
    ticks = []
    for index in range(math.ceil(seen.x0 / step), math.floor(seen.x1 / step) + 1):
        x = tidy(frame.xy(index * step, 0)[0])
        ticks.append(f"M{x} 0v5M{x} {h}v-5")
    for index in range(math.ceil(seen.y0 / step), math.floor(seen.y1 / step) + 1):
        y = tidy(frame.xy(0, index * step)[1])
        ticks.append(f"M0 {y}h5M{w} {y}h-5")
    return f'<path class="d-tick" d="{"".join(ticks)}M.5.5h{w - 1}v{h - 1}H.5z"/>'


@dataclass(frozen=True)
class ScaleBar:
    """A scale bar with north above it, in a corner; sizes for wide and narrow screens."""

    x: float
    y: float
    run: float
    text: str
    north: str

    def box(self, narrow: bool = False) -> Box:
        """The room it takes."""
        wide = max(self.run, 110 if narrow else 64)
        return Box(self.x - 9, self.y - (82 if narrow else 72), self.x + wide + 9, self.y + 9)

    def drawn(self, language: str, narrow: bool) -> str:
        """As SVG."""
        size = adapted(SCALE, language).size * (1.5 if narrow else 1)
        run, lift = tidy(self.run), 36 if narrow else 30
        return (
            f'<g class="d-scale" font-size="{tidy(size)}" transform="translate({tidy(self.x)} {tidy(self.y)})">'
            f'<path d="M0-5v5h{run}v-5M{tidy(self.run / 2)} 0v-3.5"/><text x="0" y="-9">{self.text}</text>'
            f'<path class="d-north" d="M7-{lift}v-22M7-{lift + 23}l-4.5 10 4.5-2.6 4.5 2.6z"/>'
            f'<text x="15" y="-{lift + 9}">{self.north}</text></g>'
        )


def _round_metres(most: float) -> float:
    """The largest of 1, 2, 5, 10 … metres that is not above."""
    power = 10 ** math.floor(math.log10(max(most, 1)))
    return max(power * lead for lead in (1, 2, 5) if power * lead <= max(most, 1))


def corner_for(sheet: Box, size: XY, blocked: Sequence[Box], lines: Board, order: str = "sw se nw ne") -> Box:
    """The corner in which a thing of this size disturbs least."""
    spots = {
        "sw": (sheet.x0 + 9, sheet.y1 - 9 - size[1]),
        "se": (sheet.x1 - 9 - size[0], sheet.y1 - 9 - size[1]),
        "nw": (sheet.x0 + 9, sheet.y0 + 9),
        "ne": (sheet.x1 - 9 - size[0], sheet.y0 + 9),
    }
    best: tuple[float, Box] | None = None
    for rank, name in enumerate(order.split()):
        x, y = spots[name]
        box = Box(x, y, x + size[0], y + size[1])
        cost = rank * 0.4 + sum(10 for other in blocked if other.overlaps(box)) + lines.cost((box,))
        cost += sum(1.5 for other in blocked if other.overlaps(box.grown(34)))
        if best is None or cost < best[0]:
            best = cost, box
    assert best is not None
    return best[1]


def scale_bar(frame: Frame, language: str, blocked: Sequence[Box], lines: Board) -> ScaleBar:
    """The scale bar in the corner that is freest."""
    metres = _round_metres(frame.width * 0.2 / frame.units_per_km * 1000)
    run = metres / 1000 * frame.units_per_km
    with override(language):
        # Translators: the letter above the arrow that points north on a map.
        north = pgettext("trail", "N")
    text = cldr.format_distance(metres, language)
    wide = max(run, width(text, adapted(SCALE, language).scaled(1.5)), 60) + 18
    corner = corner_for(frame.sheet, (wide, 91), blocked, lines)
    return ScaleBar(corner.x0 + 9, corner.y1 - 11, run, text, north)


def inset(longitude: float, latitude: float, corner: Box) -> str:
    """The country in a corner, with one dot: where in it is this?"""
    w, h = INSET
    frame = centred(12.6, 41.95, 1010, w, h)
    rings = [frame.line(shape.points) for shape in worlds()[ITALY].inset]
    x, y = frame.xy(longitude, latitude)
    return (
        f'<g transform="translate({tidy(corner.x0)} {tidy(corner.y0)})"><path class="d-inset-sea" d="M0 0h{w}v{h}H0z"/>'
        f'<path class="d-inset-land" d="{"".join(path(ring, True) for ring in rings)}"/>'
        f'<circle class="d-dot-here" cx="{tidy(x)}" cy="{tidy(y)}" r="3.6"/></g>'
    )
