"""Monte Cassino: the panorama of the home page."""

import math

from ..geometry import box, curve, xy
from ..motifs import cypress
from ..plate import Plate, outline

# The shaded flanks of the hill, already clipped to its outline.
SHADES = [
    xy(
        "1096,312 1108,336 1104,372 1130,412 1124,452 1158,492 1148,536 1176,580 "
        "1158,616 1166,664 "
        "1130,716 1250,690 1290,640 1316,590 1300,540 1316,500 1304,462 1262,446 "
        "1232,424 1204,376 "
        "1178,350 1174.35635,344.27427 1171.64849,340.25154 1164.85145,332.14656  "
        "1164.79738,332.07593 1164.74981,332.00077 1159.54838,322.91416 1151.62894,316.48489  "
        "1151.60892,316.46819 1145.80228,311.49744 1140.36456,308.78137 1130.53969,306.07349  "
        "1109.99804,304.30964 1103.02983,304.09145"
    ),
    xy(
        "1402,512 1404,552 1434,580 1440,622 1470,640 1500,604 1464,572 1460.98482,567.66568  "
        "1460.86071,567.58753 1460.77572,567.52762 1460.69742,567.45922 1460.62664,567.38306  "
        "1460.56415,567.29995 1455.5024,559.7847 1432,526 1400,498 1384,474"
    ),
    xy("700,530 684,560 686,596 664,640 656,690 680,650 712,606 708,566 726,528 722,496 706,500"),
    xy("578,606 552,640 540,684 572,640 600,604 606,574 590,580"),
    xy("836,410 816,452 820,496 806,540 816,566 826,520 856,470 846,430 862,392 850,366"),
]


