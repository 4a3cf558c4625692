"""Bologna and northern Italy: the Via Emilia runs straight over the plain to the two towers."""

import math

from ..buildings import house
from ..geometry import curve, smooth, xy
from ..motifs import quiet_sky
from ..plate import Plate

VANISH = 640, 452


def towers(p):
    """Asinelli, tall, hardly leaning; Garisenda, half as high, leaning well over.

    Seen from the east Asinelli stands on the right. In truth Garisenda leans towards the viewer; its
    lean is turned so that it shows.
    """
    # Asinelli: 97 m on a base of about 9 m
    p.mass(xy("606,452 610,166 640,166 640,452"), "paper", 0.5, 50)
    p.mass(xy("626,452 628,166 643,166 643,452"), "stone", 0.5, 50)
    p.rect(606, 148, 41, 20, "paper", 0.4)
    p.rect(629, 148, 18, 20, "stone", 0.4)
    p.flat([[(x, 148), (x, 141), (x + 5, 141), (x + 5, 148)] for x in (606, 616, 626, 636, 642)], "paper")
    p.rect(619, 122, 15, 22, "paper", 0.3)
    p.rect(628, 122, 7, 22, "stone", 0.3)
    p.mass(xy("616,123 626,106 637,123"), "mid", 0.3)
    p.flat(
        [
            [(x, y), (x + 3, y), (x + 3, y + 7), (x, y + 7)]
            for x, y in ((617, 190), (617, 240), (617, 292), (617, 344), (633, 214), (633, 268), (633, 320))
        ],
        "deep",
    )
    p.rect(598, 404, 50, 50, "paper", 0.4)
    p.rect(628, 404, 22, 50, "stone", 0.4)
    # Garisenda: 48 m, cut down, out of the plumb
    p.mass(xy("558,452 548,312 577,310 590,452"), "paper", 0.5, 50)
    p.mass(xy("576,452 566,311 577,310 590,452"), "stone", 0.5, 50)
    p.flat([xy("556,340 559,340 559,347 556,347"), xy("560,384 563,384 563,391 560,391")], "deep")


def city(p):
    """Roofs in a long band, San Petronio's unfinished bulk and a few bell towers among them."""
    rng = p.rng
    for row, (base, big) in enumerate(((440, 0.8), (452, 1.0), (464, 1.15))):
        x = 250.0 - row * 26
        while x < 1010 + row * 24:
            wide = rng.uniform(18, 40) * big
            edge = max(0, 1 - abs(x + wide / 2 - 630) / 460)
            tall = rng.uniform(12, 26) * (0.5 + edge * 0.9) * big
            if not (row == 1 and 530 < x < 650):
                house(
                    p,
                    x,
                    base,
                    wide,
                    tall,
                    wide * 0.28,
                    rng.choice((4, 5, 6)),
                    (max(2, int(wide / 9)), 2 if tall > 20 else 1),
                )
            x += wide * rng.uniform(1.24, 1.5)
        if row == 0:
            # San Petronio: long bare nave, brick above marble
            house(p, 404, 446, 66, 60, 58, 18, (3, 1), top="mid")
            for bx, tall in ((372, 92), (716, 84), (806, 66)):
                house(p, bx, 446, 13, tall, 6, 14, (1, 4), top="mid")
            p.add("M884 418a22 24 0 0 1 44 0v24h-44z", "mid")
            p.add("M908 394q18 3 20 24v24h-20z", "deep")
            p.rect(902, 384, 8, 12, "paper", 0.2)
            towers(p)


