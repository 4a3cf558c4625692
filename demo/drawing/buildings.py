"""Houses and what stands in cemeteries: small things built the same way in many plates."""

from .plate import number as n


def house(p, x, base, width, height, side=0.0, roof=0.0, windows=(0, 0), lit="paper", shade="pale", top="mid"):
    """A block with its lit front, the shaded return on its right and a low roof.

    `side` is the breadth of the return, `roof` the height of the gable (0: flat), `windows` how
    many across and up. (x, base) is the lower left corner of the front.
    """
    if side:
        far = x + width + side
        p.mass(
            [
                (x + width, base),
                (far, base - side * 0.12),
                (far, base - height + side * 0.1),
                (x + width, base - height),
            ],
            shade,
            0.4,
            60,
        )
    p.rect(x, base - height, width, height, lit, 0.4)
    if roof:
        p.mass(
            [
                (x - 2, base - height),
                (x + width * 0.5, base - height - roof),
                (x + width * 0.5 + side, base - height - roof + side * 0.1),
                (x + width + side + 1, base - height + side * 0.1),
                (x + width, base - height),
            ],
            top,
            0.4,
            60,
        )
    across, up = windows
    if across:
        w, h = min(5, width / across * 0.34), min(8, height / up * 0.36)
        p.add(
            "".join(
                f"M{n(x + width * (i + 0.5) / across - w / 2)} {n(base - height * (j + 0.42) / up - h / 2)}"
                f"h{n(w)}v{n(h)}h{n(-w)}z"
                for i in range(across)
                for j in range(up)
            ),
            "deep",
        )


def arch(p, x, base, width, height, ink="ink", reveal=None):
    """A round-headed opening; `reveal` is the ink of the lit inner side, on the right."""
    r = width / 2
    p.add(f"M{n(x)} {n(base)}v{n(-height + r)}a{n(r)} {n(r)} 0 0 1 {n(width)} 0v{n(height - r)}z", ink)
    if reveal:
        t = width * 0.3
        p.add(
            f"M{n(x + width - t)} {n(base)}v{n(-height + r)}q0{n(-r * 0.62)} {n(-r * 0.34)}{n(-r * 0.92)}"
            f"q{n(r * 0.9)} {n(r * 0.06)} {n(t + r * 0.34)} {n(r * 0.92)}v{n(height - r)}z",
            reveal,
        )


def stones(p, places, view, tall=0.8, broad=0.38, face="paper", edge="pale"):
    """Many small headstones with curved tops, seen through a camera, far ones first.

    They share two paths, so that several hundred of them still weigh little.
    """
    faces, edges = [], []
    for x, y, z in sorted(places, key=lambda q: -view.depth(*q)[1]):
        u, v = view(x, y, z)
        s = view.scale(x, y, z)
        w, h = broad * s, tall * s
        if w > 3.6:
            edges.append(f"M{n(u)} {n(v)}v{n(-h)}h{n(w * 0.7)}v{n(h)}z")
        faces.append(f"M{n(u - w / 2)} {n(v)}v{n(-h * 0.9)}q{n(w / 2)}{n(-h * 0.24)} {n(w)} 0v{n(h * 0.9)}z")
    p.add("".join(edges).replace(" -", "-"), edge)
    p.add("".join(faces).replace(" -", "-"), face)


def crosses(places, view, tall=1.0, span=0.62, thick=0.13):
    """The path of many Latin crosses seen through a camera."""
    out = []
    for x, y, z in places:
        u, v = view(x, y, z)
        s = view.scale(x, y, z)
        t, h, a = thick * s, tall * s, span * s
        out.append(
            f"M{n(u - t / 2)} {n(v)}v{n(-h)}h{n(t)}v{n(h)}zm{n((t - a) / 2)} {n(-h * 0.6)}v{n(-t)}h{n(a)}v{n(t)}z"
        )
    return "".join(out).replace(" -", "-")


def cross_of_sacrifice(p, x, base, height, lit="paper", shade="pale"):
    """The tall stone cross of a Commonwealth cemetery on its eight-sided steps; the sword is left away."""
    w = height * 0.05
    for k, (half, up) in enumerate(((0.2, 0.035), (0.145, 0.035), (0.1, 0.05))):
        y = base - height * (0.035 * k)
        p.rect(x - height * half, y - height * up, height * half * 2, height * up, lit, 0.1)
        p.rect(x + height * half * 0.3, y - height * up, height * half * 0.7, height * up, shade, 0.1)
    foot = base - height * 0.11
    top, arm = base - height, base - height * 0.74
    p.mass([(x - w, foot), (x - w * 0.7, top), (x + w * 0.7, top), (x + w, foot)], lit, 0.3, 60)
    p.mass([(x + w * 0.25, foot), (x + w * 0.2, top), (x + w * 0.7, top), (x + w, foot)], shade, 0.3, 60)
    p.rect(x - height * 0.16, arm - w * 0.7, height * 0.32, w * 1.4, lit, 0.3)
    p.rect(x + w * 0.2, arm - w * 0.7, height * 0.16 - w * 0.2, w * 1.4, shade, 0.3)
