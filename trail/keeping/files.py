"""The files of a trail: which folders hold them, and how those of a backup take their place."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

from django.core.files.storage import FileSystemStorage, storages

STORAGES = ("default", "originals")


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


class Exchange:
    """New contents of folders: prepared within them, put in place at once, and taken back if something fails.

    Within them, since a folder may be a disk of its own (a volume of a container) that cannot be renamed.
    """

    def __init__(self) -> None:
        mark = uuid4().hex[:8]
        self._new, self._old = f".restored-{mark}", f".before-{mark}"
        self._folders: list[Path] = []
        self._moved: list[tuple[Path, Path]] = []

    def prepare(self, folder: Path) -> Path:
        """An empty folder on the same disk as the one in use."""
        new = folder / self._new
        new.mkdir(parents=True)
        (folder / self._old).mkdir()
        self._folders.append(folder)
        return new

    def put_in_place(self) -> None:
        """Let what was prepared be in use. What was there stands aside until `settle`."""
        for folder in self._folders:
            for child in sorted(folder.iterdir()):
                if not child.name.startswith("."):
                    self._move(child, folder / self._old / child.name)
            for child in sorted((folder / self._new).iterdir()):
                self._move(child, folder / child.name)

    def _move(self, path: Path, to: Path) -> None:
        path.rename(to)
        self._moved.append((path, to))

    def take_back(self) -> None:
        """Leave everything as it was."""
        for path, to in reversed(self._moved):
            to.rename(path)
        self._moved = []
        self.settle()

    def settle(self) -> None:
        """Remove what is not in use."""
        for folder in self._folders:
            shutil.rmtree(folder / self._new, ignore_errors=True)
            shutil.rmtree(folder / self._old, ignore_errors=True)
