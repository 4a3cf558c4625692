"""Answers kept pages before Django is asked: a WSGI application around the site's own.

A hit costs two questions to the file system and no lock. Pages stay in memory as long as their file is the same one.
"""

import os
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django.conf import settings

from trail.logs.tally import tally

from . import caches
from .answers import answer
from .entry import DamagedEntry, Entry, unpacked
from .rules import keepable_address, own_origin
from .stores import the_store

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]
Answer = tuple[str, list[tuple[str, str]], bytes]
#: Answers at `/` from the facts that were kept for it (`recording.inputs_may_be_kept_at`).
Root = Callable[[bytes, Environ], Answer]
MOST_ADDRESSES = 10_000
MOST_IN_MEMORY = 64 * 1024 * 1024  # bytes, in each process


class FromTheStore:
    """Serves what is kept; hands all else to the application."""

    def __init__(self, application: Application, root: Root | None = None) -> None:
        self.application = application
        self.root = root
        self.memory = Memory(MOST_IN_MEMORY)
        self.files: dict[str, str] = {}
        self.pid = 0

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if self.pid != os.getpid():
            self._begin()
        found = self._at_once(environ) or self._looked_up(environ) or self._older(environ)
        if found is None:
            return self.application(environ, start_response)
        status, headers, body = found
        if self.note is not None:
            self.note((environ["REQUEST_METHOD"], environ["PATH_INFO"], status, environ.get("HTTP_USER_AGENT", "")))
        start_response(status, headers)
        return [body]

    def _at_once(self, environ: Environ) -> Answer | None:
        """The answer to the plainest of requests, for a page that was asked for before: what nearly every visitor sends."""
        file = self.files.get(environ["PATH_INFO"])
        if (
            file is None
            or environ["REQUEST_METHOD"] != "GET"
            or environ.get("QUERY_STRING")
            or "HTTP_COOKIE" in environ
            or "HTTP_AUTHORIZATION" in environ
            or "HTTP_IF_NONE_MATCH" in environ
            or environ.get("HTTP_HOST") != self.own[1]
            or (environ["wsgi.url_scheme"] if self.told is None else self._scheme(environ)) != self.own[0]
        ):
            return None
        held = self.memory.get(file)
        if held is None or (held.ends and not held.entry.is_right(time.time())):
            return None
        status, headers, body = held.answer_for(environ.get("HTTP_ACCEPT_ENCODING", ""))
        return status, headers.copy(), body

    def _looked_up(self, environ: Environ) -> Answer | None:
        address = keepable_address(environ, self._scheme(environ))
        if not address or (address == "/" and self.root is None):
            return None
        file = self.shelf.entry_file(address)
        held = self.memory.get(file)
        if held is None or not held.entry.is_right(time.time()):
            return None
        if address == "/" and self.root is not None:
            status, own, body = self.root(held.entry.bodies[""], environ)
            return status, [*held.entry.headers, *own], body
        if len(self.files) >= MOST_ADDRESSES:
            self.files.clear()
        self.files[environ["PATH_INFO"]] = file
        return answer(held.entry, environ)

    def _older(self, environ: Environ) -> Answer | None:
        """The page of before while somebody makes a newer one: a crowd that Django had to answer would slow that down."""
        address = keepable_address(environ, self._scheme(environ))
        if not address or address == "/":
            return None
        held = self.memory.get(self.shelf.old_file(address))
        if held is None or not held.entry.is_showable(time.time()) or not self.store.is_being_made(address):
            return None
        return answer(held.entry, environ, is_kept=False)

    def _scheme(self, environ: Environ) -> str:
        """As Django finds it: what the proxy says counts only where one is said to be there."""
        if self.told and environ.get(self.told[0]):
            return "https" if environ[self.told[0]].split(",")[0].strip() == self.told[1] else "http"
        return environ["wsgi.url_scheme"]

    def _begin(self) -> None:
        """Once in each process: servers fork or spawn theirs after this module was read."""
        from .minding import mind

        store = the_store()
        left = store.open()
        if left is not None:
            caches.tell(left, and_all_live=True)
        self.store, self.shelf = store, store.shelf
        self.told = settings.SECURE_PROXY_SSL_HEADER
        self.own = own_origin()
        self.note = tally.begin()
        mind()
        self.pid = os.getpid()


class Held:
    """An entry in memory, with its answers as they were given before, by what the browser accepts."""

    __slots__ = ("answers", "ends", "entry", "inode", "size", "time")
    MOST_ANSWERS = 16

    def __init__(self, entry: Entry, found: os.stat_result) -> None:
        self.entry = entry
        self.inode, self.time, self.size = found.st_ino, found.st_mtime_ns, found.st_size
        self.ends = bool(entry.old_after or entry.gone_after)
        self.answers: dict[str, Answer] = {}

    def answer_for(self, accepted: str) -> Answer:
        """The answer to a plain GET."""
        known = self.answers.get(accepted)
        if known is None:
            known = answer(self.entry, {"HTTP_ACCEPT_ENCODING": accepted})
            if len(self.answers) < self.MOST_ANSWERS:
                self.answers[accepted] = known
        return known


class Memory:
    """Entries by file, the first read go first; each is read again when its file is another one."""

    def __init__(self, most: int) -> None:
        self.most, self.size = most, 0
        self._known: OrderedDict[str, Held] = OrderedDict()

    def get(self, file: str) -> Held | None:
        """The entry in a file as it is now."""
        try:
            found = os.stat(file)  # noqa: PTH116 (asked at every request)
        except (OSError, ValueError):
            self._forget(file)
            return None
        held = self._known.get(file)
        if (
            held is not None
            and held.time == found.st_mtime_ns
            and held.inode == found.st_ino
            and held.size == found.st_size
        ):
            return held
        return self._read(file)

    def _read(self, file: str) -> Held | None:
        try:
            with Path(file).open("rb") as stream:
                found = os.fstat(stream.fileno())
                held = Held(unpacked(stream.read()), found)
        except (OSError, DamagedEntry):
            self._forget(file)
            return None
        self._forget(file)
        self._known[file] = held
        self.size += held.size
        while self.size > self.most and self._known:
            _file, first = self._known.popitem(last=False)
            self.size -= first.size
        return held

    def _forget(self, file: str) -> None:
        held = self._known.pop(file, None)
        if held is not None:
            self.size -= held.size


def from_the_store(application: Application, root: Root | None = None) -> Application:
    """The application with the store in front of it, or as it is where the store is off."""
    return FromTheStore(application, root) if settings.TRAIL_STORE else application
