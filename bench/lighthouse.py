"""Measures one page of each kind with Lighthouse, as on a phone, and writes `docs/reference/lighthouse.md`.

`make lighthouse` starts it. Lighthouse is as large as the rest of the project's packages together and more, so it is
no dependency: it is taken from npm into the data folder the first time.
"""

import datetime
import json
import os
import platform
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from bench.browser import QUIET, ROOT, SEALED, find_chromium
from bench.node import NoNode, node, npm
from bench.throwaway import SiteFailed, site

VERSION = "12.8.2"
ROUNDS = 3
REPORT = ROOT / "docs/reference/lighthouse.md"
CAMPAIGN = "/en/italian-campaign/"
PAGES = {
    "Home": "/en/",
    "Campaign": CAMPAIGN,
    "Region": f"{CAMPAIGN}monte-cassino-and-the-gustav-line/",
    "Place": f"{CAMPAIGN}monte-cassino-and-the-gustav-line/montecassino-abbey/",
    "Cemetery": f"{CAMPAIGN}monte-cassino-and-the-gustav-line/monte-cassino-polish-cemetery/",
    "Story": "/en/stories/the-anzio-landing/",
}
# What each category must reach.
TARGETS = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
TIMES = {
    "largest-contentful-paint": "LCP",
    "cumulative-layout-shift": "CLS",
    "total-blocking-time": "TBT",
    "total-byte-weight": "Transferred",
}


class LighthouseFailed(Exception):
    """Lighthouse could not be installed, or did not measure; the text says what it said."""


@dataclass
class Measured:
    """The middle of several rounds on one page."""

    scores: dict[str, int]
    times: dict[str, float]
    # Audits below the full mark, with what they say.
    short: dict[str, str]


def data_directory() -> Path:
    """Where this machine's own files lie."""
    return Path(os.environ.get("TRAIL_DATA_DIR") or ROOT / "var")


