"""Sant'Anna di Stazzema: the ossuary tower on Col di Cava, four arches under it, the path up.

The sculpture that lies under the arches is an artist's work and is not drawn.
"""

import math

from ..geometry import curve, xy
from ..motifs import flank, grass, quiet_sky
from ..plate import Plate
from ..view import View

view = View(eye=(-24, -38, 2.6), pan=0.56, focal=1120, centre=(606, 476))


def block(p, x0, x1, y0, y1, z0, z1, taper=0.0):
    """A tapering block: the lit side on the left, the shaded front on the right."""
    t = taper
    left = view.all([(x0, y0, z0), (x0, y1, z0), (x0 + t, y1 - t, z1), (x0 + t, y0 + t, z1)])
    front = view.all([(x0, y0, z0), (x1, y0, z0), (x1 - t, y0 + t, z1), (x0 + t, y0 + t, z1)])
    return p.mass(left, "paper", 0.5, 50), p.mass(front, "stone", 0.5, 50)


def opening(p, side, half, top, depth_ink, reveal):
    """An arch cut through one face of the tower's foot (side 0: left face, 1: front)."""
    pts = []
    spring = top - half
    steps = [(-half, 0), (-half, spring)]
    steps += [(-half * math.cos(a), spring + half * math.sin(a)) for a in (math.pi * k / 12 for k in range(1, 12))]
    steps += [(half, spring), (half, 0)]
    lean = 0.05
    for u, z in steps:
        inset = 0.12 * z * lean * 4
        pts.append(view(-3 + inset, u, z) if not side else view(u, -3 + inset, z))
    p.mass(pts, depth_ink, 0, 50)
    thick = 0.9
    inner = []
    for u, z in steps:
        if u > -half * 0.2:
            inner.append((u, z))
    edge = [view(-3, u, z) if not side else view(u, -3, z) for u, z in inner]
    back = [
        view(-3 + thick, u * 0.98, z * 0.99) if not side else view(u * 0.98, -3 + thick, z * 0.99) for u, z in inner
    ]
    p.mass(edge + back[::-1], reveal, 0, 50)


def tower(p):
    """Twelve metres of rough stone on four arches, on a broad terrace."""
    # the terrace with the tombs in it
    for a in block(p, -9, 9, -9, 9, -2.6, -0.2):
        p.gouge(a, lambda x, y: 0, "mid", gap=12, length=30, width=2.0, keep=0.7, bend=0, along=2.2)
    p.mass(
        view.all([(-9.3, -9.3, -0.2), (9.3, -9.3, -0.2), (9.3, 9.3, -0.2), (-9.3, 9.3, -0.2)]),
        "stone",
        0.4,
        50,
    )
    p.mass(
        view.all([(-9.3, -9.3, -0.55), (9.3, -9.3, -0.55), (9.3, -9.3, -0.15), (-9.3, -9.3, -0.15)]),
        "mid",
        0.3,
        60,
    )
    p.mass(
        view.all([(-9.3, -9.3, -0.55), (-9.3, 9.3, -0.55), (-9.3, 9.3, -0.15), (-9.3, -9.3, -0.15)]),
        "paper",
        0.3,
        60,
    )
    left, front = block(p, -3, 3, -3, 3, 0, 12, 0.55)
    p.gouge(left, lambda x, y: -0.05, "pale", gap=11, length=24, width=2.2, keep=0.95, bend=0, along=1.9)
    p.gouge(left, lambda x, y: -0.05, "mid", gap=17, length=20, width=1.9, keep=0.5, bend=0, along=2.2)
    p.gouge(front, lambda x, y: 0.05, "mid", gap=11, length=26, width=2.2, keep=0.95, bend=0, along=1.9)
    p.gouge(front, lambda x, y: 0.05, "deep", gap=17, length=20, width=1.9, keep=0.5, bend=0, along=2.2)
    opening(p, 0, 1.75, 4.6, "ink", "stone")
    opening(p, 1, 1.75, 4.6, "ink", "deep")


