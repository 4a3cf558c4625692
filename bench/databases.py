"""Databases full of generated places, and the loop that all measurements of the map and the search share.

    python bench/databases.py [rounds] [count …] [sqlite] [postgresql]

measures the map's data and the search one after the other on the same databases, and writes both pages. Each database
is made and asked in processes of their own, for a process has one database. Making the largest takes minutes; one that
is there already is named like this: `100000-sqlite=sqlite:////tmp/large.sqlite3`.
"""

import gzip
import importlib
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
COUNTS = (1_000, 10_000, 100_000)
KINDS = ("sqlite", "postgresql")
Row = tuple[int, str, str]  # how many entries, the database, the line of the table
ROUNDS = 25
COLUMNS = "| what | entries | database | median ms | 95th ms | processor ms | queries | KB gzip |\n|---|---|---|---|---|---|---|---|"
MACHINE = (
    "Python {python}, {cores} cores, load {before:.1f} before measuring and {after:.1f} after (above the number of cores, others"
    "\nworked on the machine too, and the clock counts that). “Processor” is the median of our process alone: on SQLite"
    "\nthat is all of the work."
)


@dataclass(frozen=True)
class Bench:
    """A measurement: where its questions are (`module.cases()`), the page it writes, and the words around the table."""

    module: str
    title: str
    target: Path
    intro: str
    last: Callable[[dict[str, Any]], str]  # what was measured while a database was made, in words
    last_title: str


@dataclass(frozen=True)
class Case:
    """Something to ask, and how often it is asked for each round."""

    name: str
    asks: list[Callable[[], bytes]]
    share: float = 1.0


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


def page(address: str) -> Callable[[], bytes]:
    """What asks for a page as a browser does, through all of Django."""
    from django.test import Client

    client = Client()

    def ask() -> bytes:
        response = client.get(address)
        assert response.status_code == 200, address
        return response.content

    return ask


def fill(count: int) -> dict[str, Any]:
    """Make a trail of so many entries with all that is derived from them; how many seconds that took."""
    _set_up()
    from django.core.management import call_command
    from django.db import connection

    from bench.places import generate
    from trail.finding.models import MapCell
    from trail.finding.space import clusters
    from trail.finding.text import store

    call_command("migrate", verbosity=0)
    generate(count)
    begun = time.monotonic()
    clusters.rebuild()
    counted = time.monotonic()
    store.rebuild()
    written = time.monotonic()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    return {"cells": MapCell.objects.count(), "cell_seconds": counted - begun, "word_seconds": written - counted}


def ask(module: str, rounds: int) -> dict[str, Any]:
    """Ask everything of a measurement."""
    _set_up()
    cases = importlib.import_module(module).cases()
    return {case.name: timed(case, max(5, round(rounds * case.share))) for case in cases}


def timed(case: Case, rounds: int) -> tuple[float, float, float, int, float]:
    """Median and 95th percentile of the clock, median of the processor, the most queries, the most kilobytes."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    times, worked, queries, weight = [], [], 0, 0.0
    for question in case.asks:
        question()
        with CaptureQueriesContext(connection) as captured:
            answer = question()
        queries = max(queries, len(captured))
        weight = max(weight, len(gzip.compress(answer, 9)) / 1024)
    for turn in range(rounds):
        question = case.asks[turn % len(case.asks)]
        start, busy = time.perf_counter(), time.process_time()
        question()
        times.append((time.perf_counter() - start) * 1000)
        worked.append((time.process_time() - busy) * 1000)
    times.sort()
    most = times[max(0, round(len(times) * 0.95) - 1)]
    return statistics.median(times), most, statistics.median(worked), queries, weight


def main(benches: list[Bench], words: list[str]) -> None:
    """Make the databases, measure, print; write the pages where both databases were measured."""
    numbers = [int(word) for word in words if word.isdigit()]
    rounds, counts = (numbers or [ROUNDS])[0], numbers[1:] or list(COUNTS)
    kinds = [kind for kind in KINDS if kind in words] or list(KINDS)
    filled: dict[tuple[int, str], dict[str, Any]] = {}
    rows: dict[str, dict[str, list[Row]]] = {bench.module: {} for bench in benches}
    before = os.getloadavg()[0]
    for count in counts:
        for kind in kinds:
            given = next((word.partition("=")[2] for word in words if word.startswith(f"{count}-{kind}=")), "")
            with nullcontext(given) if given else database(kind) as address:
                filled[(count, kind)] = {} if given else _apart(address, "--fill", str(count))
                for bench in benches:
                    found = _apart(address, "--ask", bench.module, str(rounds))
                    _add(rows[bench.module], count, kind, found)
                    if len(kinds) == len(KINDS):  # after each database, because the last of them take long
                        _write(bench, rounds, before, rows[bench.module], filled)


def _add(rows: dict[str, list[Row]], count: int, kind: str, found: dict[str, Any]) -> None:
    for name, (median, most, busy, queries, weight) in found.items():
        row = f"| {name} | {count:,} | {kind} | {median:.0f} | {most:.0f} | {busy:.0f} | {queries} | {weight:.1f} |"
        rows.setdefault(name, []).append((count, kind, row))
        print(row, flush=True)


def _write(bench: Bench, rounds: int, before: float, rows: dict[str, list[Row]], filled: dict[Any, Any]) -> None:
    name = bench.module.removeprefix("bench.")
    machine = MACHINE.format(
        python=platform.python_version(), cores=os.cpu_count(), before=before, after=os.getloadavg()[0]
    )
    last = "; ".join(f"{count:,} on {kind} {bench.last(found)}" for (count, kind), found in filled.items() if found)
    parts = [
        f"# Benchmarks: {bench.title}",
        f"Written by `bench/{name}.py`, {rounds} rounds; {machine}",
        bench.intro,
        "\n".join([COLUMNS, *(row for each in rows.values() for _count, _kind, row in sorted(each))]),
        f"{bench.last_title}: {last or 'not measured'}.",
    ]
    bench.target.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def _apart(address: str, *words: str) -> dict[str, Any]:
    """Do a part in a process of its own, whose settings name the database."""
    done = subprocess.run(
        [sys.executable, __file__, *words],
        env={**os.environ, "DATABASE_URL": address, "TEST_DATABASE_URL": "", "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


def _set_up() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "trail.settings.test"
    import django

    django.setup()


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    if sys.argv[1:2] == ["--fill"]:
        print(json.dumps(fill(int(sys.argv[2]))))
    elif sys.argv[1:2] == ["--ask"]:
        print(json.dumps(ask(sys.argv[2], int(sys.argv[3]))))
    else:
        from bench import map_data, search

        main([map_data.BENCH, search.BENCH], sys.argv[1:])
