"""The search in the admin: the report on what visitors searched for."""

from typing import Any

from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .admin import SearchesView, searches_menu_item


@hooks.register("register_admin_urls")
def searches_urls() -> list[URLPattern]:
    """The report and its list."""
    return [
        path("reports/searches/", SearchesView.as_view(), name="searches_report"),
        path("reports/searches/results/", SearchesView.as_view(results_only=True), name="searches_report_results"),
    ]


@hooks.register("register_reports_menu_item")
def searches_item() -> MenuItem:
    """The report's place in the menu."""
    return searches_menu_item()


@hooks.register("construct_reports_menu")
def without_search_terms(request: Any, items: list[MenuItem]) -> None:
    """Ours says all that Wagtail's report on search terms says, and to more people."""
    items[:] = [item for item in items if item.name != "search-terms"]
