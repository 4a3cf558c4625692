"""The report “Searches”: what visitors searched for in the last year, and what found nothing."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, NumberColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.contrib.search_promotions.models import QueryDailyHits, SearchPromotion
from wagtail.permissions import policy_registry

from trail.languages.available import trail_languages

from .models import SearchOutcome

MAY = ("add", "change", "delete")


class FoundFilter(ChoiceFilter):
    """Searches that found nothing, or those that found something."""

    def filter(self, queryset: QuerySet[SearchOutcome], value: str) -> QuerySet[SearchOutcome]:
        if not value:
            return queryset
        return queryset.filter(found=0) if value == "nothing" else queryset.filter(found__gt=0)


class SearchesFilterSet(WagtailFilterSet):
    """By what was found, by language."""

    found = FoundFilter(
        label=_("Found"), choices=[("nothing", _("Nothing")), ("something", _("Something"))], empty_label=_("All")
    )
    language = ChoiceFilter(label=_("Language"), choices=lambda: [(tag, tag) for tag in trail_languages()])

    class Meta:
        model = SearchOutcome
        fields: list[str] = []


class SearchesView(ReportView):
    """The report, for those who may choose results. The term leads to the form in which pages are chosen for it."""

    model = SearchOutcome
    page_title = _("Searches")
    header_icon = "search"
    index_url_name = "searches_report"
    index_results_url_name = "searches_report_results"
    filterset_class = SearchesFilterSet
    is_searchable = True
    search_fields = ["query__query_string"]
    any_permission_required = MAY
    default_ordering = "-times"
    columns = [
        TitleColumn(
            "term",
            label=_("Term"),
            accessor="query.query_string",
            sort_key="query__query_string",
            get_url=lambda outcome: reverse("wagtailsearchpromotions:edit", args=[outcome.query_id]),
        ),
        Column("language", label=_("Language"), sort_key="language"),
        NumberColumn("times", label=_("Times in a year"), sort_key="times"),
        NumberColumn("found", label=_("Pages found"), sort_key="found"),
        NumberColumn("chosen", label=_("Chosen results"), sort_key="chosen"),
        Column("last_asked", label=_("Last asked"), sort_key="last_asked"),
    ]
    list_export = ["query.query_string", "language", "times", "found", "last_asked"]
    export_headings = {
        "query.query_string": _("Term"),
        "language": _("Language"),
        "times": _("Times in a year"),
        "found": _("Pages found"),
        "last_asked": _("Last asked"),
    }

    @cached_property
    def permission_policy(self) -> Any:
        """The rights over promoted results decide."""
        return policy_registry.get_by_type(SearchPromotion)

    def get_base_queryset(self) -> QuerySet[SearchOutcome]:
        first = timezone.localdate() - timedelta(days=settings.WAGTAILSEARCH_HITS_MAX_AGE)
        hits = QueryDailyHits.objects.filter(query=OuterRef("query_id"), date__gte=first).order_by().values("query")
        chosen = SearchPromotion.objects.filter(query=OuterRef("query_id")).order_by().values("query")
        return SearchOutcome.objects.select_related("query").annotate(
            times=Coalesce(Subquery(hits.annotate(all=Sum("hits")).values("all")), 0),
            chosen=Coalesce(Subquery(chosen.annotate(all=Sum(1)).values("all")), 0),
        )


class SearchesMenuItem(MenuItem):
    """Shown to those who may choose results."""

    def is_shown(self, request: Any) -> bool:
        return policy_registry.get_by_type(SearchPromotion).user_has_any_permission(request.user, MAY)


def searches_menu_item() -> MenuItem:
    """The report's place in the menu."""
    return SearchesMenuItem(_("Searches"), reverse("searches_report"), icon_name="search", order=1290)
