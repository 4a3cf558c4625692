"""What the pages point at, fetched once each. Nothing is fetched from another host."""

import gzip
import re
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from .document import Document

_HOST_NAME = re.compile(r"(?:[\w-]{1,63}\.)+[\w-]{2,63}|\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f.]*:[0-9a-f:.]+")
_MAIL = re.compile(r"[^@\s?]+@[^@\s?]+\.[^@\s?]+")


@dataclass
class Target:
    """What an address answered."""

    status: int = 0
    kind: str = ""
    size: int = 0
    # Its size under gzip, at the level that web servers use.
    packed: int = 0
    error: str = ""
    ids: set[str] = field(default_factory=set)


class _StayHere(HTTPRedirectHandler):
    """Follows a redirect only on the same host."""

    def redirect_request(self, req: Request, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Request | None:
        """Refuse what leads away."""
        if urlsplit(newurl).netloc != urlsplit(req.full_url).netloc:
            raise URLError(f"it leads away to {newurl}")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


class Targets:
    """The targets of one site; `known` spares what the browser has fetched already."""

    def __init__(self, home: str) -> None:
        self.host = urlsplit(home).netloc
        self.known: dict[str, Target] = {}
        self.outside: set[str] = set()
        self._opener = build_opener(ProxyHandler({}), _StayHere)

    def is_ours(self, address: str) -> bool:
        """Whether an address lies on the site."""
        return urlsplit(address).netloc == self.host

    def know(self, document: Document, status: int, html: str) -> None:
        """Note a page that was visited."""
        body = html.encode()
        self.known[document.address] = Target(
            status, "text/html", len(body), len(gzip.compress(body, 6)), "", document.ids
        )

    def __getitem__(self, address: str) -> Target:
        """The target at an address without fragment, fetched the first time."""
        if address not in self.known:
            self.known[address] = self._fetch(address)
        return self.known[address]

    def _fetch(self, address: str) -> Target:
        request = Request(quote(address, safe="/:?#[]@!$&'()*+,;=%~"), headers={"Accept": "*/*"})
        try:
            with self._opener.open(request, timeout=60) as answer:
                body = answer.read()
                kind = answer.headers.get_content_type()
                if answer.headers.get("Content-Encoding") == "gzip":
                    body = gzip.decompress(body)
                target = Target(answer.status, kind, len(body), len(gzip.compress(body, 6)))
        except HTTPError as error:
            return Target(status=error.code)
        except (URLError, HTTPException, OSError) as error:
            return Target(error=str(getattr(error, "reason", error)))
        if kind == "text/html":
            target.ids = Document(address, body.decode("utf-8", "replace")).ids
        return target


def fault_of_syntax(address: str) -> str:
    """What is wrong with the form of an address that is not fetched; empty where nothing is."""
    if re.search(r"\s", address):
        return "it holds a blank"
    try:
        parts = urlsplit(address)
        _port = parts.port
    except ValueError as error:
        return str(error)
    if parts.scheme in {"http", "https"}:
        return "" if _HOST_NAME.fullmatch(parts.hostname or "") else "it names no host"
    if parts.scheme == "mailto":
        # Without a receiver it is a letter that the visitor addresses: the share links.
        return "" if not parts.path or _MAIL.fullmatch(parts.path) else "it names no mailbox"
    if parts.scheme == "tel":
        return "" if re.fullmatch(r"\+?[\d().-]+", parts.path) else "it is no telephone number"
    if parts.scheme == "geo":
        return "" if re.fullmatch(r"-?[\d.]+,-?[\d.]+(?:[,;].*)?", parts.path) else "it is no position"
    if parts.scheme in {"data", "webcal"}:
        return ""
    return f"“{parts.scheme}:” is not known here"
