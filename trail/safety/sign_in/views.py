"""Wagtail's sign-in and new-password pages with our limits, and the code after the password."""

from typing import Any

from django.contrib.auth.forms import PasswordResetForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from wagtail.admin.views.account import LoginView, PasswordResetView

from ..tries import Wait, begin_all, hidden
from ..two_factor.devices import device_of
from ..two_factor.pending import begin_code
from ..visitor import client_address
from .known_browser import remember
from .mails import send_new_password_link


def refused(response: HttpResponse, wait: Wait) -> HttpResponse:
    """A page that says to wait, said to programs too."""
    response.status_code = 429
    response.headers["Retry-After"] = str(max(1, int((wait.until - timezone.now()).total_seconds())))
    return response


class SignInView(LoginView):
    """Name and password; then in, or on to the code where the person has set that up."""

    def form_valid(self, form: Any) -> HttpResponse:
        user = form.get_user()
        device = device_of(user)
        if device is None:
            response = super().form_valid(form)
            remember(response, user.get_username())
            return response
        begin_code(self.request, user, device, remember=bool(form.cleaned_data.get("remember")))
        query = urlencode({self.redirect_field_name: self.get_success_url()})
        return HttpResponseRedirect(f"{reverse('trail_two_factor_code')}?{query}")

    def form_invalid(self, form: Any) -> HttpResponse:
        response = super().form_invalid(form)
        wait = getattr(self.request, "sign_in_wait", None)
        return refused(response, wait) if wait else response


class NewPasswordView(PasswordResetView):
    """Mails a link for a new password; the same answer, as fast, whether there is such an account or not."""

    def form_valid(self, form: PasswordResetForm) -> HttpResponse:
        email = form.cleaned_data["email"]
        _tries, wait = begin_all(
            [("new-password", hidden(email)), ("new-password-address", client_address(self.request))]
        )
        if wait:
            form.add_error(None, wait.in_words())
            return refused(self.form_invalid(form), wait)
        send_new_password_link.enqueue(email)
        return HttpResponseRedirect(self.get_success_url())


def frontend_sign_in(request: HttpRequest) -> HttpResponse:
    """Wagtail's own second sign-in page: there is one door only, with one set of locks."""
    query = urlencode({"next": request.GET.get("next", "")}) if request.GET.get("next") else ""
    return redirect(f"{reverse('wagtailadmin_login')}{'?' if query else ''}{query}")
