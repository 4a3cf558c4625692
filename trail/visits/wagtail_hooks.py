"""The report on pages read, in the admin's menu of reports."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .admin import VisitsView, visits_menu_item


@hooks.register("register_admin_urls")
def visits_urls() -> list[URLPattern]:
    """The report and its list."""
    return [
        path("reports/visits/", VisitsView.as_view(), name="visits_report"),
        path("reports/visits/results/", VisitsView.as_view(results_only=True), name="visits_report_results"),
    ]


@hooks.register("register_reports_menu_item")
def visits_item() -> MenuItem:
    """The report's place in the menu."""
    return visits_menu_item()


@hooks.register("register_permissions")
def visits_permission() -> QuerySet[Permission]:
    """Administrators have it by their role, and give it to others."""
    return Permission.objects.filter(content_type__app_label="visits", codename="view_visitcount")
