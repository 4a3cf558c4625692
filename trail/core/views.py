"""Small views that belong to no page: robots, icons, and what is said when something is missing or broken."""

import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from wagtail.models import Page

from trail.languages.cldr import is_rtl
from trail.store import keys
from trail.store.recording import depends

from .database import is_away
from .missing import elsewhere, ways_on

SERVER_ERROR_PAGE = Path(settings.BASE_DIR) / "templates" / "500.html"
DATABASE_AWAY_PAGE = Path(settings.BASE_DIR) / "templates" / "503.html"


@cache_control(public=True, max_age=3600)
def robots(request: HttpRequest) -> HttpResponse:
    """Search engines may read all that is public. An admin on a path of its own is not given away."""
    address = request.build_absolute_uri("/sitemap.xml")
    usual = ["Disallow: /admin/"] if settings.TRAIL_ADMIN_PATH == "admin/" else []
    lines = ["User-agent: *", *usual, "Disallow: /-/", "", f"Sitemap: {address}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@cache_control(public=True, max_age=86400)
def web_manifest(request: HttpRequest) -> JsonResponse:
    """Name and icons for those who put the trail on the home screen of their phone."""
    icons = [
        {"src": static(f"trail/icons/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"}
        for size in (192, 512)
    ]
    icons.append(
        {
            "src": static("trail/icons/icon-maskable-512.png"),
            "sizes": "512x512",
            "type": "image/png",
            "purpose": "maskable",
        }
    )
    return JsonResponse(
        {
            "name": settings.WAGTAIL_SITE_NAME,
            "start_url": "/",
            "display": "browser",
            "background_color": "#f6f7f3",
            "theme_color": "#f6f7f3",
            "icons": icons,
        },
        content_type="application/manifest+json",
    )


def page_not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """Say what is missing, in which languages it exists if it does, and where to go on."""
    language = get_language() or settings.LANGUAGE_CODE
    home = Page.objects.filter(depth=2, live=True, locale__language_code=language).first()
    depends(*keys.words(language), keys.LANGUAGES)
    context = {
        "language": language,
        "direction": "rtl" if is_rtl(language) else "ltr",
        "home": home.specific if home else None,
        "elsewhere": elsewhere(request.path),
        "ways_on": ways_on(request.path, language),
        "around": None,
        "finding": True,  # the search box
    }
    return render(request, "404.html", context, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """A page that needs neither database nor templates nor translations: a file, and words if even that is gone.

    Where the database is away that is said (503), for it passes, and an editor wants to know whether work was lost.
    """
    database_is_away = is_away(sys.exc_info()[1])
    try:
        content = (DATABASE_AWAY_PAGE if database_is_away else SERVER_ERROR_PAGE).read_bytes()
    except OSError:
        content = b"<!doctype html><title>Error</title><h1>Something went wrong on our side.</h1>"
    response = HttpResponse(content, status=503 if database_is_away else 500, content_type="text/html; charset=utf-8")
    response["Cache-Control"] = "no-store"
    if database_is_away:
        response["Retry-After"] = "30"
    return response
