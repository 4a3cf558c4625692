"""Porta San Paolo: the gate with its two round towers, the pyramid of Cestius beside it."""

import math

from ..buildings import arch
from ..geometry import box, curve, xy
from ..motifs import pine, quiet_sky
from ..plate import Plate
from ..plate import number as n


def pyramid(p):
    p.mass(xy("326,132 524,576 98,576"), "paper", 1, 40)
    p.mass(xy("326,132 524,576 390,576"), "stone", 1, 40)
    p.gouge(xy("328,150 516,556 394,556"), lambda x, y: 1.15, "mid", gap=16, length=40, width=2.0, keep=0.75)
    p.gouge(
        xy("326,140 382,556 116,556"),
        lambda x, y: 0,
        "pale",
        gap=20,
        length=46,
        width=1.7,
        keep=0.6,
        along=2.2,
    )


def tower(p, x, base, width, height):
    """A round tower in three upright bands of light, brick above stone, with merlons and slits."""
    top = base - height
    bands = ((0, 0.62, "mid"), (0.62, 0.84, "deep"), (0.84, 1, "ink"))
    bulge = width * 0.07

    def foot(u):
        return base + bulge * (1 - (2 * u - 1) ** 2)

    def head(u):
        return top + bulge * 0.7 * (1 - (2 * u - 1) ** 2)

    for a, b, ink in bands:
        us = [a + (b - a) * k / 6 for k in range(7)]
        area = p.mass(
            [(x + width * u, head(u)) for u in us] + [(x + width * u, foot(u)) for u in us[::-1]],
            ink,
            0.3,
            60,
        )
        lit, dark = ("pale", "deep") if ink == "mid" else ("mid", "ink") if ink == "deep" else ("deep", "deep")
        p.gouge(area, lambda px, py: 0.0, lit, gap=13, length=26, width=2.0, keep=0.7, bend=0, along=2.2)
        if ink == "mid":
            p.gouge(area, lambda px, py: 0.0, dark, gap=14, length=26, width=1.9, keep=0.5, bend=0, along=2.4)
    # lower courses of stone, bright on the lit side
    area = p.mass(
        [
            (x, base - height * 0.3),
            (x + width * 0.62, base - height * 0.285),
            (x + width * 0.62, foot(0.62)),
            (x, base),
        ],
        "stone",
        0.5,
        60,
    )
    p.gouge(area, lambda px, py: 0.0, "mid", gap=15, length=34, width=2.0, keep=0.8, bend=0, along=2)
    # string course, merlons
    for k, ink in ((0, "stone"), (1, "mid")):
        a, b = (0, 0.62) if not k else (0.62, 1)
        p.mass(
            [
                (x - 4 + (width + 8) * a, head(a) + 12),
                (x - 4 + (width + 8) * b, head(b) + 12),
                (x - 4 + (width + 8) * b, head(b)),
                (x - 4 + (width + 8) * a, head(a)),
            ],
            ink,
            0.2,
            60,
        )
    for k in range(7):
        # merlons crowd towards the edges of a round tower
        u0, u1 = (0.5 - 0.5 * math.cos(math.pi * (k + f) / 7) for f in (0.16, 0.8))
        ink = "mid" if u1 < 0.66 else "deep"
        p.flat(
            [
                [
                    (x + width * u0, head(u0) + 1),
                    (x + width * u0, head(u0) - 24),
                    (x + width * u1, head(u1) - 24),
                    (x + width * u1, head(u1) + 1),
                ]
            ],
            ink,
        )
    for k in range(1, 4):
        u = 0.5 - 0.5 * math.cos(math.pi * (k + 0.4) / 5)
        w = width * 0.09 * math.sin(math.pi * (k + 0.4) / 5)
        arch(p, x + width * u - w / 2, top + height * 0.36, w, 34, "ink")


