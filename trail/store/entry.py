"""One kept page: its status, its headers and its bytes in three encodings, written and read as one file.

The file begins with the length of a line of JSON, the line, and then the three bodies: one file, so that nobody ever
reads the headers of one version and the text of another.
"""

import gzip
import hashlib
import json
import zlib
from dataclasses import dataclass

import brotli

ENCODINGS = ("", "gzip", "br")
VERSION = 1
MAGIC = b"trail-page\n"


class DamagedEntry(ValueError):
    """The file is not what was written."""


@dataclass(frozen=True)
class Entry:
    """A finished answer. Times are seconds since 1970, or 0 for never.

    Until `old_after` it is right; after `gone_after` it may not be shown.
    """

    status: int
    headers: tuple[tuple[str, str], ...]
    bodies: dict[str, bytes]
    tag: str
    old_after: float = 0.0
    gone_after: float = 0.0

    def is_right(self, now: float) -> bool:
        """Whether it may be given to anybody."""
        return not (0 < self.old_after <= now or 0 < self.gone_after <= now)

    def is_showable(self, now: float) -> bool:
        """Whether it may be given while a newer one is made."""
        return not 0 < self.gone_after <= now

    def etag(self, encoding: str) -> str:
        """Strong: another one for each encoding, as the bytes differ."""
        return f'"{self.tag}{"-" + encoding if encoding else ""}"'


def finished(status: int, headers: list[tuple[str, str]], body: bytes, old_after: float, gone_after: float) -> Entry:
    """An entry for an answer; compressed here, once for all visitors."""
    bodies = {"": body, "gzip": gzip.compress(body, 9, mtime=0), "br": brotli.compress(body, quality=9)}
    tag = hashlib.sha256(b"%d\n" % status + body).hexdigest()[:32]
    return Entry(status, tuple(headers), bodies, tag, old_after, gone_after)


def packed(entry: Entry) -> bytes:
    """The bytes of its file."""
    head = {
        "version": VERSION,
        "status": entry.status,
        "headers": entry.headers,
        "tag": entry.tag,
        "old_after": entry.old_after,
        "gone_after": entry.gone_after,
        "sizes": [len(entry.bodies[each]) for each in ENCODINGS],
        "check": zlib.crc32(b"".join(entry.bodies[each] for each in ENCODINGS)),
    }
    line = json.dumps(head, separators=(",", ":")).encode()
    return b"".join([MAGIC, len(line).to_bytes(4, "big"), line, *(entry.bodies[each] for each in ENCODINGS)])


def unpacked(content: bytes) -> Entry:
    """The entry in the bytes of a file. Raises `DamagedEntry`."""
    start = len(MAGIC) + 4
    if content[: len(MAGIC)] != MAGIC:
        raise DamagedEntry("It does not begin as a kept page.")
    length = int.from_bytes(content[len(MAGIC) : start], "big")
    try:
        head = json.loads(content[start : start + length])
        if head["version"] != VERSION:
            raise DamagedEntry("It was written by another version.")
        bodies, place = {}, start + length
        for encoding, size in zip(ENCODINGS, head["sizes"], strict=True):
            bodies[encoding] = content[place : place + size]
            place += size
        if place != len(content) or zlib.crc32(content[start + length :]) != head["check"]:
            raise DamagedEntry("Its bytes are not those that were written.")
        headers = tuple((str(name), str(value)) for name, value in head["headers"])
        return Entry(head["status"], headers, bodies, head["tag"], head["old_after"], head["gone_after"])
    except DamagedEntry:
        raise
    except (ValueError, KeyError, TypeError) as error:
        raise DamagedEntry(str(error)) from error
