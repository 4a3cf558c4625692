"""A log is read line by line, and what is new in it is added to the counts, once and only once."""

from __future__ import annotations

import gzip
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import IO

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from .lines import NotUnderstood, read_line
from .models import CountedLog, VisitCount
from .pages import page_of, page_read

BEGINNING = 1 << 16  # bytes by which a log is known again
LONGEST_LINE = 1 << 20
# A log that has not been seen for so long has been thrown away by its server.
FORGOTTEN_AFTER = timedelta(days=400)
GZIP = b"\x1f\x8b"

Key = tuple[date, str, str]


class CannotCount(Exception):
    """A log that cannot be read; the text says why. Nothing was counted."""


@dataclass
class Counted:
    """What was found in a log."""

    pages: Counter[Key] = field(default_factory=Counter)
    lines: int = 0
    not_understood: int = 0
    known_already: int = 0  # bytes that were counted before

    @property
    def total(self) -> int:
        """How often any page was read."""
        return self.pages.total()


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """A log as text, also where it is compressed. Raises `CannotCount`."""
    try:
        with path.open("rb") as raw:
            compressed = raw.peek(2)[:2] == GZIP
            yield gzip.GzipFile(fileobj=raw) if compressed else raw  # type: ignore[misc]
    except (OSError, EOFError, zlib.error) as error:
        raise CannotCount(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}.") from error


def count(log: IO[bytes], *, save: bool) -> Counted:
    """Count what is new in a log, and keep it if asked to. Raises `CannotCount` where two count the same log at once.

    The log is read first, which may take minutes; what was found is then written in one short transaction, together
    with the place up to which it was read.
    """
    beginning = _take(log, BEGINNING)
    known = _known_log(beginning)
    counted = Counted(known_already=known.counted if known else 0)
    position = _count_lines(log, beginning, counted)
    if save and position:
        _save(counted, known, beginning, position)
    return counted


def _take(log: IO[bytes], amount: int) -> bytes:
    """So many bytes, or all there are: a pipe gives fewer at a time."""
    pieces: list[bytes] = []
    while amount > 0 and (piece := log.read(amount)):
        pieces.append(piece)
        amount -= len(piece)
    return b"".join(pieces)


def _mark(content: bytes) -> str:
    """A sum that only this installation can make: nobody can try addresses against it."""
    return salted_hmac("trail.visits", content, algorithm="sha256").hexdigest()


def _known_log(beginning: bytes) -> CountedLog | None:
    """The log that begins like this one, the one of which most is known first."""
    for known in CountedLog.objects.filter(beginning__lte=len(beginning)).order_by("-beginning", "-counted"):
        if _mark(beginning[: known.beginning]) == known.mark:
            return known
    return None


def _count_lines(log: IO[bytes], beginning: bytes, counted: Counted) -> int:
    """Go through the lines that are new; give the place after the last whole one."""
    page_of.cache_clear()
    _day.cache_clear()
    position = counted.known_already
    for line in _lines(log, beginning, position):
        if not line.endswith(b"\n") and len(line) < LONGEST_LINE:
            break  # still being written
        position += len(line)
        if not line.strip():
            continue
        counted.lines += 1
        try:
            request = read_line(line)
        except NotUnderstood:
            counted.not_understood += 1
            continue
        page = page_read(request) if request else None
        if request is not None and page is not None:
            counted.pages[(_day(request.at), *page)] += request.times
    return position


@lru_cache(maxsize=4096)  # a second has many lines
def _day(moment: datetime) -> date:
    """The day of the trail's time zone."""
    return timezone.localdate(moment)


def _lines(log: IO[bytes], beginning: bytes, skip: int) -> Iterator[bytes]:
    """The lines after the first `skip` bytes. One that never ends comes in pieces."""
    if skip < len(beginning):
        *whole, rest = beginning[skip:].split(b"\n")
        for line in whole:
            yield line + b"\n"
        if rest := rest + log.readline(LONGEST_LINE):
            yield rest
    else:
        _take_away(log, skip - len(beginning))
    while line := log.readline(LONGEST_LINE):
        yield line


def _take_away(log: IO[bytes], amount: int) -> None:
    while amount > 0 and (piece := log.read(min(amount, LONGEST_LINE))):
        amount -= len(piece)


@transaction.atomic
def _save(counted: Counted, known: CountedLog | None, beginning: bytes, position: int) -> None:
    now = _known_log(beginning)
    if (now and (now.pk, now.counted)) != (known and (known.pk, known.counted)):
        raise CannotCount("Somebody else counts this log at the same time. Nothing was counted here.")
    log = known or CountedLog()
    log.beginning, log.mark, log.counted = len(beginning), _mark(beginning), position
    log.save()
    CountedLog.objects.filter(read_at__lt=timezone.now() - FORGOTTEN_AFTER).delete()
    days = {day for day, _language, _path in counted.pages}
    there = {(row.day, row.language, row.path): row for row in VisitCount.objects.filter(day__in=days)}
    old, new = [], []
    for (day, language, path), times in counted.pages.items():
        if row := there.get((day, language, path)):
            row.count = F("count") + times
            old.append(row)
        else:
            new.append(VisitCount(day=day, language=language, path=path, count=times))
    VisitCount.objects.bulk_update(old, ["count"], batch_size=200)
    VisitCount.objects.bulk_create(new, batch_size=500)
