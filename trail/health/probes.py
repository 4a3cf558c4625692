"""`/-/live` and `/-/ready`, answered before anything else of the program is asked.

They need no session, no language and no host name: whoever probes a process calls it by its number.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from trail.safety.headers import public_headers

from .readiness import problems

logger = logging.getLogger(__name__)


class ProbesMiddleware:
    """Stands first. Other addresses go on to the rest."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._said: list[str] = []

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info == "/-/live":
            return _answer(["live"], 200)
        if request.path_info == "/-/ready":
            return self._ready()
        return self.get_response(request)

    def _ready(self) -> HttpResponse:
        found = problems()
        if found != self._said:
            # Once when it changes, not each second.
            logger.warning("Not ready: %s", " ".join(found)) if found else logger.warning("Ready again.")
            self._said = found
        return _answer(found, 503) if found else _answer(["ready"], 200)


def _answer(lines: list[str], status: int) -> HttpResponse:
    response = HttpResponse("\n".join(lines) + "\n", status=status, content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = "no-store"
    for name, value in public_headers().items():
        response[name] = value
    return response
