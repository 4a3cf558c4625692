"""Publishing in the admin: the refusal in a page's history, the bulk action, the checks above the form, the report."""

from typing import Any

from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogFormatter

from . import trees
from .bulk import refuse_bulk_publishing, refuse_live_copies
from .panels import FRAGMENT, checks_fragment
from .refusals import LOG_ACTION
from .report import ContentChecksView, report_menu_item

# What is left to the worker is looked at there; what becomes of translations is asked before (trail.translation).
hooks.register("before_bulk_action", trees.leave_bulk, order=-10)
hooks.register("before_copy_page", trees.leave_copy, order=-10)
hooks.register("before_unpublish_page", trees.leave_unpublishing, order=-10)
hooks.register("before_delete_page", trees.leave_deleting, order=10)
hooks.register("before_bulk_action", refuse_bulk_publishing)
hooks.register("before_copy_page", refuse_live_copies)


# Behind Wagtail's own, in whose place they come.
for _action in trees.bulk_actions:
    hooks.register("register_bulk_action", _action, order=100)


@hooks.register("register_admin_viewset", order=100)
def trees_viewset() -> trees.TreesViewSet:
    """The views of pages, those that go over trees as ours."""
    return trees.trees_viewset


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """The entry that says why a page was not published."""

    @actions.register_action(LOG_ACTION)
    class PublicationRefusedFormatter(LogFormatter):
        label = _("Publication refused")

        def format_message(self, log_entry: Any) -> str:
            return " ".join([str(_("Not published.")), *log_entry.data.get("problems", [])])


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    """The list of the checks of one page, fetched after each autosave, and the report on all pages."""
    return [
        path("checks/<int:page_id>/", checks_fragment, name=FRAGMENT),
        path("reports/content-checks/", ContentChecksView.as_view(), name="content_checks_report"),
        path(
            "reports/content-checks/results/",
            ContentChecksView.as_view(results_only=True),
            name="content_checks_report_results",
        ),
    ]


@hooks.register("register_reports_menu_item")
def report_item() -> MenuItem:
    """The report's place in the menu."""
    return report_menu_item()


@hooks.register("insert_editor_js")
def editor_script() -> SafeString:
    """Fetches that list."""
    return format_html('<script src="{}" type="module"></script>', static("publishing/checks.js"))


@hooks.register("insert_global_admin_css")
def admin_style() -> SafeString:
    """The look of the list, above the form and in the report."""
    return format_html('<link rel="stylesheet" href="{}">', static("publishing/checks.css"))
