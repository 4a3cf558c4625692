"""Tuscany and the Gothic Line: a cypress road in the hills, ridge behind ridge of the Apennines."""

import math

from ..buildings import house
from ..geometry import curve, xy
from ..motifs import bush, cypress, flank, quiet_sky
from ..plate import Plate

WAY = xy("560,812 640,770 776,738 800,712 720,690 560,672 470,652 500,628 620,610 700,596 690,580 610,570 540,560")


def ridge(p, line, ink, cut, slope, foot, keep=0.7, gap=18):
    """One chain of the mountains, lit from the left; cuts fade towards its foot."""
    top = curve(xy(line), 6)
    area = p.mass([*top, (p.w, foot), (0, foot)], ink, 1.6, 15)
    low = min(y for _, y in top)
    p.gouge(
        area,
        slope,
        cut,
        gap=gap,
        length=44,
        width=2.5,
        keep=keep,
        fade=lambda x, y: max(0, 1 - (y - low) / (foot - low) * 1.25),
    )
    return top


def farm(p):
    """A farmhouse with its tower on the knoll."""
    house(p, 420, 560, 62, 34, 22, 12, (4, 2), top="mid")
    house(p, 404, 560, 26, 58, 12, 8, (1, 3), top="mid")
    house(p, 484, 562, 34, 22, 14, 8, (2, 1), top="mid")


def draw():
    p = Plate("tuscany-and-the-gothic-line", "A cypress road below the ridges of the Apennines", seed=19)
    w, h = p.w, p.h
    quiet_sky(p, 70, 360)
    waves = lambda k, a: lambda x, y: a + 0.5 * math.sin(x / k)  # noqa: E731
    ridge(
        p,
        "0,300 70,286 110,268 150,278 220,290 262,256 296,240 330,252 390,270 "
        "440,226 474,214 510,232 560,246 610,208 654,180"
        " 690,206 740,232 800,214 852,196 900,234 950,258 1010,238 1046,224 "
        "1090,256 1130,276 1200,262",
        "pale",
        "sky",
        waves(70, 0.7),
        430,
    )
    middle = ridge(
        p,
        "0,372 80,352 124,334 170,352 222,362 290,326 334,306 376,330 450,356 "
        "520,330 560,316 620,312 684,284 730,314"
        " 790,342 850,320 904,298 950,330 1012,354 1060,336 1104,322 1150,346 1200,356",
        "mid",
        "pale",
        waves(80, 0.6),
        500,
        0.8,
        16,
    )
    for peak, valley, drop in (
        (124, 222, 60),
        (334, 450, 92),
        (686, 790, 110),
        (904, 1012, 90),
        (1104, 1190, 50),
    ):
        flank(p, middle, peak, valley, drop)
    ridge(
        p,
        "0,430 100,420 220,396 330,420 460,404 600,424 720,398 840,384 960,418 1080,402 1200,424",
        "deep",
        "mid",
        waves(90, 0.5),
        560,
        0.85,
        17,
    )
    # the hills of Tuscany: light stubble, dark plough
    one = p.mass(
        [
            *curve(xy("0,500 140,476 280,470 420,486 560,516 700,520 860,492 1000,474 1200,492")),
            (w, 700),
            (0, 700),
        ],
        "mid",
        1.6,
    )
    p.gouge(
        one,
        lambda x, y: 0.16 * math.sin(x / 130),
        "pale",
        gap=14,
        length=64,
        width=2.4,
        keep=0.8,
        along=3.2,
        fade=lambda x, y: 0.9 if x > 560 else 0.4,
    )
    for x, base, wide, tall in (
        (862, 506, 34, 24),
        (900, 502, 40, 28),
        (942, 498, 32, 24),
        (1090, 492, 42, 30),
        (1136, 496, 34, 24),
        (120, 492, 40, 28),
        (160, 490, 30, 22),
    ):
        bush(p, x, base, wide, tall, "deep", "mid", 9)
    two = p.mass(
        [
            *curve(xy("0,590 120,580 260,566 380,556 480,556 600,572 720,596 860,600 1020,570 1200,548")),
            (w, h),
            (0, h),
        ],
        "pale",
        1.8,
    )
    p.gouge(
        two,
        lambda x, y: -0.1 + 0.2 * math.sin(x / 160),
        "sky",
        gap=19,
        length=90,
        width=2.8,
        keep=0.7,
        along=3,
    )
    p.gouge(
        two,
        lambda x, y: -0.1 + 0.2 * math.sin(x / 160),
        "mid",
        gap=23,
        length=80,
        width=2.4,
        keep=0.7,
        along=3,
        fade=lambda x, y: 1 if x > 640 else 0.5,
    )
    # a ploughed field on the right, furrows to the crest
    field = p.mass(curve(xy("760,690 860,620 960,588 1080,566 1200,552")) + [(w, 730), (1000, 716)], "mid", 1.6)
    p.gouge(
        field,
        lambda x, y: math.atan2(y - 480, (x - 900) * 0.9),
        "deep",
        gap=14,
        length=60,
        width=2.8,
        keep=0.9,
    )
    farm(p)
    # the near slope
    left = p.mass(curve(xy("0,640 120,632 250,652 380,690 480,740 540,800")) + [(0, h)], "deep", 2, 14)
    p.gouge(
        left,
        lambda x, y: 0.25 + x / 1500,
        "mid",
        gap=14,
        length=54,
        width=2.4,
        keep=0.85,
        along=2.6,
        fade=lambda x, y: max(0.1, 1 - (y - 640) / 140),
    )
    near = p.mass(curve(xy("640,800 740,764 880,742 1040,716 1200,700")) + [(w, h)], "ink", 2, 14)
    p.gouge(near, lambda x, y: -0.25, "deep", gap=13, length=48, width=2.3, keep=0.75, along=2.6)
    # the way
    p.stroke(WAY[:4], 30, 17)
    p.stroke(WAY[3:8], 17, 9)
    p.stroke(WAY[7:], 9, 4)
    # cypresses along it, in pairs and singly, larger towards us
    for x, base, tall, half in (
        (560, 558, 40, 4.5),
        (584, 562, 44, 5),
        (636, 570, 50, 5.5),
        (664, 576, 52, 6),
        (716, 594, 58, 6.5),
        (652, 600, 58, 6.5),
        (596, 610, 62, 7),
        (540, 618, 66, 7.5),
        (492, 626, 70, 8),
        (452, 652, 80, 9),
        (510, 668, 84, 9.5),
        (580, 682, 92, 10),
        (652, 690, 98, 11),
        (734, 700, 106, 12),
        (826, 716, 120, 14),
        (802, 744, 132, 15),
        (700, 764, 148, 17),
    ):
        cypress(p, x, base, tall, half)
    cypress(p, 396, 562, 62, 7)
    cypress(p, 534, 564, 54, 6)
    # a dark group on the left, in front of everything
    for x, base, tall, half in ((64, 700, 210, 21), (118, 712, 250, 24), (176, 716, 190, 20)):
        cypress(p, x, base, tall, half)
    return p
