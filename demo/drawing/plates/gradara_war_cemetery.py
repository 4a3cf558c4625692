"""Gradara War Cemetery: white stones climb a hillside in steps below the castle town.

1,192 are buried here; the plate shows the steps, not the number. The castle is simplified: keep,
corner towers and the outer wall of the town.
"""

import math

from ..buildings import cross_of_sacrifice, house, stones
from ..geometry import at, curve, xy
from ..motifs import bush, cypress, quiet_sky
from ..plate import Plate
from ..view import View

STEPS, RISE, TREAD = 10, 1.75, 6.6
view = View(eye=(-4, -30, 10), focal=880, centre=(580, 478))


def merlons(p, x0, x1, y, size, ink):
    """A row of merlons along a level top."""
    count = max(2, int((x1 - x0) / (size * 1.7)))
    gap = (x1 - x0 - size) / (count - 1)
    p.flat(
        [
            [
                (x0 + k * gap, y + 1),
                (x0 + k * gap, y - size * 1.1),
                (x0 + k * gap + size, y - size * 1.1),
                (x0 + k * gap + size, y + 1),
            ]
            for k in range(count)
        ],
        ink,
    )


def block(p, x, base, width, height, side, size=7, windows=()):
    """A tower or a wing: lit front, shaded return, merlons on a slight overhang."""
    p.rect(x, base - height, width, height, "paper", 0.5)
    p.gouge(
        [
            (x + 1, base - height + 12),
            (x + width - 1, base - height + 12),
            (x + width - 1, base),
            (x + 1, base),
        ],
        lambda u, v: 0,
        "pale",
        gap=14,
        length=22,
        width=1.9,
        keep=0.8,
        bend=0,
        along=2.2,
    )
    if side:
        p.rect(x + width, base - height, side, height, "mid", 0.5)
    p.rect(x - 3, base - height, width + 3, 9, "paper", 0.2)
    p.rect(x + width, base - height, side + 3, 9, "mid", 0.2)
    merlons(p, x - 3, x + width, base - height, size, "paper")
    if side:
        merlons(p, x + width + 1, x + width + side + 3, base - height, size * 0.8, "mid")
    p.flat(
        [
            [(x + u, base - v), (x + u + 5, base - v), (x + u + 5, base - v + 9), (x + u, base - v + 9)]
            for u, v in windows
        ],
        "deep",
    )


def castle(p, ground):
    """Keep, wings and corner towers on the top; roofs; the wall of the town with its small towers."""
    block(p, 740, 250, 150, 62, 30, 7, [(20 + k * 26, 40) for k in range(5)])
    block(p, 700, 252, 40, 92, 14, 7, ((16, 70), (16, 44)))
    block(p, 884, 254, 42, 88, 16, 7, ((18, 66), (18, 40)))
    block(p, 640, 250, 46, 142, 16, 8, ((20, 116), (20, 84), (20, 52)))
    for x, base, wide, tall in (
        (598, 276, 36, 26),
        (652, 266, 40, 30),
        (712, 260, 36, 26),
        (764, 258, 42, 30),
        (826, 260, 36, 26),
        (880, 264, 40, 30),
        (938, 274, 34, 26),
    ):
        house(p, x, base, wide, tall, 10, 8, (3, 2), "stone", "mid", "mid")
    line = [(x, at(ground, x) - 2) for x in range(560, 1040, 20)]
    wall = p.mass([(x, y - 22) for x, y in line] + line[::-1], "stone", 0.8, 20)
    p.gouge(wall, lambda x, y: 0, "mid", gap=9, length=20, width=1.8, keep=0.7, bend=0, along=2.4)
    for x, y in line[::4]:
        p.rect(x, y - 34, 20, 36, "paper", 0.4)
        p.rect(x + 14, y - 34, 8, 36, "mid", 0.3)
        merlons(p, x - 1, x + 22, y - 34, 5, "paper")


