"""The sheet a picture is cut on, with its few tools: the mass, the gouge, the ribbon."""

import math
import random

from .geometry import Area, ribbon
from .inks import DARK, LIGHT

BLEED = 14


def number(value):
    """A coordinate as short as it can be written."""
    text = f"{value:.1f}"
    text = text[:-2] if text.endswith(".0") else text
    return "0" if text == "-0" else text


def outline(points, close=True):
    """An SVG path through `points`, in steps of a tenth of a unit."""
    x, y = points[0]
    start, px, py = f"M{number(x)} {number(y)}l", round(x, 1), round(y, 1)
    steps = []
    for x, y in points[1:]:
        dx, dy = round(x - px, 1), round(y - py, 1)
        px, py = px + dx, py + dy
        steps.append(f"{number(dx)} {number(dy)}")
    return (start + " ".join(steps) + ("z" if close else "")).replace(" -", "-")


def spindle(x, y, angle, length, width, bend=0.0):
    """One cut of the gouge: pointed at both ends, widest near the start."""
    c, s = math.cos(angle), math.sin(angle)
    b = bend * length

    def turned(u, v):
        return u * c - v * s, u * s + v * c

    end = turned(length, 0)
    p1, p2 = turned(length * 0.38, width + b), turned(length * 0.38, -width * 0.55 + b)
    ex, ey = round(end[0]), round(end[1])
    return (
        f"M{round(x - end[0] / 2)} {round(y - end[1] / 2)}q{number(p1[0])} {number(p1[1])} {ex} {ey}"
        f"q{number(p2[0] - end[0])} {number(p2[1] - end[1])} {-ex} {-ey}z"
    ).replace(" -", "-")


class Plate:
    """One picture. What is cut later lies over what was cut before."""

    def __init__(self, name, title, seed, width=1200, height=800):
        self.name, self.title, self.w, self.h = name, title, width, height
        self.items = []
        self.rng = random.Random(seed)

    # Masses

    def add(self, path, ink):
        """Print a path as it is."""
        self.items.append((path, ink))

    def rough(self, points, amount=1.6, step=22):
        """A knife-cut edge: long edges are split and the new points nudged."""
        out = []
        for (x0, y0), (x1, y1) in zip(points, points[1:] + points[:1], strict=False):
            length = math.hypot(x1 - x0, y1 - y0)
            parts = max(1, int(length / step))
            nx, ny = (-(y1 - y0) / length, (x1 - x0) / length) if length else (0, 0)
            for i in range(parts):
                t = i / parts
                push = self.rng.uniform(-amount, amount)
                if not i:
                    push *= 0.4
                out.append((x0 + (x1 - x0) * t + nx * push, y0 + (y1 - y0) * t + ny * push))
        return out

    def _bled(self, value, limit):
        if value <= 0:
            return -BLEED
        return limit + BLEED if value >= limit else value

    def mass(self, points, ink, amount=1.6, step=22):
        """A flat mass with cut edges; at the edge of the sheet it runs over. Gives its area."""
        points = [(self._bled(x, self.w), self._bled(y, self.h)) for x, y in points]
        cut = self.rough(points, amount, step) if amount else points
        self.add(outline(cut), ink)
        return Area(cut)

    def rect(self, x, y, width, height, ink, amount=0.5):
        """An upright mass."""
        corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
        return self.mass(corners, ink, amount, 40)

    def flat(self, shapes, ink):
        """Many small exact shapes in one path: windows, steps, stones."""
        if shapes:
            self.add("".join(outline(s) for s in shapes), ink)

    # The gouge

    def gouge(
        self,
        area,
        flow,
        ink,
        gap=16,
        length=34,
        width=2.2,
        keep=1.0,
        bend=0.04,
        fade=None,
        along=1.9,
        clear=(),
    ):
        """Fill an area with cuts.

        `flow(x, y)` is the direction, `fade(x, y)` the chance that a cut is made there, `gap` the
        distance between rows and `gap * along` that between cuts. Cuts that would leave the area
        are shortened or left out; `clear` are areas that no cut may begin in.
        """
        if not isinstance(area, Area):
            area = Area(area)
        clear = [c if isinstance(c, Area) else Area(c) for c in clear]
        rng, cuts = self.rng, []
        x0, y0, x1, y1 = area.bounds
        y, row = y0, 0
        while y < y1:
            x = x0 + (row % 2) * gap * along * 0.5
            while x < x1:
                px = x + rng.uniform(-0.35, 0.35) * gap * along
                py = y + rng.uniform(-0.3, 0.3) * gap
                chance = keep * (fade(px, py) if fade else 1)
                if rng.random() < chance and area.holds(px, py, px, py):
                    if not any(c.inside(px, py) for c in clear):
                        cuts.append(self._cut(area, px, py, flow, length, width, bend))
                x += gap * along
            y += gap
            row += 1
        cuts = [c for c in cuts if c]
        if cuts:
            self.add("".join(cuts), ink)

    def _cut(self, area, x, y, flow, length, width, bend):
        rng = self.rng
        angle = flow(x, y) + rng.uniform(-0.09, 0.09)
        size = length * rng.uniform(0.55, 1.25)
        while size > 6:
            ex, ey = math.cos(angle) * size / 2, math.sin(angle) * size / 2
            if area.holds(x - ex, y - ey, x + ex, y + ey):
                thick = width * rng.uniform(0.7, 1.25) * min(1, 0.5 + size / length * 0.5)
                return spindle(x, y, angle, size, thick, rng.uniform(-bend, bend))
            size *= 0.62
        return ""

    # The way

    def stroke(self, points, w0, w1, ink="madder"):
        """A tapering band along `points`: the way, boughs, thin lines."""
        self.add(outline(ribbon(points, w0, w1)), ink)

    # Print

    def svg(self, inks):
        """The picture in the given inks."""
        body = "".join(f'<path fill="{inks[ink]}" d="{path}"/>\n' for path, ink in self.items)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.w} {self.h}"'
            f' width="{self.w}" height="{self.h}" role="img">\n'
            f"<title>{self.title}</title>\n"
            f'<path fill="{inks["sky"]}" d="M0 0h{self.w}v{self.h}H0z"/>\n{body}</svg>\n'
        )

    def files(self):
        """The two files of the plate: name and text."""
        return {f"{self.name}.svg": self.svg(LIGHT), f"{self.name}-dark.svg": self.svg(DARK)}
