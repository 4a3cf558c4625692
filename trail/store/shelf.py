"""The files of kept pages, in the folder of one build.

    <root>/current        a link to the folder of the build that was started last
    <root>/<build>/ok/en/rome/index.html, index.html.gz, index.html.br    for a web server that serves them without us
    <root>/<build>/entries/en/rome/entry      the same with its headers in one file, for our own server
    <root>/<build>/old/en/rome/entry          what may be shown while a newer one is made

A file appears whole or not at all: it is written beside its place, flushed to the disk, and renamed.
"""

import os
import shutil
import uuid
from pathlib import Path

from .entry import Entry, packed, unpacked

FILE = "entry"
PAGE = "index.html"
SUFFIXES = {"": "", "gzip": ".gz", "br": ".br"}
LONGEST_NAME = 200  # bytes of one part of an address; file systems take 255
LONGEST_ADDRESS = 1000


def is_keepable(address: str) -> bool:
    """Whether an address (a decoded path) can be the name of files below ours, and nothing else."""
    if not address.startswith("/") or not address.endswith("/") or len(address) > LONGEST_ADDRESS:
        return False
    parts = address[1:-1].split("/") if address != "/" else []
    try:
        return all(
            part and not part.startswith(".") and "\x00" not in part and "\\" not in part
            and len(part.encode()) <= LONGEST_NAME
            for part in parts
        )  # fmt: skip
    except UnicodeEncodeError:
        return False


class Shelf:
    """The folder of one build."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._entries = f"{folder}/entries"
        self._old = f"{folder}/old"

    def entry_file(self, address: str) -> str:
        """The file of a kept page; `address` has passed `is_keepable`."""
        return f"{self._entries}{address}{FILE}"

    def old_file(self, address: str) -> str:
        """The file of a page that is no longer the newest."""
        return f"{self._old}{address}{FILE}"

    def lay(self, address: str, entry: Entry) -> "Laid":
        """Write the files of a page beside their places."""
        return Laid(self, address, entry)

    def read(self, file: str) -> Entry | None:
        """The entry in a file; `None` where there is none. Raises `DamagedEntry`."""
        try:
            content = Path(file).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None
        return unpacked(content)

    def put_aside(self, address: str) -> None:
        """Take a page away, but keep it for those who come while a new one is made."""
        self._remove_plain(address)
        target = Path(self.old_file(address))
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            Path(self.entry_file(address)).replace(target)
        except FileNotFoundError:
            return

    def remove(self, address: str) -> None:
        """Take a page away, and what was put aside of it."""
        self._remove_plain(address)
        for file in (self.entry_file(address), self.old_file(address)):
            Path(file).unlink(missing_ok=True)

    def clear(self, *, hard: bool) -> None:
        """Take all pages away; unless `hard`, our own server may show them while new ones are made."""
        self._away("ok")
        if hard:
            self._away("old")
            self._away("entries")
            return
        entries = self.folder / "entries"
        for file in list(entries.rglob(FILE)) if entries.exists() else []:
            self.put_aside("/" + f"{file.parent.relative_to(entries).as_posix()}/".removeprefix("./"))

    def _away(self, name: str) -> None:
        folder = self.folder / name
        aside = self.folder / f".{name}-{uuid.uuid4().hex}"
        try:
            folder.rename(aside)
        except FileNotFoundError:
            return
        shutil.rmtree(aside, ignore_errors=True)

    def _remove_plain(self, address: str) -> None:
        for suffix in SUFFIXES.values():
            Path(f"{self.folder}/ok{address}{PAGE}{suffix}").unlink(missing_ok=True)


class Laid:
    """The files of one page beside their places: `place` puts them there, `discard` takes them away."""

    def __init__(self, shelf: Shelf, address: str, entry: Entry) -> None:
        self.shelf, self.address = shelf, address
        self.moves: list[tuple[str, str]] = []
        try:
            self._write(shelf.entry_file(address), packed(entry), 0)
            # What may not be shown after a certain day is not left to a server that does not look at the day.
            if entry.status == 200 and not entry.gone_after:
                # Its time of change says what is in it, so that a server's own ETag (time and size) changes with it.
                stamp = int(entry.tag[:7], 16)
                for encoding, suffix in SUFFIXES.items():
                    self._write(f"{shelf.folder}/ok{address}{PAGE}{suffix}", entry.bodies[encoding], stamp)
        except BaseException:
            self.discard()
            raise

    def place(self) -> None:
        """Put the files in their places, the newest for all."""
        for beside, target in self.moves:
            Path(beside).replace(target)

    def forget_old(self) -> None:
        """Remove what was put aside of the page."""
        Path(self.shelf.old_file(self.address)).unlink(missing_ok=True)

    def discard(self) -> None:
        """Remove what was written beside."""
        for beside, _target in self.moves:
            Path(beside).unlink(missing_ok=True)

    def _write(self, target: str, content: bytes, stamp: int) -> None:
        Path(target).parent.mkdir(parents=True, exist_ok=True)
        beside = f"{target}.{uuid.uuid4().hex}.new"
        self.moves.append((beside, target))
        with Path(beside).open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if stamp:
            os.utime(beside, (stamp, stamp))