def gate(p):
    """Between the towers: one great arch, a row of five windows over it."""
    wall = p.mass(box(754, 318, 914, 590)[::-1], "mid", 0.5, 60)
    p.gouge(wall, lambda x, y: 0, "pale", gap=13, length=28, width=2.0, keep=0.6, bend=0, along=2.4)
    stone = p.mass(box(754, 408, 914, 590)[::-1], "paper", 0.5, 60)
    p.gouge(stone, lambda x, y: 0, "pale", gap=14, length=34, width=2.0, keep=0.8, bend=0, along=2.2)
    p.rect(750, 398, 168, 12, "paper", 0.3)
    p.rect(750, 312, 168, 10, "stone", 0.3)
    for k in range(5):
        p.rect(758 + k * 33, 290, 20, 22, "mid", 0.3)
        arch(p, 766 + k * 30, 388, 17, 42, "ink")
    # the arch, with its voussoirs
    x, base, r = 786, 592, 48
    p.add(f"M{x - 10} {base}V{n(base - 96)}a{r + 10} {r + 10} 0 0 1 {2 * r + 20} 0V{base}z", "stone")
    p.add(f"M{x} {base}V{n(base - 96)}a{r} {r} 0 0 1 {2 * r} 0V{base}z", "ink")
    p.add(f"M{x + 22} {base}V{n(base - 84)}a{r - 18} {r - 14} 0 0 1 {2 * r - 36} 0V{base}z", "sky")


def draw():
    p = Plate("porta-san-paolo", "Porta San Paolo and the pyramid of Cestius", seed=13)
    w, h = p.w, p.h
    quiet_sky(p, 50, 420)
    for x, b, tall, wide in ((540, 556, 220, 140),):
        pine(p, x, b, tall, wide, lean=6, ink="mid", cut="pale")
    # the cut end of the wall beyond the pyramid, low and broken
    pyramid(p)
    wall = p.mass(xy("-14,462 96,462 100,478 150,478 158,512 186,516 190,566 -14,566"), "mid", 1.4, 20)
    p.gouge(wall, lambda x, y: 0, "deep", gap=12, length=26, width=1.9, keep=0.7, bend=0, along=2.4)
    # trees and low wall between, where the old wall is gone
    hedge = p.mass(
        curve(xy("448,584 470,558 520,540 580,548 640,538 700,546")) + [(700, 596), (450, 596)], "deep", 2, 9
    )
    p.gouge(hedge, lambda x, y: -0.6, "mid", gap=10, length=16, width=1.9, keep=0.7)
    # a stretch of wall on the right
    right = p.mass(xy("1040,424 1200,416 1200,600 1040,600"), "mid", 0.8, 40)
    p.gouge(right, lambda x, y: 0, "pale", gap=13, length=28, width=2, keep=0.6, bend=0, along=2.4)
    p.gouge(right, lambda x, y: 0, "deep", gap=15, length=28, width=2, keep=0.5, bend=0, along=2.4)
    p.flat([[(x, 424), (x, 402), (x + 22, 401), (x + 22, 424)] for x in range(1082, 1200, 36)], "mid")
    # ground
    ground = p.mass([(0, 562), (400, 574), (w, 584), (w, h), (0, h)], "deep", 1.2, 40)
    gate(p)
    tower(p, 604, 590, 158, 330)
    tower(p, 904, 590, 166, 336)
    # paving: courses of stones that widen towards us
    p.gouge(
        ground,
        lambda x, y: 0.02,
        "mid",
        gap=15,
        length=60,
        width=2.6,
        keep=0.75,
        bend=0.01,
        along=3.2,
        fade=lambda x, y: 0 if y < 622 else 1,
    )
    p.gouge(
        ground,
        lambda x, y: 0.02,
        "ink",
        gap=17,
        length=50,
        width=2.4,
        keep=0.5,
        bend=0.01,
        along=3.2,
        fade=lambda x, y: 0 if y < 622 else 1,
    )
    # shade of the towers on the ground
    p.mass(xy("760,596 792,620 914,640 1060,648 1200,650 1200,606 1080,600 1044,596 914,596"), "ink", 1.4, 20)
    # the way: the old road to Ostia, out through the arch
    p.stroke(xy("838,588 838,606 824,632 772,660"), 36, 52)
    p.stroke(xy("775,659 704,692 632,744 548,900"), 52, 112)
    pine(p, 34, 652, 300, 250, lean=10)
    foreground = p.mass(curve(xy("0,660 70,652 150,664 230,690 320,726 400,764 450,800")) + [(0, h)], "ink", 2, 12)
    p.gouge(foreground, lambda x, y: 0.4, "deep", gap=14, length=40, width=2.2, keep=0.7, along=2.4)
    return p