def draw():
    p = Plate("santanna-di-stazzema", "The ossuary tower on its hill above Sant'Anna", seed=31)
    w, h = p.w, p.h
    quiet_sky(p, 50, 330)
    # the Apuan Alps
    ridge = curve(
        xy(
            "0,322 60,290 110,252 150,222 176,212 204,222 250,252 300,274 340,264 "
            "380,270 440,306 520,322 600,316 690,322 760,300"
            " 820,270 862,250 900,262 950,250 1000,208 1040,180 1064,186 1100,226 1150,262 1200,270"
        ),
        5,
    )
    m = p.mass([*ridge, (w, 500), (0, 500)], "pale", 1.8, 12)
    p.gouge(
        m,
        lambda x, y: 0.9,
        "sky",
        gap=17,
        length=44,
        width=2.5,
        keep=0.8,
        fade=lambda x, y: max(0, 1 - (y - 190) / 230),
    )
    for peak, valley, drop in ((178, 300, 110), (1046, 1160, 140)):
        flank(p, ridge, peak, valley, drop, "mid", "pale", 14, 0.6)
    wood = curve(xy("0,430 110,404 230,420 350,396 470,412 600,430 730,418 860,396 980,404 1090,386 1200,400"), 6)
    a = p.mass([*wood, (w, 700), (0, 700)], "mid", 3, 8)
    p.gouge(
        a,
        lambda x, y: -0.9,
        "pale",
        gap=13,
        length=18,
        width=2.3,
        keep=0.7,
        fade=lambda x, y: max(0.1, 1 - (y - 390) / 110),
    )
    # the hill
    hill = curve(xy("0,640 120,600 260,562 400,540 520,534 700,534 840,538 960,556 1080,590 1200,630"), 6)
    b = p.mass([*hill, (w, h), (0, h)], "deep", 2.2, 12)
    p.gouge(
        b,
        lambda x, y: math.atan2(max(y - 400, 60), (x - 620) * 2.2) if abs(x - 620) > 200 else 0.1,
        "mid",
        gap=15,
        length=44,
        width=2.4,
        keep=0.8,
        along=2.4,
        fade=lambda x, y: (1 if x < 640 else 0.45) * max(0.12, 1 - (y - 540) / 230),
    )
    tower(p)
    # chestnuts left and right
    for x, base, wide, tall in (
        (60, 660, 250, 230),
        (196, 640, 170, 140),
        (1160, 650, 260, 250),
        (1036, 622, 150, 130),
    ):
        chestnut(p, x, base, wide, tall)
    near = p.mass(curve(xy("0,724 90,716 190,734 280,764 350,800")) + [(0, h)], "ink", 2, 12)
    p.gouge(near, lambda x, y: 0.4, "deep", gap=14, length=44, width=2.2, keep=0.7, along=2.6)
    grass(
        p,
        ((60, 790, 12), (170, 800, 12), (270, 812, 10), (1010, 816, 12), (1100, 808, 14), (1180, 800, 14)),
        tall=(60, 120),
    )
    # the steps of the terrace and the way: the last bend of the paved path
    stair(p)
    return p


def stair(p):
    """A flight up to the terrace, and the path that comes to it."""
    steps, low = 7, -2.6
    line = [
        (-18.6, -29.4, low),
        (-16.2, -25.4, low),
        (-12.4, -22.6, low),
        (-7, -21.4, low),
        (-2.6, -19.6, low),
        (-1.4, -16.4, low),
        (-2, -12.7, low),
    ]
    p.mass(view.road(line, 1.9), "madder", 0.4, 60)
    for k in range(steps):
        y0, z0 = -12.6 + k * 0.5, low + (k + 1) * 2.4 / steps
        z = low + k * 2.4 / steps
        p.flat([view.all([(-3.9, y0, z), (-0.1, y0, z), (-0.1, y0, z0), (-3.9, y0, z0)])], "mid")
        p.flat([view.all([(-3.9, y0, z0), (-0.1, y0, z0), (-0.1, y0 + 0.5, z0), (-3.9, y0 + 0.5, z0)])], "paper")
        p.flat([view.all([(-3.9, y0, z), (-3.9, y0 + 0.5, z), (-3.9, y0 + 0.5, z0), (-3.9, y0, z0)])], "paper")


def chestnut(p, x, base, wide, tall):
    """A chestnut: short trunk, a crown of lobes."""
    p.mass(
        [
            (x - wide * 0.04, base),
            (x - wide * 0.03, base - tall * 0.4),
            (x + wide * 0.03, base - tall * 0.4),
            (x + wide * 0.05, base),
        ],
        "ink",
        0.8,
        20,
    )
    lobes = []
    for k in range(16):
        a = 2 * math.pi * k / 16
        bump = 1.06 if k % 2 else 0.92
        lobes.append((x + wide / 2 * math.cos(a) * bump, base - tall * 0.6 - tall * 0.4 * math.sin(a) * bump))
    crown = p.mass(curve([*lobes, lobes[0]], 4)[:-1], "ink", 2.2, 8)
    p.gouge(
        crown,
        lambda px, py: -0.7 + (px - x) / wide * 1.5,
        "deep",
        gap=11,
        length=20,
        width=2.2,
        keep=0.95,
        fade=lambda px, py: max(0.1, 1.1 - (px - x + wide / 2) / wide - max(0, py - base + tall * 0.6) / tall),
    )
