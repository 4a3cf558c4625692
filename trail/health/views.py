"""The state of the installation: as JSON for programs and administrators, and as a page of the admin."""

from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from .facts import gathered, worries

SEE_STATUS = "health.see_status"
REALM = 'Bearer realm="status"'


def has_token(request: HttpRequest) -> bool:
    """Whether the request carries the token that the operator has set; compared in the same time whatever it is."""
    kind, _blank, given = request.headers.get("authorization", "").partition(" ")
    expected: str = settings.TRAIL_STATUS_TOKEN
    if not expected or kind.lower() != "bearer":
        return False
    return secrets.compare_digest(given.strip().encode(), expected.encode())


def may_see(user: Any) -> bool:
    """Whether somebody is an administrator: they have the right by their role."""
    return user.is_active and user.has_perm(SEE_STATUS)


@never_cache
def status(request: HttpRequest) -> HttpResponse:
    """`/-/status`. Without a token or the right it says nothing, not even whether all is well."""
    if not has_token(request):
        try:
            signed_in, allowed = request.user.is_authenticated, may_see(request.user)
        except (DatabaseError, InterfaceError):
            return JsonResponse({"error": "The database does not answer. Use the token."}, status=503)
        if not allowed:
            answer = JsonResponse({"error": "For administrators, or with the token."}, status=403 if signed_in else 401)
            if not signed_in:
                answer["WWW-Authenticate"] = REALM
            return answer
    with override("en"):  # a program reads it
        parts = gathered()
        said = worries(parts)
        content: dict[str, Any] = {"ok": not said, "at": timezone.now(), "worries": said}
        for part, facts in parts:
            content[part.name] = {fact.key: fact.value for fact in facts}
    return JsonResponse(content, json_dumps_params={"indent": 1, "ensure_ascii": False})


class StatusView(WagtailAdminTemplateMixin, TemplateView):
    """The same for an administrator who looks."""

    page_title = _("State of the installation")
    header_icon = "desktop"
    template_name = "health/status.html"
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not may_see(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": str(self.page_title)}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        parts = gathered()
        return super().get_context_data(parts=parts, worries=worries(parts), **kwargs)


class StatusMenuItem(MenuItem):
    """Shown to administrators."""

    def is_shown(self, request: Any) -> bool:
        return may_see(request.user)
