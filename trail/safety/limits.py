"""How many requests one address may make in a minute, where an answer costs work: `TRAIL_LIMITS`.

Wide enough for a class behind one address, each pupil busy; narrow enough that one program does not slow all others. Counted
in the shared cache; where each process has a cache of its own, each counts for itself. Who has signed in is not counted.
Pages, which are handed out from files, have no limit.
"""

import logging
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from wagtail.models import Page

from trail.languages.cldr import is_rtl

from .visitor import client_address

logger = logging.getLogger(__name__)

MINUTE = 60
View = Callable[..., HttpResponseBase]


def limited(purpose: str) -> Callable[[View], View]:
    """A view that answers 429 to an address that has asked too often; `purpose` names the number in `TRAIL_LIMITS`."""

    def wrap(view: View) -> View:
        @wraps(view)
        def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if settings.TRAIL_LIMITS_ON and _too_many(request, purpose) and not _is_signed_in(request):
                logger.warning("Too many requests for %s from one address.", purpose)
                return too_many(request, seconds_left())
            return view(request, *args, **kwargs)

        return asked

    return wrap


def _too_many(request: HttpRequest, purpose: str) -> bool:
    address = client_address(request)
    if not address:
        return False
    key = f"limit:{purpose}:{address}:{int(time.time()) // MINUTE}"
    try:
        cache.add(key, 0, 2 * MINUTE)
        return cache.incr(key) > settings.TRAIL_LIMITS[purpose]
    except Exception:  # whatever a cache's own library raises; a count that failed must not close the search
        logger.exception("Requests could not be counted.")
        return False


def _is_signed_in(request: HttpRequest) -> bool:
    # Without the cookie nothing asks for the session, so that answers stay the same for all.
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated


def seconds_left() -> int:
    """Until the next minute begins."""
    return MINUTE - int(time.time()) % MINUTE


def too_many(request: HttpRequest, seconds: int) -> HttpResponse:
    """Say that it was too often and when to come back; in the form in which it was asked."""
    if "text/html" in request.headers.get("accept", "") or request.method == "POST":
        language = get_language() or settings.LANGUAGE_CODE
        home = Page.objects.filter(depth=2, live=True, locale__language_code=language).first()
        direction = "rtl" if is_rtl(language) else "ltr"
        context = {"language": language, "direction": direction, "around": None, "home": home and home.specific}
        response = render(request, "429.html", context, status=429)
    else:
        response = JsonResponse({"detail": "Too many requests.", "seconds": seconds}, status=429)
    response.headers["Retry-After"] = str(seconds)
    response.headers["Cache-Control"] = "no-store"
    return response
