"""What happens after a publication was refused: it stands in the page's history, and those concerned are told."""

import logging
from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.admin.utils import get_admin_base_url
from wagtail.log_actions import log
from wagtail.permissions import policy_registry

from .problems import Problem, PublicationRefused

LOG_ACTION = "trail.publish_refused"
logger = logging.getLogger(__name__)


def record_refusal(refused: PublicationRefused, user: Any = None, revision: Any = None) -> None:
    """Write the refusal and its reasons into the page's history. A page that was never stored has none."""
    page = refused.page
    if page.pk is None:
        return
    log(
        instance=page,
        action=LOG_ACTION,
        user=user,
        revision=revision,
        data={"problems": [str(problem.message) for problem in refused.problems]},
    )


def tell_those_concerned(refused: PublicationRefused, revision: Any) -> None:
    """Mail to whoever scheduled the page, its owner and its publishers. A mail that fails is logged, and no more."""
    for person in those_concerned(refused.page, revision):
        profile = getattr(person, "wagtail_userprofile", None)
        with override(profile.get_preferred_language() if profile else None):
            subject, body = _mail(refused.page, refused.problems)
        try:
            EmailMessage(subject, body, to=[person.email]).send()
        except Exception:
            logger.exception("User %s could not be told that “%s” was refused.", person.pk, refused.page)


def those_concerned(page: Any, revision: Any) -> list[Any]:
    """Active people with an address. Superusers only where nobody else is left."""
    publishers = policy_registry.get(page).users_with_permission_for_instance("publish", page)
    people = {
        person.pk: person
        for person in [revision.user, page.owner, *publishers.filter(is_superuser=False)]
        if person is not None and person.is_active and person.email
    }
    if not people:
        superusers = get_user_model().objects.filter(is_superuser=True, is_active=True).exclude(email="")
        return list(superusers)
    return list(people.values())


def _mail(page: Any, problems: Iterable[Problem]) -> tuple[str, str]:
    title = page.get_admin_display_title()
    address = get_admin_base_url() + reverse("wagtailadmin_pages:edit", args=[page.pk])
    reasons = "\n".join(
        f"– {problem.message}" + (f"\n  {get_admin_base_url()}{problem.url}" if problem.url else "")
        for problem in problems
    )
    subject = _("Not published: %(page)s") % {"page": title}
    body = _(
        "“%(page)s” was to be published now, but something is missing:\n\n%(reasons)s\n\n"
        "The draft is unchanged, and its date of publication has been taken out. "
        "Put this right, then publish or schedule it again:\n%(address)s\n"
    ) % {"page": title, "reasons": reasons, "address": address}
    return subject, body
