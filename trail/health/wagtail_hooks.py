"""The state of the installation in the admin's menu of reports."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .views import StatusMenuItem, StatusView


@hooks.register("register_admin_urls")
def status_urls() -> list[URLPattern]:
    """The page."""
    return [path("reports/state/", StatusView.as_view(), name="trail_state")]


@hooks.register("register_reports_menu_item")
def status_item() -> MenuItem:
    """Its place in the menu."""
    return StatusMenuItem(_("State of the installation"), reverse("trail_state"), icon_name="desktop", order=1500)


@hooks.register("register_permissions")
def status_permission() -> QuerySet[Permission]:
    """Administrators have it by their role."""
    return Permission.objects.filter(content_type__app_label="health", codename="see_status")
