"""Sicily: Etna over dry hills, a town on its rock, prickly pears, and one of the few roads."""

import math

from ..buildings import house
from ..geometry import curve, smooth, xy
from ..motifs import quiet_sky
from ..plate import Plate


def prickly_pear(p, x, base, size, pads, ink="ink", cut="deep"):
    """A prickly pear: flat pads growing out of each other; `pads` are (u, v, angle, scale)."""
    for u, v, angle, scale in pads:
        c, s = math.cos(angle), math.sin(angle)
        pad = []
        for a in range(0, 360, 30):
            ax, ay = 0.34 * math.cos(math.radians(a)), 0.52 * math.sin(math.radians(a)) - 0.5
            ax *= 1 + 0.18 * (-ay - 0.5)
            pad.append((x + size * (u + scale * (ax * c - ay * s)), base + size * (v + scale * (ax * s + ay * c))))
        area = p.mass(smooth(pad, 3), ink, 1, 9)
        p.gouge(
            area,
            lambda px, py: -0.8,
            cut,
            gap=11,
            length=9,
            width=2.0,
            keep=0.7,
            along=1.2,
            fade=lambda px, py, x=x, u=u: 1 if px < x + size * u + 6 else 0.25,
        )


def town(p):
    """The town: blocks stepped up the rock, the church on top."""
    rows = (
        (426, ((316, 20, 30, 8), (346, 24, 36, 9), (384, 18, 28, 8))),
        (446, ((288, 26, 34, 9), (324, 20, 24, 8), (404, 24, 30, 10))),
        (466, ((262, 24, 28, 9), (300, 26, 30, 9), (338, 22, 34, 8), (372, 26, 26, 10), (432, 22, 26, 8))),
        (486, ((240, 22, 24, 8), (276, 24, 24, 9), (312, 26, 28, 8), (398, 26, 28, 9), (452, 24, 24, 9))),
    )
    # church on the top: nave, tower, dome
    house(p, 336, 402, 30, 34, 14, 10, lit="paper", top="mid")
    p.rect(366, 372, 22, 30, "pale", 0.3)
    p.add("M365 372a12 13 0 0 1 24 0z", "mid")
    house(p, 322, 402, 14, 62, 6, 12, (1, 3), top="mid")
    for base, blocks in rows:
        for x, w, h, side in blocks:
            house(p, x, base, w, h, side, 5, (2, 2) if w > 20 else (1, 2), top="mid")


