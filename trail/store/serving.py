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

from .answers import answer
from .entry import DamagedEntry, Entry, unpacked
from .rules import keepable_address
from .stores import the_store

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]
#: Answers at `/` from the facts that were kept for it (`recording.inputs_may_be_kept_at`).
Root = Callable[[bytes, Environ], tuple[str, list[tuple[str, str]], bytes]]
MOST_IN_MEMORY = 64 * 1024 * 1024  # bytes, in each process


class FromTheStore:
    """Serves what is kept; hands all else to the application."""

    def __init__(self, application: Application, root: Root | None = None) -> None:
        self.application = application
        self.root = root
        self.memory = Memory(MOST_IN_MEMORY)
        self.pid = 0

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if self.pid != os.getpid():
            self._begin()
        entry = self._entry(environ)
        if entry is None:
            return self.application(environ, start_response)
        if environ["PATH_INFO"] == "/" and self.root is not None:
            status, own, body = self.root(entry.bodies[""], environ)
            headers = [*entry.headers, *own]
        else:
            status, headers, body = answer(entry, environ)
        start_response(status, headers)
        return [body]

    def _entry(self, environ: Environ) -> Entry | None:
        address = keepable_address(environ, self._scheme(environ))
        if not address or (address == "/" and self.root is None):
            return None
        entry = self.memory.get(self.shelf.entry_file(address))
        return entry if entry is not None and entry.is_right(time.time()) else None

    def _scheme(self, environ: Environ) -> str:
        """As Django finds it: what the proxy says counts only where one is said to be there."""
        told = settings.SECURE_PROXY_SSL_HEADER
        if told and environ.get(told[0]):
            return "https" if environ[told[0]].split(",")[0].strip() == told[1] else "http"
        return environ["wsgi.url_scheme"]

    def _begin(self) -> None:
        """Once in each process: servers fork or spawn theirs after this module was read."""
        from .minding import mind

        store = the_store()
        store.open()
        self.shelf = store.shelf
        mind()
        self.pid = os.getpid()


class Memory:
    """Entries by file, the least recently used go first; each is read again when its file is another one."""

    def __init__(self, most: int) -> None:
        self.most, self.size = most, 0
        self._known: OrderedDict[str, tuple[tuple[int, int, int], int, Entry]] = OrderedDict()

    def get(self, file: str) -> Entry | None:
        """The entry in a file as it is now."""
        try:
            found = os.stat(file)  # noqa: PTH116 (asked at every request)
        except (OSError, ValueError):
            self._forget(file)
            return None
        sign = (found.st_ino, found.st_mtime_ns, found.st_size)
        known = self._known.get(file)
        if known is not None and known[0] == sign:
            return known[2]
        return self._read(file)

    def _read(self, file: str) -> Entry | None:
        try:
            with Path(file).open("rb") as stream:
                found = os.fstat(stream.fileno())
                entry = unpacked(stream.read())
        except (OSError, DamagedEntry):
            self._forget(file)
            return None
        self._forget(file)
        self._known[file] = ((found.st_ino, found.st_mtime_ns, found.st_size), found.st_size, entry)
        self.size += found.st_size
        while self.size > self.most and self._known:
            _file, (_sign, size, _entry) = self._known.popitem(last=False)
            self.size -= size
        return entry

    def _forget(self, file: str) -> None:
        known = self._known.pop(file, None)
        if known is not None:
            self.size -= known[1]


def from_the_store(application: Application, root: Root | None = None) -> Application:
    """The application with the store in front of it, or as it is where the store is off."""
    return FromTheStore(application, root) if settings.TRAIL_STORE else application
