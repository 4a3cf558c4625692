"""Where names go: candidates round a point, names along a line, names in open water, and the choice among them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from .board import Board
from .geometry import XY, Box, along, length
from .lettering import LEADING, Style, broken, width

COMPASS = tuple((math.cos(turn * math.pi / 6), math.sin(turn * math.pi / 6)) for turn in range(12))
ENOUGH = 4  # so many near places, and no far one is looked at
LINE_COST = 0.7
FAR_COST = 6.0
MISREAD = 4.0
HOPELESS = 16.5  # better left to the list than so far astray
OFFERS = 64  # candidates looked at for one name
TOO_DEAR = 8.5  # better no name than one across the trail
WIDEST = 136  # beyond this a name goes into several lines


@dataclass(frozen=True)
class Label:
    """A name in its place. `boxes` is the room it takes, leader and all."""

    lines: tuple[str, ...]
    x: float
    y: float
    anchor: str
    style: Style
    boxes: tuple[Box, ...]
    angle: float = 0.0
    leader: tuple[XY, XY] | None = None

    @property
    def text(self) -> str:
        """The whole name."""
        return " ".join(self.lines)

    @property
    def box(self) -> Box:
        """The box round the words alone."""
        return self.boxes[0]


@dataclass(frozen=True)
class Named:
    """A point that wants a name: text, where, and the radius of its mark."""

    text: str
    at: XY
    radius: float
    style: Style
    key: int = 0


def extent(lines: Sequence[str], x: float, y: float, anchor: str, style: Style) -> Box:
    """The room that lines of text take, with a hair's breadth round them."""
    return _room(_widest(tuple(lines), style), len(lines), x, y, anchor, style.size)


def _room(widest: float, count: int, x: float, y: float, anchor: str, size: float) -> Box:
    left = x if anchor == "start" else x - widest if anchor == "end" else x - widest / 2
    return Box(left - 2, y - size * 0.82, left + widest + 2, y + size * 0.28 + (count - 1) * size * LEADING)


@lru_cache(maxsize=4096)
def _widest(lines: tuple[str, ...], style: Style) -> float:
    return max(width(line, style) for line in lines)


def _settings(text: str, style: Style) -> list[tuple[float, tuple[str, ...]]]:
    """The name in one, two or three lines, each with its cost."""
    found = []
    for count in (1, 2, 3):
        lines = broken(text, style, count)
        if lines is not None:
            too_wide = max(0.0, _widest(lines, style) - WIDEST * style.size / 15) / 20
            found.append((LINE_COST * (count - 1) + too_wide, lines))
    return found


def _round(named: Named, lines: tuple[str, ...], board: Board) -> Iterator[tuple[float, Label]]:
    """The eight classic positions, as far as they are free."""
    radius, size = named.radius, named.style.size
    extra = (len(lines) - 1) * size * LEADING
    up, down = -radius - 2.5 - size * 0.28 - extra, radius + 2.5 + size * 0.84
    middle = size * 0.32 - extra / 2
    beside, across = radius + 4, radius * 0.7 + 3
    spots = (
        (beside, middle, "start"),
        (-beside, middle, "end"),
        (across, up + size * 0.45, "start"),
        (across, down - size * 0.3, "start"),
        (-across, up + size * 0.45, "end"),
        (-across, down - size * 0.3, "end"),
        (0.0, up, "middle"),
        (0.0, down, "middle"),
    )
    widest = _widest(lines, named.style)
    for rank, (dx, dy, anchor) in enumerate(spots):
        x, y = named.at[0] + dx, named.at[1] + dy
        box = _room(widest, len(lines), x, y, anchor, size)
        if board.inner.holds(box) and not board.hits(box):
            yield rank * 0.6, Label(lines, x, y, anchor, named.style, (box,))


def _far(named: Named, lines: tuple[str, ...], board: Board) -> Iterator[tuple[float, Label]]:
    """Positions further off, tied to the mark by a thin leader, as far as they are free."""
    size, widest = named.style.size, _widest(lines, named.style)
    extra = (len(lines) - 1) * size * LEADING
    for distance in (16, 30, 46, 64):
        reach = named.radius + distance
        for cos, sin in COMPASS:
            ex, ey = named.at[0] + cos * reach, named.at[1] + sin * reach
            anchor = "start" if cos > 0.3 else "end" if cos < -0.3 else "middle"
            x = ex + (3 if anchor == "start" else -3 if anchor == "end" else 0)
            if anchor == "middle":
                y = ey + (size * 0.86 + 1 if sin > 0 else -size * 0.28 - 1 - extra)
            else:
                y = ey + size * 0.32 - extra / 2
            box = _room(widest, len(lines), x, y, anchor, size)
            if not board.inner.holds(box) or board.hits(box):
                continue
            beads = [
                Box.around(named.at[0] + cos * step, named.at[1] + sin * step, 1.5)
                for step in _steps(named.radius * 1.45 + 2, reach - 2.5, 4.0)
            ]
            if board.is_free(beads):
                start = named.at[0] + cos * named.radius, named.at[1] + sin * named.radius
                yield (
                    FAR_COST + distance * 0.12,
                    Label(lines, x, y, anchor, named.style, (box, *beads), leader=(start, (ex, ey))),
                )


def _steps(first: float, last: float, step: float) -> Iterator[float]:
    while first < last:
        yield first
        first += step


def _apart(box: Box, at: XY) -> float:
    """How far a point lies from a box."""
    return math.hypot(max(box.x0 - at[0], 0, at[0] - box.x1), max(box.y0 - at[1], 0, at[1] - box.y1))


