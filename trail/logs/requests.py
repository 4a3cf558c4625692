"""Each request has an identifier, which stands in every line that is logged while it is answered, and in the answer."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable
from contextvars import ContextVar
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from .personal import path_of
from .robots import is_robot

HEADER = "X-Request-ID"
WELL_FORMED = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,99}")
current: ContextVar[str] = ContextVar("request_id", default="")
logger = logging.getLogger("trail.requests")


def identifier_for(given: str) -> str:
    """The identifier that the web server in front has given, if it looks like one, else a new one."""
    return given if WELL_FORMED.fullmatch(given) else uuid4().hex


def log_request(method: str, path: str, status: int, seconds: float, agent: str, user: int | None = None) -> None:
    """Write the line of one request.

    Nobody's address stands in it. `robot` says what the browser calls itself, so that `manage.py visits` can count
    readers without the name of their browser being kept.
    """
    facts = {"method": method, "path": path, "status": status, "duration_ms": round(seconds * 1000, 1)}
    facts |= {"robot": is_robot(agent)} | ({"user": user} if user else {})
    level = logging.WARNING if status >= 500 else logging.INFO
    logger.log(level, "%s %s %s", method, path, status, extra=facts)


class RequestMiddleware:
    """Stands before all others, so that nothing is logged without the identifier."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        identifier = identifier_for(request.META.get("HTTP_X_REQUEST_ID", ""))
        token = current.set(identifier)
        started = time.perf_counter()
        try:
            response = self.get_response(request)
            response[HEADER] = identifier
            if not request.path_info.startswith(settings.STATIC_URL):
                # Only who was looked up anyway: asking here would read the session of every visitor.
                user = getattr(getattr(request, "_cached_user", None), "pk", None)
                agent = request.META.get("HTTP_USER_AGENT", "")
                seconds = time.perf_counter() - started
                log_request(request.method or "", path_of(request), response.status_code, seconds, agent, user)
            return response
        finally:
            current.reset(token)