def draw():
    p = Plate("sicily", "A town on its rock before Etna", seed=43)
    w, h = p.w, p.h
    quiet_sky(p, 90, 420)
    # Etna, long flanks and a blunt top
    etna = curve(
        xy(
            "0,448 90,436 180,420 270,398 346,374 430,346 520,314 590,276 640,246 676,226 700,220"
            " 716,226 738,216 764,222 790,240 824,268 858,282 880,302 930,328 990,350 "
            "1030,362 1060,340 1074,339"
            " 1104,368 1150,384 1200,400"
        ),
        6,
    )
    cone = p.mass(etna + [(w, 560), (0, 560)], "pale", 1.4)

    def fall(x, y):
        return math.atan2(max(y - 120, 30), (x - 716) * 1.25)

    p.gouge(
        cone,
        fall,
        "sky",
        gap=17,
        length=50,
        width=2.6,
        keep=0.85,
        fade=lambda x, y: (1 if x < 716 else 0.3) * max(0, min(1, (450 - y) / 130)),
    )
    p.gouge(
        cone,
        fall,
        "mid",
        gap=18,
        length=46,
        width=2.2,
        keep=0.7,
        fade=lambda x, y: max(0, min(1, (x - 700) / 90)) * max(0, min(1, (430 - y) / 160)),
    )
    # snow in the gullies of the top
    p.gouge(
        cone,
        fall,
        "paper",
        gap=9,
        length=42,
        width=3.4,
        keep=0.95,
        fade=lambda x, y: max(0, (290 - y) / 62) * (1 if x < 730 else 0.35),
    )
    # two ranges of dry hills
    back = curve(xy("0,470 110,452 240,468 420,452 560,476 700,456 840,470 980,440 1100,452 1200,432"))
    b = p.mass(back + [(w, 640), (0, 640)], "mid", 1.6)
    p.gouge(
        b,
        lambda x, y: 0.45 + 0.3 * math.sin(x / 90),
        "pale",
        gap=15,
        length=40,
        width=2.2,
        keep=0.75,
        fade=lambda x, y: max(0, 1 - max(0, y - 470) / 120),
    )
    # the rock of the town
    rock = curve(
        xy(
            "120,600 180,556 214,508 244,482 280,440 312,408 336,396 366,396 398,420 "
            "430,444 470,474"
            " 500,520 560,560 640,600"
        ),
        5,
    )
    r = p.mass(rock + [(640, 680), (120, 680)], "deep", 2.4, 11)
    p.gouge(
        r,
        lambda x, y: math.atan2(max(y - 330, 40), (x - 356) * 1.2),
        "mid",
        gap=13,
        length=34,
        width=2.6,
        keep=0.95,
        fade=lambda x, y: (1 if x < 380 else 0.25) * (1 if y > 470 else 0.4),
    )
    s = p.mass(
        xy("446,484 478,486 502,522 556,560 622,597 560,604 524,590 500,602 486,570 464,552 470,520"),
        "ink",
        2,
        12,
    )
    p.gouge(s, lambda x, y: 0.95, "deep", gap=11, length=26, width=2.2, keep=0.8)
    town(p)
    # near hills: stubble on the left, ploughed on the right
    left = curve(xy("0,566 90,548 200,562 330,590 470,606 640,600 800,612 1000,640 1200,660"))
    nl = p.mass(left + [(w, h), (0, h)], "deep", 1.8)
    p.gouge(
        nl,
        lambda x, y: 0.1 + (x - 300) / 2400,
        "mid",
        gap=13,
        length=64,
        width=2.4,
        keep=0.85,
        along=3,
        fade=lambda x, y: max(0, 1 - (y - 570) / 150) * (1 if x < 640 else 0.45),
    )
    right = curve(xy("520,700 640,640 760,596 900,566 1040,556 1200,572"))
    nr = p.mass(right + [(w, h), (430, h)], "mid", 1.8)
    p.gouge(
        nr,
        lambda x, y: math.atan2(y - 380, x - 940) if y > 600 else 0.5,
        "pale",
        gap=16,
        length=60,
        width=2.4,
        keep=0.8,
        fade=lambda x, y: max(0, 1 - max(0, y - 590) / 150),
    )
    p.gouge(
        nr,
        lambda x, y: math.atan2(y - 380, x - 940),
        "deep",
        gap=15,
        length=60,
        width=2.6,
        keep=0.8,
        fade=lambda x, y: max(0, (y - 600) / 120),
    )
    # foreground bank
    bank = curve(xy("0,690 140,676 300,706 460,744 620,764 800,756 960,724 1080,704 1200,700"))
    f = p.mass(bank + [(w, h), (0, h)], "ink", 2, 14)
    p.gouge(f, lambda x, y: -0.2, "deep", gap=14, length=44, width=2.2, keep=0.6, along=2.6)
    # the way: out of the foreground, over the saddle, in bends up to the town
    p.stroke(xy("726,812 700,776 640,738"), 34, 22)
    p.stroke(xy("641,739 596,714 574,696 600,676 660,658"), 22, 11)
    p.stroke(xy("658,659 696,644 690,630 640,619 560,610 470,600 390,586"), 11, 5)
    p.stroke(xy("394,587 340,574 320,558 352,546 420,538 440,526 408,514 352,506 336,498 352,490"), 5, 2.5)
    prickly_pear(p, 110, 742, 96, PEAR)
    prickly_pear(p, 1084, 752, 118, [(-u, v, -a, c) for u, v, a, c in PEAR])
    prickly_pear(p, 960, 776, 70, PEAR)
    return p


PEAR = (
    (0, 0, 0.0, 1.0),
    (-0.2, -0.1, -0.9, 0.85),
    (0.2, -0.05, 0.8, 0.9),
    (0.0, -0.95, -0.45, 0.85),
    (0.12, -0.9, 0.6, 0.75),
    (-0.92, -0.55, -0.5, 0.6),
    (0.82, -0.6, 0.3, 0.7),
    (-0.4, -1.62, 0.1, 0.55),
    (0.5, -1.45, 0.2, 0.5),
)
