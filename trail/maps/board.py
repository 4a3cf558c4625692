"""What room is taken on a map: hard boxes that no label may touch, and lines that it had better not cross."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator, Sequence

from .geometry import XY, Box

CELL = 6.0  # grid for the lines
BIN = 48.0  # grid for the boxes
FAR = 1 << 16  # cells are numbered by column and row
EDGE = 9.0  # how far labels stay from the neat line

#: What it costs to cross a line, in the currency of `labels`.
COSTS = {"trail": 9.0, "front": 6.0, "river": 1.5, "road": 0.6, "coast": 2.0, "wall": 1.5, "rail": 0.6}
_BITS = {kind: 1 << index for index, kind in enumerate(COSTS)}
_PRICES = [sum(COSTS[kind] for kind, bit in _BITS.items() if mask & bit) for mask in range(1 << len(COSTS))]


class Board:
    """The taken room of one set of labels."""

    def __init__(self, sheet: Box) -> None:
        """An empty board."""
        self.sheet = sheet
        self.inner = sheet.grown(-EDGE)
        self._bins: dict[int, list[Box]] = {}
        self._lines: dict[int, int] = {}

    def copy(self) -> Board:
        """The same board again, to be filled otherwise."""
        twin = Board(self.sheet)
        twin._bins = {key: list(boxes) for key, boxes in self._bins.items()}
        twin._lines = self._lines
        return twin

    def with_lines(self) -> Board:
        """An empty board that knows the same lines, to which more can be added."""
        twin = Board(self.sheet)
        twin._lines = dict(self._lines)
        return twin

    @staticmethod
    def _cells(box: Box) -> Iterator[int]:
        rows = range(int(box.y0 // BIN), int(box.y1 // BIN) + 1)
        for column in range(int(box.x0 // BIN), int(box.x1 // BIN) + 1):
            for row in rows:
                yield column * FAR + row

    def take(self, *boxes: Box) -> None:
        """Take room."""
        for box in boxes:
            for cell in self._cells(box):
                self._bins.setdefault(cell, []).append(box)

    def give_back(self, *boxes: Box) -> None:
        """Free room that was taken."""
        for box in boxes:
            for cell in self._cells(box):
                self._bins[cell].remove(box)

    def is_free(self, boxes: Iterable[Box]) -> bool:
        """Whether all of these are on the map and touch nothing."""
        return all(self.inner.holds(box) and not self.hits(box) for box in boxes)

    def hits(self, box: Box) -> bool:
        """Whether a box touches anything taken. Written out, since it is asked thousands of times a map."""
        x0, y0, x1, y1 = box
        bins, rows = self._bins, range(int(y0 // BIN), int(y1 // BIN) + 1)
        for column in range(int(x0 // BIN), int(x1 // BIN) + 1):
            for row in rows:
                for left, top, right, bottom in bins.get(column * FAR + row, ()):
                    if x0 < right and left < x1 and y0 < bottom and top < y1:
                        return True
        return False

    def draw(self, line: Sequence[XY], kind: str) -> None:
        """Note a line."""
        bit, cells = _BITS[kind], self._lines
        for (ax, ay), (bx, by) in itertools.pairwise(line):
            steps = max(1, math.ceil(math.hypot(bx - ax, by - ay) / (CELL * 0.7)))
            for step in range(steps + 1):
                column = int((ax + (bx - ax) * step / steps) // CELL)
                key = column * FAR + int((ay + (by - ay) * step / steps) // CELL)
                cells[key] = cells.get(key, 0) | bit

    def cost(self, boxes: Iterable[Box]) -> float:
        """What the lines under these boxes cost, each kind once."""
        mask, cells = 0, self._lines
        for x0, y0, x1, y1 in boxes:
            top, bottom = int(y0 // CELL), int(y1 // CELL) + 1
            for column in range(int(x0 // CELL) * FAR, int(x1 // CELL) * FAR + 1, FAR):
                for cell in range(column + top, column + bottom):
                    if cell in cells:
                        mask |= cells[cell]
        return _PRICES[mask]
