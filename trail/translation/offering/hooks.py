"""The admin's screens for languages, and where a translator begins a page."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from ..begin_view import BeginTranslationView
from . import admin


@hooks.register("register_admin_urls")
def language_urls() -> list[URLPattern]:
    """The table of languages, one language, and beginning a page in it."""
    begin = "languages/<slug:tag>/begin/<int:source_pk>/"
    return [
        path("languages/", admin.LanguagesView.as_view(), name="trail_languages"),
        path("add-language/", admin.AddLanguageView.as_view(), name="trail_add_language"),
        path("languages/<slug:tag>/", admin.LanguageView.as_view(), name="trail_language"),
        path("languages/<slug:tag>/withdraw/", admin.WithdrawView.as_view(), name="trail_withdraw_language"),
        path("languages/<slug:tag>/offer/", admin.OfferAgainView.as_view(), name="trail_offer_language"),
        path(begin, BeginTranslationView.as_view(), name="trail_begin_translation"),
    ]


@hooks.register("register_settings_menu_item")
def languages_item() -> MenuItem:
    """“Languages” in the menu of settings, in place of Wagtail's “Locales”."""
    url = reverse("trail_languages")
    return admin.LanguagesMenuItem(_("Languages"), url, name="languages", icon_name=admin.ICON, order=603)


@hooks.register("register_permissions")
def language_permissions() -> QuerySet[Permission]:
    """To add a language, and to withdraw one; administrators have both."""
    return Permission.objects.filter(
        content_type__app_label="wagtailcore", codename__in=["add_locale", "change_locale"]
    )
