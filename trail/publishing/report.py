"""The report “Content checks”: every page of the trail of which there is something to say."""

from typing import Any

from django.apps import apps
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter
from wagtail.admin.filters import ContentTypeFilter, WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.reports import PageReportView
from wagtail.models import Page, get_page_content_types
from wagtail.permissions import policy_registry

from trail.images.in_use import looked_up_together

from .checks import CHECK_KINDS, Check, Setting, Severity, content_checks


def check_all_pages(pages: QuerySet[Page]) -> dict[int, list[Check]]:
    """The checks of each of the pages, as they are stored; pages of which nothing is to be said are left out.

    Each page type is read with a handful of queries, however many pages there are.
    """
    setting = Setting()
    found: dict[int, list[Check]] = {}
    for model in apps.get_models():
        if not issubclass(model, Page) or not hasattr(model, "content_rules"):
            continue
        of_type = list(model.objects.filter(pk__in=pages.values("pk")).prefetch_related(*model.content_check_children))
        with looked_up_together(of_type):
            found |= {page.pk: checks for page in of_type if (checks := content_checks(page, setting))}
    return found


class CheckFilter(ChoiceFilter):
    """Pages with one kind of check; the view knows which they are."""

    def filter(self, queryset: QuerySet[Page], value: str) -> QuerySet[Page]:
        if not value:
            return queryset
        checks = self.parent.checks
        return queryset.filter(pk__in=[pk for pk in checks if any(check.code == value for check in checks[pk])])


class SeverityFilter(ChoiceFilter):
    """Pages that cannot be published as they are."""

    def filter(self, queryset: QuerySet[Page], value: str) -> QuerySet[Page]:
        if not value:
            return queryset
        checks = self.parent.checks
        return queryset.filter(pk__in=[pk for pk in checks if any(check.severity == value for check in checks[pk])])


class ContentChecksFilterSet(WagtailFilterSet):
    """By kind of check, by weight, by page type."""

    check = CheckFilter(label=_("Check"), choices=lambda: CHECK_KINDS.items(), empty_label=_("All"))
    severity = SeverityFilter(
        label=_("Weight"),
        choices=[(Severity.BLOCKS.value, _("Stands in the way of publishing"))],
        empty_label=_("All"),
    )
    content_type = ContentTypeFilter(
        label=_("Type"), queryset=lambda request: get_page_content_types(include_base_page_type=False)
    )

    class Meta:
        model = Page
        fields = ["live", "locale"]

    def __init__(self, *args: Any, checks: dict[int, list[Check]], **kwargs: Any) -> None:
        self.checks = checks
        super().__init__(*args, **kwargs)


class ContentChecksView(PageReportView):
    """The report, for those who may edit pages."""

    index_url_name = "content_checks_report"
    index_results_url_name = "content_checks_report_results"
    results_template_name = "publishing/checks_report_results.html"
    page_title = _("Content checks")
    header_icon = "clipboard-list"
    filterset_class = ContentChecksFilterSet
    any_permission_required = {"add", "change", "publish"}
    default_ordering = "path"
    list_export = ["title", "locale", "status_string", "latest_revision_created_at", "checks_in_words"]
    export_headings = {"checks_in_words": _("Checks"), "status_string": _("Status")}

    @cached_property
    def checks(self) -> dict[int, list[Check]]:
        """The checks of the pages that the reader may edit."""
        policy = policy_registry.get_by_type(Page)
        return check_all_pages(policy.instances_user_has_permission_for(self.request.user, "change"))

    def get_queryset(self) -> QuerySet[Page]:
        pages = Page.objects.filter(pk__in=list(self.checks)).select_related("locale").order_by("path")
        self.queryset = (
            pages.prefetch_related("content_type")
            .specific(defer=True)
            .prefetch_workflow_states()
            .annotate_approved_schedule()
        )
        return super().get_queryset()

    def get_filterset_kwargs(self) -> dict[str, Any]:
        return {**super().get_filterset_kwargs(), "checks": self.checks}

    def decorate_paginated_queryset(self, pages: Any) -> Any:
        for page in pages:
            page.content_checks = self.checks[page.pk]
            page.checks_in_words = " ".join(str(check.message) for check in page.content_checks)
        return pages


def report_menu_item() -> MenuItem:
    """The report's place in the menu."""
    return ContentChecksMenuItem(
        _("Content checks"), reverse("content_checks_report"), icon_name="clipboard-list", order=690
    )


class ContentChecksMenuItem(MenuItem):
    """Shown to those who work on pages."""

    def is_shown(self, request: Any) -> bool:
        return policy_registry.get_by_type(Page).user_has_any_permission(
            request.user, ContentChecksView.any_permission_required
        )
