"""The menu “Reference”: the records that many pages point at. Each app registers its own, by a `ReferenceViewSet`."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import Menu, SubmenuMenuItem
from wagtail.admin.ui.tables import UsageCountColumn
from wagtail.models import ReferenceIndex
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

REFERENCE_MENU_HOOK = "register_reference_menu_item"
reference_menu = Menu(register_hook_name=REFERENCE_MENU_HOOK)


def reference_menu_item() -> SubmenuMenuItem:
    """The item of the main menu; it is shown to those who may see one of the entries."""
    return SubmenuMenuItem(_("Reference"), reference_menu, name="reference", icon_name="openquote", order=210)


class UsedFilter(ChoiceFilter):
    """Records that a page uses, or that nobody uses."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("In use"), choices=[("yes", _("Used")), ("no", _("Used nowhere"))], empty_label=_("All"), **kwargs
        )

    def filter(self, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        if value == "yes":
            return queryset.filter(usage_count__gt=0)
        return queryset.filter(usage_count=0) if value == "no" else queryset


class ReferenceFilterSet(WagtailFilterSet):
    """Filters that every list of reference records has; a list adds the fields of its model."""

    used = UsedFilter()


class ReferenceIndexView(IndexView):
    """A list that knows of each record in how many places it is used, in one query."""

    def get_base_queryset(self) -> QuerySet[Any]:
        return super().get_base_queryset().annotate(usage_count=ReferenceIndex.usage_count_subquery(self.model))


class UsedColumn(UsageCountColumn):
    """How often a record is used, with a link to the pages."""

    def __init__(self) -> None:
        super().__init__("usage_count", label=_("Used"), sort_key="usage_count", width="14%")

    def get_cell_context_data(self, instance: Any, parent_context: dict[str, Any]) -> dict[str, Any]:
        url_name = instance.snippet_viewset.get_url_name("usage")
        instance.usage_url = reverse(url_name, args=[instance.pk])
        return super().get_cell_context_data(instance, parent_context)


class ReferenceViewSet(SnippetViewSet):
    """A snippet in the menu “Reference”.

    Searching looks for parts of words in the fields themselves: names are short, and one remembers their middle.
    Copying is off, for a copy would carry the key of its original.
    """

    menu_hook = REFERENCE_MENU_HOOK
    index_view_class = ReferenceIndexView
    copy_view_enabled = False
    search_backend_name = None
    list_per_page = 50

    def get_menu_item_is_registered(self) -> bool:
        """Wagtail's list of all snippets leaves out what has a place of its own in the menu."""
        return True
