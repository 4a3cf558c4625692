"""Caches in front of us (a CDN, Varnish) are told what was dropped, through the back ends of `wagtail.contrib.frontend_cache`.

What such a cache may hold is what some machine has handed out of its store. So each machine tells it of the pages in its
own ledger, after it has dropped them itself: nobody fetches an old page from it in between. Where it is not known what was
handed out (a new version, a new ledger, a change that does not say what it changes), it is told of all live pages as well.
"""

import logging
import socket
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from urllib.parse import quote

from django.conf import settings
from django.db import DatabaseError
from django_tasks import task
from wagtail.contrib.frontend_cache.tasks import purge_urls_from_cache_task

from .rules import own_origin

#: After mails, before files of pictures.
PRIORITY = 40
TIMEOUT = 30  # seconds; Wagtail's back end for PURGE has none of its own
#: Where Wagtail's back ends write what went wrong, and nothing more than that.
THEIR_LOGS = {"wagtail.frontendcache", "root"}

logger = logging.getLogger(__name__)
_lock = threading.Lock()
_untold: set[str] = set()
ALL = "*"  # no address: the sign for all live pages


class CacheNotTold(Exception):
    """A cache in front did not take a message, and may show old pages. The task is tried again."""


def tell(addresses: Iterable[str], *, and_all_live: bool = False) -> None:
    """Have the caches in front drop these addresses, and those of all live pages if it is not known which it holds.

    Where the database is away, in which the task would wait, it is remembered until `tell_untold`.
    """
    if not settings.WAGTAILFRONTENDCACHE:
        return
    with _lock:
        _untold.update(addresses, {ALL} if and_all_live else ())
    tell_untold()


def tell_untold() -> None:
    """Put what is to be told into the queue. Called often, beside serving."""
    with _lock:
        wanted = sorted(_untold)
        _untold.clear()
    if not wanted:
        return
    try:
        purge.enqueue(wanted)
    except DatabaseError:
        logger.warning("The database does not answer: caches in front are told of %s pages later.", len(wanted))
        with _lock:
            _untold.update(wanted)


@task(priority=PRIORITY)
def purge(addresses: list[str]) -> None:
    """Send the messages. Raises `CacheNotTold` where one was not taken."""
    from .warming import live_addresses

    wanted = {*addresses, *(live_addresses() if ALL in addresses else ())} - {ALL}
    scheme, host = own_origin()
    urls = [f"{scheme}://{host}{quote(address)}" for address in sorted(wanted)]
    with _what_went_wrong() as faults:
        purge_urls_from_cache_task.call(urls)
    if faults:
        raise CacheNotTold(f"{len(faults)} of {len(urls)} addresses were not taken. The first: {faults[0]}")


@contextmanager
def _what_went_wrong() -> Iterator[list[str]]:
    """What Wagtail's back ends say in the log, for they raise nothing."""
    faults: list[str] = []
    here = threading.get_ident()

    class Listening(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.thread == here and record.name in THEIR_LOGS:
                faults.append(record.getMessage())

    handler, before = Listening(logging.ERROR), socket.getdefaulttimeout()
    logging.getLogger().addHandler(handler)
    socket.setdefaulttimeout(TIMEOUT)
    try:
        yield faults
    finally:
        socket.setdefaulttimeout(before)
        logging.getLogger().removeHandler(handler)
