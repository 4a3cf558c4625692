"""A page is served only under the address of its own language."""

from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import get_language
from wagtail import hooks


@hooks.register("before_serve_page")
def only_in_its_own_language(page: Any, request: HttpRequest, args: Any, kwargs: Any) -> None:
    """Wagtail falls back to another language where a page has no translation; we say that it is not there."""
    if page.locale.language_code != get_language():
        raise Http404
