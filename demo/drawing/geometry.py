"""Plane geometry for the plates: curves, ribbons, and areas that can say what lies inside them."""

import math

CELL = 40


def lerp(a, b, t):
    """The point at `t` on the way from a to b."""
    return a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t


def xy(text):
    """Points from a line of text, as in an SVG path: "0,470 120,442"."""
    return [tuple(float(v) for v in pair.split(",")) for pair in text.split()]


def box(x0, y0, x1, y1):
    """The corners of an upright rectangle."""
    return [(x1, y0), (x1, y1), (x0, y1), (x0, y0)]


def curve(points, steps=12):
    """A smooth line (Catmull-Rom) through `points`."""
    out = []
    for i in range(len(points) - 1):
        p0, p1, p2 = points[max(i - 1, 0)], points[i], points[i + 1]
        p3 = points[min(i + 2, len(points) - 1)]
        for s in range(steps):
            t = s / steps
            t2, t3 = t * t, t**3
            out.append(
                tuple(
                    0.5
                    * (
                        (2 * p1[j])
                        + (-p0[j] + p2[j]) * t
                        + (2 * p0[j] - 5 * p1[j] + 4 * p2[j] - p3[j]) * t2
                        + (-p0[j] + 3 * p1[j] - 3 * p2[j] + p3[j]) * t3
                    )
                    for j in (0, 1)
                )
            )
    out.append(points[-1])
    return out


def smooth(points, steps=6):
    """A closed smooth line through `points`."""
    ring = [points[-1], *points, points[0], points[1]]
    return curve(ring, steps)[steps : -steps - 1]


def at(line, x):
    """The height of a line that runs from left to right, at `x`."""
    for (x0, y0), (x1, y1) in zip(line, line[1:], strict=False):
        if x0 <= x <= x1 and x1 > x0:
            return y0 + (y1 - y0) * (x - x0) / (x1 - x0)
    return line[0][1] if x < line[0][0] else line[-1][1]


def ribbon(points, w0, w1):
    """The outline of a band along `points` whose width goes from w0 to w1."""
    line = curve(points, 10)
    last = len(line) - 1
    left, right = [], []
    for i, (x, y) in enumerate(line):
        xa, ya = line[max(i - 1, 0)]
        xb, yb = line[min(i + 1, last)]
        length = math.hypot(xb - xa, yb - ya) or 1
        w = (w0 + (w1 - w0) * i / last) / 2
        nx, ny = -(yb - ya) / length * w, (xb - xa) / length * w
        left.append((x + nx, y + ny))
        right.append((x - nx, y - ny))
    ring = left + right[::-1]
    return simplify([*ring, ring[0]])[:-1]


def simplify(line, tolerance=0.25):
    """Leave out the points that do not matter (Douglas-Peucker)."""
    if len(line) < 3:
        return list(line)
    (x0, y0), (x1, y1) = line[0], line[-1]
    far, index = -1, 0
    for i in range(1, len(line) - 1):
        d = _distance(*line[i], x0, y0, x1, y1)
        if d > far:
            far, index = d, i
    if far <= tolerance:
        return [line[0], line[-1]]
    return simplify(line[: index + 1], tolerance)[:-1] + simplify(line[index:], tolerance)


def _distance(px, py, x0, y0, x1, y1):
    """How far a point lies from a segment."""
    dx, dy = x1 - x0, y1 - y0
    square = dx * dx + dy * dy
    t = max(0, min(1, ((px - x0) * dx + (py - y0) * dy) / square)) if square else 0
    return math.hypot(px - x0 - t * dx, py - y0 - t * dy)


def _cross(ax, ay, bx, by, cx, cy, dx, dy):
    """Do the segments ab and cd cross?"""

    def side(px, py, qx, qy, rx, ry):
        return (qx - px) * (ry - py) - (qy - py) * (rx - px)

    return (side(ax, ay, bx, by, cx, cy) > 0) != (side(ax, ay, bx, by, dx, dy) > 0) and (
        side(cx, cy, dx, dy, ax, ay) > 0
    ) != (side(cx, cy, dx, dy, bx, by) > 0)


class Area:
    """A filled outline that can be asked what lies inside it, at a distance from its edge.

    The edges are sorted into square cells, so that a question looks at its neighbourhood only.
    """

    def __init__(self, points, margin=1.5):
        self.points = list(points)
        self.margin = margin
        xs, ys = [p[0] for p in self.points], [p[1] for p in self.points]
        self.bounds = min(xs), min(ys), max(xs), max(ys)
        self._cells, self._rows = {}, {}
        for (x0, y0), (x1, y1) in zip(self.points, self.points[1:] + self.points[:1], strict=False):
            edge = x0, y0, x1, y1
            rows = range(int(min(y0, y1) // CELL), int(max(y0, y1) // CELL) + 1)
            for row in rows:
                self._rows.setdefault(row, []).append(edge)
                for column in range(int(min(x0, x1) // CELL), int(max(x0, x1) // CELL) + 1):
                    self._cells.setdefault((column, row), []).append(edge)

    def inside(self, x, y):
        """Is the point inside the outline?"""
        found = False
        for x0, y0, x1, y1 in self._rows.get(int(y // CELL), ()):
            if (y0 > y) != (y1 > y) and x < x0 + (x1 - x0) * (y - y0) / (y1 - y0):
                found = not found
        return found

    def holds(self, ax, ay, bx, by):
        """Does the segment lie inside, nowhere nearer to the edge than the margin?"""
        if not self.inside(ax, ay):
            return False
        m = self.margin
        for column in range(int((min(ax, bx) - m) // CELL), int((max(ax, bx) + m) // CELL) + 1):
            for row in range(int((min(ay, by) - m) // CELL), int((max(ay, by) + m) // CELL) + 1):
                for x0, y0, x1, y1 in self._cells.get((column, row), ()):
                    if (
                        _cross(ax, ay, bx, by, x0, y0, x1, y1)
                        or _distance(ax, ay, x0, y0, x1, y1) < m
                        or _distance(bx, by, x0, y0, x1, y1) < m
                        or _distance(x0, y0, ax, ay, bx, by) < m
                        or _distance(x1, y1, ax, ay, bx, by) < m
                    ):
                        return False
        return True
