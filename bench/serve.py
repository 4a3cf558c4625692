"""How fast finished pages are served, and how soon a change is seen: `python -m bench.serve`.

One run, one machine, one page, one client (wrk), the servers asked in turn. Writes docs/reference/benchmarks-serve.md.
`--site FOLDER`: an installation that was prepared before (its `trail.sqlite3` and `static/`); otherwise the demo is loaded.
"""

import argparse
import contextlib
import http.client
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench import throwaway
from bench.environment import production_like
from bench.servers import HOST, ROOT, free_port, granian, memory, nginx

TARGET = ROOT / "docs" / "reference" / "benchmarks-serve.md"
NAMES = {
    "store": "page store, Python server (granian)",
    "bare": "bare handler, Python server (granian)",
    "nginx store": "page store, nginx",
    "nginx plain": "plain copy of the file, nginx",
    "django": "Django uncached, Python server (granian)",
}
UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}
PUBLISHER = """
import sys, time
import django; django.setup()
from wagtail.models import Page
from trail.store import dropping
committed, apply = [], dropping.apply
def noted(rows):
    committed.append(time.time())
    return apply(rows)
dropping.apply = noted
for line in sys.stdin:
    number, mark = line.split()
    draft = Page.objects.get(pk=number).get_latest_revision_as_object()
    draft.summary = f"What there is to see, in one sentence: {mark}."
    committed.clear()
    draft.save_revision(clean=False).publish()
    print(committed[0] if committed else time.time(), flush=True)
"""
CHOOSE = """
import django; django.setup()
from sites.models import RegionPage
page = RegionPage.objects.filter(live=True, locale__language_code="en").order_by("path").first()
print(page.pk, page.get_url_parts()[2])
"""


class Client:
    """wrk, with one thread and a number of connections."""

    def __init__(self, seconds: int, connections: int) -> None:
        self.program = shutil.which("wrk")
        if not self.program:
            raise SystemExit("wrk is not installed, and nothing else measures as evenly. On Debian: apt install wrk")
        self.seconds, self.connections = seconds, connections

    def command(self, address: str, seconds: int) -> list[str]:
        """wrk as a browser that takes gzip."""
        return [
            str(self.program), "-t1", f"-c{self.connections}", f"-d{seconds}s", "--latency", "-H", "Accept-Encoding: gzip",
            "-H", f"Host: {HOST}", address,
        ]  # fmt: skip

    def ask(self, address: str) -> dict[str, float]:
        """One round: requests a second, median and 99th percentile of the time in milliseconds, answers that were errors."""
        done = subprocess.run(self.command(address, self.seconds), capture_output=True, text=True, check=True).stdout
        rate = re.search(r"Requests/sec:\s+([\d.]+)", done)
        found = {"rate": float(rate[1]) if rate else 0.0}
        for name in ("50%", "99%"):
            taken = re.search(rf"{name}\s+([\d.]+)(us|ms|s|m)\b", done)
            found[name] = float(taken[1]) * UNITS[taken[2]] if taken else 0.0
        wrong = re.search(r"Non-2xx or 3xx responses: (\d+)", done)
        return found | {"wrong": float(wrong[1]) if wrong else 0.0}


def get(port: int, path: str, encoding: str = "") -> bytes:
    """One page by a connection of its own."""
    connection = http.client.HTTPConnection(HOST, port, timeout=60)
    with contextlib.closing(connection):
        connection.request("GET", path, headers={"Host": HOST} | ({"Accept-Encoding": encoding} if encoding else {}))
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{path} on port {port}: status {answer.status}")
        return body


