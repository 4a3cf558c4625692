"""Invitations in the admin's users section."""

from collections.abc import Iterator

from django.contrib.auth.models import AbstractUser
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button

from .invitations import may_invite


@hooks.register("register_admin_urls")
def invitation_urls() -> list[URLPattern]:
    """The page that asks whether somebody is to be invited."""
    from .users import InviteView

    return [path("invitations/<int:pk>/", InviteView.as_view(), name="trail_invite")]


@hooks.register("register_user_listing_buttons")
def invite_button(user: AbstractUser, request_user: AbstractUser) -> Iterator[Button]:
    """A way to invite those who have not signed in yet, for those who look after people."""
    if may_invite(request_user, user):
        yield Button(_("Send invitation"), url=reverse("trail_invite", args=[user.pk]), icon_name="mail", priority=50)
