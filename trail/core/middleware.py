"""The content security policy: strict on public pages and at the sign-in, the tightest that works in the admin."""

from collections.abc import Callable
from typing import Any

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse

from .views import page_not_found


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """django-csp with a second policy for the admin, whose pages carry scripts and styles that Wagtail writes inline."""

    def get_policy_parts(self, request: HttpRequest, response: HttpResponse, report_only: bool = False) -> PolicyParts:
        parts = super().get_policy_parts(request=request, response=response, report_only=report_only)
        if not report_only and is_admin(request):
            parts.config = settings.ADMIN_CONTENT_SECURITY_POLICY
        return parts


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


def is_admin(request: Any) -> bool:
    """Whether a request is for the admin proper; the sign-in page and password reset keep the strict policy."""
    match = getattr(request, "resolver_match", None)
    if match is not None and match.url_name in {"wagtailadmin_login", "wagtailadmin_password_reset"}:
        return False
    try:
        return request.path.startswith(reverse("wagtailadmin_home"))
    except NoReverseMatch:
        return False
