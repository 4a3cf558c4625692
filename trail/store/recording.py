"""What a page depends on, written down while it is made.

Inside `recording()` each record that the page loads is noted by itself (`trail.store.records`); whatever else it looks at
says so with `depends`: the rows of a list, and above all what is *not* there yet, such as a page that would appear in the
list if it went live. Outside of it all functions here do nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.utils import timezone


@dataclass
class Recording:
    """What is known of the page that is being made.

    `address` is the one address under which it may be kept; a view that names none is not kept. `inputs` are kept in its
    place where the answer is another one for each visitor, but made of the same few facts. From `old_after` on a
    newer one is wanted, and this one may be shown while that is made; after `gone_after` it may not be shown any more.
    """

    keys: set[str] = field(default_factory=set)
    address: str = ""
    refusals: list[str] = field(default_factory=list)
    inputs: bytes = b""
    old_after: datetime | None = None
    gone_after: datetime | None = None


_current: ContextVar[Recording | None] = ContextVar("recording", default=None)


@contextmanager
def recording() -> Iterator[Recording]:
    """Write down what is looked at until the end of the block."""
    noted = Recording()
    token = _current.set(noted)
    try:
        yield noted
    finally:
        _current.reset(token)


def is_recording() -> bool:
    """Whether anybody wants to know."""
    return _current.get() is not None


def depends(*keys: str) -> None:
    """The page shows, or would show, what these keys stand for (`trail.store.keys`)."""
    noted = _current.get()
    if noted is not None:
        noted.keys.update(keys)


def depends_only(key: str, instead_of: str) -> None:
    """Of a record that was loaded whole, the page shows but a part: `key` takes the place of the wider key."""
    noted = _current.get()
    if noted is not None:
        noted.keys.discard(instead_of)
        noted.keys.add(key)


def may_be_kept_at(address: str) -> None:
    """The page that is being made is public, the same for all, and belongs to this address (a path without query)."""
    noted = _current.get()
    if noted is not None:
        noted.address = address


def inputs_may_be_kept_at(address: str, inputs: bytes) -> None:
    """The answer differs by visitor, and is made of nothing but the request and these facts (see `trail.store.serving`)."""
    noted = _current.get()
    if noted is not None:
        noted.address, noted.inputs = address, inputs


def not_to_be_kept(reason: str) -> None:
    """The page is good for this visitor only, or not finished; `reason` goes to the log."""
    noted = _current.get()
    if noted is not None:
        noted.refusals.append(reason)


def depends_on_today() -> None:
    """The page says something about today: tomorrow a new one is wanted."""
    depends_on_day_until(timezone.localdate())


def depends_on_day_until(last: date, *, withdraws: bool = False) -> None:
    """The page is right up to and including a day. `withdraws`: what it shows may not be shown any more after it."""
    noted = _current.get()
    if noted is None:
        return
    try:
        end = timezone.make_aware(datetime.combine(last + timedelta(days=1), time.min))
    except OverflowError:
        return  # the last day of the calendar
    if withdraws:
        noted.gone_after = min(noted.gone_after or end, end)
    else:
        noted.old_after = min(noted.old_after or end, end)
