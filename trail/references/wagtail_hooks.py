"""Sources in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import UpdatedAtColumn
from wagtail.snippets.models import register_snippet

from trail.core.reference_menu import ReferenceFilterSet, ReferenceViewSet, UsedColumn

from .models import Source


class SourceFilterSet(ReferenceFilterSet):
    class Meta:
        model = Source
        fields = ["kind", "language"]


class SourceViewSet(ReferenceViewSet):
    """Books, pages, archives and registers."""

    model = Source
    icon = "openquote"
    menu_label = _("Sources")
    menu_order = 10
    list_display = ["title", "author", "year", "kind", UsedColumn(), UpdatedAtColumn()]
    search_fields = ["title", "author", "publisher", "key"]
    filterset_class = SourceFilterSet
    ordering = ["title"]
    list_export = [
        "key", "title", "author", "publisher", "year", "url", "accessed", "kind", "language", "usage_count",
    ]  # fmt: skip
    export_filename = "sources"


register_snippet(SourceViewSet)