def draw():
    p = Plate("gradara-war-cemetery", "Stones in steps on a hillside below the castle of Gradara", seed=89)
    w = p.w
    quiet_sky(p, 50, 300)
    far = curve(xy("0,310 120,296 240,306 360,288 480,300 600,292 760,300 920,282 1060,296 1200,280"), 6)
    a = p.mass([*far, (w, 520), (0, 520)], "pale", 1.4, 14)
    p.gouge(a, lambda x, y: 0.5, "sky", gap=20, length=48, width=2.5, keep=0.6, fade=lambda x, y: y < 400)
    hill = curve(
        xy(
            "180,430 300,404 400,372 480,338 540,304 600,282 680,270 800,266 920,276 "
            "1000,294 1080,330 1140,352 1200,366"
        ),
        6,
    )
    b = p.mass([*hill, (w, 520), (180, 520)], "mid", 1.8, 13)
    p.gouge(
        b,
        lambda x, y: math.atan2(max(y - 150, 40), (x - 800) * 1.0),
        "pale",
        gap=17,
        length=40,
        width=2.4,
        keep=0.8,
        fade=lambda x, y: (1 if x < 820 else 0.4) * (296 < y < 415),
    )
    castle(p, hill)
    for x, base, wide, tall in (
        (430, 398, 60, 40),
        (500, 388, 54, 36),
        (1090, 372, 60, 42),
        (1150, 384, 54, 36),
        (580, 372, 44, 30),
    ):
        bush(p, x, base, wide, tall, "deep", "mid")
    slope(p)
    return p


def slope(p):
    """The steps with their stones, from the highest down; olives at both sides; the way up the middle."""
    top = view(0, STEPS * TREAD, STEPS * RISE)[1]
    back = p.mass(
        curve([(x, top + y) for x, y in xy("0,34 150,8 340,-4 600,-6 860,-2 1040,14 1200,40")])
        + [(p.w, p.h), (0, p.h)],
        "deep",
        1.8,
        13,
    )
    p.gouge(
        back,
        lambda x, y: (x - 580) / 1500,
        "mid",
        gap=20,
        length=54,
        width=2.5,
        keep=0.7,
        along=2.8,
        fade=lambda x, y: 1 if abs(x - 580) > 300 + (y - top) * 0.5 else 0,
    )
    for x, base, tall, half in (
        (96, top + 34, 110, 12),
        (140, top + 26, 92, 10),
        (1066, top + 30, 96, 11),
        (1112, top + 38, 116, 12),
    ):
        cypress(p, x, base, tall, half)
    x, y = view(0, STEPS * TREAD + 1, STEPS * RISE)
    cross_of_sacrifice(p, x, y, 96)
    for k in range(STEPS - 1, -1, -1):
        y0, z = k * TREAD, k * RISE
        reach = 21 + k * 1.4
        lawn = view.all([(-reach, y0, z), (reach, y0, z), (reach, y0 + TREAD, z), (-reach, y0 + TREAD, z)])
        p.mass(lawn, "deep", 0.4, 50)
        places = [(side * (2.6 + i * 2.1), y0 + 2.2, z) for side in (-1, 1) for i in range(int((reach - 3) / 2.1))]
        shade = []
        for q in places:
            u, v = view(*q)
            s = view.scale(*q)
            shade.append(f"M{u:.0f} {v:.0f}h{s * 1.1:.0f}l{-s * 0.4:.0f} {-s * 0.16:.0f}z")
        p.add("".join(shade), "ink")
        stones(p, places, view, tall=1.15, broad=0.8)
        face = view.all([(-reach, y0, z - RISE), (reach, y0, z - RISE), (reach, y0, z), (-reach, y0, z)])
        wall = p.mass(face, "mid", 0.5, 40)
        p.gouge(wall, lambda x, y: 0.02, "pale", gap=15, length=40, width=2.3, keep=0.6, along=3.2)
        p.gouge(wall, lambda x, y: 0.02, "deep", gap=17, length=36, width=2.1, keep=0.4, along=3.4)
    # the way: a stair in each bank, grass between
    left, right = [], []
    for k in range(STEPS):
        for y, z in ((k * TREAD - 1.2, (k - 1) * RISE), (k * TREAD, k * RISE)):
            left.append(view(-1.05, y, z))
            right.append(view(1.05, y, z))
    left.append(view(-1.05, STEPS * TREAD, (STEPS - 1) * RISE))
    right.append(view(1.05, STEPS * TREAD, (STEPS - 1) * RISE))
    p.mass([view(-1.05, -16, -RISE), *left, *right[::-1], view(1.05, -16, -RISE)], "madder", 0.4, 60)
    treads = []
    for k in range(STEPS):
        for t in (0.2, 0.4, 0.6, 0.8, 1.0):
            (u0, v), (u1, _) = (view(s * 1.05, k * TREAD - 1.2 * (1 - t), (k - 1 + t) * RISE) for s in (-1, 1))
            treads.append([(u0, v), (u1, v), (u1, v + 1.6), (u0, v + 1.6)])
    p.flat(treads, "ink")
    for x, base, wide, tall in (
        (60, 640, 150, 120),
        (150, 560, 100, 78),
        (30, 760, 220, 170),
        (1140, 640, 150, 120),
        (1060, 560, 96, 74),
        (1180, 770, 230, 180),
    ):
        bush(p, x, base, wide, tall, gap=15, length=24)
