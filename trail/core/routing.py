"""From an address to its page, with the home page of the address's language found in one query.

Wagtail asks for the language, for the home page's translation into it, and for the rest of that page one after the other.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import re_path
from django.utils.translation import get_language
from wagtail import views
from wagtail.models import Site
from wagtail.urls import serve_pattern

# Where Wagtail keeps what it has found for a request (`Page.route_for_request`), and looks before it searches.
FOUND = "_wagtail_route_for_request"


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Wagtail's view for pages; a language without a public home page is left to Wagtail's own way."""
    home = _home(request)
    if home is not None and not hasattr(request, FOUND):
        try:
            found = home.route(request, [part for part in path.split("/") if part])
        except Http404:
            found = None
        setattr(request, FOUND, found)
    return views.serve(request, path)


def _home(request: HttpRequest) -> Any | None:
    site = Site.find_for_request(request)
    if site is None:
        return None
    root = site.root_page
    homes = root.specific_class._default_manager.select_related("locale")
    return homes.filter(
        translation_key=root.translation_key, locale__language_code=get_language(), live=True, alias_of=None
    ).first()


urlpatterns = [re_path(serve_pattern, serve, name="wagtail_serve")]
