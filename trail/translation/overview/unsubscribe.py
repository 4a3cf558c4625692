"""Turning the mails off: in the account, or by the link in each of them, which needs no signing in."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from wagtail.admin.utils import get_admin_base_url
from wagtail.admin.views.account import BaseSettingsPanel, notifications_tab

from trail.translation.models import Digest

from .people import admin_language_of

SALT = "trail.translation.digest"


def address_for(user: Any) -> str:
    """The signed link by which somebody turns their digests off. It does not wear out: old mails keep their promise."""
    token = signing.Signer(salt=SALT).sign(str(user.pk))
    return f"{get_admin_base_url() or ''}{reverse('translation_digest_off', args=[token])}"


def _user_of(token: str) -> Any | None:
    try:
        pk = signing.Signer(salt=SALT).unsign(token)
    except signing.BadSignature:
        return None
    return get_user_model().objects.filter(pk=pk, is_active=True).first()


@never_cache
@csrf_exempt  # the signature is what allows it; programs for mail post without having asked for the page (RFC 8058)
@require_http_methods(["GET", "HEAD", "POST"])
def turn_off(request: HttpRequest, token: str) -> HttpResponse:
    """Ask, and on a press turn the digests off. Opening the link alone changes nothing: programs open links, too."""
    user = _user_of(token)
    with override(admin_language_of(user)):
        if user is not None and request.method == "POST":
            Digest.objects.update_or_create(user=user, defaults={"wanted": False})
        is_off = user is not None and Digest.objects.filter(user=user, wanted=False).exists()
        response = render(
            request,
            "translation/overview/unsubscribe.html",
            {"is_known": user is not None, "is_off": is_off},
            status=200 if user is not None else 404,
        )
    response["X-Robots-Tag"] = "noindex"
    return response


class DigestForm(forms.ModelForm):
    """One tick."""

    class Meta:
        model = Digest
        fields = ["wanted"]


class DigestPanel(BaseSettingsPanel):
    """The tick in the account of those whom digests concern."""

    name = "translation_digest"
    title = _("Translations by mail")
    help_text = _("At most once a week, and only when there is something to do.")
    tab = notifications_tab
    order = 200
    form_class = DigestForm

    def is_active(self) -> bool:
        from .digest import concerns  # it needs the address above

        return concerns(self.user)

    def get_form(self) -> DigestForm:
        digest = Digest.objects.filter(user=self.user).first() or Digest(user=self.user)
        data = self.request.POST if self.request.method == "POST" else None
        return DigestForm(data, instance=digest, prefix=self.name)