def install() -> Path:
    """Lighthouse's program, taken from npm the first time; without a browser of its own."""
    folder = data_directory() / f"lighthouse-{VERSION}"
    program = folder / "node_modules/lighthouse/cli/index.js"
    if program.exists():
        return program
    print(f"  Taking Lighthouse {VERSION} from npm (about 190 MB) …", flush=True)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "package.json").write_text('{"private": true}\n', encoding="utf-8")
    command = [*npm(), "install", "--ignore-scripts", "--no-audit", "--no-fund", f"lighthouse@{VERSION}"]
    environment = {**os.environ, "PUPPETEER_SKIP_DOWNLOAD": "1"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode or not program.exists():
        raise LighthouseFailed(f"{done.stderr.strip()}\nLighthouse could not be installed: is the network there?")
    return program


def measure_once(program: Path, chromium: str, address: str) -> dict[str, Any]:
    """Lighthouse's report on one page, on its model of a phone and a slow network."""
    with tempfile.TemporaryDirectory(prefix="trail-lighthouse-") as name:
        report = Path(name) / "report.json"
        # Lighthouse takes the flags as one text, in which a value with blanks stands in quotation marks.
        sealed = '{}="{}"'.format(*SEALED.split("=", 1))
        flags = ["--headless=new", *QUIET, sealed]
        command = [
            *node(),
            str(program),
            address,
            "--quiet",
            "--output=json",
            f"--output-path={report}",
            f"--only-categories={','.join(TARGETS)}",
            "--no-enable-error-reporting",
            f"--chrome-flags={' '.join(flags)}",
        ]
        environment = {**os.environ, "CHROME_PATH": chromium}
        done = subprocess.run(
            command,
            cwd=name,
            env=environment,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=300,
            check=False,
        )
        if not report.exists():
            raise LighthouseFailed(f"{address}: {(done.stderr or done.stdout).strip()}")
        result: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
        if result.get("runtimeError"):
            raise LighthouseFailed(f"{address}: {result['runtimeError']['message']}")
        return result


def middle(reports: list[dict[str, Any]]) -> Measured:
    """The median of each score and time; the audits that fell short in any round."""
    scores = {
        name: round(median(100 * (report["categories"][name]["score"] or 0) for report in reports)) for name in TARGETS
    }
    times = {name: median(report["audits"][name]["numericValue"] for report in reports) for name in TIMES}
    short = {}
    for report in reports:
        for category in TARGETS:
            for reference in report["categories"][category]["auditRefs"]:
                audit = report["audits"][reference["id"]]
                if reference["weight"] and audit["score"] is not None and audit["score"] < 0.9:
                    short[audit["id"]] = f"{audit['title']} {audit.get('displayValue', '')}".strip()
    return Measured(scores, times, short)


def row(name: str, path: str, measured: Measured) -> str:
    """One line of the table."""
    seconds = f"{measured.times['largest-contentful-paint'] / 1000:.2f} s"
    shift = f"{measured.times['cumulative-layout-shift']:.3f}"
    blocking = f"{measured.times['total-blocking-time']:.0f} ms"
    weight = f"{measured.times['total-byte-weight'] / 1000:.0f} kB"
    cells = [f"{name} `{path}`", *map(str, measured.scores.values()), seconds, shift, blocking, weight]
    return f"| {' | '.join(cells)} |"


def page(rows: list[str], versions: str) -> str:
    """The whole page of the documentation."""
    today = datetime.date.today()
    machine = f"{platform.system()} on {os.cpu_count()} processor cores, shared with other work"
    return f"""# Lighthouse

Written by `make lighthouse`; do not edit. Measured on {today.day} {today:%B %Y} with {versions};
{machine}. Each figure is the median of {ROUNDS} rounds.

| page | performance | accessibility | best practices | SEO | LCP | CLS | TBT | transferred |
|---|---|---|---|---|---|---|---|---|
{chr(10).join(rows)}

LCP: largest contentful paint. CLS: cumulative layout shift. TBT: total blocking time. Wanted are 100 for accessibility,
best practices and SEO, and at least 98 for performance.

## How it is measured

On Lighthouse's own model of a phone: a mid-range device, its processor slowed down four times, a network of 1.6 Mbit/s
with 150 ms of latency. The browser is a headless Chromium with an empty cache that reaches no other host.

The site runs under its production settings with the demonstration trail in a throw-away database, with two differences:

- It is served on this machine without a certificate, so `TRAIL_SSL_REDIRECT` is `false`.
- In production a web server stands in front that compresses pages and hands out uploads. `bench/server.py` takes its
  place: Django's threaded server with gzip around it. Styles, scripts, fonts and drawings of the site itself come
  compressed from WhiteNoise, as they do in production.
"""


def measure(home: str) -> int:
    """Measure all pages, write the documentation, and say what fell short; 1 where a target was missed."""
    chromium = find_chromium()
    if chromium is None:
        raise LighthouseFailed("There is no Chromium on this machine. On Debian or Ubuntu: apt install chromium")
    program = install()
    rows, missed, versions = [], False, ""
    for name, path in PAGES.items():
        reports = [measure_once(program, chromium, home + path) for _ in range(ROUNDS)]
        measured = middle(reports)
        rows.append(row(name, path, measured))
        print(f"  {name}: {', '.join(f'{what} {score}' for what, score in measured.scores.items())}", flush=True)
        if any(measured.scores[what] < wanted for what, wanted in TARGETS.items()):
            missed = True
            for audit, said in measured.short.items():
                print(f"    {path} [{audit}] {said}", flush=True)
        browser = reports[0]["environment"]["hostUserAgent"].partition("Chrome/")[2].partition(".")[0]
        versions = f"Lighthouse {reports[0]['lighthouseVersion']} and Chromium {browser}"
    REPORT.write_text(page(rows, versions), encoding="utf-8")
    print(f"Written: {REPORT.relative_to(ROOT)}. {'A target was missed.' if missed else 'All targets reached.'}")
    return 1 if missed else 0


def main(arguments: list[str]) -> int:
    """Measure the site at the address given (or in URL), or the demo."""
    try:
        with site(arguments[0] if arguments else os.environ.get("URL", "").strip()) as home:
            return measure(home)
    except (LighthouseFailed, NoNode, SiteFailed) as failure:
        print(failure, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
