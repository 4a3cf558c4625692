"""Which language a request is in.

Django takes every code of `LANGUAGES` in front of a path for a language, and Wagtail then answers in another one under
that address. Here a prefix counts only if the trail has the language, and `/` leads to a language whose home is live.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import trans_real

from .available import live_languages, trail_languages


class TrailLocaleMiddleware:
    """Activates the language of the address; at `/` redirects to the best live language for the reader."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # The preview of a home page that has no address yet is asked for at "/".
        if request.path_info == "/" and not getattr(request, "is_dummy", False):
            response: HttpResponse = HttpResponseRedirect(f"/{best_language(request)}/")
            patch_vary_headers(response, ("Accept-Language",))
            response["Cache-Control"] = "public, max-age=300"
            return response
        prefix = request.path_info.lstrip("/").partition("/")[0].lower()
        language = prefix if prefix in trail_languages() else settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        if "Content-Language" not in response:
            response["Content-Language"] = translation.get_language() or language
        return response


def best_language(request: HttpRequest) -> str:
    """The first live language that the reader's browser asks for, exactly or by its base; else the trail's first one."""
    live = live_languages()
    for asked, _quality in trans_real.parse_accept_lang_header(request.headers.get("accept-language", "").lower()):
        if asked == "*":
            break
        for candidate in (asked, asked.partition("-")[0]):
            if candidate in live:
                return candidate
    return settings.LANGUAGE_CODE if settings.LANGUAGE_CODE in live or not live else live[0]
