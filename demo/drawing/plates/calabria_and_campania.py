"""Calabria and Campania: the bay of Naples with Vesuvius, seen from the west under an umbrella pine."""

import math

from ..buildings import house
from ..geometry import at, curve, xy
from ..motifs import bush, pine, quiet_sky
from ..plate import Plate


def city(p):
    """Naples, a band of blocks along the shore, denser towards the left."""
    shore = curve(xy("0,500 160,496 300,486 420,470 520,462 640,456"), 8)
    # the hill of the city and its castle-like block on top, far back
    hill = p.mass(curve(xy("0,404 90,392 190,398 300,424 420,446 560,456 640,456")) + xy("600,468 0,510"), "mid", 1.6)
    p.gouge(hill, lambda x, y: 0.5, "pale", gap=13, length=24, width=2, keep=0.7)
    house(p, 96, 398, 66, 22, 16, 0, (5, 1))
    rng = p.rng
    for row in range(4, -1, -1):
        x = -10.0
        while x < 640 - row * 60:
            base = at(shore, x) - 4 - row * 17 * max(0.25, 1 - x / 760)
            wide = rng.uniform(17, 28) * (1 - x / 1500)
            tall = rng.uniform(15, 30) * (1 - x / 1100)
            house(p, x, base, wide, tall, wide * 0.3, rng.choice((0, 0, 4)), (3 if wide > 20 else 2, 2))
            x += wide * rng.uniform(1.3, 1.9)
    # one dome
    p.add("M246 424a15 17 0 0 1 30 0v10h-30z", "deep")
    p.add("M259.500 408v-12h3v12z", "deep")


def draw():
    p = Plate("calabria-and-campania", "The bay of Naples and Vesuvius", seed=17)
    w, h = p.w, p.h
    quiet_sky(p, 110, 430)
    # the far peninsula on the right
    far = curve(xy("760,452 850,436 920,412 990,404 1060,384 1130,394 1200,374"))
    a = p.mass(far + [(w, 470), (760, 470)], "pale", 1.2, 14)
    p.gouge(a, lambda x, y: 0.4, "sky", gap=16, length=34, width=2, keep=0.5)
    # Vesuvius: Monte Somma on the left, the saddle, the cone on the right
    mount = curve(
        xy(
            "180,456 280,436 370,404 440,366 500,322 540,288 564,276 586,280 606,292 "
            "622,304 642,298 668,266 694,240 710,232"
            " 734,234 752,230 772,242 800,276 840,322 890,366 950,406 1030,436 1120,452"
        ),
        5,
    )
    m = p.mass(mount + [(1120, 470), (180, 470)], "mid", 1.8, 14)

    def fall(x, y):
        rx = 560 if x < 610 else 730
        return math.atan2(max(y - 190, 40), (x - rx) * 1.2)

    p.gouge(
        m,
        fall,
        "pale",
        gap=14,
        length=40,
        width=2.5,
        keep=0.95,
        fade=lambda x, y: (0.35 if 575 < x < 630 or x > 740 else 1) * max(0.1, min(1, (440 - y) / 90)),
    )
    shade = xy(
        "752,230 772,242 800,276 840,322 890,366 950,406 1010,430 900,424 858,412 "
        "846,384 812,370 806,336 782,318"
        " 776,286 756,266"
    )
    s = p.mass(shade, "deep", 2, 13)
    p.gouge(s, fall, "mid", gap=13, length=30, width=2.2, keep=0.7)
    s = p.mass(
        xy("570,277 586,280 606,292 622,304 640,299 634,326 644,352 622,370 612,340 596,326 588,300"),
        "deep",
        1.6,
        12,
    )
    p.gouge(s, lambda x, y: 1.0, "mid", gap=12, length=22, width=2, keep=0.7)
    # towns at the foot, a pale line of small blocks
    blocks = []
    x = 470
    while x < 1010:
        wide, tall = p.rng.uniform(5, 12), p.rng.uniform(3, 9)
        y = 455 - 3 * math.sin((x - 470) / 172)
        blocks.append([(x, y), (x, y - tall), (x + wide, y - tall), (x + wide, y)])
        x += wide + p.rng.uniform(1, 9)
    p.flat(blocks, "paper")
    # the bay, in flat bands
    p.mass([(0, 456), (w, 456), (w, 700), (0, 700)], "pale", 0.6, 60)
    p.mass([(0, 506), (420, 500), (800, 508), (w, 500), (w, 760), (0, 760)], "mid", 1.6, 26)
    p.mass([(0, 640), (500, 626), (860, 640), (w, 622), (w, 800), (0, 800)], "deep", 2.2, 22)
    p.gouge(
        [(0, 462), (w, 462), (w, 500), (0, 500)],
        lambda x, y: 0,
        "sky",
        gap=11,
        length=80,
        width=1.6,
        keep=0.7,
        bend=0.01,
        along=6,
    )
    p.gouge(
        [(0, 512), (w, 512), (w, 622), (0, 622)],
        lambda x, y: 0.04 * math.sin(x / 90),
        "pale",
        gap=14,
        length=90,
        width=2.4,
        keep=0.75,
        bend=0.05,
        along=5.2,
    )
    p.gouge(
        [(0, 646), (w, 646), (w, 780), (0, 780)],
        lambda x, y: 0.05 * math.sin(x / 130 + y),
        "mid",
        gap=16,
        length=110,
        width=3,
        keep=0.8,
        bend=0.06,
        along=5,
    )
    city(p)
    # the quay and the near shore coming towards us on the left
    land = curve(xy("0,512 150,508 300,498 420,484 520,470 660,458"), 6) + curve(
        xy("660,460 560,476 484,494 452,514 458,548 492,584 506,620 480,664 444,706 446,744 500,780 560,800"),
        6,
    )
    surf = "668,460 574,477 497,495 461,516 468,548 504,584 519,620 490,668 458,708 462,744 522,780 590,800"
    p.mass(land[:-60] + curve(xy(surf), 6) + [(0, h)], "paper", 2.2, 12)
    n = p.mass(land + [(0, h)], "deep", 1.8, 16)
    p.gouge(
        n,
        lambda x, y: 0.15 + y / 3000,
        "mid",
        gap=13,
        length=40,
        width=2.4,
        keep=0.85,
        along=2.4,
        fade=lambda x, y: max(0.12, 1 - abs(y - 560) / 170),
    )
    slope = curve(xy("0,600 70,604 130,616 190,640 250,652 300,690 346,726 372,764 380,800"))
    f = p.mass(slope + [(0, h)], "ink", 2.2, 12)
    p.gouge(f, lambda x, y: 0.7, "deep", gap=14, length=40, width=2.2, keep=0.75, along=2.2)
    for x, base, wide, tall in (
        (352, 566, 44, 32),
        (318, 536, 32, 24),
        (362, 628, 52, 38),
        (262, 560, 36, 28),
        (398, 590, 34, 26),
    ):
        bush(p, x, base, wide, tall)
    # the way: along the shore, to the foot of the mountain
    p.stroke(xy("476,812 420,764 380,724 376,692 410,654 446,618"), 30, 15)
    p.stroke(xy("445,620 452,590 428,562 402,536 404,514 436,496 494,481 562,468 644,460"), 15, 4)
    p.stroke(xy("636,461 720,458 830,455 930,456 1000,458"), 4, 2)
    for x, base, wide, tall in ((226, 662, 70, 46), (300, 706, 60, 38), (20, 622, 80, 50), (84, 620, 50, 30)):
        bush(p, x, base, wide, tall)
    pine(p, 128, 640, 500, 400, lean=44)
    return p
