"""A page is served only under the address of its own language; the admin in languages from right to left."""

from typing import Any

from django.http import Http404, HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from wagtail import hooks


@hooks.register("before_serve_page")
def only_in_its_own_language(page: Any, request: HttpRequest, args: Any, kwargs: Any) -> None:
    """Wagtail falls back to another language where a page has no translation; we say that it is not there."""
    if page.locale.language_code != get_language():
        raise Http404


@hooks.register("insert_global_admin_css")
def directions() -> SafeString:
    """Sentences keep their own direction, whichever way the screen runs."""
    return format_html('<link rel="stylesheet" href="{}">', static("trail/css/admin-directions.css"))
