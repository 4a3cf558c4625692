"""Rome: the Tiber, the five arches of Ponte Sant'Angelo, the dome and the castle."""

import math

from ..geometry import curve, xy
from ..motifs import grass, quiet_sky
from ..plate import Plate
from ..plate import number as n


def dome(p, x, base, r):
    """St Peter's: drum with its window bays, ribbed shell, lantern; facade hidden by roofs."""
    drum = r * 0.62
    p.rect(x - r * 1.02, base - drum, r * 2.04, drum, "paper", 0.3)
    p.rect(x + r * 0.3, base - drum, r * 0.72, drum, "stone", 0.3)
    bays = 8
    for k in range(bays):
        a = math.pi * (k + 0.5) / bays
        cx, half = x - r * math.cos(a) * 0.98, r * 0.085 * math.sin(a) + 1
        p.rect(cx - half, base - drum * 0.8, half * 2, drum * 0.56, "mid" if cx < x + r * 0.3 else "deep", 0)
    p.rect(x - r * 1.1, base - drum - r * 0.1, r * 2.2, r * 0.1, "paper", 0.3)
    p.rect(x + r * 0.3, base - drum - r * 0.1, r * 0.8, r * 0.1, "stone", 0.3)
    top = base - drum - r * 0.1
    # attic, then the shell, steeper than a half circle
    p.rect(x - r * 0.98, top - r * 0.16, r * 1.96, r * 0.16, "paper", 0.3)
    p.rect(x + r * 0.3, top - r * 0.16, r * 0.68, r * 0.16, "stone", 0.3)
    spring, rise = top - r * 0.16, r * 1.14

    def shell(u, v):
        """u: -1..1 round the dome, v: 0 foot .. 1 top."""
        t = v * math.pi / 2 * 0.93
        return x + u * r * 0.95 * math.cos(t), spring - rise * math.sin(t) / math.sin(math.pi / 2 * 0.93)

    steps = [k / 12 for k in range(13)]
    p.mass([shell(-1, v) for v in steps] + [shell(1, v) for v in steps[::-1]], "mid", 0)
    p.mass([shell(0.3, v) for v in steps] + [shell(1, v) for v in steps[::-1]], "deep", 0)
    for k in range(1, 8):
        u = -math.cos(math.pi * k / 8)
        line = [shell(u, v) for v in steps]
        p.stroke(line[::3] + [line[-1]], 3.2, 1.4, "paper" if u < 0.3 else "mid")
    for v in (0.2, 0.46):
        for k in range(8):
            u = -math.cos(math.pi * (k + 0.5) / 8)
            cx, cy = shell(u, v)
            wide = 2.4 * math.sin(math.pi * (k + 0.5) / 8)
            p.rect(cx - wide, cy - 4, wide * 2, 7, "ink", 0)
    # lantern and ball
    ly = spring - rise
    p.rect(x - r * 0.17, ly - r * 0.3, r * 0.34, r * 0.32, "paper", 0.2)
    p.rect(x + r * 0.04, ly - r * 0.3, r * 0.13, r * 0.32, "stone", 0.2)
    p.flat(
        [
            [(x + d, ly - 3), (x + d, ly - r * 0.24), (x + d + 2.6, ly - r * 0.24), (x + d + 2.6, ly - 3)]
            for d in (-9, -3, 3)
        ],
        "deep",
    )
    p.mass([(x - r * 0.15, ly - r * 0.3), (x, ly - r * 0.56), (x + r * 0.15, ly - r * 0.3)], "mid", 0)
    p.add(f"M{n(x - 3.5)} {n(ly - r * 0.58)}a3.5 3.5 0 1 1 7 0a3.5 3.5 0 1 1-7 0z", "paper")
    p.add(f"M{n(x - 0.9)} {n(ly - r * 0.62)}v-11h-4v-1.800h4v-4h1.800v4h4v1.800h-4v11z", "paper")


