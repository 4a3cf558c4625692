"""The last courtesy: a refused publication is told to the editor, never shown as a fault of the server."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from .messages import refusal_message
from .problems import PublicationRefused
from .refusals import record_refusal


class PublicationRefusedMiddleware:
    """Turns `PublicationRefused` from any admin view (bulk action, workflow, copy, translation) into a message."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Say which page was refused and why, and lead back to where the editor came from."""
        if not isinstance(exception, PublicationRefused) or not hasattr(request, "_messages"):
            return None
        refusal_message(request, exception)
        record_refusal(exception, user=request.user)
        came_from = request.headers.get("referer", "")
        if not url_has_allowed_host_and_scheme(came_from, {request.get_host()}, request.is_secure()):
            came_from = reverse("wagtailadmin_explore_root")
        return HttpResponseRedirect(came_from)
