"""Which language a request is in.

Django takes every code of `LANGUAGES` in front of a path for a language, and Wagtail then answers in another one under
that address. Here a prefix counts only if the trail has the language, and `/` leads to a language whose home is live.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation

from .available import trail_languages
from .root import redirect_to_best

MACHINES = "-"


class TrailLocaleMiddleware:
    """Activates the language of the address; at `/` redirects to the best live language for the reader."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # The preview of a home page that has no address yet is asked for at "/".
        if request.path_info == "/" and not getattr(request, "is_dummy", False):
            return redirect_to_best(request)
        prefix = request.path_info.lstrip("/").partition("/")[0].lower()
        # What machines ask for is answered while the database is gone.
        known = prefix != MACHINES and prefix in trail_languages()
        language = prefix if known else settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = language
        if "\x00" in request.path_info:
            raise Http404  # PostgreSQL cannot even be asked for it
        response = self.get_response(request)
        if "Content-Language" not in response:
            response["Content-Language"] = translation.get_language() or language
        return response
