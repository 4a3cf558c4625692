"""Hachures: short cuts on both sides of hand-set ridges. They hint at mountains; they are no relief data."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence

from .geometry import XY, Box, along, length, smooth, tidy

MOST = 620  # cuts on one map: what the budget of bytes bears


def hachures(
    ridges: Sequence[tuple[float, Sequence[XY]]], seen: Box, is_land: Callable[[float, float], bool], most: int = MOST
) -> str:
    """Path data for all cuts. The same ridges give the same cuts, every time."""
    curves = [(reach, smooth(line, 6)) for reach, line in ridges]
    total = sum(length(curve) * (1 + (reach > 18)) for reach, curve in curves)
    step = max(3.4, total * 2 / most)
    dice = random.Random(4)
    cuts: list[str] = []
    for reach, curve in curves:
        rows = 2 if reach > 18 else 1
        reach = min(max(reach, 5.0), 46.0)
        whole = length(curve)
        for index in range(int(whole / step)):
            at = (index + dice.uniform(0.15, 0.85)) * step
            x, y, angle = along(curve, at)
            # Ridges taper: their ends carry shorter cuts.
            taper = min(1.0, 0.35 + 1.3 * min(at, whole - at) / (whole or 1))
            for side in (-1, 1):
                lean = math.radians(angle + side * 90 + dice.uniform(-16, 16))
                for row in range(rows):
                    start = (1.2 + row * reach * 0.42 + dice.uniform(0, reach * 0.16)) * taper
                    reached = start + reach / rows * dice.uniform(0.55, 0.95) * taper * (1 if side > 0 else 0.8)
                    ax, ay = x + math.cos(lean) * start, y + math.sin(lean) * start
                    bx, by = x + math.cos(lean) * reached, y + math.sin(lean) * reached
                    if seen.has(ax, ay) and is_land(ax, ay) and is_land(bx, by):
                        cuts.append(f"M{ax:.0f} {ay:.0f}l{tidy(bx - ax)} {tidy(by - ay)}".replace(" -", "-"))
    return "".join(cuts)
