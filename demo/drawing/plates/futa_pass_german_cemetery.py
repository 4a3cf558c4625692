"""The German cemetery on the Futa Pass: the wall that winds up the hill, terraces of flat stones."""

import math

from ..geometry import curve, xy
from ..motifs import flank, quiet_sky
from ..plate import Plate
from ..view import View

TOP = 70.0
view = View(eye=(0, -360, 50), focal=1090, centre=(590, 420))


def height(x, y):
    """The hill: a broad cone with a blunt top, drawn out to the right."""
    r = math.hypot(x * (0.82 if x > 0 else 1), y * 1.0) / 150
    return TOP * max(0.0, 1 - r**1.15) if r < 1 else 0.0


def spiral(turns=2.25, start=-0.35, outer=138, inner=16, steps=260):
    """The line of the wall, from the gate below to the court on the top."""
    out = []
    for k in range(steps + 1):
        t = k / steps
        a = -math.pi / 2 + start + turns * 2 * math.pi * t
        r = outer + (inner - outer) * t**0.9
        x, y = r * math.cos(a) / (0.82 if math.cos(a) > 0 else 1), r * math.sin(a)
        out.append((x, y, height(x, y), a))
    return out


def draw():
    p = Plate("futa-pass-german-cemetery", "A wall winds up the hill at the Futa Pass", seed=71)
    w, h = p.w, p.h
    quiet_sky(p, 60, 330)
    far = curve(
        xy(
            "0,330 90,300 150,286 220,312 300,330 380,296 450,278 520,300 600,326 "
            "700,306 780,270 840,256 910,284 990,312 1070,286"
            " 1130,272 1200,296"
        ),
        6,
    )
    a = p.mass([*far, (w, 460), (0, 460)], "pale", 1.4, 14)
    p.gouge(
        a,
        lambda x, y: 0.8,
        "sky",
        gap=17,
        length=40,
        width=2.4,
        keep=0.7,
        fade=lambda x, y: max(0, 1 - (y - 270) / 120),
    )
    near = curve(
        xy("0,404 100,372 190,352 280,384 380,410 500,396 620,400 760,410 880,376 980,346 1060,364 1140,392 1200,380"),
        6,
    )
    b = p.mass([*near, (w, 560), (0, 560)], "mid", 1.6, 14)
    p.gouge(
        b,
        lambda x, y: 0.6,
        "pale",
        gap=15,
        length=38,
        width=2.4,
        keep=0.8,
        fade=lambda x, y: max(0, 1 - (y - 350) / 130),
    )
    flank(p, near, 190, 360, 70)
    flank(p, near, 982, 1130, 80)
    meadow = p.mass(curve(xy("0,500 160,486 330,480 600,486 860,480 1040,490 1200,500")) + [(w, h), (0, h)], "mid", 1.8)
    p.gouge(meadow, lambda x, y: 0.05 + (x - 600) / 1600, "pale", gap=16, length=60, width=2.4, keep=0.6, along=3)
    ground(p)
    hill(p)
    wood(p)
    return p