def publishes(
    count: int, number: str, path: str, ports: dict[str, int], environment: dict[str, str], client: Client
) -> dict[str, list[float]]:
    """Publish under load; the seconds from each commit to the first new bytes, and how many old ones came after them."""
    doors = {"Python server": ports["python"], "nginx": ports["port"]}
    seen: dict[str, list[float]] = {name: [] for name in doors} | {"stale": []}
    load = subprocess.Popen(client.command(f"http://{HOST}:{ports['port']}{path}", 600), stdout=subprocess.DEVNULL)
    publisher = subprocess.Popen(
        [sys.executable, "-c", PUBLISHER], cwd=ROOT, env=environment, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert publisher.stdin is not None and publisher.stdout is not None
    try:
        for turn in range(count):
            mark = f"published-{turn}-{time.time_ns()}"
            publisher.stdin.write(f"{number} {mark}\n")
            publisher.stdin.flush()
            waiting, arrived, until = dict(doors), {}, time.time() + 120
            while waiting and time.time() < until:
                for name, port in list(waiting.items()):
                    if mark.encode() in get(port, path):
                        arrived[name] = time.time()
                        del waiting[name]
                time.sleep(0.005)
            committed = float(publisher.stdout.readline())
            for name in doors:
                seen[name].append(max(0.0, arrived[name] - committed) if name in arrived else float("inf"))
            seen["stale"].append(
                sum(mark.encode() not in get(port, path) for port in doors.values() for _try in range(10))
            )
    finally:
        load.terminate()
        load.wait()
        publisher.stdin.close()
        publisher.wait()
    return seen


def measured(options: argparse.Namespace, folder: Path) -> dict[str, object]:
    """Start all servers, ask them in turn, publish."""
    # As it is set where nobody sets it: what is served is counted for the log.
    environment = production_like(folder) | {"TRAIL_LOG_LEVEL": "INFO"}
    if not options.site:
        throwaway.prepare(folder, environment)
    chosen = subprocess.run(
        [sys.executable, "-c", CHOOSE], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    ).stdout.split()
    number, path = chosen[-2:]
    client = Client(options.seconds, options.connections)
    ports = {name: free_port() for name in ("python", "bare", "port", "plain", "django")}
    shutil.rmtree(folder / "store", ignore_errors=True)
    with contextlib.ExitStack() as servers:
        pids = {"store": servers.enter_context(granian("trail.wsgi:application", ports["python"], environment, folder))}
        page = folder / f"store/current/ok{path}index.html"
        for _turn in range(4):  # a new store is begun anew once, with the first look at the messages
            get(ports["python"], path)
            time.sleep(1)
        if not page.exists():
            raise RuntimeError(f"{path} is not kept; “manage.py page_store why {path}” says why.")
        copy = folder / f"copy{path}"
        shutil.rmtree(folder / "copy", ignore_errors=True)
        shutil.copytree(page.parent, copy)
        bare = environment | {"BENCH_FILE": f"{folder}/store/current/entries{path}entry"}
        pids["bare"] = servers.enter_context(granian("bench.bare:application", ports["bare"], bare, folder))
        uncached = environment | {"TRAIL_STORE": "false"}
        pids["django"] = servers.enter_context(granian("trail.wsgi:application", ports["django"], uncached, folder))
        pids["nginx store"] = servers.enter_context(nginx(folder, folder / "copy", ports, environment))
        same = {get(ports[name], path, "gzip") for name in ("python", "bare", "port", "plain")}
        if len(same) != 1:
            raise RuntimeError("The servers do not give the same bytes: what would be measured is not the same.")
        doors = {"store": "python", "bare": "bare", "nginx store": "port", "nginx plain": "plain", "django": "django"}
        rounds: dict[str, list[dict[str, float]]] = {name: [] for name in NAMES}
        for port in doors.values():  # warm
            get(ports[port], path)
        for turn in range(options.rounds):
            for name in list(doors) if turn % 2 == 0 else reversed(list(doors)):
                rounds[name].append(client.ask(f"http://{HOST}:{ports[doors[name]]}{path}"))
                print(f"  {turn + 1}: {NAMES[name]}: {rounds[name][-1]['rate']:,.0f}/s", flush=True)
        used = {name: memory(pid) for name, pid in pids.items()}
        seen = publishes(options.publishes, number, path, ports, environment, Client(1, 16))
        print("  publishing done", flush=True)
    return {"path": path, "bytes": len(same.pop()), "rounds": rounds, "memory": used, "seen": seen}


def written(found: dict[str, object], options: argparse.Namespace, before: float) -> str:
    """The page of the results."""
    rounds: dict[str, list[dict[str, float]]] = found["rounds"]  # type: ignore[assignment]
    used: dict[str, float] = found["memory"]  # type: ignore[assignment]
    seen: dict[str, list[float]] = found["seen"]  # type: ignore[assignment]
    middle = {
        name: {key: statistics.median(each[key] for each in all_) for key in all_[0]} for name, all_ in rounds.items()
    }
    rows = [
        f"| {NAMES[name]} | {each['rate']:,.0f} | {min(one['rate'] for one in rounds[name]):,.0f}–"
        f"{max(one['rate'] for one in rounds[name]):,.0f} | {each['50%']:.1f} | {each['99%']:.1f} | "
        f"{f'{used[name]:.0f}' if name in used else 'as above'} | {each['wrong']:.0f} |"
        for name, each in middle.items()
    ]
    python = statistics.median(a["rate"] / b["rate"] for a, b in zip(rounds["store"], rounds["bare"], strict=True))
    web = statistics.median(
        a["rate"] / b["rate"] for a, b in zip(rounds["nginx store"], rounds["nginx plain"], strict=True)
    )
    doors = [name for name in seen if name != "stale"]
    slow = [seconds for name in doors for seconds in seen[name] if seconds >= 1]
    stale = sum(seen["stale"])
    waits = [
        f"| {name} | {statistics.median(seen[name]) * 1000:.0f} | {sorted(seen[name])[int(len(seen[name]) * 0.95)] * 1000:.0f} | {max(seen[name]) * 1000:.0f} |"
        for name in doors
    ]
    return f"""# Benchmarks: serving

Written by `make bench-serve` (`bench/serve.py`): {options.rounds} rounds of {options.seconds} s for each server in turn, wrk with one thread and
{options.connections} connections over loopback, the page `{found["path"]}` ({found["bytes"]:,} bytes of gzip). Python {platform.python_version()}, {os.cpu_count()} cores shared by
client and server; load {before:.1f} before and {os.getloadavg()[0]:.1f} after: above the number of cores, others worked on the machine too, and the
numbers of a round say less than their relation. Medians; memory is what a server's processes use (PSS, what they share
counted once).

| what | requests/s | lowest–highest | p50 ms | p99 ms | MB | errors |
|---|---|---|---|---|---|---|
{chr(10).join(rows)}

| target | wanted | measured | |
|---|---|---|---|
| page store through the Python server, of a bare handler | ≥ 0.80 | {python:.2f} | {"met" if python >= 0.8 else "**missed**"} |
| page store through nginx, of nginx with a plain copy | ≥ 0.95 | {web:.2f} | {"met" if web >= 0.95 else "**missed**"} |
| {len(seen["stale"])} publishes seen within a second | all | {len(seen["stale"]) * len(doors) - len(slow)} of {len(seen["stale"]) * len(doors)} | {"met" if not slow else "**missed**"} |
| old pages after the first new one | 0 | {stale:.0f} | {"met" if not stale else "**missed**"} |

nginx has the configuration of `deploy/nginx/`, granian that of `deploy/granian.env`. Relations are medians of the relations
of each round. The bare handler gives the same answer (bytes and headers) from memory and asks nothing.

From commit to visitor, by a publisher in a process of its own, under the load of 16 connections, in milliseconds. It includes
making the page anew, once, while others get the older one; on a machine that is busy otherwise, that is most of it (see
Django uncached above).

| through | median | 95th | longest |
|---|---|---|---|
{chr(10).join(waits)}
"""


def main() -> None:
    """Measure, and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--site", default="")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--connections", type=int, default=32)
    parser.add_argument("--publishes", type=int, default=50)
    options = parser.parse_args()
    before = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="trail-bench-") as name:
        folder = Path(options.site or name)
        TARGET.write_text(written(measured(options, folder), options, before), encoding="utf-8")
    print(f"Written: {TARGET.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
