"""Answering from a kept page: which encoding, and whether the visitor has it already."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from .entry import Entry
from .rules import cache_control

PREFERRED = ("br", "gzip")
#: What nearly every visitor sends: browsers, and programs that take what is simple.
USUAL = {"": "", "gzip, deflate, br": "br", "gzip, deflate, br, zstd": "br", "gzip": "gzip", "gzip, deflate": "gzip"}


def encoding_for(accepted: str) -> str:
    """The best encoding that a browser takes, by RFC 9110 section 12.5.3 as far as anybody uses it."""
    known = USUAL.get(accepted)
    if known is not None:
        return known
    taken = {}
    for part in accepted.lower().split(","):
        name, _semicolon, rest = part.strip().partition(";")
        quality = rest.strip().removeprefix("q=") if rest else "1"
        try:
            taken[name.strip()] = float(quality)
        except ValueError:
            taken[name.strip()] = 1.0
    for encoding in PREFERRED:
        if taken.get(encoding, taken.get("*", 0.0)) > 0:
            return encoding
    return ""


def is_known(etag: str, asked: str) -> bool:
    """Whether `If-None-Match` names the page's tag. The comparison is weak (RFC 9110 section 13.1.2)."""
    if asked == etag:
        return True
    return asked.strip() == "*" or etag in {part.strip().removeprefix("W/") for part in asked.split(",")}


def answer(
    entry: Entry, environ: Mapping[str, Any], *, is_kept: bool = True
) -> tuple[str, list[tuple[str, str]], bytes]:
    """Status line, headers and body for a request whose address has been matched."""
    encoding = encoding_for(environ.get("HTTP_ACCEPT_ENCODING", ""))
    etag = entry.etag(encoding)
    common = [
        ("ETag", etag),
        ("Vary", "Accept-Encoding"),
        ("Cache-Control", cache_control(shared=is_kept and not entry.gone_after)),
    ]
    asked = environ.get("HTTP_IF_NONE_MATCH", "")
    if asked and entry.status == 200 and is_known(etag, asked):
        return "304 Not Modified", [*entry.headers, *common], b""
    body = entry.bodies[encoding]
    headers = [*entry.headers, *common, ("Content-Length", str(len(body)))]
    if encoding:
        headers.append(("Content-Encoding", encoding))
    status = f"{entry.status} {HTTPStatus(entry.status).phrase}"
    return status, headers, b"" if environ.get("REQUEST_METHOD") == "HEAD" else body
