"""San Pietro Infine: the roofless village on the slope of Monte Sammucro, a stepped path through it."""

import math

from ..buildings import arch
from ..geometry import curve, xy
from ..motifs import bush, flank, grass, quiet_sky
from ..plate import Plate


def ruin(p, x, base, width, height, side, profile, holes=(), lit="paper", cut="pale"):
    """A roofless house: a broken front in the light, its inner side wall in shade, empty windows.

    `profile` are the heights of the broken top along the front (0..1), `holes` (u, v, w, h) the
    openings in parts of the front.
    """
    count = len(profile) - 1
    top = [(x + width * k / count, base - height * v) for k, v in enumerate(profile)]
    if side:
        p.mass(
            [
                (x + width, base),
                (x + width + side, base - side * 0.2),
                (x + width + side, base - height * profile[-1] * 0.7),
                (x + width + side * 0.5, base - height * profile[-1] * 0.92),
                (x + width, base - height * profile[-1]),
            ],
            "mid",
            1,
            14,
        )
    front = p.mass([(x, base), *top, (x + width, base)], lit, 1.2, 12)
    p.gouge(front, lambda px, py: 0, cut, gap=13, length=26, width=2.3, keep=0.85, bend=0, along=2.5)
    for u, v, w, h in holes:
        px, py, pw, ph = x + width * u, base - height * v, width * w, height * h
        p.rect(px, py - ph, pw, ph, "ink", 0.6)
        p.rect(px + pw * 0.66, py - ph, pw * 0.34, ph, "deep", 0.4)


def church(p):
    """The church: the front with its portal, the stump of the tower, an apse open to the sky."""
    # the far wall with its arches, seen through the gap
    wall = p.mass(xy("566,402 566,300 590,292 640,296 668,286 706,290 730,304 730,402"), "mid", 1.2, 14)
    p.gouge(wall, lambda x, y: 0, "deep", gap=12, length=22, width=1.8, keep=0.7, bend=0, along=2.4)
    for x in (584, 634, 684):
        arch(p, x, 402, 34, 74, "ink", "deep")
    front = p.mass(
        xy("470,410 470,262 486,250 506,232 522,224 538,236 546,252 566,270 574,300 590,320 590,410"),
        "paper",
        1.2,
        14,
    )
    p.gouge(front, lambda x, y: 0, "pale", gap=11, length=24, width=2.0, keep=0.85, bend=0, along=2.3)
    arch(p, 508, 410, 34, 62, "ink", "deep")
    p.add("M514 306a11 11 0 1 1 22 0a11 11 0 1 1-22 0z", "ink")
    p.rect(466, 326, 112, 7, "stone", 0.5)
    # tower
    t = p.mass(xy("420,408 420,196 430,186 446,190 454,178 468,184 470,408"), "paper", 1, 14)
    p.gouge(t, lambda x, y: 0, "pale", gap=11, length=18, width=2.0, keep=0.8, bend=0, along=2)
    p.mass(xy("454,180 468,184 470,408 454,408"), "stone", 0.8, 20)
    arch(p, 430, 244, 16, 34, "ink")
    arch(p, 430, 310, 14, 28, "ink")


def olive(p):
    """An olive tree on the right."""
    p.stroke([(1108, 730), (1100, 680), (1116, 640), (1096, 590)], 26, 12, "ink")
    p.stroke([(1112, 650), (1140, 610), (1150, 570)], 12, 6, "ink")
    for x, base, wide, tall in ((1060, 610, 120, 84), (1160, 590, 130, 96), (1110, 560, 120, 80)):
        bush(p, x, base, wide, tall, gap=9)


