"""Whether a file is what its name says, by its first bytes: a page of HTML called leaflet.pdf is none.

The signatures are those of the formats' own specifications (PDF 32000-1 7.5.2, PKWARE APPNOTE 4.3.7, ISO 14496-12 4.3,
RFC 3533 6, EBML in RFC 8794 8.1, ID3v2 3.1 and the frame header of MPEG audio, WebVTT 4.1).
"""

from collections.abc import Callable
from typing import IO
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse
from django.utils.translation import gettext as _

HEAD = 4096
MARKUP = (b"<!doctype", b"<html", b"<head", b"<body", b"<script", b"<svg", b"<?xml", b"<?php", b"<iframe")
Test = Callable[[IO[bytes], bytes], bool]


def problem_of(file: IO[bytes], ending: str) -> str:
    """Why a file cannot be taken under that ending, in a sentence for the editor; empty where it can."""
    test = TESTS.get(ending.lower())
    file.seek(0)
    head = file.read(HEAD)
    try:
        if test is None or (head and test(file, head)):
            return ""
    finally:
        file.seek(0)
    if not head:
        return _("The file is empty.")
    return _(
        "The file is called .%(ending)s, but its content is something else. Open it in the program that made it, and "
        "save it as %(ending)s."
    ) % {"ending": ending.lower()}


def _begins(*signatures: bytes, at: int = 0) -> Test:
    return lambda _file, head: head[at:].startswith(signatures)


def _is_pdf(_file: IO[bytes], head: bytes) -> bool:
    # Readers allow a few bytes before it; markup they would allow too, and we do not.
    return b"%PDF-" in head[:1024] and not _is_markup(head)


def _is_markup(head: bytes) -> bool:
    return head.removeprefix(b"\xef\xbb\xbf").lstrip().lower().startswith(MARKUP)


def _is_text(_file: IO[bytes], head: bytes) -> bool:
    return b"\0" not in head and not _is_markup(head)


def _is_subtitles(_file: IO[bytes], head: bytes) -> bool:
    return head.removeprefix(b"\xef\xbb\xbf").startswith(b"WEBVTT")


def _is_mp3(_file: IO[bytes], head: bytes) -> bool:
    return head.startswith(b"ID3") or (len(head) > 1 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2)


def _is_zip(*members: str, kind: bytes = b"") -> Test:
    """A ZIP file; with a member of one of these beginnings, and where asked with its kind in the member `mimetype`."""

    def test(file: IO[bytes], head: bytes) -> bool:
        if not head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
            return False
        try:
            with ZipFile(file) as archive:
                names = archive.namelist()
                if kind and ("mimetype" not in names or archive.open("mimetype").read(100).strip() != kind):
                    return False
        except (BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError):
            return False
        return all(any(name.startswith(member) for name in names) for member in members)

    return test


def _is_xml(root: str) -> Test:
    def test(file: IO[bytes], _head: bytes) -> bool:
        file.seek(0)
        try:
            for _event, element in iterparse(file, events=("start",)):
                return element.tag.rpartition("}")[2] == root
        except (ParseError, DefusedXmlException, ValueError):
            return False
        return False

    return test


TESTS: dict[str, Test] = {
    "csv": _is_text,
    "docx": _is_zip("[Content_Types].xml", "word/"),
    "epub": _is_zip(kind=b"application/epub+zip"),
    "gpx": _is_xml("gpx"),
    "kml": _is_xml("kml"),
    "m4a": _begins(b"ftyp", at=4),
    "mp3": _is_mp3,
    "mp4": _begins(b"ftyp", at=4),
    "odt": _is_zip(kind=b"application/vnd.oasis.opendocument.text"),
    "ogg": _begins(b"OggS"),
    "pdf": _is_pdf,
    "txt": _is_text,
    "vtt": _is_subtitles,
    "webm": _begins(b"\x1a\x45\xdf\xa3"),
    "xlsx": _is_zip("[Content_Types].xml", "xl/"),
    "zip": _is_zip(),
}