def castle(p):
    """Castel Sant'Angelo: the square base, the drum, the block on top. The angel is left away."""
    p.rect(846, 416, 372, 92, "stone", 0.6)
    p.gouge(
        [(850, 420), (1214, 420), (1214, 504), (850, 504)],
        lambda x, y: 0,
        "mid",
        gap=13,
        length=30,
        width=1.8,
        keep=0.7,
        bend=0,
        along=2.6,
    )
    drum = p.mass(xy("884,424 884,300 892,292 1188,292 1196,300 1196,424"), "paper", 0.6, 40)
    p.gouge(drum, lambda x, y: 0, "pale", gap=11, length=30, width=2.0, keep=0.9, bend=0, along=2.6)
    p.gouge(drum, lambda x, y: 0, "mid", gap=15, length=24, width=1.8, keep=0.5, bend=0, along=2.6)
    p.mass(xy("1030,292 1092,292 1092,424 1030,424"), "stone", 0.6, 40)
    s = p.mass(xy("1090,292 1188,292 1196,300 1196,424 1090,424"), "mid", 0.6, 40)
    p.gouge(s, lambda x, y: 0, "deep", gap=12, length=24, width=1.8, keep=0.7, bend=0, along=2.4)
    # the gallery with its brackets
    p.rect(878, 278, 324, 18, "paper", 0.4)
    p.rect(1090, 278, 112, 18, "mid", 0.4)
    p.flat([[(x, 296), (x + 3, 306), (x + 7, 306), (x + 10, 296)] for x in range(884, 1194, 17)], "deep")
    p.flat([[(x, 278), (x, 268), (x + 13, 268), (x + 13, 278)] for x in range(880, 1196, 24)], "paper")
    p.rect(966, 214, 142, 64, "paper", 0.5)
    p.rect(1064, 214, 44, 64, "mid", 0.5)
    p.flat([[(x, 236), (x + 7, 236), (x + 7, 250), (x, 250)] for x in (980, 1004, 1028, 1046)], "deep")
    p.rect(1006, 184, 66, 30, "paper", 0.5)
    p.rect(1050, 184, 22, 30, "mid", 0.5)
    for x in (908, 950, 992, 1034):
        p.rect(x, 330, 8, 14, "deep", 0)


def bridge(p, left, right, deck, water):
    """Three wide arches between two narrower ones, cutwaters between; angels are left away."""
    p.mass([(left, deck), (right, deck), (right, water + 6), (left, water + 6)], "paper", 0.6, 60)
    p.gouge(
        [(left, deck + 6), (right, deck + 6), (right, water), (left, water)],
        lambda x, y: 0,
        "pale",
        gap=11,
        length=30,
        width=2.0,
        keep=0.8,
        bend=0,
        along=2.6,
    )
    total = right - left
    widths = [0.115, 0.2, 0.2, 0.2, 0.115]
    pier = (1 - sum(widths)) / 6
    x = left + pier * total
    for i, part in enumerate(widths):
        span = part * total
        r = span / 2
        rise = r * (0.98 if i in (1, 2, 3) else 0.9)
        p.add(
            f"M{n(x)} {n(water + 8)}V{n(deck + 30 + rise)}a{n(r)} {n(rise)} 0 0 1 {n(span)} 0V{n(water + 8)}z",
            "ink",
        )
        # the lit inner side of the vault
        p.add(
            f"M{n(x + span)} {n(water + 8)}V{n(deck + 30 + rise)}a{n(r)} {n(rise)}"
            f" 0 0 0 {n(-r * 0.9)} {n(-rise * 0.995)}"
            f"a{n(r * 0.72)} {n(rise * 0.98)} 0 0 1 {n(r * 0.56)} {n(rise)}V{n(water + 8)}z",
            "deep",
        )
        if i < 4:
            px, pw = x + span, pier * total
            p.mass(
                [
                    (px + 2, water + 8),
                    (px + 2, deck + 54),
                    (px + pw / 2, deck + 40),
                    (px + pw - 2, deck + 54),
                    (px + pw - 2, water + 8),
                ],
                "paper",
                0.3,
                40,
            )
            p.mass(
                [
                    (px + pw / 2, water + 8),
                    (px + pw / 2, deck + 40),
                    (px + pw - 2, deck + 54),
                    (px + pw - 2, water + 8),
                ],
                "stone",
                0.3,
                40,
            )
        x += span + pier * total
    # parapet with its posts
    p.rect(left, deck - 12, right - left, 12, "paper", 0.4)
    p.flat(
        [
            [(x, deck - 1), (x, deck - 9), (x + 9, deck - 9), (x + 9, deck - 1)]
            for x in range(int(left) + 8, int(right) - 8, 15)
        ],
        "mid",
    )


