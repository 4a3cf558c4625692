"""The floor under every signed-in request: without the code nobody is anybody, whatever view they ask.

`request.user` stays lazy: a public page for a visitor without a session asks neither session nor database.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from asgiref.sync import sync_to_async
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.functional import LazyObject, SimpleLazyObject
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from trail.core.middleware import is_admin

from .standing import Standing, standing

# What those may reach who must still set it up: the set-up, the way out, and what these pages are drawn with.
OPEN = {"trail_two_factor_set_up", "wagtailadmin_logout", "wagtailadmin_sprite", "wagtailadmin_javascript_catalog"}


class TwoFactorMiddleware:
    """Stands behind Django's `AuthenticationMiddleware`, and before all that asks who somebody is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        session_user = request.user
        request.user = SimpleLazyObject(partial(_checked, request, session_user))
        request.auser = sync_to_async(partial(_checked, request, session_user))
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Lead those who must and have not to the set-up, before anything else in the admin."""
        match = request.resolver_match
        if not is_admin(request, with_sign_in=True) or (match and match.url_name in OPEN):
            return None
        # Asked first, for the answer is known only then.
        if request.user.is_authenticated or getattr(request, "two_factor", None) is not Standing.SET_UP:
            return None
        if request.headers.get("x-requested-with") == "XMLHttpRequest" or "/api/" in request.path:
            return JsonResponse({"detail": _("Set up two-factor sign-in first.")}, status=403)
        query = urlencode({"next": request.get_full_path()}) if request.method == "GET" else ""
        return HttpResponseRedirect(f"{reverse('trail_two_factor_set_up')}{'?' if query else ''}{query}")


def _checked(request: HttpRequest, user: Any) -> Any:
    if not user.is_authenticated:
        return AnonymousUser()
    # Django's own is lazy too, and Wagtail's log looks through one such wrapping only.
    user = user._wrapped if isinstance(user, LazyObject) else user
    request.two_factor = standing(user, request.session)  # type: ignore[attr-defined]
    if request.two_factor is Standing.IN:  # type: ignore[attr-defined]
        return user
    match = request.resolver_match
    may_set_up = request.two_factor is Standing.SET_UP and match is not None and match.url_name in OPEN  # type: ignore[attr-defined]
    return user if may_set_up else AnonymousUser()
