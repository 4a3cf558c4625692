"""Each request is answered with the phrases as they are now."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from .effect import refresh

PROBES = "/-/"


class PhrasesMiddleware:
    """Stands before the language is activated. Probes of the machine's health ask the database nothing here."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(PROBES):
            refresh()
        return self.get_response(request)
