"""What somebody uploads: a PO file, or a zip of them. Nothing is written to disk by a name from it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

MEGABYTE = 1024 * 1024
MAX_UPLOAD = 20 * MEGABYTE
MAX_FILE = 20 * MEGABYTE
MAX_UNPACKED = 100 * MEGABYTE
MAX_FILES = 5_000
# Of text that compresses well; a bomb has a thousand.
MAX_RATIO = 100
_CHUNK = 64 * 1024
_CHARSET = re.compile(r"^\"?Content-Type:[^\"\n]*charset=([\w.:-]+)", re.IGNORECASE | re.MULTILINE)
_LITTER = re.compile(r"(^|/)(__MACOSX/|\.DS_Store$|Thumbs\.db$|desktop\.ini$)")


@dataclass
class Unpacked:
    """The texts by the name of their file, what is wrong with files, and which were passed over."""

    texts: dict[str, str] = field(default_factory=dict)
    faults: list[tuple[str, str]] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)


class _Refused(ValueError):
    """Why a file is not taken."""


def unpack(name: str, content: bytes) -> Unpacked:
    """The PO files in what was uploaded. Never raises for bad input."""
    found = Unpacked()
    if len(content) > MAX_UPLOAD:
        found.faults.append((name, _too_big(MAX_UPLOAD)))
        return found
    if not content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        _take(found, name, content)
        return found
    try:
        with ZipFile(BytesIO(content)) as archive:
            for inner, inside in _members(archive, found):
                _take(found, inner, inside)
    except _Refused as refused:
        return Unpacked(faults=[(name, str(refused))])
    except (BadZipFile, NotImplementedError, EOFError, ValueError, OSError, ZlibError):
        return Unpacked(faults=[(name, _("The zip is broken. Make it again."))])
    if not found.texts and not found.faults:
        found.faults.append((name, _("There is no PO file in the zip.")))
    return found


def _members(archive: ZipFile, found: Unpacked) -> Iterator[tuple[str, bytes]]:
    """The files of a zip that are to be read. A zip that is meant to do harm is refused as a whole."""
    members = archive.infolist()
    if len(members) > MAX_FILES:
        raise _Refused(_("The zip has more than %(count)s files.") % {"count": MAX_FILES})
    room = MAX_UNPACKED
    seen: set[str] = set()
    for member in members:
        if member.is_dir() or _LITTER.search(member.filename):
            continue
        _check_name(member.filename)
        if member.flag_bits & 0x1:
            raise _Refused(_("The zip has a password. Make it again without one."))
        if member.filename in seen:
            raise _Refused(_("The zip has two files of the name %(name)s.") % {"name": member.filename})
        seen.add(member.filename)
        if not member.filename.lower().endswith((".po", ".pot")):
            found.passed_over.append(member.filename)
            continue
        inside = _read(archive, member, room)
        room -= len(inside)
        yield member.filename, inside


def _check_name(name: str) -> None:
    parts = name.replace("\\", "/").split("/")
    if name.startswith(("/", "\\")) or ".." in parts or "\0" in name or re.match(r"[A-Za-z]:", name):
        raise _Refused(_("The zip has a file whose name leads out of it: %(name)s.") % {"name": name})


def _read(archive: ZipFile, member: ZipInfo, room: int) -> bytes:
    """The content, counted while it is unpacked: what the zip says about sizes may be a lie."""
    limit = min(MAX_FILE, room)
    allowed = max(member.compress_size * MAX_RATIO, MEGABYTE)
    unpacked = bytearray()
    with archive.open(member) as stream:
        while chunk := stream.read(_CHUNK):
            unpacked += chunk
            if len(unpacked) > allowed:
                raise _Refused(
                    _("%(name)s unpacks to more than %(ratio)s times its size; such a zip is refused.")
                    % {"name": member.filename, "ratio": MAX_RATIO}
                )
            if len(unpacked) > limit:
                raise _Refused(f"{member.filename}: {_too_big(MAX_FILE if room > MAX_FILE else MAX_UNPACKED)}")
    return bytes(unpacked)


def _take(found: Unpacked, name: str, content: bytes) -> None:
    try:
        found.texts[name] = _decoded(content)
    except _Refused as refused:
        found.faults.append((name, str(refused)))


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _Refused(_("The file is in UTF-16. Save it as UTF-8."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _Refused(
            _("Line %(line)s is not in UTF-8. Save the file as UTF-8; nothing of it was read.") % {"line": line}
        ) from error
    if "\0" in text or ("msgid" not in text and text.strip()):
        raise _Refused(_("This is not a PO file."))
    if not text.strip():
        raise _Refused(_("The file is empty."))
    charset = _CHARSET.search(text)
    if charset and charset[1].lower() not in {"utf-8", "utf8", "ascii", "us-ascii"}:
        raise _Refused(
            _("The file says that it is in %(charset)s. Save it as UTF-8; nothing of it was read.")
            % {"charset": charset[1]}
        )
    return text


def _too_big(limit: int) -> str:
    return _("It is larger than %(limit)s.") % {"limit": filesizeformat(limit)}
