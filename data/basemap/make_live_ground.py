#!/usr/bin/env python3
"""Prepare the ground of the live map from `ground.json`: one file for the whole country, one for close views.

    python data/basemap/make_live_ground.py

Each ring or line is a row of whole numbers, degrees × 1,000 or × 10,000: the first position (longitude, latitude), then
the steps from one to the next, because small numbers compress well.
"""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
TARGET = ROOT / "trail" / "static" / "trail" / "map"
sys.path.insert(0, str(ROOT))

from trail.maps.geometry import thin  # noqa: E402

Ring = list[int]


def simplified(numbers: Ring, units: int, out: int, tolerance: float, smallest: float = 0.0) -> Ring:
    """A row of positions thinned to a tolerance in degrees, as steps; empty where nothing worth drawing is left."""
    points = [(x / units, y / units) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
    kept = thin(points, tolerance) if tolerance else points
    if smallest and (len(kept) < 4 or area(kept) < smallest):
        return []
    steps: Ring = []
    before = (0, 0)
    for x, y in kept:
        at = round(x * out), round(y * out)
        if steps and at == before:
            continue
        steps += [at[0] - before[0], at[1] - before[1]]
        before = at
    return steps if len(steps) > 2 else []


def area(points: list[tuple[float, float]]) -> float:
    """The area of a ring in square degrees, as they are at 42° north."""
    ring = zip(points, [*points[1:], points[0]], strict=True)
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in ring)) / 2 * math.cos(math.radians(42))


def layer(rows: list[Ring], units: int, out: int, tolerance: float, smallest: float = 0.0) -> list[Ring]:
    """All rings or lines of a layer that are left."""
    return [found for row in rows if (found := simplified(row, units, out, tolerance, smallest))]


def main() -> None:
    """Write both files."""
    file: dict[str, Any] = json.loads((HERE / "ground.json").read_text(encoding="utf-8"))
    units, italy, europe = file["units"], file["italy"], file["europe"]
    rivers = [line for river in italy["rivers"] if river["rank"] <= 7 for line in river["lines"]]
    overview = {
        "units": 1000,
        "land": layer(europe["home"], units, 1000, 0.02, 0.004),
        "abroad": layer(italy["abroad"], units, 1000, 0.012, 0.001),
        "home": layer(italy["home"], units, 1000, 0.008, 0.0004),
        "borders": layer(europe["borders"], units, 1000, 0.02),
        "lakes": layer(italy["lakes"], units, 1000, 0.008, 0.002),
        "rivers": layer(rivers, units, 1000, 0.012),
        "urban": [],
    }
    detail = {
        "units": units,
        "land": overview["land"] and layer(europe["home"], units, units, 0.02, 0.004),
        "abroad": layer(italy["abroad"], units, units, 0.0),
        "home": layer(italy["home"], units, units, 0.0),
        "borders": layer([*europe["borders"]], units, units, 0.01),
        "lakes": layer(italy["lakes"], units, units, 0.0),
        "rivers": layer([line for river in italy["rivers"] for line in river["lines"]], units, units, 0.0),
        "urban": layer(italy["urban"], units, units, 0.0),
    }
    TARGET.mkdir(parents=True, exist_ok=True)
    for name, ground in (("overview", overview), ("detail", detail)):
        content = json.dumps(ground, separators=(",", ":"))
        (TARGET / f"ground-{name}.json").write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main()
