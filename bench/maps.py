"""How long the maps take to draw, and how much they weigh. Run from the project's folder:

    python bench/maps.py [rounds]

Prints a table and writes it to docs/reference/benchmarks-maps.md. "First" is the first map of its kind in a fresh
process, with all files to be read; the others are drawn anew with the ground at hand, and not from the page cache.
Times are of the processor (time.process_time), so that a busy machine does not spoil them.
"""

import gzip
import os
import platform
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trail.settings.test")

import django  # noqa: E402

django.setup()

from tests.maps.demo import regions  # noqa: E402
from trail.maps.draw import campaign_map, locator_map, region_map  # noqa: E402
from trail.maps.plans import plan_for  # noqa: E402
from trail.maps.records import Drawing, MapRegion  # noqa: E402

TARGET = ROOT / "docs" / "reference" / "benchmarks-maps.md"


def campaign(language: str) -> Drawing:
    """The whole campaign."""
    stops = [
        MapRegion(number, title, number, places[len(places) // 2].point)
        for number, (title, places) in enumerate(regions().values(), 1)
    ]
    return campaign_map(stops, [stop.point for stop in stops if stop.point], language)


def region(name: str, language: str) -> Drawing:
    """One region."""
    title, places = regions()[name]
    return region_map(places, language, title, plan_for([place.point for place in places if place.point]))


def locator(name: str, index: int, language: str) -> Drawing:
    """One place."""
    _title, places = regions()[name]
    return locator_map(places[index], places, language)


def measure(draw: Callable[[], Drawing], rounds: int) -> tuple[float, float, float, Drawing]:
    """First, median and 95th percentile in milliseconds, and the map."""
    times = []
    for _ in range(rounds + 1):
        start = time.process_time()
        drawing = draw()
        times.append((time.process_time() - start) * 1000)
    warm = sorted(times[1:])
    return times[0], statistics.median(warm), warm[max(0, round(len(warm) * 0.95) - 1)], drawing


def main() -> None:
    """Measure, print, write."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    maps: list[tuple[str, Callable[[], Drawing]]] = [
        ("campaign", lambda: campaign("en")),
        ("campaign, Arabic", lambda: campaign("ar")),
    ]
    maps += [(f"region {name}", lambda name=name: region(name, "en")) for name in regions()]
    maps.append(("region rome, Arabic", lambda: region("rome", "ar")))
    maps += [(f"locator in {name}", lambda name=name: locator(name, 0, "en")) for name in regions()]
    rows = []
    for name, draw in maps:
        first, median, most, drawing = measure(draw, rounds)
        weight = len(gzip.compress(drawing.svg.encode(), 9)) / 1024
        rows.append(
            f"| {name} | {first:.0f} | {median:.1f} | {most:.1f} | {len(drawing.svg) / 1024:.1f} | {weight:.1f} |"
        )
    lines = [
        "# Benchmarks: drawn maps",
        "",
        f"Written by `python bench/maps.py {rounds}`; Python {platform.python_version()}, {os.cpu_count()} cores. Milliseconds of",
        "processor time for one map drawn anew, the ground being at hand (“first”: nothing read yet); pages take finished maps",
        "from the cache. Budget: 100 ms; 25 KB compressed, the campaign 30 KB.",
        "",
        "| map | first ms | median ms | 95th ms | KB | KB gzip |",
        "|---|---|---|---|---|---|",
        *rows,
    ]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
