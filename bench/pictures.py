"""What a photograph of 24 megapixels costs: time and memory on its way in, and the bytes that visitors receive.

Run from the project's folder:

    python -m bench.pictures

Prints tables and writes them to docs/reference/benchmarks-pictures.md. Each measurement of memory runs in a process of
its own, whose peak the system counts; the bytes are counted in Chromium, on the page of a region whose lead picture the
photograph is. Database and files lie in a folder that is deleted afterwards.
"""

import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.browser import QUIET, ROOT, find_chromium
from bench.environment import production_like
from bench.photograph import photograph
from bench.throwaway import PREPARE, SiteFailed, serving

TARGET = ROOT / "docs" / "reference" / "benchmarks-pictures.md"
REGION = "/en/campaign/rome/"
# Width, dots to the pixel, and the most KB that a visitor with an AVIF browser may receive.
VISITORS = ((390, 1, 60), (390, 2, 60), (390, 3, 60), (1280, 1, 160), (1280, 2, 160))
FORMATS = ("avif", "webp", "jpeg")


def main() -> None:
    """Measure, print, write."""
    with tempfile.TemporaryDirectory(prefix="trail-pictures-") as name:
        folder = Path(name)
        environment = production_like(folder)
        for what, command in PREPARE.items():
            if "load_trail" not in command:
                print(f"{what} …", flush=True)
                run([*(part.format(folder=folder) for part in command)], environment)
        picture = folder / "photograph.jpg"
        # Not in this process: a child's peak begins with its parent's.
        run(["-m", "bench.pictures", "photograph", str(picture)], environment)
        steps = json.loads(run(["-m", "bench.pictures", "steps", str(picture)], environment).splitlines()[-1])
        with serving(environment) as address:
            received = visits(address)
    lines = report(picture_size=steps.pop("bytes"), steps=steps["steps"], received=received)
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))


def run(command: list[str], environment: dict[str, str]) -> str:
    """What a command of our Python prints; its errors if it fails."""
    done = subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SiteFailed(done.stdout + done.stderr)
    return done.stdout


def steps(path: str) -> None:
    """In a process of its own: take the photograph in and make all files of it; prints what each step took."""
    import django

    django.setup()
    from tests.factories import make_trail
    from trail.images.files import raster_files, whole_file
    from trail.images.intake.door import take_in
    from trail.images.intake.stored import put_into
    from trail.images.layouts import LAYOUTS
    from trail.images.models import Picture
    from trail.images.social import social_jpeg

    trail = make_trail()
    content = Path(path).read_bytes()
    rows: list[dict[str, Any]] = []
    rows.append({"step": "before: Django, the page, the file in memory", "files": 0, "peak": peak()})

    with timed(rows, "taken in: read, made smaller, cleaned, stored"):
        taken = take_in("photograph.jpg", content)
        picture = Picture(
            title="Valley",
            creator="Nobody",
            licence="http://creativecommons.org/licenses/by/4.0/",
            file=taken.file(),
            file_hash=taken.digest,
        )
        put_into(picture, taken)
        picture.save()
    trail.region.lead_image, trail.region.lead_image_alt = picture, "A valley"
    trail.region.save()
    with timed(rows, "the JPEG for all browsers and for the credits that travel"):
        whole_file(picture)
    for name, layout in LAYOUTS.items():
        before = picture.renditions.count()
        with timed(rows, f"files of the layout “{name}”".replace("_", " ")):
            raster_files(picture, layout)
        rows[-1]["files"] = picture.renditions.count() - before
    with timed(rows, "the picture for sharing, 1200 × 630"):
        social_jpeg(picture)
    print(json.dumps({"bytes": len(content), "steps": rows}))


@contextmanager
def timed(rows: list[dict[str, Any]], step: str) -> Iterator[None]:
    """Add a row with the seconds of clock and processor, and the process's peak of memory so far."""
    row: dict[str, Any] = {"step": step, "files": 1}
    rows.append(row)
    clock, processor = time.monotonic(), time.process_time()
    yield
    row |= {"clock": time.monotonic() - clock, "processor": time.process_time() - processor, "peak": peak()}