def draw():
    p = Plate("san-pietro-infine-memory-park", "The roofless village of San Pietro on its slope", seed=53)
    w, h = p.w, p.h
    quiet_sky(p, 50, 300)
    ridge = curve(
        xy(
            "0,150 90,176 190,216 280,234 370,222 470,190 560,158 640,120 720,92 "
            "790,100 860,132 950,182 1040,210 1120,200 1200,226"
        ),
        6,
    )
    m = p.mass([*ridge, (w, 560), (0, 560)], "pale", 1.8, 13)
    p.gouge(
        m,
        lambda x, y: math.atan2(max(y - 20, 40), (x - 740) * 0.8),
        "sky",
        gap=21,
        length=52,
        width=2.7,
        keep=0.75,
        fade=lambda x, y: (1 if x < 740 else 0.4) * max(0, min(1, (330 - y) / 120)),
    )
    flank(p, ridge, 728, 1040, 170, "mid", "pale", 15, 0.6)
    slope = curve(xy("0,330 120,340 240,352 360,346 480,330 600,322 720,318 840,330 960,352 1080,380 1200,396"), 6)
    s = p.mass([*slope, (w, h), (0, h)], "mid", 1.8, 13)
    p.gouge(
        s,
        lambda x, y: 0.3 + (x - 600) / 1500,
        "pale",
        gap=17,
        length=46,
        width=2.4,
        keep=0.7,
        fade=lambda x, y: max(0, 1 - abs(y - 370) / 100),
    )
    for x, base, wide, tall in (
        (60, 356, 50, 36),
        (130, 366, 60, 44),
        (214, 372, 44, 34),
        (960, 376, 54, 40),
        (1050, 396, 64, 46),
        (1140, 410, 60, 44),
    ):
        bush(p, x, base, wide, tall, "deep", "mid")
    church(p)
    # the terraces of the village, from above downwards; the rearmost walls in half light
    for x, base, wide, tall, profile in (
        (224, 404, 70, 66, (0.7, 1, 0.6, 0.8)),
        (330, 412, 66, 56, (1, 0.8, 0.5, 0.6)),
        (752, 396, 60, 62, (0.6, 0.9, 1, 0.7)),
        (848, 404, 72, 58, (1, 0.6, 0.7, 0.4)),
        (948, 424, 60, 52, (0.5, 1, 0.8, 0.5)),
    ):
        ruin(
            p,
            x,
            base,
            wide,
            tall,
            0,
            profile,
            ((0.22, 0.3, 0.2, 0.34), (0.6, 0.3, 0.2, 0.34)),
            "stone",
            "mid",
        )
    ruin(p, 270, 450, 96, 92, 26, (0.9, 1, 0.7, 0.75, 0.5), ((0.14, 0.3, 0.16, 0.3), (0.5, 0.25, 0.18, 0.3)))
    ruin(p, 398, 446, 62, 62, 0, (0.5, 0.8, 1, 0.6), ((0.34, 0.24, 0.26, 0.4),))
    ruin(
        p,
        770,
        440,
        104,
        96,
        30,
        (0.7, 0.95, 1, 0.8, 0.86),
        ((0.16, 0.3, 0.16, 0.32), (0.56, 0.3, 0.16, 0.32)),
    )
    ruin(p, 906, 462, 84, 74, 24, (0.8, 1, 0.6, 0.4), ((0.2, 0.2, 0.2, 0.4),))
    middle = p.mass(
        curve(xy("40,540 130,484 260,444 420,420 560,408 720,412 860,430 1000,458 1110,500 1180,560"), 6)
        + xy("1180,600 40,600"),
        "deep",
        2,
        13,
    )
    p.gouge(middle, lambda x, y: 0.1, "mid", gap=15, length=40, width=2.4, keep=0.5, along=2.6)
    ruin(p, 118, 532, 84, 70, 22, (0.4, 0.7, 1, 0.8), ((0.3, 0.3, 0.2, 0.36),))
    ruin(
        p,
        218,
        520,
        120,
        108,
        30,
        (0.62, 0.9, 1, 0.94, 0.7, 0.74),
        ((0.1, 0.34, 0.14, 0.28), (0.44, 0.34, 0.14, 0.28), (0.72, 0.0, 0.16, 0.4)),
    )
    ruin(p, 362, 508, 90, 82, 24, (1, 0.92, 0.6, 0.66), ((0.2, 0.28, 0.18, 0.34), (0.62, 0.0, 0.22, 0.5)))
    ruin(p, 476, 486, 52, 44, 16, (0.6, 1, 0.5), ((0.34, 0.2, 0.26, 0.4),))
    ruin(p, 664, 500, 96, 92, 28, (0.8, 1, 0.9, 0.5, 0.56), ((0.14, 0.32, 0.16, 0.3), (0.5, 0.0, 0.2, 0.46)))
    ruin(
        p,
        806,
        520,
        122,
        120,
        34,
        (0.5, 0.8, 1, 0.9, 0.94),
        ((0.12, 0.3, 0.13, 0.26), (0.42, 0.3, 0.13, 0.26), (0.72, 0.3, 0.13, 0.26)),
    )
    ruin(p, 978, 540, 96, 84, 26, (0.9, 1, 0.7, 0.5, 0.4), ((0.16, 0.26, 0.17, 0.34), (0.56, 0.0, 0.22, 0.46)))
    lower = p.mass(
        curve(xy("0,590 130,548 270,522 420,506 560,500 700,506 840,522 980,546 1090,572 1200,590"), 6)
        + [(w, h), (0, h)],
        "deep",
        2,
        13,
    )
    p.gouge(
        lower,
        lambda x, y: (x - 600) / 2600,
        "mid",
        gap=17,
        length=50,
        width=2.5,
        keep=0.7,
        along=2.8,
        fade=lambda x, y: max(0.15, 1 - (y - 520) / 190),
    )
    # terrace walls with the mouths of the caves
    for base, x0, x1, caves in ((628, 90, 470, (150, 262, 372)), (628, 700, 1130, (770, 886, 1010))):
        line = curve([(x0, base + 8), ((x0 + x1) / 2, base - 6), (x1, base + 4)], 8)
        wall = p.mass([(x, y - 62) for x, y in line] + line[::-1], "stone", 1.4, 14)
        p.gouge(wall, lambda x, y: 0, "mid", gap=11, length=24, width=2.0, keep=0.8, bend=0, along=2.2)
        for x in caves:
            arch(p, x, base + 4, 40, 50, "ink")
    # the corner of a house close by, with the sky in its empty window
    wall = p.mass(xy("0,470 34,462 60,486 96,480 120,520 168,534 190,580 232,600 250,650 268,812 0,812"), "ink", 2, 12)
    p.gouge(wall, lambda x, y: 0, "deep", gap=14, length=32, width=2.3, keep=0.7, bend=0, along=2.6)
    p.mass(xy("66,704 66,604 124,600 126,704"), "deep", 1, 20)
    p.mass(xy("84,692 84,612 124,610 126,692"), "pale", 1, 20)
    near = p.mass(curve(xy("0,770 200,756 360,772 470,800")) + [(0, h)], "ink", 2, 12)
    p.gouge(near, lambda x, y: 0.1, "deep", gap=14, length=40, width=2.2, keep=0.6, along=2.6)
    near = p.mass(curve(xy("780,800 860,760 960,726 1060,708 1200,700")) + [(w, h)], "ink", 2, 12)
    p.gouge(near, lambda x, y: -0.3, "deep", gap=14, length=44, width=2.2, keep=0.7, along=2.6)
    olive(p)
    # the way: a stepped lane up to the church
    p.stroke(xy("650,816 642,752 606,700 572,656 574,616 610,576"), 62, 26)
    p.stroke(xy("609,577 634,548 622,520 586,494 566,470"), 26, 14)
    p.stroke(xy("566,471 556,452 544,436 530,424 526,411"), 14, 8)
    grass(p, ((330, 812, 10), (420, 816, 8), (900, 770, 10), (1000, 740, 10)), tall=(40, 80))
    return p
