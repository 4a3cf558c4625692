"""Forces in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import LocaleColumn, UpdatedAtColumn

from trail.core.reference_menu import ReferenceFilterSet, ReferenceViewSet, UsedColumn

from ..models import Force


class ForceFilterSet(ReferenceFilterSet):
    class Meta:
        model = Force
        fields = ["nation"]


class ForceViewSet(ReferenceViewSet):
    """Armies, corps, divisions and groups."""

    model = Force
    icon = "tag"
    menu_label = _("Forces")
    menu_order = 40
    list_display = ["name", "nation", UsedColumn(), LocaleColumn(), UpdatedAtColumn()]
    search_fields = ["name", "key"]
    filterset_class = ForceFilterSet
    ordering = ["name"]
    list_export = ["key", "name", "nation", "locale", "usage_count"]
    export_filename = "forces"
