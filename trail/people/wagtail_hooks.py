"""People and organisations in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import LocaleColumn, UpdatedAtColumn
from wagtail.snippets.models import register_snippet

from trail.core.reference_menu import ReferenceFilterSet, ReferenceViewSet, UsedColumn

from .models import Organisation, Person


class PersonFilterSet(ReferenceFilterSet):
    class Meta:
        model = Person
        fields: list[str] = []


class PersonViewSet(ReferenceViewSet):
    """Authors and translators."""

    model = Person
    icon = "user"
    menu_label = _("People")
    menu_order = 20
    list_display = ["name", "role", UsedColumn(), LocaleColumn(), UpdatedAtColumn()]
    search_fields = ["name", "role", "key"]
    filterset_class = PersonFilterSet
    ordering = ["name"]
    list_export = ["key", "name", "role", "locale", "usage_count"]
    export_filename = "people"


class OrganisationFilterSet(ReferenceFilterSet):
    class Meta:
        model = Organisation
        fields = ["country"]


class OrganisationViewSet(ReferenceViewSet):
    """The bodies that look after places, and partners."""

    model = Organisation
    icon = "group"
    menu_label = _("Organisations")
    menu_order = 30
    list_display = ["name", "short_name", "country", UsedColumn(), LocaleColumn(), UpdatedAtColumn()]
    search_fields = ["name", "short_name", "key"]
    filterset_class = OrganisationFilterSet
    ordering = ["name"]
    list_export = ["key", "name", "short_name", "url", "country", "locale", "usage_count"]
    export_filename = "organisations"


register_snippet(PersonViewSet)
register_snippet(OrganisationViewSet)