def draw():
    p = Plate("rome", "The Tiber, the bridge of Sant'Angelo and the dome of St Peter's", seed=29)
    w, h = p.w, p.h
    quiet_sky(p, 80, 420)
    # the far hill behind the roofs
    hill = curve(xy("0,420 120,404 240,392 400,400 560,396 720,412 900,420 1200,416"))
    a = p.mass(hill + [(w, 500), (0, 500)], "pale", 1.4)
    p.gouge(a, lambda x, y: 0.3, "sky", gap=14, length=34, width=2.2, keep=0.6)
    dome(p, 372, 404, 88)
    # roofs on the left bank side of the dome
    p.mass(
        xy("120,474 120,420 190,420 190,408 250,408 250,396 500,396 500,410 560,410 560,424 640,424 640,474"),
        "paper",
        0.5,
        60,
    )
    p.mass(xy("500,396 500,410 560,410 560,424 640,424 640,474 470,474 470,396"), "stone", 0.5, 60)
    p.flat([[(x, 430), (x + 6, 430), (x + 6, 440), (x, 440)] for x in range(132, 640, 17)], "deep")
    p.flat([[(x, 408), (x + 5, 408), (x + 5, 416), (x, 416)] for x in range(262, 490, 17)], "mid")
    castle(p)
    # plane trees along the embankments
    for x, base, wide, tall in (
        (20, 470, 190, 104),
        (150, 474, 150, 74),
        (258, 478, 120, 52),
        (690, 476, 130, 58),
        (786, 478, 150, 76),
        (590, 476, 110, 42),
    ):
        foliage(p, x, base, wide, tall)
    # embankment wall
    wall = p.mass([(0, 468), (w, 468), (w, 640), (0, 640)], "mid", 0.8, 40)
    p.gouge(wall, lambda x, y: 0, "pale", gap=13, length=30, width=1.9, keep=0.5, bend=0, along=2.8)
    p.gouge(wall, lambda x, y: 0, "deep", gap=14, length=30, width=1.9, keep=0.5, bend=0, along=2.8)
    bridge(p, 150, 1050, 492, 610)
    # the way: over the bridge
    p.mass(
        [(0, 472), (150, 474), (1050, 474), (w, 472), (w, 482), (1050, 484), (150, 484), (0, 482)],
        "madder",
        0.5,
        60,
    )
    # the river with the arches mirrored in it
    p.mass([(0, 612), (w, 612), (w, h), (0, h)], "deep", 0.8, 60)
    water(p)
    # the near bank
    bank = p.mass(curve(xy("0,716 70,708 150,722 240,744 330,764 430,800")) + [(0, h)], "ink", 2, 11)
    p.gouge(bank, lambda x, y: 0.25, "deep", gap=13, length=36, width=2.2, keep=0.7, along=2.4)
    grass(p, ((40, 740, 14), (130, 746, 14), (230, 770, 12), (330, 796, 10)), tall=(40, 96))
    return p


def foliage(p, x, base, wide, tall):
    """A plane tree of the embankment: a broad lobed crown."""
    lobes = []
    for k in range(13):
        a = math.pi * (1 - k / 12)
        bump = 1 + (0.07 if k % 2 else -0.05)
        lobes.append((x + wide / 2 * math.cos(a) * bump, base - tall * 0.22 - tall * 0.8 * math.sin(a) * bump))
    lobes = curve(lobes, 3) + [(x + wide * 0.46, base), (x - wide * 0.46, base)]
    crown = p.mass(lobes, "deep", 2.2, 7)
    p.gouge(
        crown,
        lambda px, py: -0.7 + (px - x) / wide * 1.4,
        "mid",
        gap=10,
        length=20,
        width=2.2,
        keep=0.9,
        fade=lambda px, py: max(0.08, 0.95 - (px - x + wide / 2) / wide * 0.7 - max(0, py - base + tall * 0.55) / tall),
    )


def water(p):
    """Swell: dark under the arches, light under the piers."""
    total, left = 900, 150
    widths = [0.115, 0.2, 0.2, 0.2, 0.115]
    pier = (1 - sum(widths)) / 6 * total
    x = left
    area = [(0, 616), (p.w, 616), (p.w, 800), (0, 800)]
    piers = []
    for part in [*widths, 0]:
        piers.append((x, x + pier))
        x += pier + part * total
    inside = lambda px: any(a < px < b for a, b in piers)  # noqa: E731
    p.gouge(
        area,
        lambda x, y: 0.02 * math.sin(x / 70),
        "ink",
        gap=9,
        length=90,
        width=4.0,
        keep=0.95,
        bend=0.02,
        along=7,
        fade=lambda x, y: 0 if inside(x) or not left < x < 1050 else max(0, 1 - (y - 612) / 150),
    )
    p.gouge(
        area,
        lambda x, y: 0,
        "paper",
        gap=9,
        length=44,
        width=2.6,
        keep=0.9,
        bend=0.03,
        along=3,
        fade=lambda x, y: max(0, 1 - (y - 612) / 120) if inside(x) else 0,
    )
    p.gouge(
        area,
        lambda x, y: 0.03 * math.sin(x / 90 + y),
        "mid",
        gap=16,
        length=110,
        width=3.0,
        keep=0.7,
        bend=0.05,
        along=5,
        fade=lambda x, y: 0.3 + 0.7 * (y - 612) / 190,
    )
    p.gouge(area, lambda x, y: 0, "pale", gap=26, length=90, width=2.4, keep=0.45, bend=0.05, along=4.5)