def peak() -> float:
    """The most memory that this process has held, in MB. Linux counts in KB, macOS in bytes."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1024 * 1024 if sys.platform == "darwin" else 1024)


def visits(address: str) -> dict[str, list[tuple[str, float]]]:
    """For each format and visitor: which file the browser chose for the lead picture, and its size in KB."""
    from playwright.sync_api import sync_playwright

    found: dict[str, list[tuple[str, float]]] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=QUIET)
        for kind in FORMATS:
            for width, dots, _most in VISITORS:
                context = browser.new_context(viewport={"width": width, "height": 800}, device_scale_factor=dots)
                page = context.new_page()
                refuse_formats_before(page, address + REGION, kind)
                page.goto(address + REGION)
                page.wait_for_function("() => document.querySelector('.plate-lead img').complete")
                chosen = page.evaluate("() => document.querySelector('.plate-lead img').currentSrc")
                size = len(context.request.get(chosen).body()) / 1024
                found.setdefault(kind, []).append((chosen.rsplit("/", 1)[-1].split(".")[1], size))
                context.close()
        browser.close()
    return found


def refuse_formats_before(page: Any, address: str, kind: str) -> None:
    """Make the browser one that does not know the formats that stand before `kind`."""
    unknown = FORMATS[: FORMATS.index(kind)]

    def answer(route: Any) -> None:
        response = route.fetch()
        html = response.text()
        for name in unknown:
            html = html.replace(f'type="image/{name}"', 'type="image/unknown"')
        route.fulfill(response=response, body=html)

    page.route(address, answer)


def report(picture_size: int, steps: list[dict[str, Any]], received: dict[str, list[tuple[str, float]]]) -> list[str]:
    """The page of the reference."""
    total = {key: sum(row.get(key, 0) for row in steps) for key in ("files", "clock", "processor")}
    lines = [
        "# Benchmarks: pictures",
        "",
        f"Written by `python -m bench.pictures`; Python {platform.python_version()}, {os.cpu_count()} cores. The photograph",
        f"is made, not taken: 6,000 × 4,000 pixels, {picture_size / 1024 / 1024:.1f} MB, with the contrast of natural pictures at every",
        "scale, edges and grain (`bench/photograph.py`); it is harder to compress than most photographs.",
        "",
        "## What a visitor receives",
        "",
        "The lead picture of a region's page, in KB, as Chromium chooses and loads it; the file's width in pixels behind it.",
        "Budget for the first column: 60 KB at 390 pixels, 160 KB at 1,280. WebP is for browsers from before 2021 to 2024,",
        "the JPEG for those from before 2020.",
        "",
        "| visitor | AVIF | WebP | JPEG | budget |",
        "|---|---|---|---|---|",
    ]
    for at, (width, dots, most) in enumerate(VISITORS):
        cells = " | ".join(
            f"{received[kind][at][1]:.0f} ({received[kind][at][0].split('-')[1].split('x')[0]})" for kind in FORMATS
        )
        lines.append(f"| {width} pixels, {dots} {'dot' if dots == 1 else 'dots'} each | {cells} | {most} |")
    lines += [
        "",
        "## From the upload to all files",
        "",
        "Seconds of clock (which counts what else the machine does) and of processor, and the peak of the process's memory after each step. A page needs one or two of",
        "the layouts of a picture, not all.",
        "",
        "| step | files | clock s | processor s | peak MB |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| {row['step']} | {row['files'] or ''} | {row.get('clock', 0):.1f} | {row.get('processor', 0):.1f} | {row['peak']:.0f} |"
        for row in steps
    ]
    lines.append(
        f"| all | {total['files']} | {total['clock']:.1f} | {total['processor']:.1f} | {max(row['peak'] for row in steps):.0f} |"
    )
    over = [
        f"{width} pixels at {dots}" for at, (width, dots, most) in enumerate(VISITORS) if received["avif"][at][1] > most
    ]
    lines += ["", f"Over budget: {', '.join(over)}." if over else "All visitors with AVIF are within the budget."]
    return lines


if __name__ == "__main__":
    if sys.argv[1:2] == ["steps"]:
        steps(sys.argv[2])
    elif sys.argv[1:2] == ["photograph"]:
        Path(sys.argv[2]).write_bytes(photograph())
    else:
        main()
