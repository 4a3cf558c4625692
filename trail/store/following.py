"""Following the changes that other processes wrote into the database, and what this process itself remembers."""

import threading
from datetime import timedelta

from django.db.models import Max, Min
from django.utils import timezone

from . import caches
from . import keys as names
from .models import Drop
from .remembering import rememberers
from .stores import the_store

#: Numbers are given at the beginning of a transaction and seen at its end: so far back a late one is looked for.
LATE = 1000
KEPT_HOURS = 24

_lock = threading.Lock()
_seen: dict[str, int] = {"position": -1}


def follow_messages() -> int:
    """Drop the pages of all messages that were not followed on this machine yet; how many messages that were."""
    from .dropping import apply

    store = the_store()
    last = store.ledger.last_applied()
    edges = Drop.objects.aggregate(first=Min("pk"), last=Max("pk"))
    if edges["last"] is None:
        return 0
    if not last or edges["last"] < last or edges["first"] > last + 1:
        # A new ledger, another database than before, or messages have been tidied away that were never seen here.
        lately = Drop.objects.filter(pk__gt=edges["last"] - LATE)
        forgotten = store.ledger.begin_anew(store.shelf, set(lately.values_list("pk", flat=True)))
        caches.tell(forgotten, and_all_live=True)
        return 0
    near = set(Drop.objects.filter(pk__gt=last - LATE).values_list("pk", flat=True))
    new = near - store.ledger.applied_after(last - LATE)
    rows = Drop.objects.filter(pk__in=new).order_by("pk") if new else []
    if rows:
        apply([(row.pk, row.keys, row.hard) for row in rows])
    return len(rows)


def tidy() -> int:
    """Delete the messages that every machine has had time to follow; how many."""
    return Drop.objects.filter(at__lt=timezone.now() - timedelta(hours=KEPT_HOURS)).delete()[0]


def catch_up() -> None:
    """Before a page is made: let go of what this process remembers and others have changed since."""
    ledger = the_store().ledger
    with _lock:
        before, now = _seen["position"], ledger.position()
        if before == now:
            return
        _seen["position"] = now
    dropped = ledger.dropped_since(before) if before >= 0 else [names.EVERYTHING]
    for beginning, forget in rememberers.items():
        if any(key == names.EVERYTHING or key.startswith(beginning) for key in dropped):
            forget()
