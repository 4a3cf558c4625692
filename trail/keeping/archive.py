"""The file of a backup: a tar archive whose last member, the manifest, says what is in it and proves that it is whole.

database/<app>.<model>.jsonl.gz   the columns, then a row on each line
files/<storage>/<name>            pictures, documents and originals as they are
manifest.json                     format, versions, migrations, settings, and for each member its size and SHA-256
"""

from __future__ import annotations

import errno
import fcntl
import gzip
import hashlib
import io
import json
import os
import tarfile
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import IO, Any

from django.utils.translation import gettext as _

MANIFEST = "manifest.json"
FORMAT = 1
PIECE = 1 << 20  # bytes


class BackupUnreadable(Exception):
    """A file that is no backup, or not a whole one; the text says what is wrong with it."""


class Writer:
    """Writes an archive beside its name, and gives it the name when it is whole and on the disk."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.part = path.with_name(f"{path.name}.part")
        self.members: dict[str, dict[str, Any]] = {}

    def __enter__(self) -> Writer:
        self.file = _held_alone(self.part)
        self.whole = False
        self.summed = _Summed(self.file)
        self.tar = tarfile.open(fileobj=self.summed, mode="w", format=tarfile.PAX_FORMAT)  # type: ignore[call-overload]
        return self

    def add_bytes(self, name: str, content: bytes) -> None:
        """Add a member from memory."""
        self._add(name, io.BytesIO(content), len(content), time.time())

    def add_rows(self, name: str, lines: Iterable[bytes]) -> None:
        """Add a compressed member, line by line.

        It is gathered first, since its size comes before it: in a file without a name, which is gone when we are.
        """
        with tempfile.TemporaryFile(dir=self.part.parent) as gathered:
            # Neither name nor time in it: the same rows are the same bytes.
            with gzip.GzipFile("", "wb", mtime=0, fileobj=gathered) as packed:
                for line in lines:
                    packed.write(line + b"\n")
            size = gathered.tell()
            gathered.seek(0)
            self._add(name, gathered, size, time.time())

    def add_file(self, name: str, path: Path) -> bool:
        """Add a file as it is; whether it was still there. One that grows meanwhile is cut where it ended before."""
        try:
            with path.open("rb") as content:
                status = os.fstat(content.fileno())
                self._add(name, content, status.st_size, status.st_mtime)
        except FileNotFoundError:
            return False
        return True

    def finish(self, manifest: dict[str, Any]) -> str:
        """Write the manifest, see everything to the disk, give the archive its name; give the SHA-256 of the whole."""
        self.add_bytes(MANIFEST, json.dumps({**manifest, "members": self.members}, indent=1).encode())
        self.tar.close()
        self.file.flush()
        os.fsync(self.file.fileno())
        self.part.replace(self.path)
        self.whole = True
        sync_folder(self.path.parent)
        return self.summed.digest.hexdigest()

    def __exit__(self, *raised: object) -> None:
        if not self.whole:
            self.part.unlink(missing_ok=True)
        self.file.close()  # and let go of it, after the name is gone

    def _add(self, name: str, content: IO[bytes], size: int, modified: float) -> None:
        entry = tarfile.TarInfo(name)
        entry.size, entry.mtime, entry.mode = size, int(modified), 0o640
        hashed = _Hashed(content)
        self.tar.addfile(entry, hashed)
        self.members[name] = {"size": size, "sha256": hashed.digest.hexdigest()}


def _held_alone(path: Path) -> IO[bytes]:
    """An empty file that nobody else writes, closed to others: it will hold the hashes of passwords.

    What a process that was killed has left behind is taken over: the kernel has let go of it. Raises `BlockingIOError`
    where another backup is being written there.
    """
    while True:
        file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b")
        if not lock(file, fcntl.LOCK_EX):
            file.close()
            raise BlockingIOError(errno.EAGAIN, "another backup is being written there", str(path))
        try:
            ours = os.path.samestat(os.fstat(file.fileno()), path.stat())
        except FileNotFoundError:
            ours = False
        if ours:
            with suppress(OSError):  # a share of another system has rights of its own
                os.fchmod(file.fileno(), 0o600)
            file.truncate()
            return file
        file.close()  # it has got its name in this very moment: begin anew


def lock(file: IO[Any], how: int) -> bool:
    """Hold a file until it is closed or the process ends; whether nobody else does. Shares that know no locks have none."""
    try:
        fcntl.flock(file, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        if error.errno not in {errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOLCK, errno.ENOSYS}:
            raise
    return True


def sync_folder(folder: Path) -> None:
    """See to the disk which names stand in a folder, where that can be asked for."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


