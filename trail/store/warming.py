"""Pages made before anybody asks, and the reason why one is not kept: each asked for as an anonymous visitor does."""

import io
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from wagtail.models import Page

from .rules import NOT_KEPT_FOR
from .stores import the_store


@dataclass(frozen=True)
class Asked:
    """What became of a page: its status, and why it was not kept; nothing where it is kept."""

    address: str
    status: int
    reason: str


class Visitor:
    """Asks the site, below the server, for one page after the other."""

    def __init__(self) -> None:
        self._site = BaseHandler()
        self._site.load_middleware()

    def ask(self, address: str, query: str = "") -> Asked:
        """Have a page made, unless it is kept already; with a query it is made and not kept."""
        base = urlsplit(settings.WAGTAILADMIN_BASE_URL)
        environ: dict[str, Any] = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": address.encode().decode("latin-1"),
            "QUERY_STRING": query,
            "SCRIPT_NAME": "",
            "SERVER_NAME": base.hostname or "localhost",
            "SERVER_PORT": str(base.port or (443 if base.scheme == "https" else 80)),
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": base.netloc,
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.url_scheme": base.scheme,
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": sys.stderr,
        }
        if settings.SECURE_PROXY_SSL_HEADER:
            environ[settings.SECURE_PROXY_SSL_HEADER[0]] = base.scheme
        # Without the signals of a request: the connection to the database is kept for the next page.
        status = self._site.get_response(WSGIRequest(environ)).status_code
        reason = environ.get(NOT_KEPT_FOR, "")
        if not reason and not the_store().ledger.keys_of(address):
            reason = f"status {status}" if status != 200 else "it never came to the store"
        return Asked(address, status, reason)


def wake() -> None:
    """Make a page once in this process, and throw it away: templates, catalogues and what else is read only once are there then.

    The first page of a process takes half a second, and many times that while a crowd asks for others.
    """
    home = Page.objects.filter(live=True, depth=2).order_by("path").first()
    parts = home.get_url_parts() if home is not None else None
    if parts is not None and parts[2]:
        Visitor().ask(parts[2], query="awake")


def live_addresses(language: str = "") -> list[str]:
    """The addresses of all live pages, by their place in the tree."""
    pages = Page.objects.filter(live=True, depth__gt=1).select_related("locale").order_by("path")
    if language:
        pages = pages.filter(locale__language_code=language)
    found = []
    for page in pages:
        parts = page.get_url_parts()
        if parts is not None and parts[2]:
            found.append(_plain(parts[2]))
    return found


def warm(language: str = "") -> Iterator[Asked]:
    """Have each live page made that is not kept yet, one at a time; so it goes on where an earlier run has ended."""
    visitor = Visitor()
    kept = set(the_store().ledger.addresses())
    for address in live_addresses(language):
        yield Asked(address, 200, "") if address in kept else visitor.ask(address)


def _plain(address: str) -> str:
    """As requests name it and files are called: in plain letters."""
    return unquote(address)


def as_address(given: str) -> str:
    """The address that somebody means who gives a whole URL, or one without its last slash."""
    path = _plain(urlsplit(given).path or "/")
    path = path if path.startswith("/") else f"/{path}"
    return path if path.endswith("/") else f"{path}/"


def as_shown(address: str) -> str:
    """The address as it can be copied into a browser."""
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + quote(address)
