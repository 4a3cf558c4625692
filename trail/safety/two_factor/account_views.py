"""Two-factor sign-in in one's own account: set up, new recovery codes, turn off."""

from typing import Any

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.generic import FormView, TemplateView
from django_otp import login as remember_device
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from ..tries import begin, forget
from .devices import (
    confirm,
    device_of,
    device_to_be,
    key_in_words,
    new_recovery_codes,
    recovery_codes_left,
    turn_off,
)
from .forms import PasswordForm, SetUpForm
from .standing import must

CODES = "trail_new_recovery_codes"
NEXT = "trail_after_set_up"


class OwnAccountScreen(WagtailAdminTemplateMixin):
    """What the screens share."""

    header_icon = "lock"
    page_title = gettext_lazy("Two-factor sign-in")

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        account = {"url": reverse("wagtailadmin_account"), "label": _("Account")}
        return [*super().get_breadcrumbs_items(), account, {"url": "", "label": str(self.page_title)}]


class OverviewView(OwnAccountScreen, TemplateView):
    """Whether it is on, and what can be done."""

    template_name = "safety/two_factor.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        own = {"device": device_of(user), "codes_left": recovery_codes_left(user), "must": must(user)}
        return {**super().get_context_data(**kwargs), **own}


@method_decorator(sensitive_post_parameters(), name="dispatch")
class SetUpView(OwnAccountScreen, FormView):
    """Show the secret to the app, and see by its first code that it has it."""

    template_name = "safety/set_up.html"
    form_class = SetUpForm
    page_title = gettext_lazy("Set up two-factor sign-in")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        target = request.GET.get("next", "")
        if url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
            request.session[NEXT] = target
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "request": self.request}

    @sensitive_variables("address")
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        device = device_to_be(self.request.user)
        address = device.config_url
        picture = segno.make(address, error="m").svg_data_uri(scale=5, light="white")
        has_one = device_of(self.request.user) is not None
        own = {"picture": picture, "key": key_in_words(device), "must": must(self.request.user), "has_one": has_one}
        return {**super().get_context_data(**kwargs), **own}

    def form_valid(self, form: SetUpForm) -> HttpResponse:
        user = self.request.user
        _try, wait = begin("code", str(user.pk))
        device = device_to_be(user)
        if wait:
            form.add_error("code", wait.in_words())
        elif not device.verify_token(form.cleaned_data["code"].replace(" ", "")):
            form.add_error("code", _("This code is not right. Look whether the clock of your phone is."))
        if form.errors:
            return self.form_invalid(form)
        forget("code", str(user.pk))
        codes = confirm(device, actor=user)
        # All other sessions of this person end here: they have shown no code.
        self.request.session.cycle_key()
        remember_device(self.request, device)
        self.request.session[CODES] = codes
        return redirect("trail_two_factor_codes")


class CodesView(OwnAccountScreen, TemplateView):
    """The new recovery codes, this once."""

    template_name = "safety/codes.html"
    page_title = gettext_lazy("Your recovery codes")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.codes = request.session.pop(CODES, None)
        if not self.codes:
            messages.info(request, _("Recovery codes are shown once. If you have lost them, make new ones."))
            return redirect("trail_two_factor")
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        target = self.request.session.pop(NEXT, "") or reverse("wagtailadmin_home")
        return {**super().get_context_data(**kwargs), "codes": self.codes, "next": target}


@method_decorator(sensitive_post_parameters(), name="dispatch")
class PasswordScreen(OwnAccountScreen, FormView):
    """A step that asks for the password once more."""

    template_name = "safety/password.html"
    form_class = PasswordForm
    explanation = ""
    button = ""
    is_grave = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if device_of(request.user) is None:
            return redirect("trail_two_factor")
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "request": self.request}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = {"explanation": self.explanation, "button": self.button, "is_grave": self.is_grave}
        return {**super().get_context_data(**kwargs), **own}


class NewCodesView(PasswordScreen):
    """New recovery codes in place of the old."""

    page_title = gettext_lazy("New recovery codes")
    explanation = gettext_lazy("You get ten new recovery codes. Those that you have now are worth nothing afterwards.")
    button = gettext_lazy("Make new codes")

    def form_valid(self, form: PasswordForm) -> HttpResponse:
        self.request.session[CODES] = new_recovery_codes(self.request.user, actor=self.request.user)
        return redirect("trail_two_factor_codes")


class TurnOffView(PasswordScreen):
    """Back to the password alone, where the roles allow it."""

    page_title = gettext_lazy("Turn off two-factor sign-in")
    explanation = gettext_lazy("You will sign in with your password alone. Your recovery codes go too.")
    button = gettext_lazy("Turn off")
    is_grave = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if must(request.user):
            messages.warning(request, _("One of your roles signs in with a code. You can set up another app instead."))
            return redirect("trail_two_factor")
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: PasswordForm) -> HttpResponse:
        turn_off(self.request.user, actor=self.request.user)
        messages.success(self.request, _("Two-factor sign-in is off."))
        return redirect("trail_two_factor")
