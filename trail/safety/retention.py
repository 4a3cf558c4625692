"""What is removed because it is old: `TRAIL_KEEP` and docs/reference/personal-data.md say what is kept how long."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from importlib import import_module
from io import StringIO

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice
from wagtail.models import ModelLogEntry, Page, PageLogEntry, Revision

from .audit import SIGN_INS
from .models import Try

A_DAY = timedelta(days=1)


def tidy() -> Iterator[tuple[str, int]]:
    """Remove what is old; yields what it was and how many."""
    now = timezone.now()
    keep = settings.TRAIL_KEEP
    yield "tries at passwords and codes", _delete(Try.objects.filter(at__lt=now - keep["tries"]))
    yield (
        "sign-ins in the site's history",
        _delete(ModelLogEntry.objects.filter(action__in=SIGN_INS, timestamp__lt=now - keep["sign_ins"])),
    )
    yield "accounts that nobody has ever signed in to", _unused_invitations(now - keep["unused_invitations"])
    yield (
        "authenticator apps that were never confirmed",
        _delete(TOTPDevice.objects.filter(confirmed=False, created_at__lt=now - A_DAY)),
    )
    yield "sessions that have ended", _sessions()
    # It has no quiet way of its own.
    call_command("searchpromotions_garbage_collect", stdout=StringIO())


def _delete(found: QuerySet) -> int:
    number = found.count()
    found.delete()
    return number


def _unused_invitations(before: datetime) -> int:
    """Accounts without a single sign-in; those that have left a trace in the content stay."""
    users = get_user_model().objects.filter(last_login=None, date_joined__lt=before, is_superuser=False, is_staff=False)
    for model, field in ((Page, "owner"), (Revision, "user"), (PageLogEntry, "user"), (ModelLogEntry, "user")):
        users = users.exclude(Exists(model.objects.filter(**{field: OuterRef("pk")})))
    number = 0
    for user in users:
        user.delete()
        number += 1
    return number


def _sessions() -> int:
    engine = import_module(settings.SESSION_ENGINE)
    model = getattr(engine.SessionStore, "get_model_class", lambda: None)()
    before = model.objects.count() if model else 0
    engine.SessionStore.clear_expired()
    return before - model.objects.count() if model else 0
