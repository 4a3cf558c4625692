"""What is served before Django is asked stands in the log too: one line a page, and nothing of who asked."""

import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings

from trail.logs.lines import JsonLines
from trail.logs.tally import EVERY, Tally
from trail.visits.lines import read_line

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
ABOUT = ("GET", "/en/about/", "200 OK", BROWSER)


class Lines(logging.Handler):
    """What is written, as it would be."""

    def __init__(self) -> None:
        super().__init__()
        self.formatter, self.written = JsonLines(), list[str]()

    def emit(self, record: logging.LogRecord) -> None:
        self.written.append(self.format(record))

    @property
    def facts(self) -> list[tuple[Any, ...]]:
        names = ("method", "path", "status", "robot", "times")
        return [tuple(line[name] for name in names) for line in map(json.loads, self.written)]


@pytest.fixture
def lines() -> Iterator[Lines]:
    handler, logger = Lines(), logging.getLogger("trail.requests")
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    yield handler
    logger.setLevel(logging.NOTSET)
    logger.removeHandler(handler)


def test_a_line_stands_for_all_readers_of_a_page(lines: Lines) -> None:
    tally = Tally()
    note = tally.begin()
    assert note is not None
    for asked in (
        ABOUT,
        ABOUT,
        ("GET", "/en/about/", "304 Not Modified", BROWSER),
        ("GET", "/en/", "200 OK", "curl/8.0"),
    ):
        note(asked)
    tally.gather()
    assert lines.written == []

    note(ABOUT)
    tally.write()

    assert lines.facts == [
        ("GET", "/en/", 200, True, 1),
        ("GET", "/en/about/", 200, False, 3),
        ("GET", "/en/about/", 304, False, 1),
    ]
    assert "Firefox" not in "".join(lines.written)
    assert [request.times for line in lines.written if (request := read_line(line.encode()))] == [1, 3, 1]
    tally.write()
    assert len(lines.written) == 3


def test_it_is_written_when_it_is_time(lines: Lines, monkeypatch: pytest.MonkeyPatch) -> None:
    tally = Tally()
    note = tally.begin()
    assert note is not None
    note(ABOUT)
    now = tally._written_at
    monkeypatch.setattr("trail.logs.tally.time.monotonic", lambda: now + EVERY)
    tally.gather()
    assert lines.facts == [("GET", "/en/about/", 200, False, 1)]


def test_where_nobody_reads_it_nothing_is_noted(lines: Lines) -> None:
    logging.getLogger("trail.requests").setLevel(logging.WARNING)
    assert Tally().begin() is None


WORKER = """
import logging, multiprocessing, sys
from trail.logs.tally import tally
logging.basicConfig(level=logging.INFO, format="%(process)d %(message)s", stream=sys.stdout)

def serve(page):
    tally.begin()(("GET", page, "200 OK", "Mozilla/5.0 Firefox"))

serve("/parent/")
process = multiprocessing.get_context("fork").Process(target=serve, args=["/child/"])
process.start()
process.join()
"""


def test_a_process_that_ends_writes_what_it_has_and_not_what_its_parent_has() -> None:
    done = subprocess.run(
        [sys.executable, "-c", WORKER], cwd=settings.BASE_DIR, capture_output=True, text=True, check=True
    )
    lines = [line.split()[2] for line in done.stdout.splitlines()]
    assert sorted(lines) == ["/child/", "/parent/"], done.stderr
