"""The numbered marks: a circle for a place, the outline of a headstone for a cemetery; pushed apart where they touch."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from .geometry import XY, Box, tidy

RADIUS = 11.0
SMALL = 8.4
NARROW = 1.32  # how much larger marks stand on narrow screens; see maps.css


@dataclass(frozen=True)
class Mark:
    """A mark on a map. `at` is where it stands, `home` where the place is."""

    key: int
    number: int | None
    at: XY
    home: XY
    radius: float = RADIUS
    is_cemetery: bool = False
    is_here: bool = False
    is_rough: bool = False  # only the town is known

    def box(self, scale: float = 1.0) -> Box:
        """The square round it."""
        return Box.around(*self.at, self.radius * scale + 2)

    def boxes(self, scale: float = 1.0) -> tuple[Box, ...]:
        """The room it takes: a circle in three steps; a headstone is square at its foot."""
        (x, y), reach = self.at, self.radius * scale + 2
        steps = ((1.0, 0.42), (0.8, 0.72), (0.42, 1.0))
        circle = tuple(Box(x - reach * w, y - reach * h, x + reach * w, y + reach * h) for w, h in steps)
        return (
            (*circle, Box(x - reach * 0.86, y - reach * 0.8, x + reach * 0.86, y + reach))
            if self.is_cemetery
            else circle
        )


def spread(points: Sequence[XY], gap: float, room: Box, rounds: int = 120) -> list[XY]:
    """Push points apart until none is nearer to another than the gap, or the rounds are over; all stay in the room."""
    spots = [[min(max(x, room.x0), room.x1), min(max(y, room.y0), room.y1)] for x, y in points]
    for _ in range(rounds):
        moved = False
        for i in range(len(spots)):
            for j in range(i + 1, len(spots)):
                dx, dy = spots[j][0] - spots[i][0], spots[j][1] - spots[i][1]
                if abs(dx) >= gap or abs(dy) >= gap:
                    continue
                apart = math.hypot(dx, dy)
                if apart >= gap - 0.05:
                    continue
                if apart < 0.01:  # the same spot: fan out by order
                    dx, dy, apart = math.cos(2.4 * (i + j)), math.sin(2.4 * (i + j)), 1.0
                    push = gap / 2
                else:
                    push = (gap - apart) / 2
                dx, dy = dx / apart * push, dy / apart * push
                spots[i][0], spots[i][1] = spots[i][0] - dx, spots[i][1] - dy
                spots[j][0], spots[j][1] = spots[j][0] + dx, spots[j][1] + dy
                moved = True
        for spot in spots:
            spot[0], spot[1] = min(max(spot[0], room.x0), room.x1), min(max(spot[1], room.y0), room.y1)
        if not moved:
            break
    return [(x, y) for x, y in spots]


def _outline(mark: Mark) -> str:
    radius = mark.radius
    if not mark.is_cemetery:
        return f'<circle r="{tidy(radius)}"/>'
    half, foot = radius * 0.86, radius * 1.02
    return (
        f'<path d="M{tidy(-half)} {tidy(foot)}V{tidy(-foot * 0.72)}'
        f'Q0 {tidy(-foot * 1.62)} {tidy(half)} {tidy(-foot * 0.72)}V{tidy(foot)}z"/>'
    )


def drawn(mark: Mark) -> str:
    """A mark as SVG; `data-mark` pairs it with the list."""
    kinds = "d-mark" + " d-here" * mark.is_here + " d-rough" * mark.is_rough
    text = ""
    if mark.number is not None:
        size = max(10.5, round(mark.radius * 1.12, 1)) if mark.number < 100 else mark.radius * 0.85
        text = f'<text y="{tidy(size * 0.35)}" font-size="{tidy(size)}">{mark.number}</text>'
    elif mark.is_here:
        text = f'<circle class="d-eye" r="{tidy(mark.radius * 0.3)}"/>'
    where = f"translate({tidy(mark.at[0])} {tidy(mark.at[1])})"
    return f'<g class="{kinds}" data-mark="{mark.key}" transform="{where}"><g>{_outline(mark)}{text}</g></g>'


def tether(mark: Mark) -> str:
    """Path data from a mark that was pushed far off to where its place is; '' for the others."""
    (ax, ay), (bx, by) = mark.home, mark.at
    if math.hypot(bx - ax, by - ay) < mark.radius + 5:
        return ""
    return f"M{tidy(ax)} {tidy(ay)}L{tidy(bx)} {tidy(by)}"
