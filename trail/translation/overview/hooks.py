"""What the overview of translations brings to the admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path
from django.views.generic import RedirectView
from wagtail import hooks
from wagtail_localize.wagtail_hooks import TranslationsReportMenuItem

from .assigning import AssignView
from .dashboard import YoursToTranslate
from .table import OverviewView, translations_menu_item
from .unsubscribe import DigestPanel

hooks.register("register_admin_menu_item", translations_menu_item)
hooks.register("register_account_settings_panel", DigestPanel)


@hooks.register("register_admin_urls", order=-10)
def overview_urls() -> list[URLPattern]:
    """The table and what is done from it; the report of wagtail-localize leads there."""
    to_table = RedirectView.as_view(pattern_name="trail_translations")
    return [
        path("translations/", OverviewView.as_view(), name="trail_translations"),
        path("translations/results/", OverviewView.as_view(results_only=True), name="trail_translations_results"),
        path("translations/assign/", AssignView.as_view(), name="trail_assign_translator"),
        path("localize/reports/translations/", to_table),
    ]


@hooks.register("construct_reports_menu")
def without_the_shipped_report(_request: HttpRequest, items: list[Any]) -> None:
    """One table of translations is enough."""
    items[:] = [item for item in items if not isinstance(item, TranslationsReportMenuItem)]


@hooks.register("construct_homepage_panels")
def yours_to_translate(_request: HttpRequest, panels: list[Any]) -> None:
    """The translator's list on the first page of the admin."""
    panels.append(YoursToTranslate())
