"""A page is served only under the address of its own language; the admin's screens for languages."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem


@hooks.register("before_serve_page")
def only_in_its_own_language(page: Any, request: HttpRequest, args: Any, kwargs: Any) -> None:
    """Wagtail falls back to another language where a page has no translation; we say that it is not there."""
    if page.locale.language_code != get_language():
        raise Http404


@hooks.register("register_admin_urls")
def language_urls() -> list[URLPattern]:
    """The screens for languages, and where a translator begins a page."""
    from . import admin  # its models need the registry of apps
    from .begin_view import BeginTranslationView

    return [
        path("languages/", admin.LanguagesView.as_view(), name="trail_languages"),
        path("add-language/", admin.AddLanguageView.as_view(), name="trail_add_language"),
        path("languages/<slug:tag>/", admin.LanguageView.as_view(), name="trail_language"),
        path("languages/<slug:tag>/withdraw/", admin.WithdrawView.as_view(), name="trail_withdraw_language"),
        path("languages/<slug:tag>/offer/", admin.OfferAgainView.as_view(), name="trail_offer_language"),
        path(
            "languages/<slug:tag>/begin/<int:source_pk>/",
            BeginTranslationView.as_view(),
            name="trail_begin_translation",
        ),
    ]


@hooks.register("register_settings_menu_item")
def languages_item() -> MenuItem:
    """“Languages” in the menu of settings, in place of Wagtail's “Locales”."""
    from .admin import ICON, LanguagesMenuItem

    return LanguagesMenuItem(_("Languages"), reverse("trail_languages"), name="languages", icon_name=ICON, order=603)


@hooks.register("register_permissions")
def language_permissions() -> QuerySet[Permission]:
    """To add a language, and to withdraw one; administrators have both."""
    return Permission.objects.filter(
        content_type__app_label="wagtailcore", codename__in=["add_locale", "change_locale"]
    )
