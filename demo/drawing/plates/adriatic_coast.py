"""The Adriatic coast: capes, a fishing platform on stilts, the Maiella behind, the road along the shore."""

import math

from ..buildings import house
from ..geometry import curve, xy
from ..motifs import bush, grass, quiet_sky
from ..plate import Plate


def trabocco(p):
    """A trabocco: hut and platform on crossed poles, long booms, a gangway to the land."""

    def pole(x0, y0, x1, y1, w=3.0, ink="ink"):
        p.stroke([(x0, y0), ((x0 + x1) / 2 + 1.5, (y0 + y1) / 2), (x1, y1)], w, w * 0.8, ink)

    # poles under the platform
    for x, foot in ((742, 632), (764, 640), (790, 636), (816, 642), (842, 637), (868, 640), (892, 632)):
        pole(x + (x - 816) * 0.12, foot, x, 548, 4)
    for a, b in ((744, 790), (790, 744), (790, 842), (842, 790), (842, 890), (890, 842)):
        pole(a, 628, b, 558, 2.4)
    p.mass(xy("728,542 906,542 906,552 728,552"), "ink", 0.6, 40)
    # hut
    house(p, 770, 542, 58, 34, 18, 14, (2, 1), top="deep")
    # rail
    pole(730, 524, 768, 524, 2)
    pole(850, 524, 904, 524, 2)
    for x in (732, 750, 862, 882, 902):
        pole(x, 524, x, 542, 2)
    # booms out over the sea, held from a mast
    pole(800, 542, 800, 432, 4)
    pole(880, 542, 1098, 466, 4)
    pole(880, 542, 1068, 520, 3.4)
    pole(850, 542, 1010, 420, 3.4)
    for x, y in ((1098, 466), (1068, 520), (1010, 420)):
        pole(800, 434, x, y, 1.5)
    pole(1010, 420, 1098, 466, 1.5)
    pole(1098, 466, 1068, 520, 1.5)
    # gangway to the land
    pole(730, 548, 430, 560, 3.4)
    pole(730, 536, 432, 548, 2)
    for i in range(9):
        x = 496 + i * 26
        y = 560 - (x - 430) * 12 / 300
        pole(x, y + 40 + i * 4, x, y - 14, 2.6)


