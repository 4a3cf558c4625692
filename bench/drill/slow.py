"""2,000 visitors who send their request a letter at a time, while others want to read."""

import asyncio
import resource
import statistics
import time
from pathlib import Path

from bench.servers import HOST, free_port, granian, memory, nginx

from .report import Outcome
from .site import PAGES, Site, get, is_whole

MANY = 2_000
SECONDS = 20


async def _slow(port: int, until: float) -> str:
    try:
        reader, writer = await asyncio.open_connection(HOST, port)
    except OSError:
        return "refused"
    try:
        for letter in b"GET /en/about/ HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: " + b"x" * 400:
            writer.write(bytes([letter]))
            await writer.drain()
            try:
                said = await asyncio.wait_for(reader.read(1), 1.0)
                return "closed" if not said else "answered"
            except TimeoutError:
                if time.monotonic() > until:
                    return "held to the end"
    except OSError:
        return "closed"
    finally:
        writer.close()
    return "held to the end"


async def _both(
    slow_port: int, ports: dict[str, int]
) -> tuple[dict[str, int], dict[str, list[tuple[float, int, bool]]]]:
    until = time.monotonic() + SECONDS
    slow = [asyncio.create_task(_slow(slow_port, until)) for _number in range(MANY)]
    seen: dict[str, list[tuple[float, int, bool]]] = {name: [] for name in ports}
    await asyncio.sleep(2)
    while time.monotonic() < until:
        for name, port in ports.items():
            for page in PAGES:
                begun = time.monotonic()
                status, body = await asyncio.to_thread(get, port, page, 20)
                seen[name].append((time.monotonic() - begun, status, is_whole(body)))
        await asyncio.sleep(0.2)
    ends: dict[str, int] = {}
    for end in await asyncio.gather(*slow):
        ends[end] = ends.get(end, 0) + 1
    return ends, seen


def run(site: Site, folder: Path) -> Outcome:
    """Through nginx with the limits of time that we ship, in front of granian; and against granian alone."""
    needed = MANY + 500
    most = resource.getrlimit(resource.RLIMIT_NOFILE)
    if most[0] < needed:
        if most[1] != resource.RLIM_INFINITY and most[1] < needed:
            return Outcome.not_run(f"a process may open {most[1]} files here, and {needed} are needed.")
        resource.setrlimit(resource.RLIMIT_NOFILE, (needed, most[1]))
    ports = {name: free_port() for name in ("python", "port", "plain")}
    environment = site.copied(folder)
    words, whole, good, after = [], True, True, []
    with granian("trail.wsgi:application", ports["python"], environment, folder) as python:
        for page in PAGES:
            get(ports["python"], page)
        with nginx(folder, folder, ports, environment) as web:
            for name, slow_port, reader in (
                ("nginx before granian", ports["port"], {"nginx": ports["port"], "granian behind it": ports["python"]}),
                ("granian alone", ports["python"], {"granian": ports["python"]}),
            ):
                ends, seen = asyncio.run(_both(slow_port, reader))
                for door, all_ in seen.items():
                    times = sorted(seconds for seconds, _status, _whole in all_)
                    answered = sum(status == 200 for _seconds, status, _whole in all_)
                    whole = whole and all(is_ok for _seconds, status, is_ok in all_ if status == 200)
                    good = good and answered == len(all_)
                    words.append(
                        f"against {name}, readers through {door}: {answered} of {len(all_)} pages, median "
                        f"{statistics.median(times) * 1000:.0f} ms, longest {times[-1] * 1000:.0f} ms"
                    )
                counted = ", ".join(f"{number} {end}" for end, number in sorted(ends.items()))
                words.append(
                    f"the slow ones: {counted}; memory {memory(python):.0f} MB granian, {memory(web):.0f} MB nginx"
                )
                after += [get(port, "/en/about/")[0] for port in reader.values()]
    return Outcome(
        f"{MANY:,} connections that send one letter a second, for {SECONDS} s, first to nginx with the shipped configuration "
        "before granian with production's settings, then to granian itself; readers ask for six kept pages meanwhile.",
        "; ".join(words) + ".",
        lost=not good,
        half=not whole,
        recovered=all(status == 200 for status in after),
    )
