"""The screen of names in the admin, in place of wagtail-localize's editor for records."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from wagtail import hooks

from .kinds import kinds
from .views import NamesView, translation_of


@hooks.register("register_admin_urls", order=-10)
def names_urls() -> list[URLPattern]:
    """One screen for each language."""
    return [path("translations/names/<slug:tag>/", NamesView.as_view(), name="trail_names")]


@hooks.register("before_edit_snippet", order=-10)
def to_the_names(request: HttpRequest, record: Any) -> HttpResponse | None:
    """A record that translates another is translated where all are. What is the same in all languages follows its source."""
    if type(record) not in kinds() or translation_of(record) is None:
        return None
    return redirect(f"{reverse('trail_names', args=[record.locale.language_code])}?record={record.translation_key}")