def draw():
    p = Plate("monte-cassino", "The abbey on its hill above the Liri valley", seed=11, width=1600)
    W, H = p.w, p.h
    # sky: a few long cuts low on the horizon
    sky = box(0, 120, W, 470)
    p.gouge(
        sky,
        lambda x, y: -0.02,
        "cloud",
        gap=26,
        length=150,
        width=2.4,
        keep=0.34,
        bend=0.01,
        along=4.6,
        fade=lambda x, y: max(0, (y - 150) / 330) * (1 if x > 420 else 0.55),
    )
    # far range
    far = curve(
        xy(
            "0,470 120,442 260,456 380,428 520,446 660,408 800,424 1010,330 1180,262 "
            "1330,208 1420,222 1520,268 1600,258"
        )
    )
    a = p.mass(far + [(W, 640), (0, 640)], "pale", 1.4)
    p.gouge(
        a,
        lambda x, y: 0.62 if x < 1350 else -0.5,
        "sky",
        gap=22,
        length=46,
        width=2.6,
        keep=0.62,
        fade=lambda x, y: max(0, min(1, 1.25 - abs(y - 380) / 210)),
    )
    # second range, behind the shoulder
    r2 = curve(xy("0,560 140,528 300,540 460,508 600,520 760,480 900,470 1230,430 1330,372 1450,350 1600,396"))
    b = p.mass(r2 + [(W, 700), (0, 700)], "mid", 1.6)
    p.gouge(
        b,
        lambda x, y: 0.5 if x < 1400 else -0.35,
        "pale",
        gap=19,
        length=40,
        width=2.4,
        keep=0.6,
        fade=lambda x, y: 1 - max(0, (y - 480) / 200),
    )
    # the hill: a long spur to the left, a steep flank and a saddle to the right
    hill_top = curve(
        xy(
            "250,690 360,664 450,640 520,598 572,580 618,566 664,520 706,496 748,488 "
            "784,450 806,410 836,380 862,336 884,312 930,304 1110,304 1152,316 1178,348 "
            "1204,372 1232,420 1262,440 1300,456 1336,452 1372,456 1398,492 1430,520 "
            "1462,566 1516,600 1600,640"
        ),
        4,
    )
    hill = p.mass(hill_top + [(W, 800), (200, 800)], "deep", 2.4, 13)

    def slope(x, y):
        # marks run down the fall line, fanning from a ridge rather than from one point
        rx = 900 + max(-160, min(170, (x - 960) * 0.62))
        return math.atan2(max(y - 215, 40), (x - rx) * 1.35)

    p.gouge(
        hill,
        slope,
        "mid",
        gap=13,
        length=40,
        width=2.5,
        keep=0.95,
        fade=lambda x, y: (1.0 if x < 1040 else 0.3) * max(0.0, min(1, (716 - y) / 120)),
    )
    p.gouge(
        hill,
        slope,
        "pale",
        gap=18,
        length=34,
        width=2.0,
        keep=0.8,
        fade=lambda x, y: max(0, min(1, (985 - x) / 320)) * max(0, min(1, (640 - y) / 150)),
    )
    # shade: the east flank and four gullies, flat blocks with toothed edges
    for i, points in enumerate(SHADES):
        p.add(outline(p.rough(points, 2, 16)), "ink")
        p.gouge(points, slope, "deep", gap=13, length=34, width=2.2, keep=0.8 if i < 2 else 0.9)
    # castle on its knoll
    for x, y, w, h in ((1322, 430, 34, 34), (1330, 412, 14, 24), (1356, 440, 26, 22)):
        p.rect(x, y, w, h, "paper" if w != 26 else "pale", 0.6)
    # abbey: long block on its terraces
    A = xy(
        "884,300 884,246 912,246 912,232 968,232 968,214 976,206 984,214 984,232 "
        "1030,232 1052,214 1074,232 1118,232 1118,246 1136,246 1136,300"
    )
    p.mass(A, "paper", 0.5, 60)
    # shaded returns
    for pts in (
        xy("1074,232 1118,232 1118,246 1136,246 1136,300 1092,300 1092,246 1074,246"),
        [(976, 206), (984, 214), (984, 232), (976, 232)],
        [(1052, 214), (1074, 232), (1074, 246), (1052, 246)],
    ):
        p.mass(pts, "pale", 0.4, 60)
    # dome
    p.add("M1040 214a12 12 0 0 1 24 0z", "mid")
    win = []
    for row, y in enumerate((254, 268, 282)):
        for x in range(892, 1090, 11):
            if x > 1040 and row == 0 and x < 1066:
                continue
            win.append(f"M{x} {y}h3.4v{6 if row < 2 else 8}h-3.4z")
    p.add("".join(win), "deep")
    p.add("".join(f"M{x} {y}h3v6h-3z" for y in (256, 270, 284) for x in range(1098, 1132, 11)), "deep")
    p.add("".join(f"M{x} 238h3v5h-3z" for x in range(920, 1036, 12)), "mid")
    # terrace wall with arches
    p.mass([(868, 300), (1152, 300), (1164, 322), (856, 322)], "pale", 0.7, 40)
    p.add("".join(f"M{x} 322v-9a5 5 0 0 1 10 0v9z" for x in range(872, 1140, 19)), "deep")
    # the plain
    plain = p.mass(
        curve(xy("0,664 200,648 420,668 640,690 860,706 1080,704 1300,686 1600,668")) + [(W, H), (0, H)],
        "ink",
        1.6,
    )
    van = (760, 560)
    p.gouge(
        plain,
        lambda x, y: math.atan2(y - van[1], (x - van[0])) if abs(x - van[0]) > 260 else 0.03,
        "deep",
        gap=15,
        length=66,
        width=2.6,
        keep=0.8,
        along=2.6,
        fade=lambda x, y: 1 if y < 770 else 0.6,
    )
    p.gouge(
        plain,
        lambda x, y: math.atan2((y - van[1]) * 0.6, (x - van[0])),
        "mid",
        gap=24,
        length=54,
        width=2.0,
        keep=0.42,
        along=3,
    )
    # poplars and cypresses by the road
    for x, base, h, w in (
        (70, 690, 118, 13),
        (104, 694, 150, 15),
        (142, 690, 96, 12),
        (420, 712, 74, 9),
        (446, 716, 92, 10),
        (1418, 716, 104, 12),
        (1450, 722, 138, 14),
        (1488, 716, 84, 11),
        (1548, 734, 156, 17),
    ):
        cypress(p, x, base, h, w)
    # the way: road over the plain, then hairpins to the gate
    p.stroke(xy("300,806 372,766 500,736 660,722 830,720 940,716"), 10, 5)
    p.stroke(
        xy(
            "940,716 1010,710 1026,700 990,688 900,676 800,660 768,646 800,634 890,628 "
            "986,618 1020,606 1000,594 930,582 856,566 838,554 866,544 930,538 1000,528 "
            "1018,517 1000,506 940,497 892,484 884,474 910,466 968,458 1010,448 "
            "1016,438 990,430 944,420 918,408 922,399 954,392 996,384 1012,374 996,364 "
            "962,356 946,346 952,334 968,326"
        ),
        5,
        2,
    )
    return p
