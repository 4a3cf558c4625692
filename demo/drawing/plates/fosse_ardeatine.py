"""The Fosse Ardeatine: 336 tombs, drawn one by one."""

import math

from ..geometry import box, curve, lerp, xy
from ..plate import Plate, outline


def aisle_off(c, cols, half, aisle):
    """Where column `c` begins, the aisle in the middle left open."""
    step = (2 * half - aisle) / cols
    return c * step + (aisle if c >= cols // 2 else 0) + step * 0.13


def draw():
    p = Plate("fosse-ardeatine", "A great slab over three hundred and thirty-six tombs, one of them empty", seed=3)
    W, H = p.w, p.h
    # quarry wall behind, seen in the slit of light
    p.rect(0, 0, W, H, "ink", 0)
    # the slit of light
    p.mass([(0, 356), (W, 340), (W, 404), (0, 404)], "paper", 1, 60)
    tuff = p.mass(
        curve(xy("0,404 0,388 120,378 240,386 380,372 520,382 700,370 860,380 1010,366 1200,374")) + [(W, 404)],
        "pale",
        1.6,
        12,
    )
    p.gouge(tuff, lambda x, y: 0.05, "mid", gap=8, length=26, width=1.6, keep=0.6, along=3)
    # the slab: one flat mass; only its lower edge catches light
    p.mass([(0, 0), (W, 0), (W, 338), (0, 354)], "ink", 0)
    p.gouge(
        box(0, 0, W, 336),
        lambda x, y: -0.013,
        "deep",
        gap=17,
        length=150,
        width=2.1,
        keep=0.55,
        bend=0.004,
        along=7,
        fade=lambda x, y: 0.12 + 0.75 * (max(y, 0) / 340) ** 1.4,
    )
    p.mass([(0, 342), (W, 326), (W, 340), (0, 356)], "deep", 0.8, 50)
    # floor
    p.mass([(0, 404), (W, 404), (W, H), (0, H)], "deep", 0)
    # 336 tombs: 12 rows of 28, in perspective
    rows, cols, count = 12, 28, 0
    vx, vy, y0, y1 = 600, 330, 418, 792
    ys = []
    d0, d1 = y0 - vy, y1 - vy
    for i in range(rows + 1):
        inv = 1 / d0 + (1 / d1 - 1 / d0) * i / rows
        ys.append(vy + 1 / inv)
    half = 1.62  # half-width of the field at unit depth
    aisle = 0.10
    empty = (8, 15)
    tops, fronts, _sides = [], [], []
    for r in range(rows):
        ya, yb = ys[r], ys[r + 1]
        gap = (yb - ya) * 0.30
        ya2, yb2 = ya + gap * 0.5, yb - gap * 0.5
        h = (yb - ya) * 0.26
        for c in range(cols):
            u = -half + aisle_off(c, cols, half, aisle)
            un = u + (2 * half - aisle) / cols * 0.74
            xa0, xa1 = vx + u * (ya2 - vy), vx + un * (ya2 - vy)
            xb0, xb1 = vx + u * (yb2 - vy), vx + un * (yb2 - vy)
            count += 1
            if xb1 < -30 or xb0 > W + 30:
                continue
            quad = [(xa0, ya2 - h), (xa1, ya2 - h), (xb1, yb2 - h), (xb0, yb2 - h)]
            if (r, c) == empty:
                hole = quad
                (xa0, (ya2 + yb2) / 2 - h * 0.4)
                continue
            tops.append(outline(quad))
            fronts.append(outline([(xb0, yb2 - h), (xb1, yb2 - h), (xb1, yb2), (xb0, yb2)]))
    p.gouge(
        box(0, 408, W, H),
        lambda x, y: math.atan2(y - vy, x - vx),
        "ink",
        gap=12,
        length=20,
        width=1.8,
        keep=0.35,
        along=2,
    )
    p.add("".join(fronts), "ink")
    p.add("".join(tops), "stone")
    # the empty one: no lid, only its outline
    x0, yy0 = hole[0]
    p.add(outline(hole), "ink")
    p.stroke([(lerp(hole[0], hole[1], t)) for t in (0, 0.5, 1)], 3, 3, "paper")
    p.stroke([(lerp(hole[1], hole[2], t)) for t in (0, 0.5, 1)], 3, 3, "paper")
    p.stroke([(lerp(hole[2], hole[3], t)) for t in (0, 0.5, 1)], 3.4, 3.4, "paper")
    p.stroke([(lerp(hole[3], hole[0], t)) for t in (0, 0.5, 1)], 3, 3, "paper")
    # the way: down the aisle between the tombs, from the light
    p.mass(
        [
            (vx - 0.028 * (y0 - 12 - vy), y0 - 12),
            (vx + 0.028 * (y0 - 12 - vy), y0 - 12),
            (vx + 0.028 * (H - vy), H),
            (vx - 0.028 * (H - vy), H),
        ],
        "madder",
        0.8,
        40,
    )
    assert count == 336
    return p
