"""How long people wait in the admin: each act that could be slow, through the real views, on the demonstration trail.

Run from the project's folder:

    python -m bench.admin [--folder FOLDER] [--only WORDS]

Each act runs in a process of its own on a fresh copy of the demo's database, with the production settings, once without a
worker and once with one: how long the request takes and how many queries it asks; and how long the worker is at it
afterwards. Prints a table; a run of all acts writes it to docs/reference/benchmarks-admin.md.
"""

import argparse
import itertools
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.environment import HOST, production_like
from bench.throwaway import prepare

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "docs" / "reference" / "benchmarks-admin.md"
MODES = {"at once": "immediate", "worker": "database"}
DATABASE = "trail.sqlite3"
# Seconds without a worker in the version that did all of this in the request and wrote what is derived page by page; by
# this program on the same machine.
BEFORE = {
    "Translate the campaign with its subtree": 15.87,
    "Translate the campaign alone": 0.53,
    "Add a language": 0.41,
    "Withdraw a language": 3.21,
    "Offer it again": 8.26,
    "Machine translation of a region": 5.10,
    "Upload a photograph of 20 megapixels": 0.57,
    "Upload one of ten photographs of 12 megapixels": 0.24,
    "Move a region to another campaign": 0.19,
    "Move all regions to another campaign (bulk)": 1.24,
    "Reorder a region": 2.94,
    "Delete a region, with its translations": 3.13,
    "Delete the campaign; its translations are taken down": 17.09,
    "Delete the campaign with its translations": 39.33,
    "Copy the campaign with its subtree": 9.28,
    "Copy it and publish the copies": 20.55,
    "Unpublish the campaign's tree": 19.02,
    "Unpublish the campaign's tree (bulk)": 21.39,
    "Publish the campaign's tree (bulk)": 59.31,
    "Delete a region's pages (bulk)": 1.23,
    "Move a region's pages (bulk)": 1.67,
    "Publish the campaign": 2.22,
    "Publish the campaign under a new address": 3.39,
    "Restrict the campaign": 0.49,
    "Sync translated pages": 0.22,
    "Download a language as PO": 0.39,
    "Translations as CSV": 1.57,
    "Translations as XLSX": 1.76,
    "Glossary as CSV": 0.01,
    "Phrases of a language": 0.04,
}


def main() -> None:
    """Load the demo, measure each act in both ways, print, write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--folder", type=Path, help="keep the demo there, and take it from there the next time")
    parser.add_argument("--only", default="", help="only the acts whose name holds these words; writes nothing")
    parser.add_argument("--ask", nargs=2, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.ask:
        return ask(*asked.ask)
    with tempfile.TemporaryDirectory(prefix="trail-admin-") as name:
        rows = measure(asked.folder or Path(name), asked.only)
    lines = [
        "# Benchmarks: waiting in the admin",
        "",
        f"Written by `bench/admin.py`; Python {platform.python_version()}, {os.cpu_count()} cores, SQLite, load {os.getloadavg()[0]:.1f}, the demonstration trail. Each act",
        "is the first of a process that has just started, which adds up to a second to acts on texts. The campaign has 80 pages, with",
        "their translations 203. The machine translation is a service that takes five seconds a call. “Before” did all of it in",
        "the request; “worker” is how long the worker was at it after the request had been answered.",
        "",
        "| act | before: s | at once: s | queries | with a worker: s | queries | worker: s |",
        "|---|---|---|---|---|---|---|",
        *rows,
    ]
    print("\n".join(lines))
    if not asked.only:
        TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return None


def measure(folder: Path, only: str) -> list[str]:
    """The rows of the table."""
    folder.mkdir(parents=True, exist_ok=True)
    environment = production_like(folder) | {
        "TRAIL_MACHINE_TRANSLATOR": "bench.acts.SlowService",
        "TRAIL_LOG_LEVEL": "ERROR",
        "TRAIL_STORE_ROOT": str(folder / "store"),
    }
    kept = folder / "demo.sqlite3"
    if not kept.exists():
        prepare(folder, environment)
        subprocess.run(
            [sys.executable, "-c", f"import sqlite3; sqlite3.connect({str(folder / DATABASE)!r}).execute('VACUUM INTO ?', [{str(kept)!r}])"],
            check=True,
        )  # fmt: skip
    listed = subprocess.run(
        [sys.executable, "-m", "bench.admin", "--ask", "", ""],
        cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    rows = []
    for act in json.loads(listed.stdout.splitlines()[-1]):
        if only.lower() in act.lower():
            at_once, worker = (one(folder, kept, environment, act, mode) for mode in MODES)
            rows.append(
                f"| {act} | {before(act)} | {at_once['seconds']:.2f} | {at_once['queries']} "
                f"| {worker['seconds']:.2f} | {worker['queries']} | {worker['afterwards']:.1f} |"
            )
            print(rows[-1], at_once["said"], worker["said"], flush=True)
    return rows


def before(act: str) -> str:
    """How long it took before, where that was measured."""
    return f"{BEFORE[act]:.2f}" if act in BEFORE else ""


def one(folder: Path, kept: Path, environment: dict[str, str], act: str, mode: str) -> dict[str, Any]:
    """One act, in one way, on a fresh copy."""
    for leftover in folder.glob(f"{DATABASE}*"):
        leftover.unlink()
    shutil.copy(kept, folder / DATABASE)
    done = subprocess.run(
        [sys.executable, "-m", "bench.admin", "--ask", act, mode],
        cwd=ROOT, env=environment | {"TRAIL_TASKS": MODES[mode]}, stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    return json.loads(done.stdout.splitlines()[-1])


def ask(act: str, mode: str) -> None:
    """Do an act in this process; the result is the last line."""
    import django

    django.setup()
    from django.contrib.auth import get_user_model
    from django.contrib.messages import get_messages
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.utils.html import strip_tags

    from bench.acts import ACTS

    if not act:
        print(json.dumps(list(ACTS)))
        return
    client = Client(headers={"host": HOST})
    user = get_user_model().objects.create_superuser("bench", "bench@example.org", "bench")
    client.force_login(user)
    client.get("/admin/")
    request = ACTS[act](client)
    drain = (lambda: call_command("work", batch=True, interval=0.01, verbosity=0)) if mode == "worker" else int
    drain()
    count = itertools.count()

    def counted(execute: Any, *arguments: Any) -> Any:
        next(count)
        return execute(*arguments)

    with connection.execute_wrapper(counted):
        began = time.perf_counter()
        response = request()
        seconds = time.perf_counter() - began
    if response.status_code not in {200, 302}:
        raise SystemExit(f"{act}: {response.status_code}")
    said = [" ".join(strip_tags(str(message)).split()) for message in get_messages(response.wsgi_request)][-1:]
    began = time.perf_counter()
    drain()
    afterwards = time.perf_counter() - began
    print(json.dumps({"seconds": seconds, "queries": next(count), "afterwards": afterwards,
                      "said": [response.status_code, *said]}))  # fmt: skip


if __name__ == "__main__":
    main()
