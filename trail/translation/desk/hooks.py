"""The desk in the admin, at the address of each translated page in place of wagtail-localize's editor; the glossary."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from wagtail import hooks
from wagtail_localize.models import Translation

from . import views
from .beside import machine_translate
from .glossary_admin import GlossaryViewSet, glossary_urls, glossary_viewset


@hooks.register("before_edit_page", order=-10)
def open_desk(request: HttpRequest, page: Any) -> HttpResponse | None:
    """Show the desk for a page that is the translation of another. Aliases and all else go on as they are."""
    if page.alias_of_id:
        return None
    translation = (
        Translation.objects.select_related("source__locale", "target_locale")
        .filter(source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=True)
        .first()
    )
    return views.screen(request, translation, page) if translation else None


@hooks.register("register_admin_urls", order=-10)
def admin_urls() -> list[URLPattern]:
    """One string, its offers, the desk to look at; and one of wagtail-localize's addresses, which ours goes before."""
    return [
        path("translation/desk/<int:translation_id>/", views.read, name=views.READ),
        path("translation/desk/<int:translation_id>/string/<int:segment_id>/", views.string, name=views.STRING),
        path("translation/desk/<int:translation_id>/near/<int:segment_id>/", views.near_offers, name=views.NEAR),
        path("localize/translate/<int:translation_id>/machine_translate/", machine_translate),
        *glossary_urls(),
    ]


@hooks.register("register_admin_viewset")
def glossary() -> GlossaryViewSet:
    """The list of terms in the menu “Reference”."""
    return glossary_viewset
