"""What recurs in the plates: sky, pines, cypresses, stones, grass."""

import math

from .geometry import at, box, curve, smooth
from .plate import number as n
from .plate import spindle


def quiet_sky(p, top, bottom, keep=0.34, start=None):
    """A few long cuts, denser towards the horizon; the upper part stays empty."""
    p.gouge(
        box(0, top, p.w, bottom),
        lambda x, y: -0.02,
        "cloud",
        gap=26,
        length=150,
        width=2.4,
        keep=keep,
        bend=0.01,
        along=4.6,
        fade=lambda x, y: max(0, (y - (start or top)) / (bottom - top)),
    )


def pine(p, x, base, height, width, lean=0, ink="ink", cut="deep"):
    """An umbrella pine: bare trunk, two boughs, a flat crown."""
    top = base - height
    p.mass(
        [
            (x - 5, base),
            (x + 5, base),
            (x + 4 + lean * 0.6, base - height * 0.55),
            (x + 9 + lean, top + width * 0.2),
            (x - 1 + lean, top + width * 0.2),
            (x - 4 + lean * 0.6, base - height * 0.55),
        ],
        ink,
        0.8,
        18,
    )
    for s in (-1, 1):
        p.stroke(
            [
                (x + lean * 0.6, base - height * 0.6),
                (x + lean + s * width * 0.16, base - height * 0.74),
                (x + lean + s * width * 0.34, top + width * 0.16),
            ],
            5,
            2.5,
            ink,
        )
    shape = [
        (-0.5, 0.16),
        (-0.44, 0.02),
        (-0.3, -0.05),
        (-0.12, -0.12),
        (0.1, -0.11),
        (0.3, -0.05),
        (0.46, 0.04),
        (0.5, 0.15),
        (0.36, 0.2),
        (0.16, 0.165),
        (0, 0.21),
        (-0.2, 0.17),
        (-0.38, 0.21),
        (-0.5, 0.16),
    ]
    crown = p.mass(curve([(x + lean + width * u, top + width * v) for u, v in shape], 6)[:-1], ink, 1.8, 9)
    p.gouge(
        crown,
        lambda px, py: -0.25 + (px - x - lean) / width * 0.9,
        cut,
        gap=9.5,
        length=25,
        width=2.0,
        keep=0.85,
        fade=lambda px, py: max(0.12, 1 - (py - (top - width * 0.1)) / (width * 0.3)),
    )
    return crown


def cypress(p, x, base, height, width, ink="ink", cut="deep", gap=9):
    """A cypress (or a poplar): a flame; `width` is half its breadth. Light from the left."""
    flame = [
        (x, base - height),
        (x + width * 0.7, base - height * 0.62),
        (x + width, base - height * 0.3),
        (x + width * 0.6, base - 4),
        (x, base),
        (x - width * 0.6, base - 4),
        (x - width, base - height * 0.3),
        (x - width * 0.7, base - height * 0.62),
        (x, base - height),
    ]
    tree = p.mass(curve(flame, 5)[:-1], ink, 1.4, 9)
    p.gouge(
        tree,
        lambda px, py: -1.5,
        cut,
        gap=gap,
        length=20,
        width=1.7,
        keep=0.6,
        fade=lambda px, py: 1 if px < x + 1 else 0.15,
    )


def bush(p, x, base, width, height, ink="ink", cut="deep", gap=10, length=15):
    """A round tree or shrub standing at `base`: olive, oak, myrtle."""
    w, h = width / 2, height
    crown = smooth(
        [
            (x - w, base - h * 0.35),
            (x - w * 0.72, base - h * 0.78),
            (x - w * 0.2, base - h),
            (x + w * 0.4, base - h * 0.94),
            (x + w * 0.86, base - h * 0.66),
            (x + w, base - h * 0.25),
            (x + w * 0.6, base),
            (x - w * 0.6, base),
        ],
        4,
    )
    tree = p.mass(crown, ink, 1.8, 8)
    if cut:
        p.gouge(
            tree,
            lambda px, py: -0.6 + (px - x) / width,
            cut,
            gap=gap,
            length=length,
            width=1.8,
            keep=1,
            fade=lambda px, py: max(0.12, 1.15 - (px - x + w) / width - max(0, py - base + h * 0.5) / h),
        )
    return tree


def headstone(p, x, y, width, height, face="paper", edge="pale"):
    """A front-on stone with the shallow curved top; (x, y) is the middle of the foot."""
    a, t = width / 2, width * 0.13
    p.add(
        f"M{n(x - a + t)} {n(y)}v{n(-height * 0.88)}q{n(a)} {n(-height * 0.26)} {n(width)} 0v{n(height * 0.88)}z",
        edge,
    )
    p.add(
        f"M{n(x - a)} {n(y)}v{n(-height * 0.86)}q{n(a)} {n(-height * 0.26)} {n(width)} 0v{n(height * 0.86)}z",
        face,
    )


def flank(p, ridge, peak, valley, drop, ink="deep", cut="mid", gap=12, keep=0.7):
    """The shaded side of a peak: from its top down the ridge to the right, and down a toothed arete."""
    top, end = at(ridge, peak), at(ridge, valley)
    line = [(x, at(ridge, x) - 0.5) for x in range(int(peak), int(valley), 12)] + [(valley, end)]
    foot = peak + (valley - peak) * 0.3, top + drop
    for k in (0.25, 0.5, 0.75):
        shift = drop * (0.1 if k != 0.5 else -0.05)
        line.append((valley + (foot[0] - valley) * k, end + (foot[1] - end) * k + shift))
    line.append(foot)
    for k, u in ((0.8, -0.02), (0.62, 0.1), (0.46, 0.0), (0.3, 0.07), (0.15, -0.01)):
        line.append((peak + (foot[0] - peak) * k + (valley - peak) * u, top + drop * k))
    shade = p.mass(line, ink, 1.8, 11)
    p.gouge(shade, lambda x, y: 0.95, cut, gap=gap, length=26, width=2.2, keep=keep)


def grass(p, tufts, spread=46, tall=(60, 132), inks=("ink", "deep")):
    """Blades in the foreground; `tufts` are (x, y, count)."""
    for x, y, count in tufts:
        for ink, part, width, wide, low, high in (
            (inks[0], 1, 3.4, spread, tall[0], tall[1]),
            (inks[1], 2, 2.6, spread * 22 / 23, tall[0] * 23 / 30, tall[1] * 8 / 11),
        ):
            blades = []
            for _ in range(count // part):
                gx = x + p.rng.uniform(-wide, wide)
                length, angle = p.rng.uniform(low, high), -1.5 + p.rng.uniform(-0.5, 0.42)
                blades.append(
                    spindle(
                        gx + math.cos(angle) * length / 2,
                        y + math.sin(angle) * length / 2,
                        angle,
                        length,
                        width,
                        p.rng.uniform(-0.1, 0.1),
                    )
                )
            p.add("".join(blades), ink)
