"""Where the time goes when a page is made anew: nobody has asked for it before, and nothing of it is kept.

Run from the project's folder:

    python -m bench.cold [rounds]

Prints a table and writes it to docs/reference/benchmarks-cold-pages.md. The demo is loaded into a folder that is deleted
afterwards, and asked for through all of Django with the production settings; the page store is off. Drawn maps are kept
in the cache, as between two visitors of one process. “Processor” is what our process worked; queries and their time are
counted in a request of their own; the parts come from a profile, which makes everything slower, so that only their
shares are given.
"""

import cProfile
import json
import os
import platform
import pstats
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.environment import HOST, production_like
from bench.throwaway import prepare

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "docs" / "reference" / "benchmarks-cold-pages.md"
ROUNDS = 20
PAGES = {
    "home": "/en/",
    "campaign": "/en/italian-campaign/",
    "region": "/en/italian-campaign/rome/",
    "cemetery": "/en/italian-campaign/rome/rome-war-cemetery/",
    "stories": "/en/stories/",
    "home in Arabic": "/ar/",
    "map": "/en/map/",
    "credits": "/en/credits/",
}
# What a function's own time is counted for, by where it stands; the first that fits.
PARTS = (
    ("database", ("sqlite3", "django/db/backends", "psycopg")),
    ("models and queries", ("django/db/", "modelcluster", "wagtail/models", "treebeard")),
    ("templates", ("django/template", "django/utils/html", "django/utils/safestring", "templatetags")),
    ("text blocks", ("wagtail/blocks", "wagtail/rich_text", "wagtail/fields", "html/parser", "bs4")),
    (
        "languages and dates",
        ("babel", "trail/languages", "trail/dates", "trail/opening_hours", "gettext", "translation"),
    ),
    ("maps", ("trail/maps", "sites/maps")),
    ("our other code", ("/trail/", "/sites/")),
)


def main(rounds: int) -> None:
    """Load the demo, measure in a process of its own, print, write."""
    with tempfile.TemporaryDirectory(prefix="trail-cold-") as name:
        folder = Path(name)
        environment = production_like(folder) | {"TRAIL_STORE": "false"}
        prepare(folder, environment)
        done = subprocess.run(
            [sys.executable, "-m", "bench.cold", "--ask", str(rounds)],
            cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True,
        )  # fmt: skip
    found = json.loads(done.stdout.splitlines()[-1])
    names = [part for part, _places in PARTS] + ["the rest"]
    lines = [
        "# Benchmarks: pages made anew",
        "",
        f"Written by `bench/cold.py`, {rounds} rounds; Python {platform.python_version()}, {os.cpu_count()} cores, SQLite, load",
        f"{os.getloadavg()[0]:.1f}. Nothing of the page is kept but its drawn maps; the page store spares visitors all of this.",
        "",
        "| page | median ms | processor ms | queries | of them ms |",
        "|---|---|---|---|---|",
        *(
            f"| {page} | {row['median']:.0f} | {row['busy']:.0f} | {row['queries']} | {row['sql']:.1f} |"
            for page, row in found.items()
        ),
        "",
        "Where the time goes, in hundredths of a profiled request:",
        "",
        f"| page | {' | '.join(names)} |",
        f"|---|{'---|' * len(names)}",
        *(shares(page, row["parts"], names) for page, row in found.items()),
    ]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))


def shares(page: str, parts: dict[str, float], names: list[str]) -> str:
    """A row of the second table."""
    return f"| {page} | {' | '.join(f'{parts.get(part, 0):.0f}' for part in names)} |"


def ask(rounds: int) -> None:
    """Measure all pages of a loaded site; the result is the last line."""
    import django

    django.setup()
    from django.db import connection
    from django.test import Client

    client = Client(headers={"host": HOST})
    found = {}
    for name, address in PAGES.items():

        def get(address: str = address) -> None:
            status = client.get(address).status_code
            if status != 200:
                raise SystemExit(f"{address} answers {status}.")

        get()
        times, busy = [], []
        for _round in range(rounds):
            began, worked = time.perf_counter(), time.process_time()
            get()
            times.append((time.perf_counter() - began) * 1000)
            busy.append((time.process_time() - worked) * 1000)
        asked: list[float] = []

        def timed(execute: Any, *arguments: Any, asked: list[float] = asked) -> Any:
            started = time.perf_counter()
            try:
                return execute(*arguments)
            finally:
                asked.append(time.perf_counter() - started)

        with connection.execute_wrapper(timed):
            get()
        if not asked:
            raise SystemExit(f"{address} asked the database nothing: it was not made anew.")
        profile = cProfile.Profile()
        profile.runcall(get)
        found[name] = {
            "median": statistics.median(times),
            "busy": statistics.median(busy),
            "queries": len(asked),
            "sql": sum(asked) * 1000,
            "parts": parts_of(profile),
        }
    print(json.dumps(found))


def parts_of(profile: cProfile.Profile) -> dict[str, float]:
    """The share of each part in a profile, in per cent of the functions' own time."""
    spent: dict[str, float] = {}
    for (file, _line, function), (_calls, _all, own, _with, _callers) in pstats.Stats(profile).stats.items():
        where = f"{file}/{function}".replace("\\", "/")
        part = next((part for part, places in PARTS if any(place in where for place in places)), "the rest")
        spent[part] = spent.get(part, 0.0) + own
    whole = sum(spent.values()) or 1.0
    return {part: value / whole * 100 for part, value in spent.items()}


if __name__ == "__main__":
    if sys.argv[1:2] == ["--ask"]:
        ask(int(sys.argv[2]))
    else:
        main(int(sys.argv[1]) if sys.argv[1:] else ROUNDS)
