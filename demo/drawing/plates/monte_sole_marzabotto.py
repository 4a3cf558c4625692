"""Monte Sole: the low ruins of a church on the plateau, a marked path through the meadow."""

import math

from ..geometry import curve, xy
from ..motifs import bush, cypress, flank, grass, quiet_sky
from ..plate import Plate
from ..view import View

view = View(eye=(-2.2, -17, 3.5), pan=0.1, focal=880, centre=(612, 434))


def wall(p, a, b, heights, ink, cut, thick=0.0, flow=0.0):
    """A broken wall from a to b on the ground; `heights` are those of its top. Its breadth shows as a rim."""
    n = len(heights)
    foot, tops = [], []
    for k, z in enumerate(heights):
        # the wall has broken off in steps, course by course
        for t in (k / n, (k + 0.94) / n):
            foot.append((a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t))
            tops.append(z)
    foot[-1], heights = b, tops
    if thick:
        rim = [view(x + thick, y, z) for (x, y), z in zip(foot, heights, strict=True)]
        face = [view(x, y, z) for (x, y), z in zip(foot, heights, strict=True)]
        p.mass(face + rim[::-1], "stone" if ink != "stone" else "pale", 0.5, 16)
    points = [view(x, y, z) for (x, y), z in zip(foot, heights, strict=True)] + [view(*b, 0), view(*a, 0)]
    area = p.mass(points, ink, 1.0, 14)
    p.gouge(area, lambda x, y: flow, cut, gap=11, length=28, width=2.1, keep=0.85, bend=0, along=2.2)


def walls(p):
    """What is left of the church: floor, broken walls, the round apse at the end, steps at the door."""
    floor = p.mass(view.all([(-5, 0, 0), (5, 0, 0), (5, 19, 0), (-5, 19, 0)]), "mid", 0.8, 24)
    p.gouge(floor, lambda x, y: 0, "pale", gap=10, length=26, width=2.0, keep=0.6, bend=0, along=2.6)
    # apse: half in shade, half in the light
    turns = [math.pi * k / 10 for k in range(11)]
    ring = [(-3.4 * math.cos(a), 19 + 3.4 * math.sin(a)) for a in turns]
    tops = [3.2, 4.2, 5.0, 6.0, 6.6, 6.8, 6.4, 5.6, 4.8, 4.2, 3.0]
    for k in range(10):
        ink, cut = (("mid", "deep"), ("stone", "mid"), ("paper", "pale"))[0 if k < 4 else 1 if k < 6 else 2]
        q = [ring[k], ring[k + 1]]
        area = p.mass([view(*q[0], tops[k]), view(*q[1], tops[k + 1]), view(*q[1], 0), view(*q[0], 0)], ink, 0.3, 30)
        p.gouge(area, lambda x, y: 0, cut, gap=10, length=16, width=1.8, keep=0.8, bend=0, along=1.8)
    # the shoulders of the arch before the apse
    wall(p, (-5, 19), (-3.2, 19), (4.6, 5.6, 4.9), "stone", "mid")
    wall(p, (3.2, 19), (5, 19), (4.4, 5.2, 3.6), "stone", "mid")
    # side walls: the left one turns its shade to us, the right one stands in the light
    wall(p, (-5, 19), (-5, 0), (4.6, 4.2, 4.4, 3.4, 3.6, 2.6, 2.3, 1.5, 1.2), "mid", "deep", -0.8, 0.1)
    wall(p, (5, 19), (5, 0), (4.2, 4.8, 4.5, 4.0, 3.2, 3.5, 2.4, 2.0, 1.4), "paper", "pale", 0.8, -0.1)
    for y in (12.5, 6.5):
        z0, z1 = 1.2, 2.9 if y > 10 else 2.2
        p.mass(view.all([(5, y, z0), (5, y + 1.4, z0), (5, y + 1.4, z1), (5, y, z1)]), "ink", 0.4, 30)
        p.mass(view.all([(-5, y, z0), (-5, y + 1.4, z0), (-5, y + 1.4, z1), (-5, y, z1)]), "ink", 0.4, 30)
    # the front: two stumps and the sill between
    wall(p, (-5.8, 0), (-1.5, 0), (1.5, 1.9, 1.7, 2.2, 1.2), "stone", "mid")
    wall(p, (1.5, 0), (5.8, 0), (0.8, 1.3, 1.1, 1.6, 1.4), "stone", "mid")
    # the breadth of the wall beside the door
    p.mass(view.all([(-1.5, 0, 0), (-1.5, 0.9, 0), (-1.5, 0.9, 1.2), (-1.5, 0, 1.2)]), "mid", 0.4, 30)
    for k in range(2):
        y, z, half = -0.3 - k * 0.7, -0.25 * k, 1.9 + k * 0.3
        p.mass(view.all([(-half, y, z), (half, y, z), (half, y - 0.7, z), (-half, y - 0.7, z)]), "paper", 0.4, 40)
        p.mass(
            view.all([(-half, y - 0.7, z), (half, y - 0.7, z), (half, y - 0.7, z - 0.3), (-half, y - 0.7, z - 0.3)]),
            "mid",
            0.4,
            40,
        )
    # fallen stones
    for x, y, s in ((212, 640, 20), (258, 662, 13), (986, 640, 22), (1034, 660, 13), (176, 672, 12)):
        p.mass(
            [
                (x, y),
                (x + s * 0.4, y - s),
                (x + s * 1.6, y - s * 0.9),
                (x + s * 2, y - s * 0.1),
                (x + s, y + s * 0.2),
            ],
            "stone",
            0.8,
            10,
        )
        p.mass(
            [
                (x + s * 1.1, y + s * 0.15),
                (x + s * 1.3, y - s * 0.9),
                (x + s * 1.6, y - s * 0.9),
                (x + s * 2, y - s * 0.1),
            ],
            "mid",
            0.5,
            10,
        )


