"""Rome War Cemetery, under the Aurelian Wall."""

import math

from ..geometry import box, curve, xy
from ..motifs import headstone, pine
from ..plate import Plate
from ..plate import number as n


def draw():
    p = Plate(
        "rome-war-cemetery",
        "Headstones, umbrella pines, the Aurelian Wall and the pyramid of Cestius",
        seed=5,
    )
    W, H = p.w, p.h
    p.gouge(
        box(0, 40, W, 400),
        lambda x, y: -0.03,
        "cloud",
        gap=26,
        length=130,
        width=2.4,
        keep=0.32,
        bend=0.01,
        along=4.4,
        fade=lambda x, y: y / 380,
    )
    # far pines behind the wall
    for x, b, h, w in ((620, 420, 176, 150), (742, 420, 150, 128), (1010, 420, 190, 170)):
        pine(p, x, b, h, w, lean=6, ink="mid", cut="pale")
    # pyramid
    p.mass([(250, 128), (420, 452), (64, 452)], "paper", 1, 40)
    sh = p.mass([(250, 128), (420, 452), (300, 452)], "pale", 1, 40)
    p.gouge(sh, lambda x, y: 1.15, "mid", gap=17, length=36, width=1.8, keep=0.7)
    p.gouge(
        [(250, 134), (298, 448), (72, 448)],
        lambda x, y: 0.02,
        "pale",
        gap=21,
        length=40,
        width=1.5,
        keep=0.5,
        along=2.4,
    )
    # wall with merlons and two towers
    wall_y, wall_b = 392, 530
    top = []
    x = 0
    while x < W:
        top += [(x, wall_y), (x, wall_y - 15), (x + 22, wall_y - 15), (x + 22, wall_y)]
        x += 38
    p.mass(top + [(W, wall_y), (W, wall_b), (0, wall_b)], "mid", 0.8, 30)
    p.gouge(
        box(0, wall_y + 6, W, wall_b),
        lambda x, y: 0,
        "deep",
        gap=13,
        length=30,
        width=1.9,
        keep=0.62,
        bend=0.0,
        along=3.0,
    )
    p.gouge(
        box(0, wall_y + 6, W, wall_b),
        lambda x, y: 0,
        "pale",
        gap=19,
        length=22,
        width=1.8,
        keep=0.4,
        bend=0.0,
        along=3.2,
    )
    for tx, tw, ty in ((470, 116, 318), (878, 126, 306)):
        ttop = []
        x = tx
        while x < tx + tw - 8:
            ttop += [(x, ty), (x, ty - 14), (x + 17, ty - 14), (x + 17, ty)]
            x += (tw - 17) / 3
        p.mass(ttop + [(tx + tw, ty), (tx + tw, wall_b), (tx, wall_b)], "mid", 0.8, 30)
        p.gouge(
            box(tx + 4, ty + 6, tx + tw * 0.62, wall_b),
            lambda x, y: 0,
            "pale",
            gap=15,
            length=22,
            width=1.9,
            keep=0.6,
            bend=0,
            along=2.4,
        )
        p.mass(
            [(tx + tw * 0.66, ty), (tx + tw, ty), (tx + tw, wall_b), (tx + tw * 0.66, wall_b)],
            "deep",
            0.8,
            30,
        )
        p.gouge(
            box(tx + tw * 0.68, ty + 6, tx + tw - 3, wall_b),
            lambda x, y: 0,
            "mid",
            gap=15,
            length=18,
            width=1.7,
            keep=0.5,
            bend=0,
            along=2.4,
        )
        p.add(f"M{tx + tw * 0.28:.0f} {ty + 56}v-22a9 9 0 0 1 18 0v22z", "ink")
    # arrow slits / walled-up arches
    for x in range(34, W, 132):
        if not any(tx - 20 < x < tx + tw + 10 for tx, tw in ((470, 116), (878, 126))):
            p.add(f"M{x} 470v-30a17 17 0 0 1 34 0v30z", "deep")
    # hedge at wall foot
    hedge = p.mass(
        curve(xy("0,520 150,510 320,516 480,508 700,514 900,506 1080,514 1200,508")) + [(W, 560), (0, 560)],
        "ink",
        2,
        9,
    )
    p.gouge(
        hedge,
        lambda x, y: -0.6,
        "deep",
        gap=10,
        length=15,
        width=1.8,
        keep=0.6,
        fade=lambda x, y: 1 if y < 535 else 0.3,
    )
    # lawn
    lawn = p.mass([(0, 546), (W, 546), (W, H), (0, H)], "deep", 1.2, 40)
    p.gouge(
        lawn,
        lambda x, y: math.atan2(y - 470, x - 640) if abs(x - 640) > 160 else 0,
        "mid",
        gap=13,
        length=40,
        width=2.1,
        keep=0.62,
        along=2.6,
        fade=lambda x, y: 0.45 + 0.55 * (800 - y) / 260,
    )
    # the way: path from the gate
    vx, vy = 640, 470
    p.stroke(xy("604,806 618,720 630,640 637,590 641,556"), 34, 5)
    pine(p, 1082, 574, 452, 372, lean=-30)
    pine(p, 40, 562, 330, 250, lean=16)
    # rows of headstones in perspective, both sides of the path
    rows = []
    for i in range(7):
        y = 566 + (i**1.72) * 9.6
        s = (y - vy) / (800 - vy)
        rows.append((y, s))
    for y, s in rows:
        w, h = 62 * s, 92 * s
        step = 104 * s
        for side in (-1, 1):
            k = 0
            while True:
                x = vx + (604 - vx) * s * 0.55 + side * (94 * s + k * step)
                if x < -60 or x > W + 60:
                    break
                # shadow on the grass to the right
                p.add(
                    f"M{n(x + w * 0.4)} {n(y)}l{n(w * 1.05)} {n(h * 0.16)}h{n(-w * 0.9)}l{n(-w * 0.6)} {n(-h * 0.16)}z",
                    "ink",
                )
                headstone(p, x, y, w, h)
                if s > 0.45:
                    # cut inscription: emblem and lines, never legible
                    e = []
                    e.append(f"M{n(x - w * 0.13)} {n(y - h * 0.74)}h{n(w * 0.26)}v{n(h * 0.13)}h{n(-w * 0.26)}z")
                    for q, ww in ((0.5, 0.5), (0.41, 0.34), (0.32, 0.44)):
                        e.append(f"M{n(x - w * ww / 2)} {n(y - h * q)}h{n(w * ww)}v{n(h * 0.022)}h{n(-w * ww)}z")
                    p.add("".join(e), "mid")
                    # low planting
                    p.gouge(
                        [
                            (x - w * 0.62, y - 2),
                            (x + w * 0.62, y - 2),
                            (x + w * 0.62, y + h * 0.1),
                            (x - w * 0.62, y + h * 0.1),
                        ],
                        lambda a, b: -1.2,
                        "pale",
                        gap=5,
                        length=9,
                        width=1.5,
                        keep=0.5,
                        along=1.2,
                    )
                k += 1
    return p
