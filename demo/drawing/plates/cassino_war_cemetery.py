"""Cassino War Cemetery: the long pool between tall slabs, stones on both sides, the abbey above."""

import math

from ..buildings import cross_of_sacrifice, stones
from ..geometry import curve, xy
from ..motifs import cypress, flank, quiet_sky
from ..plate import Plate
from ..view import View

view = View(eye=(0, -34, 8.5), focal=900, centre=(600, 424))


def mountain(p):
    """Monte Cassino with the abbey, and the higher mountains behind."""
    back = curve(
        xy(
            "0,300 110,268 210,236 320,212 400,184 480,150 560,128 640,148 720,186 "
            "800,214 900,238 1010,262 1110,280 1200,296"
        ),
        6,
    )
    m = p.mass([*back, (p.w, 460), (0, 460)], "pale", 1.6, 14)
    p.gouge(
        m,
        lambda x, y: 0.75,
        "sky",
        gap=18,
        length=44,
        width=2.5,
        keep=0.7,
        fade=lambda x, y: max(0, 1 - (y - 130) / 230),
    )
    hill = curve(
        xy(
            "300,430 380,392 450,366 520,330 590,296 660,268 720,240 780,214 830,200 "
            "930,198 972,212 1010,246 1060,284 1120,320"
            " 1170,360 1220,400"
        ),
        6,
    )
    a = p.mass([*hill, (1220, 470), (300, 470)], "mid", 2, 13)
    p.gouge(
        a,
        lambda x, y: math.atan2(max(y - 110, 40), (x - 880) * 1.1),
        "pale",
        gap=14,
        length=38,
        width=2.4,
        keep=0.9,
        fade=lambda x, y: (1 if x < 880 else 0.25) * max(0.1, min(1, (410 - y) / 90)),
    )
    flank(p, hill, 946, 1170, 150)
    # abbey
    p.mass(
        xy(
            "822,202 822,176 840,176 840,168 868,168 868,158 876,152 884,158 884,168 "
            "912,168 924,158 936,168 950,168 950,176 962,176 962,202"
        ),
        "paper",
        0.4,
        60,
    )
    p.mass(xy("932,170 950,168 950,176 962,176 962,202 938,202 938,176 932,176"), "stone", 0.3, 60)
    p.flat(
        [[(x, y), (x + 3, y), (x + 3, y + 4), (x, y + 4)] for y in (181, 190) for x in range(828, 934, 9)],
        "deep",
    )
    # the road up to it is left to the big plate; here only terraces
    p.mass(xy("812,202 968,202 976,212 804,212"), "stone", 0.5, 40)


def places():
    """Rows of stones on both sides, in the order of a camera."""
    out = []
    for side in (-1, 1):
        for row in range(15):
            for k in range(11):
                out.append((side * (17 + k * 2.75), -14 + row * 5.6, 0))
    return [q for q in out if abs(view(*q)[0] - 600) < 640]


def slab(p, x, y, side):
    """One of the tall slabs of green stone beside the pool; names are not drawn, only courses."""
    w, t, h = 0.7, 3.6, 4.6
    x0, x1 = side * (x + w), side * x
    inner = view.all([(x1, y, 0), (x1, y + t, 0), (x1, y + t, h), (x1, y, h)])
    front = view.all([(x0, y, 0), (x1, y, 0), (x1, y, h), (x0, y, h)])
    p.mass(inner, "deep" if side < 0 else "mid", 0.2, 80)
    p.mass(front, "ink" if side < 0 else "ink", 0.2, 80)
    if view.scale(x, y) > 16:
        rows = []
        for k in range(12):
            z = h - 0.4 - k * 0.31
            rows.append(
                view.all(
                    [
                        (x1, y + 0.4, z),
                        (x1, y + t - 0.4 - (k * 7 % 5) * 0.16, z),
                        (x1, y + t - 0.4 - (k * 7 % 5) * 0.16, z - 0.07),
                        (x1, y + 0.4, z - 0.07),
                    ]
                )
            )
        p.flat(rows, "mid" if side < 0 else "pale")
    p.flat([view.all([(x0, y, h), (x1, y, h), (x1, y + t, h), (x0, y + t, h)])], "stone")


def draw():
    p = Plate("cassino-war-cemetery", "The long pool and the stones below Monte Cassino", seed=67)
    w, h = p.w, p.h
    quiet_sky(p, 40, 260)
    mountain(p)
    trees = p.mass(
        curve(xy("0,404 100,392 200,408 320,398 440,412 560,404 700,412 820,400 960,410 1080,396 1200,406"))
        + [(w, 470), (0, 470)],
        "ink",
        2.4,
        9,
    )
    p.gouge(trees, lambda x, y: -0.8, "deep", gap=10, length=15, width=1.9, keep=0.6)
    for x, base, tall, half in (
        (250, 446, 120, 12),
        (300, 446, 96, 10),
        (880, 446, 104, 11),
        (934, 446, 124, 12),
    ):
        cypress(p, x, base, tall, half)
    lawn = p.mass([(0, 448), (w, 448), (w, h), (0, h)], "deep", 1, 40)
    p.gouge(lawn, lambda x, y: 0.02, "mid", gap=16, length=50, width=2.3, keep=0.5, along=3)
    # paved court round the pool
    p.mass(view.all([(-13, -40, 0), (13, -40, 0), (13, 62, 0), (-13, 62, 0)]), "stone", 0.6, 50)
    # the pool
    water = p.mass(view.all([(-4, -20, -0.2), (4, -20, -0.2), (4, 48, -0.2), (-4, 48, -0.2)]), "deep", 0.4, 50)
    p.mass(view.all([(-4, -20, -0.2), (-3.4, -20, -0.2), (-3.4, 48, -0.2), (-4, 48, -0.2)]), "ink", 0.3, 50)
    p.gouge(water, lambda x, y: 0, "mid", gap=10, length=50, width=2.2, keep=0.7, bend=0.02, along=4)
    u, v = view(0, 47)
    p.gouge(
        [(u - 12, v + 4), (u + 12, v + 4), (u + 40, 700), (u - 40, 700)],
        lambda x, y: 0,
        "paper",
        gap=8,
        length=26,
        width=2.6,
        keep=1,
        along=1.4,
        fade=lambda x, y: max(0, 1 - (y - 520) / 150),
    )
    # the way: beside the pool to the Cross
    p.mass(
        view.road([(7.4, -33.2), (7.4, -22), (7.4, -10), (7.4, 20), (7.4, 46), (4.4, 53), (0, 56)], 2.4),
        "madder",
        0.4,
        60,
    )
    shadows = []
    for x, y, z in places():
        u, v = view(x, y, z)
        s = view.scale(x, y, z)
        shadows.append(f"M{u:.0f} {v:.0f}h{s * 1.1:.0f}l{-s * 0.4:.0f} {-s * 0.2:.0f}z")
    p.add("".join(shadows), "ink")
    u, v = view(0, 58)
    cross_of_sacrifice(p, u, v, 150)
    # far to near, so that a slab hides the stones behind it
    last = 999
    for k in range(7, -1, -1):
        y = -16 + k * 8.4
        stones(p, [q for q in places() if y < q[1] <= last], view, tall=0.92, broad=0.56)
        for side in (-1, 1):
            slab(p, 10.2, y, side)
        last = y
    stones(p, [q for q in places() if q[1] <= last], view, tall=0.92, broad=0.56)
    return p
