"""Safety in the admin: two-factor sign-in under Account, “Sign-in” among the reports, words for the site's history."""

from collections.abc import Iterator

from django.contrib.auth.models import AbstractUser
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry

from .audit import register_actions
from .sign_in.people import looks_after_people, may_help


@hooks.register("register_admin_urls")
def safety_urls() -> list[URLPattern]:
    """The screens of one's own account, and those for who looks after people."""
    from .sign_in import people
    from .two_factor import account_views as own

    return [
        path("account/two-factor/", own.OverviewView.as_view(), name="trail_two_factor"),
        path("account/two-factor/set-up/", own.SetUpView.as_view(), name="trail_two_factor_set_up"),
        path("account/two-factor/codes/", own.CodesView.as_view(), name="trail_two_factor_codes"),
        path("account/two-factor/new-codes/", own.NewCodesView.as_view(), name="trail_two_factor_new_codes"),
        path("account/two-factor/off/", own.TurnOffView.as_view(), name="trail_two_factor_off"),
        path("reports/sign-in/", people.PeopleView.as_view(), name="trail_sign_in_people"),
        path("reports/sign-in/<int:pk>/", people.PersonView.as_view(), name="trail_sign_in_person"),
    ]


@hooks.register("register_account_menu_item")
def own_two_factor(request: HttpRequest) -> dict[str, str]:
    """The way to two-factor sign-in in one's own account."""
    return {
        "url": reverse("trail_two_factor"),
        "label": _("Two-factor sign-in"),
        "help_text": _("Sign in with a code from your phone besides the password."),
    }


class SignInMenuItem(MenuItem):
    """Shown to those who look after people."""

    def is_shown(self, request: HttpRequest) -> bool:
        return looks_after_people(request.user)


@hooks.register("register_reports_menu_item")
def sign_in_report() -> MenuItem:
    """Who signs in how, and who has to wait."""
    return SignInMenuItem(_("Sign-in"), reverse("trail_sign_in_people"), name="sign-in", icon_name="lock", order=950)


@hooks.register("register_user_listing_buttons")
def sign_in_button(user: AbstractUser, request_user: AbstractUser) -> Iterator[Button]:
    """From the list of users to how one of them signs in."""
    if may_help(request_user, user):
        yield Button(_("Sign-in"), url=reverse("trail_sign_in_person", args=[user.pk]), icon_name="lock", priority=60)


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    """Words for what safety writes into the site's history."""
    register_actions(actions)
