"""Pictures in the admin."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogFormatter

from . import rights_admin, views
from .bulk import LOG_ACTION, SetCreditBulkAction
from .report import PictureRightsView, rights_menu_item
from .safeguards import refuse_bulk_deletion

hooks.register("register_bulk_action", SetCreditBulkAction)
hooks.register("before_bulk_action", refuse_bulk_deletion)
hooks.register("register_reports_menu_item", rights_menu_item)


@hooks.register("construct_homepage_panels")
def ending_permissions(request: HttpRequest, panels: list[Any]) -> None:
    """What ends soon, on the first page of the admin."""
    panels.append(rights_admin.EndingPermissions())


@hooks.register("register_admin_urls", order=-10)
def admin_urls() -> list[URLPattern]:
    """Our views stand before Wagtail's at the same addresses; the names of those stay Wagtail's."""
    return [
        path("images/add/", views.CreateView.as_view()),
        path("images/multiple/add/", views.AddMultipleView.as_view()),
        path("images/<int:image_id>/", views.EditView.as_view()),
        path("images/<int:image_id>/delete/", rights_admin.DeleteView.as_view()),
        path("reports/picture-rights/", PictureRightsView.as_view(), name="picture_rights_report"),
        path(
            "reports/picture-rights/results/",
            PictureRightsView.as_view(results_only=True),
            name="picture_rights_report_results",
        ),
        path("pictures/split-credit/", views.split_credit, name="picture_credit_split"),
        path("pictures/<int:pk>/original/", views.original, name="picture_original"),
    ]


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """The entry in a picture's history after the bulk action."""

    @actions.register_action(LOG_ACTION)
    class CreditSetFormatter(LogFormatter):
        label = _("Set credit and licence")

        def format_message(self, log_entry: Any) -> str:
            return _("Set: {fields}").format(fields=", ".join(log_entry.data.get("fields", [])))


@hooks.register("insert_global_admin_js")
def form_script() -> SafeString:
    """Helps with the form of pictures, which may also open in a dialogue on any page."""
    return format_html('<script src="{}" type="module"></script>', static("trail/js/picture-form.js"))


@hooks.register("insert_global_admin_css")
def form_style() -> SafeString:
    """How the offers at its fields look."""
    return format_html('<link rel="stylesheet" href="{}">', static("trail/css/picture-form.css"))
