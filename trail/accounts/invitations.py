"""Inviting somebody to work on the trail: they get a link and choose a password of their own.

The link is Django's for setting a new password: it belongs to one person, works once and for as long as
`PASSWORD_RESET_TIMEOUT` says. Where no mail leaves the installation, the administrator is shown the link, to
hand it over.
"""

import logging
import smtplib
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import send_mail
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Site
from wagtail.permissions import policy_registry

from trail.core.mail import MAIL_VARIABLE, mail_is_configured

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Invitation:
    """What became of an invitation: the link in it, and why it was not sent where it was not."""

    user: AbstractUser
    link: str
    problem: str = ""


def may_invite(actor: AbstractUser, user: AbstractUser) -> bool:
    """Whether `actor` may invite `user`: they look after people, and the person has not signed in yet.

    Who holds the link takes over the account. Therefore nobody invites those who may do more than themselves,
    and those who have an account already use the sign-in page's own way to a new password.
    """
    if not (user.is_active and user.last_login is None):
        return False
    if user.is_superuser and not actor.is_superuser:
        return False
    return bool(policy_registry.get_by_type(type(user)).user_has_permission(actor, "change"))


def set_unknown_password(user: AbstractUser) -> None:
    """Give a new account a password that nobody knows.

    Not Django's "unusable" one: that would also shut them out of "Forgotten your password?", which is what they
    need when they find the invitation too late.
    """
    user.set_password(get_random_string(64))


def invitation_link(user: AbstractUser) -> str:
    """The whole address at which `user` chooses a password."""
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    token = default_token_generator.make_token(user)
    path = reverse("wagtailadmin_password_reset_confirm", kwargs={"uidb64": uid, "token": token})
    return f"{settings.WAGTAILADMIN_BASE_URL}{path}"


def invite(user: AbstractUser, invited_by: AbstractUser) -> Invitation:
    """Mail `user` a link to choose their password, if mail leaves this installation."""
    link = invitation_link(user)
    if not mail_is_configured():
        return Invitation(user, link, _("No mail server is set (%(variable)s).") % {"variable": MAIL_VARIABLE})
    site = Site.objects.filter(is_default_site=True).first()
    context = {
        "user": user,
        "invited_by": invited_by.get_full_name() or invited_by.get_username(),
        "link": link,
        "days": settings.PASSWORD_RESET_TIMEOUT // (24 * 60 * 60),
        "trail": (site and site.site_name) or settings.WAGTAIL_SITE_NAME,
    }
    subject = _("You are invited to work on %(trail)s") % context
    try:
        send_mail(subject, render_to_string("accounts/invitation.txt", context), None, [user.email])
    except (OSError, smtplib.SMTPException) as error:
        logger.warning("The invitation to user %s was not sent: %s", user.pk, error)
        return Invitation(user, link, _("The mail server did not take the mail: %(error)s.") % {"error": error})
    logger.info("User %s invited user %s", invited_by.pk, user.pk)
    return Invitation(user, link)


def tell(request: HttpRequest, invitation: Invitation) -> None:
    """Tell the administrator what became of an invitation; where it was not sent, with the link to hand over."""
    if invitation.problem:
        messages.warning(
            request,
            _("%(problem)s Give %(person)s this link yourself; it works once: %(link)s")
            % {"problem": invitation.problem, "person": invitation.user, "link": invitation.link},
        )
    else:
        messages.success(
            request,
            _("An invitation was mailed to %(person)s at %(address)s.")
            % {"person": invitation.user, "address": invitation.user.email},
        )