class _Summed:
    """A file that sums up what is written to it."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.digest = file, hashlib.sha256()

    def write(self, content: bytes) -> int:
        self.digest.update(content)
        return self.file.write(content)

    def tell(self) -> int:
        return self.file.tell()


class _Hashed(io.RawIOBase):
    """Reads a file and sums it up on the way."""

    def __init__(self, content: IO[bytes]) -> None:
        self.content = content
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        piece = self.content.read(size)
        self.digest.update(piece)
        return piece


class Reader:
    """An archive that has been opened; `manifest` is what its last member says."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self.tar = tar
        self.entries = {entry.name: entry for entry in tar.getmembers()}
        entry = self.entries.get(MANIFEST)
        if entry is None:
            raise BackupUnreadable(_("It has no manifest: it is no backup of a trail, or its end is missing."))
        try:
            self.manifest = json.loads(self._open(entry).read())
            self.members: dict[str, dict[str, Any]] = self.manifest["members"]
            self.format = int(self.manifest["format"])
        except (ValueError, KeyError, TypeError) as error:
            raise BackupUnreadable(_("Its manifest cannot be read.")) from error
        if self.format != FORMAT:
            raise BackupUnreadable(
                _("It has format %(format)s; this version reads format %(known)s.")
                % {"format": self.format, "known": FORMAT}
            )

    def verify(self) -> None:
        """Read every member and compare it with the manifest. Raises `BackupUnreadable` with the first that differs."""
        surplus = set(self.entries) - set(self.members) - {MANIFEST}
        if surplus:
            raise BackupUnreadable(_("“%(name)s” is in it and not in its manifest.") % {"name": min(surplus)})
        for name, expected in self.members.items():
            entry = self.entries.get(name)
            if entry is None:
                raise BackupUnreadable(_("“%(name)s” is missing.") % {"name": name})
            if not entry.isfile() or not _is_safe(name):
                raise BackupUnreadable(_("“%(name)s” is no plain file in its place.") % {"name": name})
            digest = hashlib.sha256()
            for piece in self._pieces(entry):
                digest.update(piece)
            if digest.hexdigest() != expected["sha256"]:
                raise BackupUnreadable(_("“%(name)s” is damaged.") % {"name": name})

    def names(self, folder: str) -> list[str]:
        """The members below a folder, without it."""
        return [name.removeprefix(folder) for name in self.members if name.startswith(folder)]

    def lines(self, name: str) -> Iterator[bytes]:
        """The lines of a compressed member."""
        with gzip.GzipFile(fileobj=self._open(self.entries[name])) as packed:
            yield from packed

    def unpack(self, name: str, path: Path) -> None:
        """Write a member to a file, with the time at which it was changed."""
        entry = self.entries[name]
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            for piece in self._pieces(entry):
                file.write(piece)
        os.utime(path, (entry.mtime, entry.mtime))

    def _open(self, entry: tarfile.TarInfo) -> IO[bytes]:
        found = self.tar.extractfile(entry)
        if found is None:
            raise BackupUnreadable(_("“%(name)s” is no plain file in its place.") % {"name": entry.name})
        return found

    def _pieces(self, entry: tarfile.TarInfo) -> Iterator[bytes]:
        content = self._open(entry)
        while piece := content.read(PIECE):
            yield piece


@contextmanager
def opened(path: Path) -> Iterator[Reader]:
    """Open an archive. Raises `BackupUnreadable`, also where it turns out to be cut short while it is read."""
    try:
        with tarfile.open(path, "r:") as tar:
            yield Reader(tar)
    except FileNotFoundError as error:
        raise BackupUnreadable(_("There is no such file.")) from error
    except (tarfile.TarError, EOFError, gzip.BadGzipFile) as error:
        raise BackupUnreadable(_("It is no backup of a trail, or a damaged one.")) from error


def _is_safe(name: str) -> bool:
    """Whether a member stays where it belongs: no way up, no way out."""
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and "\x00" not in name and "\\" not in name
