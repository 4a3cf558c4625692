"""The phrases' place in the admin."""

from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .admin.views import ExportView, ImportView, LanguagesView, LanguageView, PhraseView
from .rights import languages_of


class PhrasesMenuItem(MenuItem):
    """Shown to those who may translate phrases of some language."""

    def is_shown(self, request: Any) -> bool:
        return bool(languages_of(request.user))


@hooks.register("register_admin_urls")
def phrases_urls() -> list[URLPattern]:
    """The languages, the list of one, a phrase, files."""
    return [
        path("phrases/", LanguagesView.as_view(), name="trail_phrases"),
        path("phrases/<slug:tag>/", LanguageView.as_view(), name="trail_phrases_language"),
        path("phrases/<slug:tag>/export/", ExportView.as_view(), name="trail_phrases_export"),
        path("phrases/<slug:tag>/import/", ImportView.as_view(), name="trail_phrases_import"),
        path("phrases/<slug:tag>/<slug:key>/", PhraseView.as_view(), name="trail_phrase"),
    ]


@hooks.register("register_admin_menu_item")
def phrases_item() -> MenuItem:
    """In the main menu: translators have few other entries."""
    return PhrasesMenuItem(_("Interface phrases"), reverse("trail_phrases"), icon_name="openquote", order=360)
