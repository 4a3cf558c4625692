"""The panel “Before you publish” at the top of the editor."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from wagtail.admin.panels import Panel
from wagtail.models import Page

from .checks import content_checks

FRAGMENT = "trail_checks"


class ChecksPanel(Panel):
    """Says what stands in the way of publishing, and what the editor may want to know besides.

    It is computed for the page as the form shows it, and again after each autosave.
    """

    class BoundPanel(Panel.BoundPanel):
        """The panel of one page."""

        template_name = "publishing/checks_panel.html"

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            # The address has a 0 where the script puts the page's number: a new page has none yet.
            return context | checks_context(self.instance) | {"fragment": reverse(FRAGMENT, args=[0])}


def checks_context(page: Any) -> dict[str, Any]:
    """What the panel's list shows. Of a page that was never saved only what it needs, not yet any advice."""
    checks = content_checks(page)
    is_new = page.pk is None
    return {
        "blocking": [check for check in checks if check.blocks],
        "advice": [] if is_new else [check for check in checks if not check.blocks],
        "is_new": is_new,
    }


def checks_fragment(request: HttpRequest, page_id: int) -> HttpResponse:
    """The panel's list for the newest draft of a page, for those who may edit it."""
    page = get_object_or_404(Page, pk=page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return render(request, "publishing/checks_list.html", checks_context(page.get_latest_revision_as_object()))
