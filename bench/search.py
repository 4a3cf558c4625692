"""How long the search takes with 1,000, 10,000 and 100,000 entries on both databases. Run from the project's folder:

    python bench/search.py [rounds] [count …]

Prints a table and writes it to docs/reference/benchmarks-search.md. Pages and suggestions are asked for as a browser
does, through all of Django, and read from the database anew each time; times are of the clock, for the database works
in a process of its own. With `sqlite` or `postgresql` among the words only that one is measured, and nothing written.
"""

import gzip
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "docs" / "reference" / "benchmarks-search.md"
COUNTS = (1_000, 10_000, 100_000)
ROUNDS = 25
CASES = {
    "search, a rare name": ["/en/search/?q=camonte", "/en/search/?q=salerforli", "/en/search/?q=battle+of+romavena"],
    "search, a common word": ["/en/search/?q=cemetery", "/en/search/?q=memorial"],
    "search, two common words": ["/en/search/?q=polish+cemetery", "/en/search/?q=german+troops+river"],
    "search, words and two filters": [
        "/en/search/?q=war+cemetery&nation=PL&period=1944",
        "/en/search/?q=bridge&kind=landmark&nation=GB",
    ],
    "search, a slip": ["/en/search/?q=cemetary", "/en/search/?q=polsih+cemetary"],
    "search, filters alone": ["/en/search/?kind=museum&nation=NZ"],
    "suggestions": ["/en/search/suggest?q=ca", "/en/search/suggest?q=memorial+of+sal", "/en/search/suggest?q=gra"],
    "finder of cemeteries": ["/en/cemeteries/", "/en/cemeteries/?nation=PL&least=500&sort=burials"],
}


def measure(count: int, rounds: int) -> dict[str, Any]:
    """Make a trail of so many entries and ask it; in the process whose settings name the database."""
    sys.path.insert(0, str(ROOT))
    os.environ["DJANGO_SETTINGS_MODULE"] = "trail.settings.test"
    import django

    django.setup()

    from django.core.management import call_command
    from django.db import connection
    from django.test import Client

    from bench.places import generate
    from trail.finding.space.nearby import nearest
    from trail.finding.text import store
    from trail.geo.coordinates import Point

    call_command("migrate", verbosity=0)
    generate(count)
    begun = time.monotonic()
    store.rebuild()
    rebuilt = time.monotonic() - begun
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    client = Client()

    def page(address: str) -> bytes:
        response = client.get(address)
        assert response.status_code == 200, address
        return response.content

    def in_turn(addresses: list[str]) -> Callable[[], bytes]:
        turns = cycle(addresses)
        return lambda: page(next(turns))

    cases = {name: in_turn(addresses) for name, addresses in CASES.items()}
    points = cycle([Point(41.49, 13.81), Point(45.5, 9.2), Point(38.1, 15.6), Point(43.8, 11.2)])
    cases["near here"] = lambda: repr(nearest(next(points), "en", 3)).encode()
    return {"rebuilt": rebuilt, "rows": {name: timed(ask, rounds, connection) for name, ask in cases.items()}}


def timed(ask: Callable[[], bytes], rounds: int, connection: Any) -> tuple[float, float, int, float]:
    """Median and 95th percentile in milliseconds, queries, and kilobytes compressed."""
    from django.test.utils import CaptureQueriesContext

    ask()
    ask()
    with CaptureQueriesContext(connection) as captured:
        answer = ask()
    queries = len(captured)  # before the next request empties the list
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        answer = ask()
        times.append((time.perf_counter() - start) * 1000)
    times.sort()
    weight = len(gzip.compress(answer, 9)) / 1024
    return statistics.median(times), times[max(0, round(len(times) * 0.95) - 1)], queries, weight


@contextmanager
def database(kind: str) -> Iterator[str]:
    """The address of a database that is thrown away."""
    if kind == "sqlite":
        with tempfile.TemporaryDirectory(prefix="trail-bench-") as folder:
            yield f"sqlite:///{folder}/trail.sqlite3"
        return
    sys.path.insert(0, str(ROOT / "scripts"))
    from postgres import throw_away_database

    with throw_away_database() as address:
        yield address


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
    kinds = [kind for kind in ("postgresql", "sqlite") if kind in words] or ["postgresql", "sqlite"]
    lines = [
        "# Benchmarks: search",
        "",
        f"Written by `python bench/search.py {rounds}`; Python {platform.python_version()}, {os.cpu_count()} cores. Milliseconds of the",
        "clock for one whole answer, in a warm process. Targets with 100,000 entries on PostgreSQL: near here 50 ms, search",
        "with facets 150 ms.",
        "",
        "| what | entries | database | median ms | 95th ms | queries | KB gzip |",
        "|---|---|---|---|---|---|---|",
    ]
    rows: dict[str, list[str]] = {}
    rebuilt = []
    for count in counts:
        for kind in kinds:
            result = measured(kind, count, rounds)
            rebuilt.append(f"{count:,} on {kind} {result['rebuilt']:.0f} s")
            for name, (median, most, queries, weight) in result["rows"].items():
                row = f"| {name} | {count:,} | {kind} | {median:.0f} | {most:.0f} | {queries} | {weight:.1f} |"
                rows.setdefault(name, []).append(row)
                print(row, flush=True)
    lines += [row for each in rows.values() for row in each]
    lines += ["", f"Making the words anew (`manage.py rebuild_index`, its last part): {'; '.join(rebuilt)}."]
    print("\n".join(lines[-2:]))
    if len(kinds) == 2:
        TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        print(json.dumps(measure(int(sys.argv[2]), int(sys.argv[3]))))
    else:
        main(sys.argv[1:])
