"""The crawl itself: visits with two browsers, one line for each finding, figures at the end.

`python -m bench.crawl [ADDRESS]`: of a running site, or of the demo in a throw-away database.
"""

import queue
import sys
import threading
import time
from collections.abc import Callable
from statistics import median
from urllib.parse import urlsplit

from playwright.sync_api import sync_playwright

from bench.browser import QUIET, SEALED, find_chromium
from bench.node import NoNode
from bench.throwaway import SiteFailed, site

from .checks import font_weight, judge, text_weight
from .findings import Finding
from .sitemap import NoSitemap, addresses
from .targets import Targets
from .validity import ValidatorFailed, invalid_pages
from .visits import Visit, visit

BROWSERS_AT_ONCE = 2


class NoBrowser(Exception):
    """There is no Chromium on this machine."""


class Progress:
    """Says how many pages are done, at every twentieth."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.done = 0
        self.started = time.monotonic()
        self._lock = threading.Lock()

    def __call__(self) -> None:
        """One more."""
        with self._lock:
            self.done += 1
            if self.done % 20 == 0 or self.done == self.total:
                print(f"  {self.done} of {self.total} ({time.monotonic() - self.started:.0f} s)", flush=True)


def visit_all(pages: list[str], told: Callable[[], None]) -> list[Visit]:
    """Every page, each seen by one of two browsers; `told` is called after each."""
    waiting: queue.SimpleQueue[str] = queue.SimpleQueue()
    for address in pages:
        waiting.put(address)
    seen: dict[str, Visit] = {}
    errors: list[Exception] = []

    def work() -> None:
        try:
            _browse(waiting, seen, told, urlsplit(pages[0]).hostname or "localhost")
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=work) for _ in range(min(BROWSERS_AT_ONCE, len(pages)))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return [seen[address] for address in pages]


def _browse(waiting: "queue.SimpleQueue[str]", seen: dict[str, Visit], told: Callable[[], None], host: str) -> None:
    executable = find_chromium()
    if executable is None:
        raise NoBrowser("There is no Chromium on this machine. On Debian or Ubuntu: apt install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=[*QUIET, f"{SEALED}, EXCLUDE {host}"])
        while True:
            try:
                address = waiting.get_nowait()
            except queue.Empty:
                break
            # Each page as if it were the first: what it weighs is what a new visitor waits for.
            context = browser.new_context(locale="en-GB")
            seen[address] = visit(context.new_page(), address)
            context.close()
            told()
        browser.close()


def figures(visits: list[Visit], targets: Targets) -> list[str]:
    """What was looked at and what it weighs."""
    reached = [visit for visit in visits if visit.status == 200]
    lines = [
        f"{len(visits)} pages, {len(targets.known)} targets on the site, {len(targets.outside)} addresses elsewhere."
    ]
    for what, weigh in (("HTML, styles and scripts under gzip", text_weight), ("Fonts", font_weight)):
        weights = {visit.address: weigh(visit, targets) for visit in reached}
        if weights:
            heaviest = max(weights, key=lambda address: weights[address])
            middle = median(weights.values())
            lines.append(f"{what}: median {middle / 1000:.1f} kB, most {weights[heaviest] / 1000:.1f} kB ({heaviest}).")
    return lines


def crawl(home: str) -> int:
    """Visit, judge and report; 1 where something was found."""
    started = time.monotonic()
    pages = addresses(home)
    print(f"Visiting {len(pages)} pages of {home} …", flush=True)
    visits = visit_all(pages, Progress(len(pages)))
    targets = Targets(home)
    found: list[Finding] = judge(visits, targets)
    found += invalid_pages(visit for visit in visits if visit.status == 200)
    for finding in sorted(set(found)):
        print(finding)
    for line in figures(visits, targets):
        print(line)
    count = len(set(found))
    print(f"{count or 'No'} finding{'' if count == 1 else 's'} in {time.monotonic() - started:.0f} s.")
    return 1 if count else 0


def main(arguments: list[str]) -> int:
    """Crawl the site at the address given, or the demo."""
    try:
        with site(arguments[0] if arguments else "") as home:
            return crawl(home)
    except (NoBrowser, NoNode, NoSitemap, SiteFailed, ValidatorFailed) as failure:
        print(failure, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
