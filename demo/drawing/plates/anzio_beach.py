"""The beach at Anzio, below Nero's villa."""

import math

from ..geometry import box, curve, xy
from ..motifs import grass, pine
from ..plate import Plate


def draw():
    p = Plate("anzio-beach", "The beach at Anzio below the ruins of Nero's villa", seed=21)
    W, H = p.w, p.h
    p.gouge(
        box(0, 30, W, 300),
        lambda x, y: -0.015,
        "cloud",
        gap=25,
        length=170,
        width=2.5,
        keep=0.4,
        bend=0.008,
        along=5,
        fade=lambda x, y: 0.2 + y / 320,
    )
    # horizon: far cape (Circeo)
    p.mass(
        curve(xy("0,318 60,300 120,262 170,238 214,256 262,282 330,304 430,314 520,318")) + [(520, 326), (0, 326)],
        "pale",
        1.2,
        14,
    )
    # sea in three flat bands
    p.mass([(0, 318), (W, 318), (W, 620), (0, 620)], "pale", 0.6, 60)
    p.mass([(0, 366), (300, 362), (700, 368), (W, 360), (W, 620), (0, 620)], "mid", 1.6, 26)
    p.mass([(0, 470), (320, 462), (680, 474), (W, 458), (W, 640), (0, 640)], "deep", 2.2, 22)
    p.gouge(box(0, 322, W, 362), lambda x, y: 0, "sky", gap=11, length=80, width=1.5, keep=0.6, bend=0.01, along=7)
    p.gouge(
        box(0, 372, W, 460),
        lambda x, y: math.sin(x / 90) * 0.05,
        "pale",
        gap=13,
        length=86,
        width=2.4,
        keep=0.72,
        bend=0.05,
        along=5.4,
    )
    p.gouge(
        box(0, 480, W, 600),
        lambda x, y: math.sin(x / 130 + y) * 0.06,
        "mid",
        gap=16,
        length=110,
        width=3.0,
        keep=0.78,
        bend=0.06,
        along=5.4,
    )
    p.gouge(
        box(0, 480, W, 600),
        lambda x, y: math.sin(x / 130 + y) * 0.06,
        "pale",
        gap=27,
        length=80,
        width=2.4,
        keep=0.45,
        bend=0.07,
        along=5,
    )
    # foam and wet sand
    shore = curve(xy("0,668 120,652 260,640 400,622 540,606 680,598 800,586 900,576 990,566 1080,556 1200,544"))
    foam = curve(xy("0,646 130,634 270,616 400,602 550,584 690,578 800,560 900,540 990,514 1080,500 1200,486"))
    p.mass(foam + [(W, H), (0, H)], "paper", 2.6, 13)
    p.mass(shore + [(W, H), (0, H)], "pale", 1.6, 18)
    beach = p.mass(
        curve(xy("0,716 150,694 300,676 440,656 580,640 720,630 840,618 950,608 1060,598 1200,586")) + [(W, H), (0, H)],
        "sky",
        1.6,
        18,
    )
    p.gouge(
        beach,
        lambda x, y: -0.14 if x < 700 else -0.3,
        "pale",
        gap=15,
        length=70,
        width=2.0,
        keep=0.62,
        along=4,
    )

    # the ruin: brick arches of the villa standing at the water
    def arch(x, y, w, h, ink="ink"):
        p.add(f"M{x} {y}v{-h * 0.55:.0f}a{w / 2} {w / 2} 0 0 1 {w} 0v{h * 0.55:.0f}z", ink)

    ruin = p.mass(
        xy(
            "640,566 640,470 652,452 676,456 690,428 716,432 740,410 800,404 838,416 "
            "872,396 930,388 968,400 990,372 1040,352 1096,352 1130,330 1200,316 "
            "1200,562 1090,560 980,562 860,568 760,574"
        ),
        "paper",
        2.2,
        12,
    )
    p.gouge(ruin, lambda x, y: -0.03, "pale", gap=11, length=30, width=2.2, keep=0.9, along=2.8)
    p.gouge(
        ruin,
        lambda x, y: -0.03,
        "mid",
        gap=13,
        length=26,
        width=2.0,
        keep=0.7,
        along=2.8,
        fade=lambda x, y: max(0.1, (y - 330) / 230),
    )
    for x, y, w, h in (
        (664, 562, 46, 110),
        (738, 566, 54, 140),
        (824, 562, 58, 150),
        (914, 564, 60, 166),
        (1010, 562, 64, 182),
        (1112, 562, 70, 206),
    ):
        arch(x, y, w, h, "ink")
        p.add(
            f"M{x + w * 0.62:.0f} {y}v{-h * 0.55:.0f}a{w * 0.3:.0f} {w * 0.5:.0f} 0 0 0"
            f" {-w * 0.2:.0f} {-w * 0.42:.0f}a{w / 2} {w / 2} 0 0 1 {w * 0.58:.0f} {w * 0.42:.0f}"
            f"v{h * 0.55:.0f}z",
            "deep",
        )
    # cliff with macchia above
    cliff = p.mass(
        curve(xy("1200,226 1150,232 1112,256 1090,288 1050,300 1020,330 1000,372"), 8)
        + [(1040, 352), (1096, 352), (1130, 330), (1200, 316)],
        "deep",
        3,
        9,
    )
    p.gouge(cliff, lambda x, y: -0.7, "mid", gap=10, length=20, width=2, keep=0.7)
    pine(p, 1118, 262, 168, 190, lean=-12)
    pine(p, 1206, 236, 190, 210, lean=-8)
    # fallen blocks
    for pts in (
        xy("566,606 590,590 626,594 636,610 600,618"),
        xy("486,604 504,592 532,598 528,612 500,614"),
    ):
        p.mass(pts, "deep", 1.2, 10)
    # dune grass in the foreground
    tufts = (60, 800, 16), (150, 806, 14), (240, 806, 10), (1010, 806, 12), (1110, 800, 18), (1180, 806, 14)
    grass(p, (*tufts, (930, 812, 7)))
    # the way: the tide line, coming ashore and going inland
    p.stroke(
        xy("-10,694 120,676 270,660 410,641 550,625 690,616 800,608 905,600 1000,592 1090,584 1224,574"),
        13,
        4,
    )
    return p
