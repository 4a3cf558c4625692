"""Which language a request is in.

Django takes every code of `LANGUAGES` in front of a path for a language, and Wagtail then answers in another one under
that address. Here a prefix counts only if the trail has the language, and `/` leads to a language whose home is live.
"""

from collections.abc import Callable, Sequence

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import trans_real

from .available import first_language, live_languages, trail_languages
from .tags import parts_of, script

MACHINES = "-"


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


def best_language(request: HttpRequest) -> str:
    """The live language that the reader's browser likes best; else the trail's first one."""
    live = live_languages()
    asked = trans_real.parse_accept_lang_header(request.headers.get("accept-language", "").lower())
    refused = {tag for tag, quality in asked if not quality}
    for tag, quality in asked:
        if tag == "*" or not quality:
            break
        found = matching(tag, [language for language in live if language not in refused])
        if found:
            return found
    return first_language(live)


def matching(asked: str, languages: Sequence[str]) -> str:
    """The language that serves a reader of `asked`, or nothing.

    The same tag, else a wider one (`de-at` is served by `de`), else the same language in the same script: `zh-tw` is
    served by `zh-hant` and not by `zh-hans`, `pt` by `pt-br`.
    """
    parts = asked.split("-")
    for end in range(len(parts), 0, -1):
        wider = "-".join(parts[:end])
        if wider in languages and script(wider) == script(asked):
            return wider
    related = (tag for tag in languages if parts_of(tag)[0] == parts_of(asked)[0] and script(tag) == script(asked))
    return next(related, "")
