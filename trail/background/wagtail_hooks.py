"""Background work in the admin: the page of an errand; the report, and the right to see it, which administrators have."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .queue import has_worker
from .report import PERMISSION, BackgroundView, TryAgainView, background_menu_item
from .screen import ErrandsView, ErrandView, UnderWayPanel


@hooks.register("register_admin_urls")
def background_urls() -> list[URLPattern]:
    """Errands; the report, its list, and trying again."""
    return [
        path("errands/", ErrandsView.as_view(), name="trail_errands"),
        path("errands/<uuid:pk>/", ErrandView.as_view(), name="trail_errand"),
        path("reports/background/", BackgroundView.as_view(), name="background_report"),
        path(
            "reports/background/results/", BackgroundView.as_view(results_only=True), name="background_report_results"
        ),
        path("reports/background/again/", TryAgainView.as_view(), name="background_all_again"),
        path("reports/background/again/<uuid:task_id>/", TryAgainView.as_view(), name="background_again"),
    ]


@hooks.register("construct_homepage_panels")
def what_is_under_way(_request: Any, panels: list[Any]) -> None:
    """Where there is a worker: whoever left the page of an errand finds it again."""
    if has_worker():
        panels.append(UnderWayPanel())


@hooks.register("register_reports_menu_item")
def background_item() -> MenuItem:
    """The report's place in the menu."""
    return background_menu_item()


@hooks.register("register_permissions")
def permissions() -> QuerySet[Any]:
    """The right that the report asks for."""
    app, codename = PERMISSION.split(".")
    return Permission.objects.filter(content_type__app_label=app, codename=codename)
