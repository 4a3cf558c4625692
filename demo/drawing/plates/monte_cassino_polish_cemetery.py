"""The Polish cemetery at Monte Cassino: nine terraces of graves in a half circle, the slope above.

1,072 crosses are drawn, the number most sources give, each for one grave; that some graves have
other signs is left to the caption. The eagles at the gate are a sculptor's work and not drawn.
"""

import math

from ..buildings import crosses
from ..geometry import curve, xy
from ..motifs import bush, cypress, flank, quiet_sky
from ..plate import Plate
from ..view import View

GRAVES, TERRACES = 1072, 9
view = View(eye=(0, -64, 30), tilt=0.04, focal=905, centre=(600, 430))
CENTRE = 6.0


def radius(k):
    return 20 + k * 6.2


def level(k):
    return 1.2 + k * 2.5


def terraces():
    """For each terrace its radius, level and the angles of its graves, 1,072 in all."""
    lengths = [radius(k) + 2 for k in range(TERRACES)]
    counts = [round(GRAVES * x / sum(lengths)) for x in lengths]
    counts[-1] += GRAVES - sum(counts)
    out = []
    for k, count in enumerate(counts):
        half = count // 2
        gap = 3.1 / (radius(k) + 2)
        reach = math.radians(64)
        angles = []
        for side, many in ((-1, half), (1, count - half)):
            angles += [math.pi / 2 + side * (gap + (reach - gap) * (i + 0.5) / many) for i in range(many)]
        out.append((radius(k), level(k), angles))
    assert sum(len(a) for _, _, a in out) == GRAVES
    return out


def point(r, a, z):
    return r * math.cos(a), CENTRE + r * math.sin(a), z


def draw():
    p = Plate("monte-cassino-polish-cemetery", "Nine terraces of graves below the mountain", seed=23)
    w, h = p.w, p.h
    quiet_sky(p, 40, 300)
    ridge = curve(
        xy("0,300 100,280 210,254 320,216 420,192 500,172 580,164 660,172 740,200 850,234 960,246 1080,272 1200,280"),
        6,
    )
    m = p.mass([*ridge, (w, 500), (0, 500)], "mid", 1.8, 13)
    p.gouge(
        m,
        lambda x, y: math.atan2(max(y - 80, 30), (x - 580) * 0.9),
        "pale",
        gap=19,
        length=46,
        width=2.6,
        keep=0.8,
        fade=lambda x, y: (1 if x < 600 else 0.35) * max(0, min(1, (400 - y) / 90)),
    )
    flank(p, ridge, 596, 850, 120, gap=14)
    far = curve(xy("0,366 130,344 260,352 380,322 480,304 600,298 720,304 830,328 960,326 1080,352 1200,342"), 6)
    s = p.mass([*far, (w, h), (0, h)], "deep", 1.8, 12)
    p.gouge(
        s,
        lambda x, y: math.atan2(max(y - 190, 30), (x - 600) * 1.1),
        "mid",
        gap=20,
        length=44,
        width=2.5,
        keep=0.8,
        fade=lambda x, y: (1 if x < 620 else 0.5) * (0 if 330 < x < 870 and y > 310 or y > 470 else 1),
    )
    laid_cross(p)
    # holm oaks and cypresses along the top of the hollow
    for x, base, tall, half in (
        (66, 424, 100, 11),
        (112, 412, 84, 10),
        (158, 404, 92, 10),
        (1042, 400, 90, 10),
        (1090, 408, 84, 10),
        (1136, 420, 98, 11),
    ):
        cypress(p, x, base, tall, half)
    amphitheatre(p)
    return p


def laid_cross(p):
    """The great cross laid on the slope above the terraces."""

    def on(x, y):
        return view(x, 82 + y, 23.4 + y * 0.26)

    p.flat([[on(-1.7, 0), on(1.7, 0), on(1.7, 50), on(-1.7, 50)]], "paper")
    p.flat([[on(-21, 25), on(21, 25), on(21, 33), on(-21, 33)]], "paper")


def amphitheatre(p):
    """Walls and lawns from the highest terrace down, each with its row of crosses before the wall above."""
    steps = [math.radians(23 + k * 4) for k in range(34)] + [math.radians(157)]
    for k in range(TERRACES - 1, -1, -1):
        r, z, angles = terraces()[k]
        # the lawn of this terrace, out to the foot of the next wall
        inner = [view(*point(r, a, z)) for a in steps]
        outer = [view(*point(r + 6.4, a, z)) for a in steps]
        p.mass(inner + outer[::-1], "deep", 0.4, 40)
        marks = [point(r + 3.2, a, z) for a in angles]
        p.add(crosses(marks, view, tall=1.7, span=0.9, thick=0.25), "paper")
        # the wall below it
        low = z - 2.5 if k else 0
        wall = inner + [view(*point(r, a, low)) for a in steps[::-1]]
        p.mass(wall, "mid", 0.4, 40)
        dark = [a for a in steps if a < math.radians(66)]
        p.mass(
            [view(*point(r, a, z)) for a in dark] + [view(*point(r, a, low)) for a in dark[::-1]],
            "ink",
            0.4,
            40,
        )
        rim = [view(*point(r, a, z + 0.1)) for a in steps[::3]]
        p.stroke(rim, 2.2, 2.2, "stone")
    # the floor and the way up the middle
    floor = [view(*point(20, a, 0)) for a in steps]
    near = [(-14, floor[-1][1] - 4), (-14, 814), (1214, 814), (1214, floor[0][1] - 4)]
    f = p.mass(floor + near, "deep", 1, 30)
    p.gouge(
        f,
        lambda x, y: math.atan2(y - 420, x - 600) * 0.4 if abs(x - 600) > 200 else 0,
        "mid",
        gap=19,
        length=54,
        width=2.5,
        keep=0.6,
        along=3,
        fade=lambda x, y: 1 if y < 720 else 0.3,
    )
    way = []
    for k in range(TERRACES):
        r, z = radius(k), level(k)
        way += [(r, z - 2.5 if k else 0), (r + 0.4, z)]
    way.append((radius(TERRACES - 1) + 6, level(TERRACES - 1)))
    left = [view(-1.3, CENTRE + r, z) for r, z in way]
    right = [view(1.3, CENTRE + r, z) for r, z in way]
    p.mass([view(-1.3, -46, 0), *left, *right[::-1], view(1.3, -46, 0)], "madder", 0.4, 60)
    # treads on the stairs between the terraces
    lines = []
    for k in range(TERRACES):
        r = radius(k)
        for t in (0.25, 0.5, 0.75):
            z = level(k) - (2.5 if k else 1.2) * (1 - t)
            (u0, v), (u1, _) = view(-1.3, CENTRE + r, z), view(1.3, CENTRE + r, z)
            lines.append([(u0, v), (u1, v), (u1, v + 1.4), (u0, v + 1.4)])
    p.flat(lines, "ink")
    # dark trees at both ends of the half circle
    for side in (-1, 1):
        for x, base, wide, tall in (
            (10, 600, 190, 120),
            (20, 700, 300, 170),
            (10, 812, 420, 180),
            (250, 836, 260, 110),
        ):
            bush(p, x if side < 0 else p.w - x, base, wide, tall, gap=16, length=26)
