"""Permissions that end: the editors are warned 60 and 7 days before, by one mail each time.

Nothing has to be done on the day itself: `may_be_shown` says no from the day after, and every public page asks it.
"""

import logging
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext, override
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_admin_base_url
from wagtail.models import Page
from wagtail.permissions import policy_registry

from trail.core.mail import mail_is_configured
from trail.languages.cldr import format_date

from .licences import PERMISSION
from .models import Picture
from .used_by import drafts_using, named_pages, pages_using

FIRST_WARNING, LAST_WARNING = 60, 7
logger = logging.getLogger(__name__)


def ending_permissions(today: date) -> QuerySet[Picture]:
    """Pictures whose permission ends within 60 days or is over already, first come first."""
    horizon = today + timedelta(days=FIRST_WARNING)
    return Picture.objects.filter(licence=PERMISSION, permission_until__lte=horizon).order_by("permission_until", "pk")


def stage_of(until: date, today: date) -> int | None:
    """The warning for which it is time: 60, 7, or none yet. After days without a run it is the later one at once."""
    days = (until - today).days
    if days <= LAST_WARNING:
        return LAST_WARNING
    return FIRST_WARNING if days <= FIRST_WARNING else None


@dataclass
class Warned:
    """What a run did, or why it could not."""

    pictures: list[Picture] = field(default_factory=list)
    people: list[Any] = field(default_factory=list)
    obstacle: str = ""


def warn_of_expiring_permissions(today: date | None = None) -> Warned:
    """Tell publishers and administrators what ends soon. Run again it tells nobody anything twice.

    Only pictures in use are worth a mail. A warning counts as given once somebody was told.
    """
    today = today or timezone.localdate()
    forget_warnings_of_moved_dates(today)
    due = pictures_due(today)
    if not due:
        return Warned()
    if not mail_is_configured():
        return Warned(due, obstacle="no mail server is set (TRAIL_EMAIL_URL), so nobody was told")
    people = those_to_warn()
    told = [person for person in people if _tell(person, due, today)]
    if not told:
        return Warned(due, obstacle="no mail could be sent" if people else "there is nobody to tell")
    for picture in due:
        Picture.objects.filter(pk=picture.pk).update(expiry_warned=stage_of(picture.permission_until, today))
    return Warned(due, told)


def forget_warnings_of_moved_dates(today: date) -> None:
    """Take back warnings that no longer fit the date, where it was changed past `Picture.save`."""
    warned = Picture.objects.filter(expiry_warned__isnull=False)
    soon = Q(licence=PERMISSION, permission_until__lte=today + timedelta(days=FIRST_WARNING))
    warned.exclude(soon).update(expiry_warned=None)
    warned.filter(expiry_warned=LAST_WARNING, permission_until__gt=today + timedelta(days=LAST_WARNING)).update(
        expiry_warned=None
    )


def pictures_due(today: date) -> list[Picture]:
    """The pictures in use for which a warning has not been given yet."""
    waiting = [
        picture
        for picture in ending_permissions(today)
        if picture.expiry_warned is None or picture.expiry_warned > stage_of(picture.permission_until, today)
    ]
    if not waiting:
        return []
    used = pages_using([picture.pk for picture in waiting])
    in_drafts = drafts_using()
    return [picture for picture in waiting if used.get(picture.pk) or in_drafts.get(picture.pk)]


def those_to_warn() -> list[Any]:
    """Active publishers and administrators with an address; superusers only where there is nobody else."""
    publishers = policy_registry.get_by_type(Page).users_with_any_permission(["publish"])
    people = list(publishers.filter(is_superuser=False, is_active=True).exclude(email="").distinct().order_by("pk"))
    return people or list(get_user_model().objects.filter(is_superuser=True, is_active=True).exclude(email=""))


def _tell(person: Any, pictures: list[Picture], today: date) -> bool:
    """One mail on all that is due, in the person's language. A mail that fails is logged."""
    profile = getattr(person, "wagtail_userprofile", None)
    with override(profile.get_preferred_language() if profile else None):
        subject, body = mail_on(pictures, today)
    try:
        EmailMessage(subject, body, to=[person.email]).send()
    except Exception:
        logger.exception("User %s could not be warned of permissions that end.", person.pk)
        return False
    return True


def mail_on(pictures: list[Picture], today: date) -> tuple[str, str]:
    """Subject and text: each picture with its last day, its pages and its address."""
    subject = ngettext(
        "The permission for a picture ends: %(picture)s",
        "The permissions for %(count)s pictures end",
        len(pictures),
    ) % {"picture": pictures[0].title, "count": len(pictures)}
    listed = "\n\n".join(_lines_on(picture, today) for picture in pictures)
    body = _(
        "%(pictures)s\n\nFrom the day after, visitors do not see the picture any more; its pages stay, with its "
        "caption. Enter a new permission at the picture, or choose another picture.\n\nAll that ends soon:\n%(report)s\n"
    ) % {"pictures": listed, "report": f"{get_admin_base_url()}{reverse('picture_rights_report')}?status=expiring"}
    return subject.replace("\n", " "), body


def _lines_on(picture: Picture, today: date) -> str:
    day = format_date(picture.permission_until, get_language() or "en")
    words = {"picture": picture.title, "date": day, "count": (picture.permission_until - today).days}
    if words["count"] < 0:
        first = _("“%(picture)s”: the permission ended on %(date)s.") % words
    else:
        first = (
            ngettext(
                "“%(picture)s”: the last day is %(date)s, in %(count)s day.",
                "“%(picture)s”: the last day is %(date)s, in %(count)s days.",
                words["count"],
            )
            % words
        )
    ids = pages_using([picture.pk]).get(picture.pk, set()) | drafts_using().get(picture.pk, set())
    pages = Page.objects.filter(pk__in=ids).select_related("locale").order_by("-live", "path")
    return "\n".join(
        [
            first,
            _("Used on: %(pages)s") % {"pages": named_pages(pages, linked=False)},
            get_admin_base_url() + reverse("wagtailimages:edit", args=[picture.pk]),
        ]
    )
