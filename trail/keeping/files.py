"""The files of a trail: which folders hold them, and how those of a backup take their place."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from django.core.files.storage import FileSystemStorage, storages

from .archive import lock

STORAGES = ("default", "originals")
NEW, OLD = ".restored-", ".before-"
NAMES = ".names.json"
LOCK = ".keeping.lock"


class Busy(Exception):
    """Somebody else brings a backup back, or makes one, in the same folders."""


def folders() -> dict[str, Path]:
    """The folders of the storages that lie on this machine, by the storage's name. Others are kept where they lie."""
    found = {}
    for name in STORAGES:
        storage = storages[name]
        if isinstance(storage, FileSystemStorage):
            found[name] = Path(storage.location)
    return found


def elsewhere() -> list[str]:
    """The storages that are not on this machine (S3): their own versions and copies keep them."""
    return [name for name in STORAGES if not isinstance(storages[name], FileSystemStorage)]


def files_in(folder: Path) -> Iterator[tuple[str, Path]]:
    """All plain files below a folder by their names in it; links, sockets and hidden files are no part of a trail."""
    if not folder.is_dir():
        return
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if path.is_file() and not path.is_symlink() and not any(part.startswith(".") for part in name.parts):
            yield name.as_posix(), path


@contextmanager
def shared() -> Iterator[None]:
    """While a backup is made nobody exchanges the files. Raises `Busy` where somebody does."""
    with _locked(fcntl.LOCK_SH):
        yield


@contextmanager
def alone() -> Iterator[None]:
    """While the files are exchanged nobody else reads or exchanges them. Raises `Busy`."""
    with _locked(fcntl.LOCK_EX):
        yield


@contextmanager
def _locked(how: int) -> Iterator[None]:
    """Hold the lock of our folders. The kernel lets go of it when the process ends, however it ends."""
    folder = next(iter(folders().values()), None)
    if folder is None:
        yield
        return
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("w") as file:
        if not lock(file, how):
            raise Busy
        yield


class Exchange:
    """New contents of folders: prepared within them, put in place at once, and taken back if something fails.

    Within them, since a folder may be a disk of its own (a volume of a container) that cannot be renamed. What has been
    done can be read from the folders themselves, so that another process can end what one that was killed has begun.
    """

    def __init__(self, mark: str = "", given: list[Path] | None = None) -> None:
        self.mark = mark or uuid4().hex
        self._folders = given or []

    def prepare(self, folder: Path) -> Path:
        """An empty folder on the same disk as the one in use."""
        new = self._new(folder)
        new.mkdir(parents=True)
        self._old(folder).mkdir()
        self._folders.append(folder)
        return new

    def put_in_place(self) -> None:
        """Let what was prepared be in use. What was there stands aside until `settle`."""
        for folder in self._folders:
            self._write_names(folder)
        for folder in self._folders:
            new, old = self._new(folder), self._old(folder)
            for child in _seen(folder):
                child.rename(old / child.name)
            for child in _seen(new):
                child.rename(folder / child.name)

    def take_back(self) -> None:
        """Leave everything as it was, from whichever point on."""
        for folder in self._folders:
            new, old = self._new(folder), self._old(folder)
            # Without the names nothing has been moved yet.
            for name in self._read_names(folder):
                if not os.path.lexists(new / name) and os.path.lexists(folder / name):
                    (folder / name).rename(new / name)
            for child in _seen(old):
                child.rename(folder / child.name)
        self.settle()

    def settle(self) -> None:
        """Remove what is not in use."""
        for folder in self._folders:
            shutil.rmtree(self._new(folder), ignore_errors=True)
            shutil.rmtree(self._old(folder), ignore_errors=True)

    def _new(self, folder: Path) -> Path:
        return folder / f"{NEW}{self.mark}"

    def _old(self, folder: Path) -> Path:
        return folder / f"{OLD}{self.mark}"

    def _write_names(self, folder: Path) -> None:
        """Write down, for whoever may have to take it back, which names come new."""
        part = self._old(folder) / f"{NAMES}.part"
        with part.open("w", encoding="utf-8") as file:
            json.dump([child.name for child in _seen(self._new(folder))], file)
            file.flush()
            os.fsync(file.fileno())
        part.replace(self._old(folder) / NAMES)

    def _read_names(self, folder: Path) -> list[str]:
        try:
            return json.loads((self._old(folder) / NAMES).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return []


def _seen(folder: Path) -> list[Path]:
    """What lies in a folder, if it is there, without what is hidden."""
    if not folder.is_dir():
        return []
    return sorted(child for child in folder.iterdir() if not child.name.startswith("."))


def broken_off() -> dict[str, Exchange]:
    """The exchanges that stand half done in our folders, by their mark. One of them may be going on at this moment."""
    found: dict[str, list[Path]] = {}
    for folder in folders().values():
        if folder.is_dir():
            for entry in os.scandir(folder):
                if entry.name.startswith((NEW, OLD)):
                    found.setdefault(entry.name.split("-", 1)[1], []).append(folder)
    return {mark: Exchange(mark, list(dict.fromkeys(given))) for mark, given in found.items()}