def draw():
    p = Plate("monte-sole-marzabotto", "Low walls of a church on the plateau of Monte Sole", seed=97)
    w, h = p.w, p.h
    quiet_sky(p, 60, 320)
    ridge = curve(
        xy("0,340 100,310 190,290 280,312 370,330 470,306 560,322 660,340 760,322 860,300 960,316 1080,292 1200,310"),
        6,
    )
    a = p.mass([*ridge, (w, 480), (0, 480)], "pale", 1.6, 14)
    p.gouge(
        a,
        lambda x, y: 0.6,
        "sky",
        gap=17,
        length=44,
        width=2.4,
        keep=0.7,
        fade=lambda x, y: max(0, 1 - (y - 300) / 130),
    )
    # Monte Sole, wooded
    top = curve(
        xy(
            "0,400 90,372 170,326 240,276 300,246 350,238 400,252 460,292 530,342 "
            "620,384 720,404 860,396 1000,376 1100,384 1200,370"
        ),
        6,
    )
    b = p.mass([*top, (w, 560), (0, 560)], "mid", 2.4, 9)
    p.gouge(
        b,
        lambda x, y: -1.1,
        "pale",
        gap=13,
        length=18,
        width=2.3,
        keep=0.8,
        fade=lambda x, y: (1 if x < 350 or x > 760 else 0.2) * max(0.1, 1 - max(0, y - 330) / 110),
    )
    flank(p, top, 352, 600, 130, "deep", "mid", 12, 0.7)
    meadow = p.mass(
        curve(xy("0,470 140,456 300,450 460,444 620,442 800,446 980,452 1200,462")) + [(w, h), (0, h)],
        "deep",
        1.8,
        16,
    )
    p.gouge(
        meadow,
        lambda x, y: 0.03 + (x - 650) / 2600,
        "mid",
        gap=14,
        length=46,
        width=2.3,
        keep=0.8,
        along=2.6,
        fade=lambda x, y: max(0.2, 1 - (y - 450) / 260),
    )
    for x, base, wide, tall in (
        (60, 476, 120, 90),
        (150, 478, 90, 62),
        (1100, 470, 130, 96),
        (1180, 474, 100, 80),
        (1010, 468, 70, 50),
    ):
        bush(p, x, base, wide, tall)
    for x, base, tall, half in ((232, 474, 92, 11), (266, 474, 76, 9), (930, 468, 84, 10)):
        cypress(p, x, base, tall, half)
    walls(p)
    near = p.mass(curve(xy("0,744 110,736 220,752 320,776 390,800")) + [(0, h)], "ink", 2, 12)
    p.gouge(near, lambda x, y: 0.3, "deep", gap=14, length=44, width=2.2, keep=0.7, along=2.6)
    # the way: through the meadow, up to the steps
    p.mass(
        view.road(
            [
                (-4.6, -13.4, -0.6),
                (-3.4, -11, -0.6),
                (-0.4, -8.6, -0.6),
                (1.0, -6, -0.6),
                (0.5, -3.6, -0.6),
                (0, -1.8, -0.6),
            ],
            1.15,
        ),
        "madder",
        0.5,
        60,
    )
    grass(
        p,
        (
            (50, 806, 14),
            (160, 806, 14),
            (280, 808, 12),
            (400, 812, 10),
            (980, 806, 12),
            (1080, 800, 14),
            (1170, 800, 14),
        ),
        tall=(60, 116),
    )
    return p
