"""Requests that the server answers before Django is asked: counted, and written every few seconds as one line a page.

A line for each would cost more than the answer itself. `manage.py visits` reads `times` in such a line.
"""

from __future__ import annotations

import logging
import time
from collections import Counter, deque
from collections.abc import Callable
from multiprocessing.util import Finalize
from threading import Lock

from .requests import logger
from .robots import is_robot

EVERY = 10.0  # seconds between two times of writing; so many may be lost where a process is killed
MOST = 200_000  # requests between two looks: memory is worth more than a full count in a flood

#: Method, path, status as WSGI has it, what the reader calls itself.
Asked = tuple[str, str, str, str]


class Tally:
    """What a process has answered by itself and not yet written."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._empty()

    def _empty(self) -> None:
        self._asked: deque[Asked] = deque(maxlen=MOST)
        self._times: Counter[tuple[str, str, str, bool]] = Counter()
        self._written_at = time.monotonic()

    def begin(self) -> Callable[[Asked], None] | None:
        """Called once in each process that serves: the function by which it notes; nothing where nobody would read it."""
        if not logger.isEnabledFor(logging.INFO):
            return None
        self._empty()  # what a parent has noted is written by the parent
        # Also called where a process of `multiprocessing` ends, which knows no `atexit`.
        Finalize(None, self.write, exitpriority=10)
        return self._asked.append

    def gather(self) -> None:
        """Count what was noted, and write it if it is time. Called often, beside serving."""
        with self._lock:
            asked = [self._asked.popleft() for _each in range(len(self._asked))]
            for (method, path, status, agent), times in Counter(asked).items():
                self._times[method, path, status, is_robot(agent)] += times
        if time.monotonic() - self._written_at >= EVERY:
            self.write()

    def write(self) -> None:
        """A line for each page, by method, status and whether programs read it."""
        self._written_at = time.monotonic()
        self.gather()
        with self._lock:
            times, self._times = self._times, Counter()
        for (method, path, status, robot), number in sorted(times.items()):
            facts = {"method": method, "path": path, "status": int(status[:3]), "robot": robot, "times": number}
            logger.info("%s %s %s, %s times, from the page store", method, path, status[:3], number, extra=facts)


tally = Tally()
