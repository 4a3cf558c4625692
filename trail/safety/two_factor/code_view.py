"""The code after the password."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.views import RedirectURLMixin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView
from django_otp import login as remember_device
from wagtail.log_actions import log

from ..tries import begin, forget
from .devices import device_of, passes, recovery_codes_left
from .forms import CodeForm
from .pending import end_code, pending_of

FEW = 3


@method_decorator([sensitive_post_parameters(), csrf_protect, never_cache], name="dispatch")
class CodeView(RedirectURLMixin, FormView):
    """Signs somebody in who has given their password just now, if the code is right."""

    template_name = "safety/code.html"
    form_class = CodeForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.pending = pending_of(request)
        if self.pending is None:
            messages.warning(request, _("Please sign in with your password first."))
            return redirect("wagtailadmin_login")
        return super().dispatch(request, *args, **kwargs)

    def get_success_url(self) -> str:
        return self.get_redirect_url() or reverse("wagtailadmin_home")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "next": self.get_success_url()}

    def form_valid(self, form: CodeForm) -> HttpResponse:
        from ..sign_in.known_browser import remember
        from ..sign_in.views import refused

        user = self.pending.user
        _try, wait = begin("code", str(user.pk))
        if wait:
            form.add_error(None, wait.in_words())
            return refused(self.form_invalid(form), wait)
        kind = passes(user, form.cleaned_data["code"])
        if not kind:
            log(user, "trail.code_refused", user=user)
            form.add_error("code", _("This code is not right. Codes hold for half a minute: try the one shown now."))
            return self.form_invalid(form)
        forget("code", str(user.pk))
        device = device_of(user)
        stays = self.pending.remember
        end_code(self.request)
        login(self.request, user)
        remember_device(self.request, device)
        self.request.session.set_expiry(settings.SESSION_COOKIE_AGE if stays else 0)
        left = recovery_codes_left(user)
        if kind == "recovery" or left < FEW:
            messages.warning(
                self.request,
                _("You have %(left)d recovery codes left; you can make new ones under Account.") % {"left": left},
            )
        response = HttpResponseRedirect(self.get_success_url())
        remember(response, user.get_username())
        return response
