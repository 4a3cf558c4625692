"""A camera: where a point of the country falls on the sheet.

Things that must be counted and must stand right (columns, terraces, rows of stones) are placed in
metres (x to the right, y away from the viewer, z up) and projected, not drawn by eye.
"""

import math

from .geometry import curve


class View:
    """A pinhole camera at `eye`, turned by `pan` and `tilt` (radians, tilt down is positive)."""

    def __init__(self, eye, pan=0.0, tilt=0.0, focal=900, centre=(600, 400)):
        self.eye, self.focal, self.centre = eye, focal, centre
        self._pan = math.cos(pan), math.sin(pan)
        self._tilt = math.cos(tilt), math.sin(tilt)

    def depth(self, x, y, z):
        """The point in the camera's own axes: right, ahead, up."""
        dx, dy, dz = x - self.eye[0], y - self.eye[1], z - self.eye[2]
        c, s = self._pan
        dx, dy = dx * c - dy * s, dx * s + dy * c
        c, s = self._tilt
        return dx, dy * c - dz * s, dy * s + dz * c

    def __call__(self, x, y, z=0.0):
        right, ahead, up = self.depth(x, y, z)
        ahead = max(ahead, 0.01)
        return (
            self.centre[0] + self.focal * right / ahead,
            self.centre[1] - self.focal * up / ahead,
        )

    def scale(self, x, y, z=0.0):
        """How many units of the sheet one metre measures there."""
        return self.focal / max(self.depth(x, y, z)[1], 0.01)

    def road(self, points, width, steps=8):
        """The outline of a road over the ground through `points` (x, y, z), `width` metres broad."""
        ground = curve([(x, y) for x, y, *_ in points], steps)
        levels = [q[1] for q in curve([(i, q[2] if len(q) > 2 else 0) for i, q in enumerate(points)], steps)]
        left, right = [], []
        for i, (x, y) in enumerate(ground):
            xa, ya = ground[max(i - 1, 0)]
            xb, yb = ground[min(i + 1, len(ground) - 1)]
            length = math.hypot(xb - xa, yb - ya) or 1
            nx, ny = -(yb - ya) / length * width / 2, (xb - xa) / length * width / 2
            left.append(self(x + nx, y + ny, levels[i]))
            right.append(self(x - nx, y - ny, levels[i]))
        return left + right[::-1]

    def all(self, points):
        """Many points at once."""
        return [self(*p) for p in points]
