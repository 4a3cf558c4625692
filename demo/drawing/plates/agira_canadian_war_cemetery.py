"""Agira Canadian War Cemetery: four plots of stones on a hill, steps up to them, Etna behind.

The 490 stones are drawn one by one: four plots of eleven rows of eleven, and six more that close
the last rows. The true rows are not known to us, only the number and the four square plots.
"""

import math

from ..buildings import cross_of_sacrifice, stones
from ..geometry import curve, xy
from ..motifs import bush, pine, quiet_sky
from ..plate import Plate
from ..view import View

BURIALS = 490
view = View(eye=(0, -60, 16), focal=930, centre=(600, 326))


def plots():
    """The places of the stones, in metres."""
    out = []
    for side in (-1, 1):
        for near in (0, 1):
            for row in range(11):
                for column in range(11):
                    out.append((side * (4.6 + column * 2.25), -2.5 + near * 35 + row * 2.7, 0))
        out += [(side * (4.6 + column * 2.25), -2.5 + 35 + 11 * 2.7, 0) for column in range(3)]
    assert len(out) == BURIALS
    return out


def etna(p):
    cone = p.mass(
        curve(
            xy(
                "0,330 120,316 260,300 420,276 520,254 610,224 680,192 740,160 790,146 "
                "812,152 834,142 862,148 900,176"
                " 950,212 1010,246 1090,272 1200,292"
            ),
            6,
        )
        + [(p.w, 420), (0, 420)],
        "pale",
        1.4,
    )

    def fall(x, y):
        return math.atan2(max(y - 80, 30), (x - 826) * 1.25)

    p.gouge(
        cone,
        fall,
        "sky",
        gap=19,
        length=50,
        width=2.8,
        keep=0.8,
        fade=lambda x, y: (1 if x < 826 else 0.3) * max(0, min(1, (350 - y) / 110)),
    )
    p.gouge(cone, fall, "paper", gap=9, length=36, width=3.2, keep=0.95, fade=lambda x, y: max(0, (206 - y) / 50))
    p.gouge(
        cone,
        fall,
        "mid",
        gap=17,
        length=40,
        width=2.2,
        keep=0.75,
        fade=lambda x, y: max(0, min(1, (x - 812) / 70)) * max(0, min(1, (330 - y) / 120)),
    )


def draw():
    p = Plate("agira-canadian-war-cemetery", "Four plots of stones on a hill, Etna behind", seed=37)
    w, h = p.w, p.h
    quiet_sky(p, 40, 300)
    etna(p)
    hills = p.mass(
        curve(xy("0,344 110,326 230,338 360,318 500,336 640,322 780,340 930,316 1060,330 1200,312"))
        + [(w, 480), (0, 480)],
        "mid",
        1.6,
    )
    p.gouge(hills, lambda x, y: 0.4 + 0.4 * math.sin(x / 70), "pale", gap=19, length=48, width=2.6, keep=0.7)
    # the hill-top: lawn, hedge behind, pines round it
    for x, base, tall, wide in (
        (70, 392, 150, 120),
        (196, 388, 120, 100),
        (1010, 388, 130, 106),
        (1130, 394, 160, 130),
        (330, 384, 96, 84),
        (890, 384, 100, 88),
    ):
        pine(p, x, base, tall, wide, 4)
    p.mass(
        curve(xy("0,386 150,378 330,382 600,376 820,382 1040,378 1200,386")) + [(w, 430), (0, 430)],
        "ink",
        2,
        9,
    )
    lawn = p.mass([(0, 404), (w, 404), (w, h), (0, h)], "deep", 1.2, 40)
    p.gouge(
        lawn,
        lambda x, y: math.atan2(y - 250, x - 600) if abs(x - 600) > 120 else 0.02,
        "mid",
        gap=20,
        length=54,
        width=2.4,
        keep=0.6,
        along=3,
        fade=lambda x, y: 1 if y < 600 and abs(x - 600) > 330 else 0.12,
    )
    # the way: up the steps, between the plots, to the Cross where the lanes meet
    places = plots()
    back = [q for q in places if q[1] > 30]
    front = [q for q in places if q[1] <= 30]
    p.mass(view.all([(-1.2, -6.3, 0), (1.2, -6.3, 0), (1.2, 28, 0), (-1.2, 28, 0)]), "madder", 0.5, 40)
    # short shadows to the right of the stones
    shadows = []
    for x, y, z in places:
        u, v = view(x, y, z)
        s = view.scale(x, y, z)
        shadows.append(f"M{u:.0f} {v:.0f}h{s:.0f}l{-s * 0.4:.0f} {-s * 0.2:.0f}z")
    p.add("".join(shadows), "ink")
    stones(p, back, view, tall=1.05, broad=0.62)
    x, base = view(0, 30.5)
    cross_of_sacrifice(p, x, base, 150)
    stones(p, front, view, tall=1.05, broad=0.62)
    terraces(p)
    for x, base, wide, tall in (
        (40, 812, 300, 150),
        (230, 816, 200, 84),
        (1166, 814, 280, 170),
        (985, 818, 190, 76),
    ):
        bush(p, x, base, wide, tall, gap=13, length=26)
    return p


def terraces(p):
    """The walls below the plots and the stair through them, all in the light from the left."""
    levels = ((-6.5, 0, -2.0), (-10.5, -2.0, -4.4), (-14.5, -4.4, -7.2))
    for y, top, bottom in levels:
        wall = [*view.all([(-70, y, top), (70, y, top)]), *view.all([(70, y, bottom), (-70, y, bottom)])]
        a = p.mass(wall, "mid", 0.8, 40)
        p.gouge(a, lambda x, y: 0, "pale", gap=14, length=44, width=2.6, keep=0.7, bend=0, along=3.4)
        p.gouge(a, lambda x, y: 0, "deep", gap=17, length=36, width=2.2, keep=0.5, bend=0, along=3.6)
        p.mass(
            [
                *view.all([(-70, y, top + 0.25), (70, y, top + 0.25)]),
                *view.all([(70, y, top - 0.2), (-70, y, top - 0.2)]),
            ],
            "paper",
            0.5,
            60,
        )
        lawn = [
            *view.all([(-70, y, bottom), (70, y, bottom)]),
            *view.all([(70, y - 4, bottom), (-70, y - 4, bottom)]),
        ]
        g = p.mass(lawn, "deep", 1, 30)
        p.gouge(g, lambda x, y: 0.02, "mid", gap=15, length=60, width=2.4, keep=0.6, along=3.4)
    # the stair: cheeks of stone, the way up the middle, a dark line for each riser
    y0, y1, low, steps = -6.2, -15.6, -7.2, 16
    for half, ink in ((2.2, "stone"), (1.2, "madder")):
        corners = [(-half, y0, 0), (half, y0, 0), (half, y1, low), (-half, y1, low)]
        p.mass(view.all(corners), ink, 0.4, 60)
    risers = []
    for k in range(1, steps):
        y, z = y0 + (y1 - y0) * k / steps, low * k / steps
        (u0, v), (u1, _) = view(-2.2, y, z), view(2.2, y, z)
        risers.append([(u0, v), (u1, v), (u1, v + 2.4), (u0, v + 2.4)])
    p.flat(risers, "ink")