def draw():
    p = Plate("bologna-and-northern-italy", "The Via Emilia and the two towers of Bologna", seed=83)
    w, h = p.w, p.h
    quiet_sky(p, 80, 400)
    # the last hills of the Apennines on the left, a sanctuary on the nearest
    far = p.mass(
        curve(xy("0,330 90,312 190,330 300,352 400,378 520,404 640,424 760,436 900,442 1200,446"), 6)
        + [(w, 470), (0, 470)],
        "pale",
        1.4,
        15,
    )
    p.gouge(far, lambda x, y: 0.6, "sky", gap=16, length=40, width=2.4, keep=0.7)
    hill = p.mass(
        curve(xy("0,404 70,378 140,354 196,346 250,362 310,392 380,420 470,444"), 6) + [(470, 474), (0, 474)],
        "mid",
        1.6,
        13,
    )
    p.gouge(
        hill,
        lambda x, y: math.atan2(max(y - 250, 40), (x - 196) * 1.1),
        "pale",
        gap=13,
        length=30,
        width=2.3,
        keep=0.8,
        fade=lambda x, y: 1 if x < 210 else 0.4,
    )
    p.add("M172 350v-14h8a18 17 0 0 1 36 0h8v14z", "paper")
    p.add("M200 350v-31q15 3 16 17h8v14z", "stone")
    city(p)
    # the plain, field behind field; far strips flat, near ones dark
    p.mass([(0, 462), (w, 462), (w, 560), (0, 560)], "mid", 1, 40)
    p.gouge(
        [(0, 466), (w, 466), (w, 520), (0, 520)],
        lambda x, y: 0,
        "pale",
        gap=9,
        length=60,
        width=1.8,
        keep=0.7,
        bend=0.01,
        along=6,
    )
    p.mass([(0, 512), (520, 506), (w, 510), (w, h), (0, h)], "deep", 1.4, 30)
    # rows of hemp and vines run to the vanishing point
    fields = (
        ("0,524 470,512 566,512 300,640 0,700", "mid", 1),
        ("724,512 1200,520 1200,640 1000,600", "pale", 0),
    )
    for line, ink, _ in fields:
        f = p.mass(xy(line), ink, 1.6, 24)
        p.gouge(
            f,
            lambda x, y: math.atan2(y - VANISH[1], x - VANISH[0]),
            "deep",
            gap=10,
            length=60,
            width=2.6,
            keep=0.9,
            along=2.8,
        )
    left = p.mass(xy("0,716 330,640 560,520 596,520 440,800 0,800"), "deep", 1.6, 24)
    p.gouge(
        left,
        lambda x, y: math.atan2(y - VANISH[1], x - VANISH[0]),
        "mid",
        gap=15,
        length=66,
        width=3,
        keep=0.9,
        along=2.6,
    )
    right = p.mass(xy("690,520 760,530 1020,620 1200,690 1200,800 840,800"), "ink", 1.6, 24)
    p.gouge(
        right,
        lambda x, y: math.atan2(y - VANISH[1], x - VANISH[0]),
        "deep",
        gap=15,
        length=66,
        width=3,
        keep=0.85,
        along=2.6,
    )
    # ditches beside the road
    p.mass(xy("635,466 574,800 520,800 631,466"), "ink", 1, 30)
    p.mass(xy("646,466 770,800 816,800 650,466"), "ink", 1, 30)
    # the way
    p.mass(xy("638.5,463 642.5,463 726,800 614,800"), "madder", 0.8, 50)
    # poplars on the right of the road, in a row that shrinks
    for k in range(8, -1, -1):
        t = 1 / (1 + k * 0.55)
        x, base = VANISH[0] + 440 * t, VANISH[1] + 268 * t
        poplar(p, x, base, 400 * t, 44 * t, max(7, 13 * t))
    return p


def poplar(p, x, base, tall, half, gap):
    """A Lombardy poplar: a bare foot, a narrow crown, fuller than a cypress."""
    p.mass(
        [
            (x - half * 0.1, base),
            (x - half * 0.07, base - tall * 0.2),
            (x + half * 0.07, base - tall * 0.2),
            (x + half * 0.1, base),
        ],
        "ink",
        0.3,
        30,
    )
    shape = (
        (0, -1),
        (0.36, -0.84),
        (0.72, -0.6),
        (0.94, -0.34),
        (0.8, -0.14),
        (0.3, -0.08),
        (-0.3, -0.08),
        (-0.84, -0.16),
        (-0.96, -0.36),
        (-0.7, -0.62),
        (-0.34, -0.86),
    )
    crown = p.mass(
        smooth([(x + half * u, base + tall * v) for u, v in shape], 4),
        "ink",
        min(2.4, half * 0.08),
        max(5, half * 0.3),
    )
    p.gouge(
        crown,
        lambda px, py: -1.45 + (px - x) / half * 0.25,
        "deep",
        gap=gap,
        length=max(9, tall * 0.07),
        width=1.0 + half * 0.03,
        keep=0.9,
        along=1.5,
        fade=lambda px, py: 1 if px < x else 0.2,
    )