def hill(p):
    """The hill with its rows of stones, the wall where it is seen, and the way along the wall."""
    line = spiral()
    crest = [view(x, 0, height(x, 0)) for x in range(-150, 184, 6)]
    foot = [
        view(150 * math.cos(a) / (0.82 if math.cos(a) > 0 else 1), 150 * math.sin(a), 0)
        for a in (math.radians(-k) for k in range(0, 181, 6))
    ]
    body = p.mass(crest + foot, "deep", 1.2, 14)
    p.gouge(
        body,
        lambda x, y: math.atan2(max(y - 250, 30), (x - 590) * 1.3),
        "mid",
        gap=17,
        length=34,
        width=2.3,
        keep=0.6,
        fade=lambda x, y: 1 if x < 620 else 0.25,
    )

    def seen(x, y):
        return y < 20 - abs(x) * 0.12

    # flat stones in rows on the terraces, two names each: only their number is hinted at
    stones = []
    for ring in range(5):
        r = 124 - ring * 24
        for row in range(3):
            rr = r - row * 5.4
            count = int(rr * 1.05)
            for k in range(count):
                a = math.pi + math.pi * (k + 0.5) / count
                x, y = rr * math.cos(a) / (0.82 if math.cos(a) > 0 else 1), rr * math.sin(a)
                u, v = view(x, y, height(x, y))
                s = view.scale(x, y, height(x, y))
                stones.append(f"M{u - 0.7 * s:.0f} {v:.0f}h{1.4 * s:.0f}v{max(1.6, 0.75 * s):.1f}h{-1.4 * s:.0f}z")
    p.add("".join(stones), "mid")
    # wall and way, piece by piece: the path lies at the outer, lower side of the wall
    tall = 4.2
    runs, current = [], []
    for q in line:
        if seen(q[0], q[1]):
            current.append(q)
        elif current:
            runs.append(current)
            current = []
    if current:
        runs.append(current)
    for run in sorted(runs, key=lambda r: -min(q[1] for q in r)):
        if len(run) < 3:
            continue
        foot = [view(x, y, z) for x, y, z, _ in run]
        head = [view(x, y, z + tall) for x, y, z, _ in run]
        lit = p.mass(head + foot[::-1], "stone", 0.3, 60)
        p.gouge(lit, lambda x, y: 0, "mid", gap=7, length=14, width=1.6, keep=0.5, bend=0, along=2.4)
        # the wall turns out of the light on the right
        shade = [q for q in run if q[0] > 62]
        if len(shade) > 2:
            p.mass(
                [view(x, y, z + tall) for x, y, z, _ in shade] + [view(x, y, z) for x, y, z, _ in shade[::-1]],
                "mid",
                0.3,
                60,
            )
        cap = [view(x, y, z + tall) for x, y, z, _ in run]
        p.stroke(cap[:: max(1, len(cap) // 16)] + [cap[-1]], 2.6, 2.2, "paper")
    for run in sorted(runs, key=lambda r: -min(q[1] for q in r)):
        if len(run) < 3:
            continue
        path = []
        for x, y, _, a in run:
            d = 5.0
            px, py = x + d * math.cos(a), y + d * math.sin(a)
            path.append(view(px, py, height(px, py)))
        path = path[:: max(1, len(path) // 18)] + [path[-1]]
        near = view.scale(run[len(run) // 2][0], run[len(run) // 2][1])
        p.stroke(path, near * 1.6, near * 1.4)
    x, y, z, a = line[0]
    px, py = x + 5 * math.cos(a), y + 5 * math.sin(a)
    gate = view(px, py, height(px, py))
    p.stroke(
        [
            (690, 820),
            (620, 768),
            (500, 738),
            (380, 716),
            (300, 694),
            (gate[0] - 62, gate[1] + 22),
            (gate[0] - 44, gate[1] + 4),
            (gate[0] + 6, gate[1]),
        ],
        30,
        6.5,
    )
    summit(p)


def summit(p):
    """The court and the jagged stone, small against the sky."""
    x, y = view(0, 0, TOP * 0.97)
    p.mass([(x - 46, y + 10), (x - 40, y - 8), (x + 52, y - 8), (x + 60, y + 10)], "stone", 0.5, 40)
    p.mass([(x + 10, y + 10), (x + 10, y - 8), (x + 52, y - 8), (x + 60, y + 10)], "mid", 0.5, 40)
    p.mass([(x - 26, y - 8), (x + 16, y - 70), (x + 22, y - 52), (x + 34, y - 8)], "paper", 0.4, 40)
    p.mass([(x + 8, y - 8), (x + 16, y - 70), (x + 22, y - 52), (x + 34, y - 8)], "mid", 0.4, 40)


def ground(p):
    """The dark foreground the road comes out of."""
    edge = curve(xy("0,704 120,700 260,722 420,748 600,756 800,748 960,724 1090,704 1200,700"))
    area = p.mass(edge + [(p.w, p.h), (0, p.h)], "ink", 2, 12)
    p.gouge(area, lambda x, y: 0.05, "deep", gap=14, length=44, width=2.2, keep=0.7, along=2.6)


def wood(p):
    """Firs in the foreground, left and right."""
    for x, base, tall, half in (
        (40, 730, 250, 34),
        (112, 742, 190, 28),
        (178, 752, 120, 22),
        (1162, 730, 270, 38),
        (1088, 744, 180, 28),
        (1024, 754, 110, 20),
    ):
        fir(p, x, base, tall, half)


def fir(p, x, base, tall, half):
    """A fir: tiers of hanging boughs."""
    left, right = [], []
    tiers = 7
    for k in range(tiers):
        t0, t1 = k / tiers, (k + 1) / tiers
        left += [
            (x - half * (t0 * 0.62), base - tall * (1 - t0)),
            (x - half * t1, base - tall * (1 - t1) + 4),
        ]
        right += [
            (x + half * (t0 * 0.62), base - tall * (1 - t0)),
            (x + half * t1, base - tall * (1 - t1) + 4),
        ]
    tree = p.mass(left + right[::-1], "ink", 1.2, 12)
    p.gouge(
        tree,
        lambda px, py: 1.1 if px > x else 2.0,
        "deep",
        gap=10,
        length=20,
        width=2.0,
        keep=0.7,
        fade=lambda px, py: 1 if px < x else 0.25,
    )
