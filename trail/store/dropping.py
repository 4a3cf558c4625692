"""Dropping the stored pages that show something: the one way in which a change reaches the store."""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.db import transaction

from . import caches
from . import keys as names
from .stores import the_store

logger = logging.getLogger(__name__)
_held: ContextVar[list[bool] | None] = ContextVar("held_drops", default=None)


def drop(keys: Iterable[str], *, hard: bool = False) -> None:
    """Drop all pages that depend on one of these keys, once the transaction of the change is in the database.

    `hard`: what they show has been taken down or may not be shown any more, so that nobody gets them while new ones are
    made. Nothing happens where the store is off.
    """
    if not settings.TRAIL_STORE:
        return
    wanted = sorted(set(keys))
    if not wanted:
        return
    held = _held.get()
    if held is not None:
        held[0] = held[0] or hard
        held[1] = True
        return
    _write(wanted, hard)


def drop_everything(*, hard: bool = True) -> None:
    """Drop all pages: after whatever changes without telling what."""
    drop([names.EVERYTHING], hard=hard)


@contextmanager
def all_at_once() -> Iterator[None]:
    """Within it changes are not followed one by one; if there was any, everything is dropped at its end."""
    held = [False, False]
    token = _held.set(held)
    try:
        yield
    finally:
        _held.reset(token)
    if held[1]:  # not after an exception: the change is taken back
        drop_everything(hard=held[0])


def _write(keys: list[str], hard: bool) -> None:
    from .models import Drop

    row = Drop.objects.create(keys=keys, hard=hard)
    transaction.on_commit(lambda: apply([(row.pk, keys, hard)]), robust=True)


def apply(rows: list[tuple[int, list[str], bool]]) -> int:
    """Drop the pages of this machine for some rows of `Drop`; how many pages that were.

    Raises nothing that a publishing editor would see as a failure: what could not be dropped now is found again in the
    database a moment later.
    """
    addresses = the_store().drop(rows)
    caches.tell(addresses, and_all_live=any(names.EVERYTHING in keys for _number, keys, _hard in rows))
    return len(addresses)


def listening(signal: Any, receiver: Any, uid: str, **kwargs: Any) -> None:
    """Connect a receiver of a signal that drops pages."""
    signal.connect(receiver, dispatch_uid=f"store-{uid}", weak=False, **kwargs)
