"""Paestum: a temple with six columns in front and fourteen along the side, the mountains behind."""

import math

from ..geometry import curve, xy
from ..motifs import bush, grass, quiet_sky
from ..plate import Plate
from ..view import View

FRONT, SIDE = 6, 14
BREADTH, LENGTH, COLUMN = 24.3, 59.9, 8.9
view = View(eye=(-31, -36, 2.6), pan=0.5, focal=1130, centre=(584, 536))


def column(p, x, y):
    """A Doric column: tapering shaft with flutes, cushion and slab; lit left, shaded right."""
    s = view.scale(x, y, 0)
    base, neck = view(x, y, 0), view(x, y, COLUMN * 0.86)
    r0, r1 = 1.06 * s, 0.78 * s
    swell = (r0 * 0.62 + r1 * 0.38, base[1] + (neck[1] - base[1]) * 0.45)
    u, foot = base
    top = neck[1]
    shaft = [
        (u - r0, foot),
        (u - swell[0], swell[1]),
        (u - r1, top),
        (u + r1, top),
        (u + swell[0], swell[1]),
        (u + r0, foot),
    ]
    p.mass(shaft, "paper", 0.3, 90)
    shade = [
        (u + r0 * 0.16, foot),
        (u + swell[0] * 0.16, swell[1]),
        (u + r1 * 0.16, top),
        (u + r1, top),
        (u + swell[0], swell[1]),
        (u + r0, foot),
    ]
    p.mass(shade, "stone", 0.3, 90)
    p.mass(
        [
            (u + r0 * 0.68, foot),
            (u + r1 * 0.68, top),
            (u + r1, top),
            (u + swell[0], swell[1]),
            (u + r0, foot),
        ],
        "mid",
        0.3,
        90,
    )
    if s > 9:
        for k in (-0.62, -0.24):
            p.flat(
                [
                    [
                        (u + k * r0, foot - 2),
                        (u + k * r1, top + 3),
                        (u + k * r1 + 0.09 * s, top + 3),
                        (u + k * r0 + 0.1 * s, foot - 2),
                    ]
                ],
                "stone",
            )
    # cushion and slab
    slab = view(x, y, COLUMN)[1]
    wide = 1.3 * s
    p.mass(
        [
            (u - r1, top),
            (u - wide * 0.96, slab + (top - slab) * 0.5),
            (u + wide * 0.96, slab + (top - slab) * 0.5),
            (u + r1, top),
        ],
        "stone",
        0.2,
        60,
    )
    p.rect(u - wide, slab, wide * 2, (top - slab) * 0.52, "paper", 0.2)
    p.rect(u + wide * 0.3, slab, wide * 0.7, (top - slab) * 0.52, "mid", 0.2)


def temple(p):
    """Steps, inner columns as a dark mass, the two rows, the beams and the two gables."""
    b, n = BREADTH / 2, LENGTH
    for k, z in enumerate((-1.35, -0.9, -0.45)):
        o = 1.9 - k * 0.6
        front = view.all([(-b - o, -o, z), (b + o, -o, z), (b + o, -o, z + 0.45), (-b - o, -o, z + 0.45)])
        side = view.all([(-b - o, -o, z), (-b - o, n + o, z), (-b - o, n + o, z + 0.45), (-b - o, -o, z + 0.45)])
        tread = view.all(
            [
                (-b - o, -o, z + 0.45),
                (b + o, -o, z + 0.45),
                (b + o, n + o, z + 0.45),
                (-b - o, n + o, z + 0.45),
            ]
        )
        p.mass(tread, "stone", 0.3, 80)
        p.mass(side, "paper", 0.3, 80)
        p.mass(front, "mid", 0.3, 80)
    h, top = COLUMN, COLUMN + 3.3
    p.mass(view.all([(-b, n, top), (0, n, top + 3.4), (b, n, top)]), "mid", 0.4, 80)
    # far rows seen through the near ones
    for j in range(SIDE):
        pillar(p, b - 1, 1 + j * (n - 2) / (SIDE - 1), "deep")
    for i in range(1, FRONT - 1):
        pillar(p, -b + 1 + i * (b * 2 - 2) / (FRONT - 1), n - 1, "deep")
    # the inner building: two lower rows, dark
    for side in (-4.4, 4.4):
        p.mass(view.all([(side, 9, 0), (side, n - 9, 0), (side, n - 9, h), (side, 9, h)]), "ink", 0.4, 80)
    p.mass(view.all([(-5.4, 8, 0), (-3.6, 8, 0), (-3.6, 8, h), (-5.4, 8, h)]), "deep", 0.3, 80)
    p.mass(view.all([(3.6, 8, 0), (5.4, 8, 0), (5.4, 8, h), (3.6, 8, h)]), "deep", 0.3, 80)
    # underside of the beams
    p.mass(view.all([(-b, 0, h), (b, 0, h), (b, n, h), (-b, n, h)]), "ink", 0.3, 80)
    for j in range(SIDE - 1, 0, -1):
        column(p, -b + 1, 1 + j * (n - 2) / (SIDE - 1))
    for i in range(FRONT - 1, -1, -1):
        column(p, -b + 1 + i * (b * 2 - 2) / (FRONT - 1), 1)
    # beams: side lit, front in shade; triglyphs
    p.mass(view.all([(-b, 0, h), (-b, n, h), (-b, n, top), (-b, 0, top)]), "paper", 0.4, 80)
    p.mass(view.all([(-b, 0, h), (b, 0, h), (b, 0, top), (-b, 0, top)]), "stone", 0.4, 80)
    for k in range(27):
        y = 0.4 + k * (n - 1.4) / 26
        p.flat(
            [view.all([(-b, y, h + 1.6), (-b, y + 0.9, h + 1.6), (-b, y + 0.9, top - 0.3), (-b, y, top - 0.3)])],
            "stone",
        )
    for k in range(11):
        x = -b + 0.3 + k * (b * 2 - 1.5) / 10
        p.flat(
            [view.all([(x, 0, h + 1.6), (x + 0.9, 0, h + 1.6), (x + 0.9, 0, top - 0.3), (x, 0, top - 0.3)])],
            "mid",
        )
    for z in (h + 1.4,):
        p.flat([view.all([(-b, 0, z), (-b, n, z), (-b, n, z + 0.2), (-b, 0, z + 0.2)])], "stone")
        p.flat([view.all([(-b, 0, z), (b, 0, z), (b, 0, z + 0.2), (-b, 0, z + 0.2)])], "mid")
    # cornice and gables, the dark underside of the cornice first
    o = 0.9
    p.mass(view.all([(-b - o, -o, top), (b + o, -o, top), (b, 0, top - 0.3), (-b, 0, top - 0.3)]), "mid", 0.2, 80)
    p.mass(
        view.all([(-b - o, -o, top), (-b, 0, top - 0.3), (-b, n, top - 0.3), (-b - o, n + o, top)]),
        "stone",
        0.2,
        80,
    )
    p.mass(
        view.all([(-b - o, -o, top), (-b - o, n + o, top), (-b - o, n + o, top + 0.7), (-b - o, -o, top + 0.7)]),
        "paper",
        0.4,
        80,
    )
    p.mass(
        view.all([(-b - o, -o, top), (b + o, -o, top), (b + o, -o, top + 0.7), (-b - o, -o, top + 0.7)]),
        "stone",
        0.4,
        80,
    )
    p.mass(view.all([(-b - o, -o, top + 0.7), (0, -o, top + 4.3), (b + o, -o, top + 0.7)]), "stone", 0.4, 80)
    p.mass(view.all([(-b + 2.2, -o, top + 0.9), (0, -o, top + 3.2), (b - 2.2, -o, top + 0.9)]), "mid", 0.4, 80)


