"""What each serving process does beside serving: it follows the changes that others made, ends what ends by the clock,
has written down what it served, and makes a page for itself at the beginning."""

import logging
import os
import threading
import time

from django.db import DatabaseError, close_old_connections, connection

from trail.logs.tally import tally

from . import caches
from .following import follow_messages
from .stores import the_store
from .warming import wake

logger = logging.getLogger(__name__)
#: So often the messages of others and the clock are looked at.
EVERY = 0.5
_minder: tuple[int, threading.Thread] | None = None


def mind() -> None:
    """Begin, once in a process."""
    global _minder
    if _minder is not None and _minder[0] == os.getpid():
        return
    thread = threading.Thread(target=_mind, name="page-store", daemon=True)
    _minder = (os.getpid(), thread)
    thread.start()


def _mind() -> None:
    try:
        wake()
    except Exception:
        logger.exception("No page could be made to begin with.")
    while True:
        try:
            tally.gather()
            once()
        except Exception:
            logger.exception("The page store could not be looked after; it is tried again.")
            time.sleep(5)
        time.sleep(EVERY)


def once() -> None:
    """One look at the clock and at the messages. While the database is away the clock goes on."""
    store = the_store()
    ended = store.ledger.drop_ended(store.shelf, time.time())
    try:
        close_old_connections()
        caches.tell(ended)
        follow_messages()
    except DatabaseError:
        logger.warning("The database does not answer: kept pages are served as they are.")
        connection.close()
        time.sleep(EVERY)
