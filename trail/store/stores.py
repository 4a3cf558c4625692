"""The store of this installation: its folder for the running build, its shelf and its ledger."""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from .build import build_mark
from .entry import DamagedEntry, Entry
from .ledger import Ledger, Row
from .shelf import Shelf

LEFT_ALONE = 24 * 60 * 60  # seconds after which the folder of an earlier build is removed
LEFT_WRITING = 60 * 60  # seconds after which nobody can be writing a file any more
BOOT = Path("/proc/sys/kernel/random/boot_id")


class Store:
    """All that belongs to one build."""

    def __init__(self, root: Path, build: str) -> None:
        self.root, self.folder = root, root / build
        self.shelf = Shelf(self.folder)
        self.ledger = Ledger(self.folder / "ledger.sqlite3")

    def drop(self, rows: Collection[Row]) -> list[str]:
        """Follow some rows of `Drop`; the addresses of the pages that went."""
        return self.ledger.drop(rows, self.shelf)

    def find(self, address: str, now: float) -> Entry | None:
        """The page kept for an address that is right now. What is damaged counts as not there."""
        entry = self._read(self.shelf.entry_file(address))
        return entry if entry is not None and entry.is_right(now) else None

    def find_old(self, address: str, now: float) -> Entry | None:
        """The page that may be shown for an address while a newer one is made."""
        for file in (self.shelf.old_file(address), self.shelf.entry_file(address)):
            entry = self._read(file)
            if entry is not None and entry.is_showable(now):
                return entry
        return None

    def forget_old(self, address: str) -> None:
        """Remove what was put aside of an address that has no page to be kept any more."""
        Path(self.shelf.old_file(address)).unlink(missing_ok=True)

    def _read(self, file: str) -> Entry | None:
        try:
            return self.shelf.read(file)
        except DamagedEntry:
            Path(file).unlink(missing_ok=True)
            return None

    @contextmanager
    def making(self, address: str, patience: float) -> Iterator[bool]:
        """Hold the right to make the page of an address, so that a crowd has it made once.

        Yields whether it was free at once or within `patience` seconds. The right ends with the process that holds it,
        however that ends.
        """
        folder = self.folder / "making"
        folder.mkdir(parents=True, exist_ok=True)
        # One of so many files by lot: none is ever removed, and hardly ever do two pages share one.
        name = hashlib.sha256(address.encode()).hexdigest()[:3]
        handle = os.open(folder / name, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            yield _locked(handle, patience)
        finally:
            os.close(handle)

    def is_being_made(self, address: str) -> bool:
        """Whether somebody holds the right to make the page of an address at this moment."""
        with self.making(address, 0) as is_free:
            return not is_free

    def open(self) -> list[str] | None:
        """Make this build the running one: called once by each process that serves.

        After the machine was started anew nothing is trusted that may not have reached the disk. Where pages of before are
        not served any more, their addresses are given: caches in front may have them still.
        """
        left: list[str] | None = None
        self.folder.mkdir(parents=True, exist_ok=True)
        boot = BOOT.read_text().strip() if BOOT.exists() else ""
        if self.ledger.fact("boot") != boot:
            left = self.ledger.begin_anew(self.shelf, ())
            self.ledger.remember("boot", boot)
        link = self.root / "current"
        if not link.is_symlink() or link.readlink().name != self.folder.name:
            left = [*(left or ()), *self._addresses_of(link)]
            beside = self.root / f".current-{os.getpid()}"
            beside.unlink(missing_ok=True)
            beside.symlink_to(self.folder.name)
            beside.replace(link)
        os.utime(self.folder)
        self.shelf.tidy(time.time() - LEFT_WRITING)
        for other in self.root.iterdir():
            is_left = other.is_dir() and not other.is_symlink() and other != self.folder
            if is_left and other.stat().st_mtime < time.time() - LEFT_ALONE:
                shutil.rmtree(other, ignore_errors=True)
        return left

    @staticmethod
    def _addresses_of(folder: Path) -> list[str]:
        """Those of another build, as far as they can be known."""
        file = folder / "ledger.sqlite3"
        with suppress(OSError, sqlite3.Error):
            return Ledger(file).addresses() if file.exists() else []
        return []


def _locked(handle: int, patience: float) -> bool:
    end = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        except BlockingIOError:
            if time.monotonic() >= end:
                return False
            time.sleep(0.01)


@lru_cache(maxsize=8)
def _store(root: str, build: str) -> Store:
    return Store(Path(root), build)


def the_store() -> Store:
    """The store of the running code and settings."""
    return _store(str(settings.TRAIL_STORE_ROOT), build_mark())
