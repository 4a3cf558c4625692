"""Plane geometry for drawing: clipping to a frame, thinning, smoothing, boxes and SVG path data."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

XY = tuple[float, float]


class Box(NamedTuple):
    """An upright rectangle."""

    x0: float
    y0: float
    x1: float
    y1: float

    def overlaps(self, other: Box) -> bool:
        """Whether the two share any room; touching is not sharing."""
        return self.x0 < other.x1 and other.x0 < self.x1 and self.y0 < other.y1 and other.y0 < self.y1

    def holds(self, other: Box) -> bool:
        """Whether the other lies wholly within."""
        return self.x0 <= other.x0 and self.y0 <= other.y0 and self.x1 >= other.x1 and self.y1 >= other.y1

    def has(self, x: float, y: float) -> bool:
        """Whether the point lies within."""
        return self.x0 <= x <= self.x1 and self.y0 <= y <= self.y1

    def grown(self, by: float) -> Box:
        """The same, larger on each side."""
        return Box(self.x0 - by, self.y0 - by, self.x1 + by, self.y1 + by)

    @classmethod
    def around(cls, x: float, y: float, radius: float) -> Box:
        """A square round a point."""
        return cls(x - radius, y - radius, x + radius, y + radius)

    @classmethod
    def of(cls, points: Iterable[XY]) -> Box:
        """The smallest box that holds all points."""
        xs, ys = zip(*points, strict=True)
        return cls(min(xs), min(ys), max(xs), max(ys))


def clip_ring(ring: Sequence[XY], box: Box) -> list[XY]:
    """The part of a ring inside a box (Sutherland and Hodgman); edges along the box are part of the answer."""
    points = list(ring)
    for axis, limit, sign in ((0, box.x0, 1), (0, box.x1, -1), (1, box.y0, 1), (1, box.y1, -1)):
        if not points:
            break
        kept: list[XY] = []
        before = points[-1]
        was_in = (before[axis] - limit) * sign >= 0
        for point in points:
            is_in = (point[axis] - limit) * sign >= 0
            if is_in != was_in:
                share = (limit - before[axis]) / (point[axis] - before[axis])
                cut = before[1 - axis] + (point[1 - axis] - before[1 - axis]) * share
                kept.append((limit, cut) if axis == 0 else (cut, limit))
            if is_in:
                kept.append(point)
            before, was_in = point, is_in
        points = kept
    return points


def _clip_segment(a: XY, b: XY, box: Box) -> tuple[float, float] | None:
    """The part of a segment inside a box, as two shares of its length (Liang and Barsky)."""
    start, end = 0.0, 1.0
    dx, dy = b[0] - a[0], b[1] - a[1]
    for step, room in ((-dx, a[0] - box.x0), (dx, box.x1 - a[0]), (-dy, a[1] - box.y0), (dy, box.y1 - a[1])):
        if step == 0:
            if room < 0:
                return None
            continue
        share = room / step
        if step < 0:
            start = max(start, share)
        else:
            end = min(end, share)
        if start > end:
            return None
    return start, end


def clip_line(line: Sequence[XY], box: Box) -> list[list[XY]]:
    """The pieces of a line inside a box."""
    pieces: list[list[XY]] = []
    for a, b in itertools.pairwise(line):
        found = _clip_segment(a, b, box)
        if found is None:
            continue
        (start, end), (dx, dy) = found, (b[0] - a[0], b[1] - a[1])
        first = a if start == 0 else (a[0] + dx * start, a[1] + dy * start)
        last = b if end == 1 else (a[0] + dx * end, a[1] + dy * end)
        if pieces and pieces[-1][-1] == first:
            pieces[-1].append(last)
        else:
            pieces.append([first, last])
    return pieces


def thin(points: Sequence[XY], tolerance: float) -> list[XY]:
    """Fewer points, none further from the old line than the tolerance (Douglas and Peucker)."""
    if len(points) < 3:
        return list(points)
    keep = [False] * len(points)
    keep[0] = keep[-1] = True
    stack = [(0, len(points) - 1)]
    limit = tolerance * tolerance
    while stack:
        first, last = stack.pop()
        (ax, ay), (bx, by) = points[first], points[last]
        dx, dy = bx - ax, by - ay
        square = dx * dx + dy * dy
        furthest, at = limit, -1
        for index in range(first + 1, last):
            px, py = points[index][0] - ax, points[index][1] - ay
            if square == 0:
                distance = px * px + py * py
            else:
                share = min(1.0, max(0.0, (px * dx + py * dy) / square))
                distance = (px - share * dx) ** 2 + (py - share * dy) ** 2
            if distance > furthest:
                furthest, at = distance, index
        if at >= 0:
            keep[at] = True
            stack += [(first, at), (at, last)]
    return [point for point, kept in zip(points, keep, strict=True) if kept]


def smooth(points: Sequence[XY], steps: int = 8) -> list[XY]:
    """A curve through all points (Catmull and Rom, centripetal, so that it makes no loops)."""
    stops = [point for index, point in enumerate(points) if index == 0 or math.dist(point, points[index - 1]) > 1e-9]
    if len(stops) < 3:
        return stops
    (ax, ay), (bx, by) = stops[0], stops[1]
    (yx, yy), (zx, zy) = stops[-2], stops[-1]
    ring = [(2 * ax - bx, 2 * ay - by), *stops, (2 * zx - yx, 2 * zy - yy)]
    curve: list[XY] = []
    for p0, p1, p2, p3 in zip(ring, ring[1:], ring[2:], ring[3:], strict=False):
        t1 = math.sqrt(math.dist(p0, p1)) or 1e-6
        t2 = t1 + (math.sqrt(math.dist(p1, p2)) or 1e-6)
        t3 = t2 + (math.sqrt(math.dist(p2, p3)) or 1e-6)
        for step in range(steps):
            t = t1 + (t2 - t1) * step / steps
            point = []
            for i in (0, 1):
                a1 = p0[i] + (p1[i] - p0[i]) * t / t1
                a2 = p1[i] + (p2[i] - p1[i]) * (t - t1) / (t2 - t1)
                a3 = p2[i] + (p3[i] - p2[i]) * (t - t2) / (t3 - t2)
                b1 = a1 + (a2 - a1) * t / t2
                b2 = a2 + (a3 - a2) * (t - t1) / (t3 - t1)
                point.append(b1 + (b2 - b1) * (t - t1) / (t2 - t1))
            curve.append((point[0], point[1]))
    curve.append(stops[-1])
    return curve


def length(line: Sequence[XY]) -> float:
    """The length of a line."""
    return sum(math.dist(a, b) for a, b in itertools.pairwise(line))


def along(line: Sequence[XY], distance: float) -> tuple[float, float, float]:
    """The point at a distance along a line, and the line's direction there in degrees."""
    rest = distance
    angle, end = 0.0, line[-1]
    for a, b in itertools.pairwise(line):
        piece = math.dist(a, b)
        if piece == 0:
            continue
        angle = math.degrees(math.atan2(b[1] - a[1], b[0] - a[0]))
        if rest <= piece:
            share = max(0.0, rest) / piece
            return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, angle
        rest -= piece
    return end[0], end[1], angle


def tidy(value: float) -> str:
    """A number with one decimal at most, as short as SVG allows."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def path(points: Sequence[XY], closed: bool = False) -> str:
    """SVG path data, relative and to a tenth of a unit; '' for what is too small to see."""
    if len(points) < (3 if closed else 2):
        return ""
    tenths = [(round(x * 10), round(y * 10)) for x, y in points]
    (x, y), steps = tenths[0], []
    for next_x, next_y in tenths[1:]:
        if (next_x, next_y) != (x, y):
            steps.append(f"{tidy((next_x - x) / 10)} {tidy((next_y - y) / 10)}")
            x, y = next_x, next_y
    if not steps:
        return ""
    start = f"M{tidy(tenths[0][0] / 10)} {tidy(tenths[0][1] / 10)}l"
    return (start + " ".join(steps)).replace(" -", "-") + ("z" if closed else "")