def pillar(p, x, y, ink):
    """A column far off or in the dark: one flat mass."""
    p.flat([view.all([(x - 0.95, y, 0), (x - 0.75, y, COLUMN), (x + 0.75, y, COLUMN), (x + 0.95, y, 0)])], ink)


def draw():
    p = Plate("paestum-landing-beaches", "A temple of Paestum in the plain", seed=47)
    w, h = p.w, p.h
    quiet_sky(p, 60, 420)
    # mountains behind the plain
    far = p.mass(
        curve(
            xy(
                "0,440 80,420 170,380 260,350 330,372 420,336 520,300 600,330 690,352 "
                "780,310 880,282 960,318 1060,340 1130,318"
                " 1200,330"
            ),
            6,
        )
        + [(w, 560), (0, 560)],
        "pale",
        1.4,
    )
    p.gouge(
        far,
        lambda x, y: 0.7,
        "sky",
        gap=18,
        length=46,
        width=2.5,
        keep=0.7,
        fade=lambda x, y: max(0, 1 - (y - 290) / 190),
    )
    near = p.mass(
        curve(xy("0,490 160,470 320,478 480,462 640,476 800,450 960,462 1100,440 1200,448")) + [(w, 600), (0, 600)],
        "mid",
        1.6,
    )
    p.gouge(near, lambda x, y: 0.5, "pale", gap=14, length=34, width=2.2, keep=0.7)
    plain = p.mass([(0, 516), (w, 512), (w, h), (0, h)], "deep", 1.2, 40)
    p.gouge(
        plain,
        lambda x, y: 0.02 if y < 600 else math.atan2(y - 470, x - 480) * 0.5,
        "mid",
        gap=13,
        length=44,
        width=2.2,
        keep=0.8,
        along=2.8,
    )
    for x, base, wide, tall in ((30, 524, 70, 40), (110, 522, 60, 32), (1160, 528, 90, 52)):
        bush(p, x, base, wide, tall, "ink", "deep")
    temple(p)
    # the way: the old paved road in front of the temple
    p.stroke(xy("330,820 292,752 236,690 190,646"), 60, 30)
    p.stroke(xy("191,648 158,612 146,584 168,562"), 31, 14)
    p.stroke(xy("167,563 188,548 214,534 226,522"), 14, 5)
    bank = p.mass(curve(xy("470,800 600,778 740,752 900,738 1060,716 1200,702")) + [(w, h)], "ink", 2, 12)
    p.gouge(bank, lambda x, y: -0.2, "deep", gap=14, length=44, width=2.2, keep=0.7, along=2.6)
    grass(
        p,
        ((560, 808, 12), (690, 786, 12), (820, 770, 12), (960, 756, 14), (1090, 738, 16), (1180, 726, 12)),
        tall=(40, 86),
    )
    return p
