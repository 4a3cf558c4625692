"""Administrators are told on the first page of the admin when the last backup is too old."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.ui.components import Component

from trail.health.views import may_see

from .records import last_backup, worry


class BackupWarning(Component):
    """One sentence, for those who may see the state of the installation; nothing for all others."""

    name = "backup_warning"
    template_name = "keeping/home_backup_warning.html"
    order = 110

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        request = parent_context["request"]  # type: ignore[index]
        return {"worry": worry(last_backup()) if may_see(request.user) else ""}


@hooks.register("construct_homepage_panels")
def backup_warning(_request: HttpRequest, panels: list[Any]) -> None:
    """The warning above the rest."""
    panels.append(BackupWarning())