def candidates(named: Named, board: Board, others: Sequence[XY] = ()) -> list[tuple[float, Label]]:
    """All places for a name that touch nothing yet taken, cheapest first.

    A name that stands nearer to another's mark than to its own would be misread, and costs accordingly. Places further
    off are looked at only where the near ones are few or dear.
    """
    settings = _settings(named.text, named.style)
    found = [
        (cost + more + _astray(label, named, others) + board.cost(label.boxes), label)
        for cost, lines in settings
        for more, label in _round(named, lines, board)
    ]
    if sum(cost < FAR_COST for cost, _label in found) < ENOUGH:
        cost, lines = min(settings)
        found += [
            (
                cost
                + more
                + _astray(label, named, others)
                + board.cost(label.boxes[:1])
                + board.cost(label.boxes[1:]) / 2,
                label,
            )
            for more, label in _far(named, lines, board)
        ]
    return sorted((pair for pair in found if pair[0] < HOPELESS), key=lambda pair: pair[0])


def _astray(label: Label, named: Named, others: Sequence[XY]) -> float:
    own = max(_apart(label.box, named.at), named.radius + 7)
    return sum(MISREAD for at in others if _apart(label.box, at) < own)


def _clash(one: Label, other: Label) -> bool:
    return any(a.overlaps(b) for a in one.boxes for b in other.boxes)


def place_all(wanted: Sequence[Named], board: Board) -> dict[int, Label]:
    """Place as many of these names as can be, moving one for another where that helps; take their room.

    The answer is by key. Who finds no room is left to the list beside the map.
    """
    offers = {
        named.key: candidates(named, board, [other.at for other in wanted if other is not named])[:OFFERS]
        for named in wanted
    }
    placed: dict[int, Label] = {}

    def best(key: int, without: Iterable[int] = ()) -> tuple[float, Label] | None:
        rest = [label for other, label in placed.items() if other != key and other not in without]
        for cost, label in offers[key]:
            if not any(_clash(label, other) for other in rest):
                return cost, label
        return None

    for key in sorted(offers, key=lambda key: (len(offers[key]), key)):
        found = best(key)
        if found:
            placed[key] = found[1]
        else:
            _make_room(key, offers, placed, best)
    for _round_of_mending in range(2):
        for key in sorted(placed):
            found = best(key)
            if found:
                placed[key] = found[1]
        for key in sorted(set(offers) - set(placed)):
            _make_room(key, offers, placed, best)
    for label in placed.values():
        board.take(*(box.grown(1) for box in label.boxes))
    return placed


def _make_room(
    key: int,
    offers: dict[int, list[tuple[float, Label]]],
    placed: dict[int, Label],
    best: Callable[..., tuple[float, Label] | None],
) -> None:
    """Place a name by moving one other that has somewhere else to go."""
    for _cost, label in offers[key]:
        in_the_way = [other for other, standing in placed.items() if _clash(label, standing)]
        if len(in_the_way) != 1:
            continue
        other = in_the_way[0]
        before = placed.pop(other)
        placed[key] = label
        found = best(other)
        if found:
            placed[other] = found[1]
            return
        del placed[key]
        placed[other] = before


def place_one(named: Named, board: Board) -> Label | None:
    """Place a lesser name, if there is room that does not cost too much; take its room."""
    found = None
    for more, label in _round(named, (named.text,), board):
        cost = more + board.cost(label.boxes)
        if cost <= TOO_DEAR and (found is None or cost < found[0]):
            found = cost, label
    if found is None:
        return None
    board.take(*(box.grown(1.5) for box in found[1].boxes))
    return found[1]


def _slanted(x: float, y: float, angle: float, run: float, style: Style) -> tuple[Box, ...]:
    """The room of a slanted line of text, as a row of small boxes; the first is the box round all of it."""
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    half = style.size * 0.52
    count = max(2, math.ceil(run / style.size))
    beads = [
        Box.around(x + cos * step + sin * half * 0.6, y + sin * step - cos * half * 0.6, half)
        for step in (run * (index / (count - 1) - 0.5) for index in range(count))
    ]
    return tuple(beads)


def place_along(
    text: str, line: Sequence[XY], style: Style, board: Board, own: float, lift: float = 4.5
) -> Label | None:
    """Place a name along a line, where the line runs straightest; `own` is what crossing that very line costs."""
    whole, run = length(line), width(text, style)
    best: tuple[float, Label] | None = None
    if whole < run * 1.15:
        return None
    count = 15
    for index in range(count):
        middle = run / 2 + (whole - run) * (index + 0.5) / count
        ax, ay, _ = along(line, middle - run / 2)
        bx, by, _ = along(line, middle + run / 2)
        x, y, _ = along(line, middle)
        chord = math.hypot(bx - ax, by - ay)
        bend = math.hypot(x - (ax + bx) / 2, y - (ay + by) / 2)
        if chord < run * 0.9 or bend > style.size * 0.7:
            continue
        angle = math.degrees(math.atan2(by - ay, bx - ax))
        angle += 180 if angle > 90 else -180 if angle < -90 else 0
        away = math.radians(angle - 90)
        x, y = (ax + bx) / 2, (ay + by) / 2
        x, y = x + math.cos(away) * (lift + bend * 0.5), y + math.sin(away) * (lift + bend * 0.5)
        boxes = _slanted(x, y, angle, run, style)
        if not board.is_free(boxes):
            continue
        cost = max(0.0, board.cost(boxes) - own) + bend * 0.6 + abs(angle) / 60 + abs(index - count // 2) * 0.1
        if cost <= TOO_DEAR and (best is None or cost < best[0]):
            best = cost, Label((text,), x, y, "middle", style, boxes, angle)
    if best is None:
        return None
    board.take(*(box.grown(1) for box in best[1].boxes))
    return best[1]
