"""Hachures: short cuts on both sides of hand-set ridges. They hint at mountains; they are no relief data."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence

from .geometry import XY, Box, along, length, smooth, tidy

MOST = 900  # cuts on one map, about: what the budget of bytes bears
LEAST_REACH = 9.5  # units


def hachures(
    ridges: Sequence[tuple[float, Sequence[XY]]], seen: Box, is_land: Callable[[float, float], bool], most: int = MOST
) -> str:
    """Path data for all cuts. The same ridges give the same cuts, every time."""
    curves = [(min(max(reach, LEAST_REACH), 60.0), smooth(line, 6)) for reach, line in ridges]
    total = sum(length(curve) * _rows(reach) for reach, curve in curves)
    step = max(3.6, total * 2 / most)
    dice = random.Random(4)
    cuts: list[str] = []
    for reach, curve in curves:
        rows, whole = _rows(reach), length(curve)
        for index in range(int(whole / step) * rows):
            row = index % rows
            at = (index / rows + dice.uniform(0.1, 0.9)) * step
            x, y, angle = along(curve, at)
            # Ridges taper: their ends carry shorter cuts, and fewer far out.
            taper = min(1.0, 0.4 + 1.4 * min(at, whole - at) / (whole or 1))
            for side in (-1, 1):
                lean = math.radians(angle + side * 90 + dice.uniform(-24, 24))
                start = (1.0 + (row + dice.uniform(0, 0.45)) * reach / rows * 0.9) * taper
                run = reach / rows * dice.uniform(0.6, 1.05) * taper * (1 if side > 0 else 0.8)
                if dice.random() < 0.5 * row / rows:
                    continue
                ax, ay = x + math.cos(lean) * start, y + math.sin(lean) * start
                bx, by = ax + math.cos(lean) * run, ay + math.sin(lean) * run
                if seen.has(ax, ay) and is_land(ax, ay) and is_land(bx, by):
                    cuts.append(f"M{ax:.0f} {ay:.0f}l{tidy(bx - ax)} {tidy(by - ay)}".replace(" -", "-"))
    return "".join(cuts)


def _rows(reach: float) -> int:
    """How many rows of cuts a flank bears."""
    return max(1, min(5, round(reach / 11)))
