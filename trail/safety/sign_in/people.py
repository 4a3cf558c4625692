"""For administrators: how people sign in, who has to wait, and how to let somebody in again."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.log_actions import log
from wagtail.permissions import policy_registry

from ..tries import Wait, forget, hidden, waiting, waiting_keys
from ..two_factor.devices import turn_off
from ..two_factor.standing import must, with_two_factor
from ..visitor import tidy_address

ADDRESSES = ("address", "new-password-address")


def looks_after_people(user: AbstractUser) -> bool:
    """Whether somebody sees how others sign in."""
    return bool(policy_registry.get_by_type(get_user_model()).user_has_permission(user, "change"))


def may_help(actor: AbstractUser, user: AbstractUser) -> bool:
    """Whether `actor` may let `user` in again: nobody opens an account that may do more than their own."""
    return looks_after_people(actor) and (actor.is_superuser or not user.is_superuser)


def waits_of(user: AbstractUser) -> list[Wait]:
    """Why somebody cannot sign in just now."""
    found = [
        waiting("account", hidden(user.get_username())),
        waiting("code", str(user.pk)),
        waiting("new-password", hidden(user.email)) if user.email else None,
    ]
    return [wait for wait in found if wait]


def let_in(user: AbstractUser, actor: AbstractUser | None = None) -> bool:
    """Forget the tries at somebody's account; false where there were none."""
    found = forget("account", hidden(user.get_username())) + forget("code", str(user.pk))
    found += forget("new-password", hidden(user.email)) if user.email else 0
    if found:
        log(user, "trail.let_in_again", user=actor)
    return bool(found)


def let_address_in(address: str) -> bool:
    """Forget the tries from an address; false where there were none."""
    return sum(forget(purpose, tidy_address(address)) for purpose in ADDRESSES) > 0


class PeopleView(WagtailAdminTemplateMixin, TemplateView):
    """Everybody, how they sign in and whether they have to wait; and addresses that have to."""

    template_name = "safety/people.html"
    page_title = gettext_lazy("Sign-in")
    header_icon = "lock"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not looks_after_people(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": str(self.page_title)}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        users = with_two_factor(get_user_model()).filter(is_active=True).prefetch_related("groups")
        slowed, codes = waiting_keys("account"), waiting_keys("code")
        people = [
            {
                "user": user,
                "roles": ", ".join(group.name for group in user.groups.all()),
                "wait": slowed.get(hidden(user.get_username())) or codes.get(str(user.pk)),
                "may_help": may_help(self.request.user, user),
            }
            for user in users.order_by(get_user_model().USERNAME_FIELD)
        ]
        addresses = {key: wait for purpose in ADDRESSES for key, wait in waiting_keys(purpose).items()}
        return {**super().get_context_data(**kwargs), "people": people, "addresses": addresses}

    def post(self, request: HttpRequest) -> HttpResponse:
        """Let an address try again."""
        if let_address_in(request.POST.get("address", "")):
            messages.success(request, _("This address may try again."))
        return redirect("trail_sign_in_people")


class PersonView(WagtailAdminTemplateMixin, TemplateView):
    """One person: let them in again, or take away the app that they have lost."""

    template_name = "safety/person.html"
    header_icon = "lock"
    page_title = gettext_lazy("Sign-in")

    def dispatch(self, request: HttpRequest, *args: Any, pk: int, **kwargs: Any) -> HttpResponse:
        self.person = get_object_or_404(with_two_factor(get_user_model()), pk=pk)
        if not may_help(request.user, self.person):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        people = {"url": reverse("trail_sign_in_people"), "label": _("Sign-in")}
        return [*super().get_breadcrumbs_items(), people, {"url": "", "label": str(self.person)}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = {"person": self.person, "waits": waits_of(self.person), "must": must(self.person)}
        return {**super().get_context_data(**kwargs), **own}

    def post(self, request: HttpRequest) -> HttpResponse:
        if "let_in" in request.POST:
            let_in(self.person, actor=request.user)
            messages.success(request, _("%(person)s may try again.") % {"person": self.person})
        elif "two_factor_off" in request.POST:
            turn_off(self.person, actor=request.user)
            messages.success(request, _("%(person)s signs in with the password alone now.") % {"person": self.person})
        return redirect("trail_sign_in_person", self.person.pk)
