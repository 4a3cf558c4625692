"""Flat lists of regions, places and stories, with the columns by which an editor keeps a trail in order."""

from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, ModelChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, NumberColumn
from wagtail.admin.ui.tables.pages import (
    BulkActionsColumn,
    PageStatusColumn,
    PageTitleColumn,
    ParentPageColumn,
)
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.models import Locale, Page, ReferenceIndex

from trail.dates.display import describe
from trail.languages.cldr import format_date
from trail.references.models import Source

from ..models import CemeteryPage, RegionPage, SitePage, StoryPage

REVIEW_WANTED_AFTER = timedelta(days=365)
# The only columns by which Wagtail's search can sort.
SORTED_IN_SEARCH = {"title", "latest_revision_created_at", "live"}


def source_count() -> Coalesce:
    """How many different sources a page names: in its list, its text, its figures and at other facts."""
    references = ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        object_id=Cast(OuterRef("pk"), output_field=CharField()),
        to_content_type=ContentType.objects.get_for_model(Source),
    )
    counted = references.order_by().values("object_id").annotate(sources=Count("to_object_id", distinct=True))
    return Coalesce(Subquery(counted.values("sources")), 0)


class TrailIndexView(IndexView):
    """A list that knows how many sources each page names, in the same query."""

    default_ordering = "path"
    # The title names its language already.
    show_locale_labels = False

    def get_valid_orderings(self) -> list[str]:
        orderings = [*super().get_valid_orderings(), "path", "-path"]
        if self.is_searching:
            return [ordering for ordering in orderings if ordering.lstrip("-") in SORTED_IN_SEARCH]
        return orderings

    def annotate_queryset(self, pages: QuerySet[Any]) -> QuerySet[Any]:
        return super().annotate_queryset(pages.annotate(source_count=source_count()))


class DayColumn(Column):
    """A day in the words of the reader's language."""

    def get_value(self, instance: Any) -> str:
        day = super().get_value(instance)
        return format_date(day, get_language() or "en") if day else "–"


class WhenColumn(Column):
    """An EDTF date in words."""

    def get_value(self, instance: Any) -> str:
        return describe(super().get_value(instance), get_language() or "en")


class AmongFilter(ChoiceFilter):
    """A filter of one choice. It names pages by id, which Wagtail's search understands beside its own conditions."""

    def __init__(self, label: Any, chosen: Any, **conditions: Any) -> None:
        self.conditions = conditions
        super().__init__(label=label, choices=[("yes", chosen)], empty_label=_("All"))

    def filter(self, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        if value != "yes":
            return queryset
        among = queryset.model.objects.annotate(source_count=source_count())
        return queryset.filter(pk__in=self.meeting(among).values("pk"))

    def meeting(self, pages: QuerySet[Any]) -> QuerySet[Any]:
        """The pages that meet the condition."""
        return pages.filter(**self.conditions)


class UnreviewedFilter(AmongFilter):
    """Pages that nobody has checked against their sources for a year."""

    def __init__(self) -> None:
        super().__init__(_("Review"), _("Not for a year"))

    def meeting(self, pages: QuerySet[Any]) -> QuerySet[Any]:
        return pages.exclude(reviewed_on__gte=timezone.localdate() - REVIEW_WANTED_AFTER)


class KindFilter(ChoiceFilter):
    """Sites of one kind."""

    def __init__(self) -> None:
        super().__init__(label=_("Kind"), choices=SitePage.Kind.choices, empty_label=_("All"))

    def filter(self, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        return queryset.filter(pk__in=SitePage.objects.filter(kind=value).values("pk")) if value else queryset


class RegionFilter(ModelChoiceFilter):
    """Places of one region."""

    def __init__(self) -> None:
        super().__init__(label=_("Region"), queryset=RegionPage.objects.order_by("path"), empty_label=_("All"))

    def filter(self, queryset: QuerySet[Any], value: RegionPage | None) -> QuerySet[Any]:
        return queryset.filter(path__startswith=value.path) if value else queryset


class TrailFilterSet(WagtailFilterSet):
    """What can be asked of every list."""

    sources = AmongFilter(_("Sources"), _("None"), source_count=0)
    review = UnreviewedFilter()
    state = AmongFilter(_("State"), _("Not published"), live=False)
    locale = ModelChoiceFilter(label=_("Language"), queryset=Locale.objects.all(), empty_label=_("All"))

    class Meta:
        model = Page
        fields: list[str] = []


class PlaceFilterSet(TrailFilterSet):
    """Places also by their region."""

    region = RegionFilter()


class SiteFilterSet(PlaceFilterSet):
    """Sites also by their kind."""

    kind = KindFilter()


TITLE = [BulkActionsColumn("bulk_actions"), PageTitleColumn("title", label=_("Title"), sort_key="title")]
STATE = [
    DayColumn("reviewed_on", label=_("Reviewed on"), sort_key="reviewed_on"),
    NumberColumn("source_count", label=_("Sources"), sort_key="source_count"),
    DateColumn("latest_revision_created_at", label=_("Updated"), sort_key="latest_revision_created_at"),
    PageStatusColumn("status", label=_("State"), sort_key="live"),
]
REGION = ParentPageColumn("parent", label=_("Region"), sort_key="path")
EXPORT = ["title", "reviewed_on", "source_count", "latest_revision_created_at", "status_string", "locale"]


class TrailListing(PageListingViewSet):
    """A list of one page type."""

    index_view_class = TrailIndexView
    filterset_class = TrailFilterSet
    list_export = EXPORT
    export_headings = {"source_count": _("Sources"), "status_string": _("State")}


class RegionListing(TrailListing):
    model = RegionPage
    name = "regions"
    icon = "site"
    menu_label = _("Regions")
    columns = [*TITLE, WhenColumn("when", label=_("When"), sort_key="earliest"), *STATE]


class SiteListing(TrailListing):
    model = SitePage
    name = "sites_of_the_trail"
    url_prefix = "places/sites"
    icon = "crosshairs"
    menu_label = _("Sites")
    filterset_class = SiteFilterSet
    columns = [*TITLE, Column("kind_label", label=_("Kind"), sort_key="kind"), REGION, *STATE]
    list_export = ["title", "kind", *EXPORT[1:]]


class CemeteryListing(TrailListing):
    model = CemeteryPage
    name = "cemeteries"
    icon = "clipboard-list"
    menu_label = _("Cemeteries")
    filterset_class = PlaceFilterSet
    columns = [*TITLE, REGION, *STATE]


class StoryListing(TrailListing):
    model = StoryPage
    name = "stories"
    icon = "history"
    menu_label = _("Stories")
    columns = [*TITLE, WhenColumn("when", label=_("When"), sort_key="earliest"), *STATE]
    list_export = ["title", "when", *EXPORT[1:]]


class TrailListings(ViewSetGroup):
    """The menu “Trail”."""

    menu_label = _("Trail")
    menu_icon = "globe"
    menu_order = 110
    items = (RegionListing, SiteListing, CemeteryListing, StoryListing)
