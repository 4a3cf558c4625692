"""Public addresses that are views, not pages of the tree: the map, the search, the credits.

They stand under every live language at the same place (`/<language>/map/`) and carry the furniture of a page. A view
builds its context with `standing_context` and renders a template that extends `base_standing.html`.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, override
from wagtail.models import Page

from trail.images.social import social_image
from trail.languages.available import live_languages
from trail.languages.cldr import is_rtl
from trail.store import keys
from trail.store.recording import depends, may_be_kept_at

from .context import report_link
from .surroundings import (
    LanguageChoice,
    PageLink,
    Surroundings,
    in_reading_order,
    language_choice,
    surroundings_of,
)

# The views that search engines and lost visitors are told of, with their titles; filled where their addresses are made.
STANDING: dict[str, str | Promise] = {}
LISTED: list[str] = []
# Those that are the same for all visitors until something on them changes, and say to the store what that is.
KEPT: set[str] = set()


def stands_under_every_language(name: str, title: str | Promise, *, listed: bool = True, is_kept: bool = False) -> None:
    """Say that a view without arguments is there in every live language.

    `listed`: the sitemap names it. `is_kept`: without a query it is the same for all, and declares what it depends on.
    """
    if is_kept:
        KEPT.add(name)
    STANDING[name] = title
    if listed and name not in LISTED:
        LISTED.append(name)


def standing_context(
    request: HttpRequest, name: str, title: str | Promise, description: str | Promise = ""
) -> dict[str, Any]:
    """What `base_standing.html` shows around a view: home page, menus, the same view in the other languages.

    `name` is the name of the view's address, which takes no arguments. Raises `Http404` where the language has no live
    home page.
    """
    language = get_language() or settings.LANGUAGE_CODE
    home = _home_in(language)
    base = request.scheme + "://" + request.get_host()
    canonical = base + reverse(name)
    depends(*keys.words(language), keys.page(home.pk), keys.LANGUAGES)
    if name in KEPT and not request.GET:
        may_be_kept_at(reverse(name))
    return {
        "title": title,
        "description": description,
        "home": home,
        "language": language,
        "direction": "rtl" if is_rtl(language) else "ltr",
        "around": _around(home, name, language),
        "may_be_signed_in": settings.SESSION_COOKIE_NAME in request.COOKIES,
        "base_address": base,
        "canonical": canonical,
        "social_image": social_image(None, "", base),
        "report_link": report_link(home, home, canonical),
        "standing": name,
    }


def _home_in(language: str) -> Any:
    homes = Page.objects.filter(depth=2, live=True, locale__language_code=language).select_related("locale")
    home = homes.first()
    if home is None:
        raise Http404
    return home.specific


def _around(home: Any, name: str, language: str) -> Surroundings:
    """The menus of the home page, nothing in them marked as current, and the view's own other languages."""
    around = surroundings_of(home)
    around.menu = [replace(link, is_current=False) for link in around.menu]
    around.ancestors = [PageLink(home.pk, home.title, f"/{language}/", language)]
    around.is_home = False
    around.languages = in_reading_order(
        language_choice(code, standing_address(name, code), current=language) for code in live_languages()
    )
    return around


def standing_address(name: str, language: str) -> str:
    """The address of a standing view in one language."""
    with override(language):
        return reverse(name)


def standing_in_other_languages(address: str, languages: Iterable[str]) -> list[LanguageChoice]:
    """The standing view at this end of an address (`map/`) in the languages that have it; nothing if there is none."""
    for name, title in STANDING.items():
        places = {code: standing_address(name, code) for code in languages}
        if any(place == f"/{code}/{address}" for code, place in places.items()):
            found = []
            for code, place in places.items():
                with override(code):
                    found.append(language_choice(code, place, title=str(title)))
            return found
    return []
