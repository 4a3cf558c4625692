"""An errand for the admin's own views: the worker puts the same request to the same view, in the name of the same person.

So nothing of Wagtail's is written twice: the view asks for its permissions, runs its hooks and gives its messages as ever.
What it says becomes the outcome of the errand. A view that shows its form again, or says an error, has failed, and nothing
of it is kept.
"""

from io import BytesIO
from typing import Any
from urllib.parse import urlencode

from django.contrib.messages import constants
from django.contrib.messages.storage.base import BaseStorage
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.core.handlers.wsgi import WSGIRequest
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import resolve
from django.utils.translation import gettext as _

from .errands import CannotBeDone, Going, Outcome, errand, send
from .queue import has_worker

KIND = "request"
FORGOTTEN = {"csrfmiddlewaretoken"}


class Refused(CannotBeDone):
    """The view did not do what it was asked for."""


class Collected(BaseStorage):
    """Messages that nobody reads in this request."""

    def _get(self, *args: Any, **kwargs: Any) -> tuple[list[Any], bool]:
        return [], True

    def _store(self, messages: list[Any], response: Any, *args: Any, **kwargs: Any) -> list[Any]:
        return []


def is_replayed(request: HttpRequest) -> bool:
    """Whether it is the worker who asks."""
    return getattr(request, "errand", None) is not None


def left_to_worker(
    request: HttpRequest, *, about: str, title: str, back: str, session: dict[str, Any] | None = None
) -> HttpResponse | None:
    """Leave this request to the worker, if there is one and it is not the one who asks. Files cannot be left.

    `session` is what the view finds in the session then; what it writes there is forgotten.
    """
    if is_replayed(request) or not has_worker() or request.FILES:
        return None
    data = [[name, values] for name, values in request.POST.lists() if name not in FORGOTTEN]
    return send(
        request, KIND, about=about, title=title, back=back,
        path=request.path_info, query=request.META.get("QUERY_STRING", ""), data=data,
        session=session or {}, host=request.get_host(), scheme=request.scheme or "http",
    )  # fmt: skip


@errand(KIND, whole=True)
def ask_again(going: Going) -> Outcome:
    """Put the request to its view; raises `CannotBeDone` with what it says where it does not do it."""
    request = as_request(going)
    match = resolve(request.path_info)
    with transaction.atomic():
        response = match.func(request, *match.args, **match.kwargs)
        said = [(message.level, message.message) for message in request._messages._queued_messages]  # type: ignore[attr-defined]
        errors = [words for level, words in said if level >= constants.ERROR]
        if response.status_code >= 400 or errors or not 300 <= response.status_code < 400:
            raise Refused(*(errors or [_what_is_wrong(response)]))
    return Outcome(
        sentences=[words for level, words in said if level < constants.WARNING] or [_("Done.")],
        warnings=[words for level, words in said if level == constants.WARNING],
        links=[(response.headers["Location"], _("Go on"))],
    )


def as_request(going: Going) -> WSGIRequest:
    """The request that was left, in the name of the person who made it."""
    left = going.arguments
    body = urlencode([(name, value) for name, values in left["data"] for value in values]).encode()
    host, _colon, port = left["host"].partition(":")
    request = WSGIRequest(
        {
            "REQUEST_METHOD": "POST",
            "PATH_INFO": left["path"],
            "QUERY_STRING": left["query"],
            "SERVER_NAME": host,
            "SERVER_PORT": port or ("443" if left["scheme"] == "https" else "80"),
            "HTTP_HOST": left["host"],
            "wsgi.url_scheme": left["scheme"],
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": BytesIO(body),
        }
    )
    request.user = going.user
    request.session = SessionStore()
    request.session.update(left["session"])
    request._messages = Collected(request)  # type: ignore[attr-defined]
    request._dont_enforce_csrf_checks = True  # type: ignore[attr-defined]
    request.errand = going.errand  # type: ignore[attr-defined]
    return request


def _what_is_wrong(response: HttpResponse) -> str:
    """What a form that is shown again finds wrong, or that it has to be looked at."""
    form = (getattr(response, "context_data", None) or {}).get("form")
    faults = [str(fault) for found in getattr(form, "errors", {}).values() for fault in found]
    return " ".join(faults) or _("Something has changed since you asked for this. Look at it again, and ask anew.")
