"""The report “Visits”: pages read by day, month, language or page."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, DateFromToRangeFilter
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, NumberColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from trail.languages.available import trail_languages
from trail.languages.cldr import name_in

from .models import VisitCount

policy = ModelPermissionPolicy(VisitCount)
SEE = "view"
BY_DAY, BY_MONTH, BY_LANGUAGE, BY_PAGE = "day", "month", "language", "page"
SHOWN = {
    BY_DAY: ("day", "language"),
    BY_MONTH: ("month", "language"),
    BY_LANGUAGE: ("language",),
    BY_PAGE: ("path", "language"),
}


def _languages() -> list[tuple[str, str]]:
    return [(tag, name_in(tag, get_language() or "en")) for tag in trail_languages()]


class ByFilter(ChoiceFilter):
    """What the rows are; the view groups them."""

    def filter(self, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        return queryset


class VisitsFilterSet(WagtailFilterSet):
    """What the rows are, when, and in which language."""

    by = ByFilter(
        label=_("Rows"),
        choices=[(BY_MONTH, _("Months")), (BY_LANGUAGE, _("Languages")), (BY_PAGE, _("Pages"))],
        empty_label=_("Days"),
    )
    day = DateFromToRangeFilter(label=_("When"), widget=DateRangePickerWidget)
    language = ChoiceFilter(label=_("Language"), choices=_languages, empty_label=_("All"))

    class Meta:
        model = VisitCount
        fields: list[str] = []


class DayColumn(Column):
    """A day as a date; how long ago it was is of no use here."""

    def get_value(self, instance: Any) -> str:
        return date_format(instance["day"], "DATE_FORMAT")


class MonthColumn(Column):
    """A month in words."""

    def get_value(self, instance: Any) -> str:
        return date_format(instance["month"], "YEAR_MONTH_FORMAT")


class LanguageColumn(Column):
    """A language in the reader's."""

    def get_value(self, instance: Any) -> str:
        return name_in(instance["language"], get_language() or "en")


class PathColumn(Column):
    """An address, which runs from left to right in every language."""

    def get_value(self, instance: Any) -> SafeString:
        return format_html('<bdi dir="ltr">{}</bdi>', instance["path"])


COLUMNS = {
    "day": DayColumn("day", label=_("Day"), sort_key="day"),
    "month": MonthColumn("month", label=_("Month"), sort_key="month"),
    "language": LanguageColumn("language", label=_("Language"), sort_key="language"),
    "path": PathColumn("path", label=_("Page"), sort_key="path"),
    "times": NumberColumn("times", label=_("Times read"), sort_key="times"),
}


class VisitsView(ReportView):
    """The report, for those whose role lets them see it."""

    model = VisitCount
    page_title = _("Visits")
    header_icon = "view"
    index_url_name = "visits_report"
    index_results_url_name = "visits_report_results"
    filterset_class = VisitsFilterSet
    permission_policy = policy
    permission_required = SEE
    export_filename = "visits"
    export_headings = {
        "day": _("Day"),
        "month": _("Month"),
        "language": _("Language"),
        "path": _("Page"),
        "times": _("Times read"),
    }

    @property
    def by(self) -> str:
        """What the rows are; something unknown is answered by days."""
        asked = self.request.GET.get("by", BY_DAY)
        return asked if asked in SHOWN else BY_DAY

    @property
    def columns(self) -> list[Column]:  # type: ignore[override]
        """Those of the rows that were asked for, and how often."""
        return [COLUMNS[name] for name in (*SHOWN[self.by], "times")]

    @property
    def list_export(self) -> list[str]:  # type: ignore[override]
        return [*SHOWN[self.by], "times"]

    @property
    def default_ordering(self) -> str:  # type: ignore[override]
        """Days and months latest first; languages and pages the most read first."""
        return {BY_DAY: "-day", BY_MONTH: "-month"}.get(self.by, "-times")

    def get_base_queryset(self) -> QuerySet[Any]:
        rows = VisitCount.objects.order_by()
        if self.by == BY_MONTH:
            rows = rows.annotate(month=TruncMonth("day"))
        return rows.values(*SHOWN[self.by]).annotate(times=Sum("count"))

    def get_page_subtitle(self) -> str:
        total = sum(row["times"] for row in self.object_list)
        return ngettext("%(count)s page read", "%(count)s pages read", total) % {"count": f"{total:,}"}


class VisitsMenuItem(MenuItem):
    """Shown to those whose role lets them see it."""

    def is_shown(self, request: Any) -> bool:
        return policy.user_has_permission(request.user, SEE)


def visits_menu_item() -> MenuItem:
    """The report's place in the menu."""
    return VisitsMenuItem(_("Visits"), reverse("visits_report"), icon_name="view", order=1295)
