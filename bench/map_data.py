"""How long the map's answers take with 1,000, 10,000 and 100,000 places on both databases. Run from the project's folder:

    python bench/map_data.py [rounds] [count …]

Prints a table and writes it to docs/reference/benchmarks-map-data.md. Views are asked for as a browser does, through all
of Django, each time from the database: finished answers are not kept. Times are of the clock, for the
database works in a process of its own. With `sqlite` or `postgresql` among the words only that one is measured, and
nothing written.
"""

import gzip
import json
import os
import platform
import random
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.search import database  # noqa: E402

TARGET = ROOT / "docs" / "reference" / "benchmarks-map-data.md"
COUNTS = (1_000, 10_000, 100_000)
ROUNDS = 25
ZOOMS = (5, 8, 11, 14)
WIDE, HIGH = 760, 620  # pixels of the map on a desk
FILTERS = {
    "all places": "",
    "one kind": "&kind=cemetery",
    "one nation": "&nation=PL",
    "one month": "&period=1944-05",
    "kind and nation": "&kind=cemetery&nation=PL",
    "nation and month": "&nation=PL&period=1944-05",
    "open today": "&open=today",
    "a name": "&q=bridge",
}
NOTHING = "/-/live"  # what any answer costs, for comparison
PAGES = {"the page": "", "the page, one kind": "?kind=cemetery", "the page, two filters": "?nation=PL&period=1944-05"}


def views(zoom: int) -> list[str]:
    """Views round places that are there, as a visitor's screen would show them."""
    from trail.finding.models import Entry
    from trail.finding.space.cells import column_and_row, point_at
    from trail.geo.coordinates import Point

    found = Entry.objects.filter(cell__isnull=False).order_by("pk").values_list("latitude", "longitude")
    several = random.Random(zoom).sample(list(found[:1000]), 12)
    addresses = []
    for latitude, longitude in several:
        column, row = column_and_row(Point(latitude, longitude))
        half = (1 << (24 - zoom)) / 256
        size = 1 << 24
        west, east = max(0, column - WIDE / 2 * half), min(size, column + WIDE / 2 * half)
        north, south = max(0, row - HIGH / 2 * half), min(size, row + HIGH / 2 * half)
        upper, lower = point_at(west, north), point_at(east, south)
        bbox = f"{upper.longitude:.4f},{lower.latitude:.4f},{lower.longitude:.4f},{upper.latitude:.4f}"
        addresses.append(f"/en/map/places.json?z={zoom}&bbox={bbox}")
    return addresses


def measure(count: int, rounds: int) -> dict[str, Any]:
    """Make so many places and ask for views; in the process whose settings name the database."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "trail.settings.test"
    import django

    django.setup()

    from django.core.cache.backends.dummy import DummyCache
    from django.core.management import call_command
    from django.db import connection

    from bench.places import generate
    from sites.finding import map_data
    from trail.finding.models import MapCell
    from trail.finding.space import clusters

    map_data.cache = DummyCache("", {})  # finished answers are not kept
    call_command("migrate", verbosity=0)
    generate(count)
    begun = time.monotonic()
    clusters.rebuild()
    rebuilt = time.monotonic() - begun
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    rows = {"an answer without content": timed([NOTHING], rounds)}
    for name, query in FILTERS.items():
        for zoom in ZOOMS:
            rows[f"{name}, zoom {zoom}"] = timed([address + query for address in views(zoom)], rounds)
    for name, query in PAGES.items():
        rows[name] = timed([f"/en/map/{query}"], max(5, rounds // 4))
    return {"rebuilt": rebuilt, "cells": MapCell.objects.count(), "rows": rows}


def timed(addresses: list[str], rounds: int) -> tuple[float, float, int, float, float]:
    """Median and 95th percentile of the clock, the most queries, the most kilobytes, and median of the processor."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    times, worked, queries, weight = [], [], 0, 0.0
    for address in addresses:
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(address)
        assert answer.status_code == 200, address
        queries = max(queries, len(captured))
        weight = max(weight, len(gzip.compress(answer.content, 9)) / 1024)
    for turn in range(rounds):
        start, busy = time.perf_counter(), time.process_time()
        client.get(addresses[turn % len(addresses)])
        times.append((time.perf_counter() - start) * 1000)
        worked.append((time.process_time() - busy) * 1000)
    times.sort()
    return (
        statistics.median(times),
        times[max(0, round(len(times) * 0.95) - 1)],
        queries,
        weight,
        statistics.median(worked),
    )


def measured(kind: str, count: int, rounds: int) -> dict[str, Any]:
    """Measure in a process of its own: a database is chosen once in a process."""
    with database(kind) as address:
        done = subprocess.run(
            [sys.executable, __file__, "--measure", str(count), str(rounds)],
            env={**os.environ, "DATABASE_URL": address, "TEST_DATABASE_URL": "", "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            check=True,
            text=True,
        )
    return json.loads(done.stdout.splitlines()[-1])


def main(words: list[str]) -> None:
    """Measure, print, write."""
    numbers = [int(word) for word in words if word.isdigit()]
    rounds, counts = (numbers or [ROUNDS])[0], numbers[1:] or list(COUNTS)
    kinds = [kind for kind in ("sqlite", "postgresql") if kind in words] or ["sqlite", "postgresql"]
    lines = [
        "# Benchmarks: the map's data",
        "",
        f"Written by `python bench/map_data.py {rounds}`; Python {platform.python_version()}, {os.cpu_count()} cores. Milliseconds of the",
        "clock for one whole answer read from the database, in a warm process; one that is kept comes at once. Targets with",
        "100,000 places: 50 ms and 30 KB. What is counted beforehand (all places, one kind, one nation, one month, a kind",
        "and one of these) costs the same however many places there are; other filters look at the places in view. “Processor”",
        "is the median of our process alone: on SQLite that is all of the work, and the same on a busy machine.",
        "",
        "| what | entries | database | median ms | 95th ms | processor ms | queries | KB gzip |",
        "|---|---|---|---|---|---|---|---|",
    ]
    rows: dict[str, list[str]] = {}
    rebuilt = []
    for count in counts:
        for kind in kinds:
            result = measured(kind, count, rounds)
            rebuilt.append(f"{count:,} on {kind} {result['rebuilt']:.0f} s, {result['cells']:,} cells")
            for name, (median, most, queries, weight, busy) in result["rows"].items():
                row = f"| {name} | {count:,} | {kind} | {median:.0f} | {most:.0f} | {busy:.0f} | {queries} | {weight:.1f} |"
                rows.setdefault(name, []).append(row)
                print(row, flush=True)
            last = f"Counting the cells anew (`manage.py rebuild_index`, one part of it): {'; '.join(rebuilt)}."
            if len(kinds) == 2:  # after each, because the last of them take long
                table = [row for each in rows.values() for row in each]
                TARGET.write_text("\n".join([*lines, *table, "", last]) + "\n", encoding="utf-8")
    print(last)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        print(json.dumps(measure(int(sys.argv[2]), int(sys.argv[3]))))
    else:
        main(sys.argv[1:])
