"""Names in open water: where the sea has room for its name, worked out once for a ground and a frame."""

from __future__ import annotations

import math
from collections.abc import Callable

from .board import EDGE, Board
from .geometry import Box
from .labels import Label, extent
from .lettering import Style, broken

STEP = (26, 20)
MOST = 60  # offers kept


def offers(
    text: str,
    style: Style,
    sheet: Box,
    is_there: Callable[[float, float], bool],
    is_land: Callable[[float, float], bool],
    land_share: Callable[[Box], float],
) -> tuple[tuple[float, Label], ...]:
    """Places for a name with nothing but its own water under it, the most open first."""
    inner, found = sheet.grown(-EDGE), []
    for count in (1, 2):
        lines = broken(text, style, count)
        if lines is None:
            continue
        for x in range(30, int(sheet.x1) - 20, STEP[0]):
            for y in range(26, int(sheet.y1) - 16, STEP[1]):
                if is_land(x, y) or not is_there(x, y):
                    continue
                box = extent(lines, x, y, "middle", style)
                if not inner.holds(box) or is_land(box.x0, y) or is_land(box.x1, y) or land_share(box.grown(5)):
                    continue
                cost = 8 * land_share(box.grown(26)) + 6 * land_share(box.grown(55)) + 2 * (count - 1)
                cost += math.dist((x, y), (sheet.x1 / 2, sheet.y1 / 2)) / 400
                found.append((cost, Label(lines, x, y, "middle", style, (box,))))
    return tuple(sorted(found, key=lambda pair: pair[0])[:MOST])


def place(choices: tuple[tuple[float, Label], ...], board: Board) -> Label | None:
    """The best of the offers on which nothing stands yet; take its room."""
    best: tuple[float, Label] | None = None
    for cost, label in choices:
        if best and cost >= best[0]:
            break
        if board.hits(label.box):
            continue
        cost += board.cost(label.boxes) + 3 * board.hits(label.box.grown(20))
        if best is None or cost < best[0]:
            best = cost, label
    if best:
        board.take(best[1].box.grown(4))
    return best[1] if best else None
