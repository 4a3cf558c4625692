"""Whether we have the right to show a picture, asked by everything that shows one.

A picture needs a credit that can be printed, and a licence. The credit is the credit line or, without one, the creator:
of many photographs in archives nobody knows the creator, and the archive says how it wants to be named.
"""

from datetime import date
from typing import Any

from django.utils import timezone

from trail.store.recording import depends_on_day_until

from .licences import PERMISSION, UNKNOWN


def has_credit(picture: Any) -> bool:
    """Whether there is something to print as the credit."""
    return bool((picture.credit_line or "").strip() or (picture.creator or "").strip())


def has_licence(picture: Any) -> bool:
    """Whether it is known under which terms we show the picture."""
    return bool(picture.licence) and picture.licence != UNKNOWN


def shown_until(picture: Any) -> date | None:
    """The last day on which the picture may be shown; `None` where no end is set. Only a permission can end."""
    return picture.permission_until if picture.licence == PERMISSION else None


def has_run_out(picture: Any, day: date | None = None) -> bool:
    """Whether the permission is over on a day (today, if none is named). On its last day it still holds."""
    until = shown_until(picture)
    if until is not None and day is None and until >= timezone.localdate():
        depends_on_day_until(until, withdraws=True)
    return until is not None and until < (day or timezone.localdate())


def may_be_shown(picture: Any) -> bool:
    """Whether we have the right to show a picture today; what is published may have run out since."""
    return has_licence(picture) and has_credit(picture) and not has_run_out(picture)
