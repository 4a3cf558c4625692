"""How often one may try: counted in the database, so that all processes know, and written down before it is tried.

`TRAIL_TRIES` says how many in how long, by purpose. A try is written first and then counted, so that a hundred at the
same moment do not all find that there was none before them. One that is refused leaves no trace: who waits gets in.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .models import Try

SALT = "trail.safety.tries"


@dataclass(frozen=True)
class Wait:
    """Why one may not try now: until when."""

    until: datetime

    def in_words(self) -> str:
        """What somebody is told who has to wait."""
        minutes = max(1, -(-int((self.until - timezone.now()).total_seconds()) // 60))
        if minutes < 60:
            return ngettext(
                "Too many tries. Try again in %(minutes)d minute.",
                "Too many tries. Try again in %(minutes)d minutes.",
                minutes,
            ) % {"minutes": minutes}
        local = timezone.localtime(self.until)
        when = f"{date_format(local, 'SHORT_DATE_FORMAT')}, {date_format(local, 'TIME_FORMAT')}"
        return _("Too many tries. Try again at %(time)s.") % {"time": when}


def hidden(text: str) -> str:
    """The key of what somebody typed: the same for the same text, and nobody reads the text from it."""
    return salted_hmac(SALT, text.strip().casefold(), algorithm="sha256").hexdigest()[:40]


def begin(purpose: str, key: str) -> tuple[Try | None, Wait | None]:
    """Write a try down and count: the try, or for how long one has to wait. Neither where there is nothing to count."""
    if not key:
        return None, None
    now = timezone.now()
    made = Try.objects.create(purpose=purpose, key=key, at=now)
    wait = _waiting(purpose, key, now, besides=made)
    if wait:
        made.delete()
        return None, wait
    return made, None


def begin_all(asked: Iterable[tuple[str, str]]) -> tuple[list[Try], Wait | None]:
    """Write down tries that count in several ways; none of them where one is refused."""
    made: list[Try] = []
    for purpose, key in asked:
        one, wait = begin(purpose, key)
        if wait:
            forget_these(made)
            return [], wait
        made += [one] if one else []
    return made, None


def waiting(purpose: str, key: str) -> Wait | None:
    """For how long one has to wait, without trying."""
    return _waiting(purpose, key, timezone.now()) if key else None


def _waiting(purpose: str, key: str, now: datetime, besides: Try | None = None) -> Wait | None:
    untils = [_until(purpose, key, most, window, now, besides) for most, window in settings.TRAIL_TRIES[purpose]]
    found = [until for until in untils if until]
    return Wait(max(found)) if found else None


def _until(purpose: str, key: str, most: int, window: timedelta, now: datetime, besides: Try | None) -> datetime | None:
    earlier = Try.objects.filter(purpose=purpose, key=key, at__gt=now - window)
    if besides:
        earlier = earlier.exclude(pk=besides.pk)
    times = list(earlier.order_by("-at").values_list("at", flat=True)[:most])
    return times[-1] + window if len(times) >= most else None


def forget_these(tries: Iterable[Try]) -> None:
    """Take back tries that went well."""
    Try.objects.filter(pk__in=[one.pk for one in tries]).delete()


def forget(purpose: str, key: str) -> int:
    """Let somebody try again at once; how many tries were forgotten."""
    return Try.objects.filter(purpose=purpose, key=key).delete()[0]


def waiting_keys(purpose: str) -> dict[str, Wait]:
    """All that have to wait now, by key."""
    longest = max(window for _most, window in settings.TRAIL_TRIES[purpose])
    keys = (
        Try.objects.filter(purpose=purpose, at__gt=timezone.now() - longest)
        .order_by("key")
        .values_list("key", flat=True)
        .distinct()
    )
    found = {key: waiting(purpose, key) for key in keys}
    return {key: wait for key, wait in found.items() if wait}
