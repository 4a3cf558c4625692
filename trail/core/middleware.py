"""Which requests are for the admin, and the helpful page for what is missing while one works on the trail."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse

from .views import page_not_found


class HelpfulNotFoundMiddleware:
    """Shows our page for what is missing while debugging too: `make run` is what newcomers see first."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a view's `Http404` as production does; addresses that no view has keep Django's list of patterns."""
        if isinstance(exception, Http404) and not is_admin(request):
            return page_not_found(request, exception)
        return None


# What people see before they are in; with nothing of Wagtail's that needs a wider policy.
OUTSIDE = {
    "wagtailadmin_login",
    "trail_two_factor_code",
    "wagtailadmin_password_reset",
    "wagtailadmin_password_reset_done",
    "wagtailadmin_password_reset_confirm",
    "wagtailadmin_password_reset_complete",
}


def is_admin(request: Any, with_sign_in: bool = False) -> bool:
    """Whether a request is for the admin proper; the sign-in page and password reset keep the strict policy."""
    match = getattr(request, "resolver_match", None)
    if match is not None and match.url_name in OUTSIDE and not with_sign_in:
        return False
    try:
        return request.path.startswith(reverse("wagtailadmin_home"))
    except NoReverseMatch:
        return False
