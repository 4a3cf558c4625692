"""Makes a page once for a crowd, writes down what it depends on, and keeps it.

It stands outside of all others, so that what is kept is what visitors get. Where our own server runs, kept pages are
answered before Django is asked (`trail.store.serving`), and only those come here that are not there.
"""

import logging
import sqlite3
import time
from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse

from .answers import answer
from .entry import Entry, finished
from .following import catch_up
from .recording import Recording, recording
from .rules import NOT_KEPT_FOR, keepable_address, kept_headers, why_not
from .stores import the_store

logger = logging.getLogger(__name__)
#: So long a visitor waits for another's page to be finished, where there is no older one to show.
PATIENCE = 15.0


class PageStoreMiddleware:
    """See above. Not used where `TRAIL_STORE` is off."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not settings.TRAIL_STORE:
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.passing = Passing()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        address = keepable_address(request.META, request.scheme or "")
        if not address or self.passing.knows(address):
            return self.get_response(request)
        store = the_store()
        if address == "/":  # kept are the facts of which the answer is made, for those who answer before us
            return self._made(request, address)
        kept = store.find(address, time.time())
        if kept is not None:
            return _response(kept, request)
        with store.making(address, 0) as is_first:
            if is_first:
                return self._made(request, address)
        older = store.find_old(address, time.time())
        if older is not None:
            return _response(older, request, is_kept=False)
        with store.making(address, PATIENCE):
            kept = store.find(address, time.time())
            if kept is not None:
                return _response(kept, request)
        # What cannot be kept is not waited for twice.
        return self._made(request, address)

    def _made(self, request: HttpRequest, address: str) -> HttpResponse:
        """Make the page, and keep it if that is right."""
        store, begun = the_store(), time.time()
        catch_up()
        since = store.ledger.position()
        with recording() as noted:
            response = self.get_response(request)
            if hasattr(response, "render") and not getattr(response, "is_rendered", True):
                response.render()
        if response.status_code >= 500:
            older = store.find_old(address, time.time())
            return response if older is None else _response(older, request, is_kept=False)
        if noted.inputs and noted.address == address:
            headers = [(name, value) for name, value in kept_headers(response) if name.lower() != "location"]
            _try_to_keep(address, finished(200, headers, noted.inputs, 0, 0), noted, since, begun)
            return response
        reason = why_not(request, response, noted, address)
        if reason:
            logger.debug("Not kept: %s: %s.", address, reason)
            request.META[NOT_KEPT_FOR] = reason
            self.passing.note(address)
            store.forget_old(address)
            return response
        entry = finished(
            response.status_code,
            kept_headers(response),
            response.content,
            _seconds(noted.old_after),
            _seconds(noted.gone_after),
        )
        is_kept = _try_to_keep(address, entry, noted, since, begun)
        return _response(entry, request, is_kept=is_kept)


class Passing:
    """Addresses whose answers were not kept a moment ago: nobody waits for another to make them."""

    SECONDS, MOST = 10.0, 10_000

    def __init__(self) -> None:
        self._noted: dict[str, float] = {}

    def note(self, address: str) -> None:
        """An answer could not be kept."""
        if len(self._noted) >= self.MOST:
            self._noted.clear()
        self._noted[address] = time.monotonic()

    def knows(self, address: str) -> bool:
        """Whether that was a moment ago."""
        noted = self._noted.get(address)
        return noted is not None and time.monotonic() - noted < self.SECONDS


def _try_to_keep(address: str, entry: Entry, noted: Recording, since: int, begun: float) -> bool:
    """Keep a page; whether that was done. A full disk costs the visitor nothing."""
    store = the_store()
    ends = entry.old_after, entry.gone_after
    try:
        laid = store.shelf.lay(address, entry)
        if store.ledger.keep(laid, noted.keys, since, begun, ends):
            return True
        logger.info("Not kept, for something on it has changed meanwhile: %s.", address)
    except (OSError, sqlite3.Error):
        logger.exception("A page could not be kept: %s.", address)
    return False


def _seconds(moment: datetime | None) -> float:
    return moment.timestamp() if moment else 0.0


def _response(entry: Entry, request: HttpRequest, *, is_kept: bool = True) -> HttpResponse:
    """The answer from a kept page, the same bytes for the first visitor as for all after."""
    line, headers, body = answer(entry, request.META, is_kept=is_kept)
    response = HttpResponse(body, status=int(line[:3]))
    del response["Content-Type"]
    for name, value in headers:
        response[name] = value
    return response