def draw():
    p = Plate("adriatic-coast", "A fishing platform on the Adriatic, capes and the Maiella behind", seed=61)
    w, h = p.w, p.h
    quiet_sky(p, 90, 400)
    # the Maiella: long, whale-backed, snow on it
    maiella = curve(
        xy("0,262 60,232 130,206 200,196 270,200 330,214 390,226 440,252 500,286 560,322 640,366 720,396"), 6
    )
    m = p.mass(maiella + [(720, 430), (0, 430)], "pale", 1.4, 16)
    p.gouge(
        m,
        lambda x, y: 1.0 + (x - 250) / 900,
        "paper",
        gap=13,
        length=44,
        width=3.6,
        keep=0.95,
        fade=lambda x, y: max(0, 1 - (y - 200) / 110),
    )
    p.gouge(
        m,
        lambda x, y: 0.9,
        "mid",
        gap=20,
        length=40,
        width=2.0,
        keep=0.5,
        fade=lambda x, y: max(0, min(1, (y - 250) / 60)) * max(0, min(1, (400 - y) / 60)),
    )
    # sea
    p.mass([(0, 396), (w, 396), (w, 760), (0, 760)], "pale", 0.6, 60)
    p.mass([(0, 452), (400, 448), (800, 454), (w, 446), (w, 760), (0, 760)], "mid", 1.6, 26)
    p.mass([(0, 662), (460, 654), (820, 664), (w, 650), (w, 800), (0, 800)], "deep", 2.2, 22)
    p.gouge(
        [(480, 400), (w, 400), (w, 446), (480, 446)],
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
        [(340, 458), (w, 458), (w, 648), (340, 648)],
        lambda x, y: 0.04 * math.sin(x / 90),
        "pale",
        gap=14,
        length=86,
        width=2.4,
        keep=0.7,
        bend=0.05,
        along=5.4,
    )
    p.gouge(
        [(360, 668), (w, 668), (w, 790), (360, 790)],
        lambda x, y: 0.06 * math.sin(x / 130 + y),
        "mid",
        gap=16,
        length=110,
        width=3.0,
        keep=0.8,
        bend=0.06,
        along=5,
    )
    p.gouge(
        [(420, 690), (w, 690), (w, 790), (420, 790)],
        lambda x, y: 0.05,
        "pale",
        gap=27,
        length=80,
        width=2.4,
        keep=0.45,
        bend=0.07,
        along=5,
    )
    # third cape, with the town on it
    c3 = p.mass(
        curve(xy("300,376 420,360 520,352 600,356 660,366 690,384 700,402"), 6) + xy("700,410 300,410"),
        "mid",
        1.6,
        12,
    )
    p.gouge(c3, lambda x, y: 0.7, "pale", gap=11, length=20, width=2, keep=0.8)
    for x, base, wide, tall, side in (
        (516, 358, 24, 16, 6),
        (546, 358, 16, 22, 5),
        (566, 358, 30, 14, 7),
        (604, 361, 18, 18, 6),
        (488, 358, 22, 14, 5),
        (630, 366, 18, 14, 5),
        (534, 348, 14, 10, 4),
    ):
        house(p, x, base, wide, tall, side, 0, (2, 1))
    p.add("M572 344a9 10 0 0 1 18 0z", "mid")
    # second cape
    c2 = p.mass(
        curve(xy("100,400 240,380 360,374 450,384 500,398 520,424 530,448"), 6) + xy("532,462 100,470"),
        "deep",
        2,
        12,
    )
    p.gouge(c2, lambda x, y: 0.75, "mid", gap=12, length=28, width=2.3, keep=0.85)
    # the near slope: olives above the shore
    near = curve(xy("0,372 90,380 190,404 280,440 350,486 402,528 440,560 470,590"), 6)
    s = p.mass(near + curve(xy("470,590 462,622 424,664 388,706 372,748 400,800"), 6) + [(0, h)], "deep", 2, 13)
    p.gouge(
        s,
        lambda x, y: 0.55 + y / 2400,
        "mid",
        gap=14,
        length=44,
        width=2.4,
        keep=0.9,
        fade=lambda x, y: max(0.1, 1 - max(0, y - 520) / 200),
    )
    # foam and shingle along the foot of the slope
    foot = curve(xy("350,486 402,528 440,560 470,590 462,622 424,664 388,706 372,748 400,800"), 6)
    p.mass(
        foot + curve(xy("640,800 528,748 484,706 492,656 506,616 498,584 462,550 414,514 352,480"), 6),
        "paper",
        2.4,
        12,
    )
    p.mass(
        foot + curve(xy("570,800 474,752 440,708 458,660 486,620 484,590 451,557 404,521 350,484"), 6),
        "stone",
        1.8,
        12,
    )
    p.gouge(
        xy("400,790 392,730 424,690 440,720 460,760 520,790"),
        lambda x, y: 0.6,
        "mid",
        gap=11,
        length=20,
        width=1.8,
        keep=0.6,
    )
    for x, base, wide, tall in (
        (60, 420, 54, 40),
        (130, 446, 60, 44),
        (28, 484, 70, 52),
        (160, 396, 44, 32),
        (118, 528, 78, 58),
        (232, 548, 66, 48),
        (20, 590, 90, 66),
        (180, 620, 80, 58),
    ):
        bush(p, x, base, wide, tall)
    trabocco(p)
    # foreground bank
    f = p.mass(curve(xy("0,676 80,668 180,690 260,728 330,770 380,800"), 6) + [(0, h)], "ink", 2, 12)
    p.gouge(f, lambda x, y: 0.5, "deep", gap=14, length=40, width=2.2, keep=0.7, along=2.4)
    # the way: the road along the shore
    p.stroke(xy("330,812 296,760 278,712 286,664 318,622"), 34, 19)
    p.stroke(xy("317,624 352,592 366,566 344,536 300,500 250,462"), 19, 9)
    p.stroke(xy("252,464 214,438 220,424 270,414 340,408 400,396 440,386"), 9, 3.5)
    grass(p, ((40, 806, 12), (140, 812, 12)), tall=(60, 110))
    return p
