"""Sicily-Rome American Cemetery: the pool, crosses in arcs under pines, the memorial at the end.

The 7,858 headstones are more than a plate can show: the arcs stand for them.
"""

import math

from ..buildings import crosses
from ..geometry import curve, smooth, xy
from ..motifs import bush, cypress, pine, quiet_sky
from ..plate import Plate
from ..view import View

view = View(eye=(0, -82, 17), focal=1000, centre=(600, 322))


def memorial(p):
    """Two halls with a colonnade between them, on a low terrace, seen from far down the mall."""
    base = 352
    p.rect(420, base - 8, 360, 10, "stone", 0.3)
    for x in (430, 688):
        p.rect(x, base - 62, 82, 56, "paper", 0.3)
        p.rect(x + 58, base - 62, 24, 56, "stone", 0.3)
        p.rect(x - 4, base - 68, 90, 8, "paper", 0.3)
        p.rect(x + 24, base - 40, 18, 34, "mid", 0)
    p.rect(510, base - 58, 180, 9, "paper", 0.3)
    p.rect(512, base - 49, 176, 42, "mid", 0.2)
    p.flat(
        [[(x, base - 8), (x, base - 50), (x + 7, base - 50), (x + 7, base - 8)] for x in range(514, 690, 21)],
        "paper",
    )


def arcs():
    """Rows of crosses in gentle arcs on both sides of the mall."""
    out = []
    for row in range(13):
        y0 = -20 + row * (7 + row * 0.35)
        for side in (-1, 1):
            for k in range(24):
                x = 9 + k * 3.4
                if 31 < x < 37 or 62 < x < 69:
                    continue
                out.append((side * x, y0 + x * x * 0.004, 0.2))
    return [q for q in out if abs(view(*q)[0] - 600) < 640 and view.depth(*q)[1] > 20]


def draw():
    p = Plate("sicily-rome-american-cemetery", "Crosses in arcs under Roman pines, a pool, the memorial", seed=59)
    w, h = p.w, p.h
    quiet_sky(p, 40, 300)
    # wood behind
    wood = p.mass(
        curve(xy("0,300 90,286 190,304 300,292 400,308 520,300 640,306 760,298 880,306 1000,290 1110,304 1200,292"))
        + [(w, 400), (0, 400)],
        "pale",
        2,
        10,
    )
    p.gouge(wood, lambda x, y: -1.2, "sky", gap=13, length=20, width=2.2, keep=0.6)
    p.mass(
        curve(xy("0,344 200,338 420,346 600,342 800,346 1000,338 1200,344")) + [(w, 380), (0, 380)],
        "mid",
        1.6,
        12,
    )
    memorial(p)
    lawn = p.mass([(0, 354), (w, 354), (w, h), (0, h)], "deep", 1, 40)
    p.gouge(
        lawn,
        lambda x, y: 0.03 * (x - 600) / 300,
        "mid",
        gap=17,
        length=60,
        width=2.3,
        keep=0.5,
        along=3,
        fade=lambda x, y: 0 if abs(x - 600) < 60 or y > 700 else 1,
    )
    # the mall
    p.mass(view.all([(-6, -25, 0), (6, -25, 0), (6, 330, 0), (-6, 330, 0)]), "mid", 0.6, 50)
    # far pines stand between the rows; the near ones are drawn after
    places = sorted(arcs(), key=lambda q: -view.depth(*q)[1])
    cuts = [84, 44, 4, -60]
    for i, cut in enumerate(cuts):
        some = [q for q in places if (q[1] >= cut) and (i == 0 or q[1] < cuts[i - 1])]
        shade = []
        for x, y, z in some:
            u, v = view(x, y, z)
            s = view.scale(x, y, z)
            shade.append(f"M{u:.0f} {v:.0f}h{s * 0.9:.0f}l{-s * 0.3:.0f} {-s * 0.22:.0f}z")
        p.add("".join(shade), "ink")
        p.add(crosses(some, view, tall=1.6, span=1.0, thick=0.24), "paper")
        rows = ((34, 118), (65, 120), (34, 96)), ((34, 70), (65, 72)), ((34, 26), (65, 28)), ()
        for x, y in rows[i]:
            for side in (-1, 1):
                u, v = view(side * x, y, 0)
                s = view.scale(side * x, y, 0)
                if -80 < u < w + 80:
                    near = i > 1
                    pine(
                        p,
                        u,
                        v,
                        21 * s,
                        13 * s,
                        side * -3,
                        "ink" if near else "mid",
                        "deep" if near else "pale",
                    )
    pool(p)
    for x, base, wide, tall in (
        (0, 830, 330, 130),
        (1200, 830, 330, 130),
        (176, 830, 150, 60),
        (1030, 830, 150, 60),
    ):
        bush(p, x, base, wide, tall, gap=13, length=24)
    return p


def pool(p):
    """The broad pool with its island, the cenotaph and cypresses on it; the way passes round it."""
    middle, across, deep = -36.5, 15.5, 7.6
    ring = [(across * math.cos(a), deep * math.sin(a)) for a in (k * math.pi / 18 for k in range(36))]
    p.mass(smooth(view.all([(x * 1.08, middle + y * 1.12, 0) for x, y in ring]), 3), "stone", 0.6, 30)
    water = p.mass(smooth(view.all([(x, middle + y, -0.3) for x, y in ring]), 3), "mid", 0.6, 30)
    p.gouge(water, lambda x, y: 0, "pale", gap=11, length=70, width=2.2, keep=0.8, bend=0.02, along=5)
    # the way: out of the foreground, round the pool, up the mall to the memorial
    line = [
        (-9, -58),
        (-15, -51),
        (-19.4, -43),
        (-19, -34),
        (-13, -27.4),
        (-5, -24),
        (-1, -19),
        (0, -11),
        (0, 10),
        (0, 60),
        (0, 140),
        (0, 330),
    ]
    p.mass(view.road(line, 2.8), "madder", 0.4, 60)
    # island
    isle = [(5.8 * math.cos(a), middle + 2.9 * math.sin(a), 0) for a in (k * math.pi / 12 for k in range(24))]
    p.mass(smooth(view.all(isle), 3), "deep", 0.8, 20)
    mirror = smooth(view.all([(x * 0.8, y - 4.0, 0) for x, y, _ in isle]), 3)
    p.gouge(mirror, lambda x, y: 0, "ink", gap=8, length=60, width=3, keep=0.8, along=4)
    for x, y, tall in (
        (-4.5, middle + 0.7, 8.4),
        (-3.6, middle - 0.5, 7.0),
        (3.6, middle - 0.5, 7.2),
        (4.5, middle + 0.7, 8.6),
    ):
        u, v = view(x, y, 0)
        cypress(p, u, v, tall * view.scale(x, y), 0.62 * view.scale(x, y))
    # the cenotaph: a travertine chest on its base
    y = middle - 0.8
    s = view.scale(0, y)
    u, v = view(0, y, 0)
    for half, low, high, ink in (
        (2.0, 0, 0.45, "stone"),
        (1.6, 0.45, 1.9, "paper"),
        (1.8, 1.9, 2.25, "paper"),
    ):
        p.rect(u - half * s, v - high * s, 2 * half * s, (high - low) * s, ink, 0.3)
    p.rect(u + 0.6 * s, v - 1.9 * s, s, 1.45 * s, "stone", 0.3)
