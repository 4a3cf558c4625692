"""The report “Picture rights”: every picture with its credit, its licence, and the pages that use it."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter
from wagtail.admin.filters import CollectionFilter, WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page
from wagtail.permissions import policy_registry

from .expiry import FIRST_WARNING
from .licences import PERMISSION, UNKNOWN, grouped_choices, spdx_id
from .models import Picture
from .rights import has_credit, has_licence, has_run_out, shown_until
from .use import found_in_fields
from .used_by import drafts_using, pages_using, title_of

STATUSES: dict[str, str | Promise] = {
    "missing": _("Credit or licence missing"),
    "expiring": _("Permission ends within 60 days"),
    "expired": _("Permission is over"),
    "unused": _("Used nowhere"),
    "no-alt": _("Without alternative text or description"),
    "in-order": _("In order"),
}
PAGES_SHOWN = 5


class Whereabouts:
    """Where pictures are used, looked up once for a whole report: a fixed number of queries."""

    @cached_property
    def rows(self) -> dict[int, set[int]]:
        """The pages by picture, as they are stored."""
        return pages_using()

    @cached_property
    def drafts(self) -> dict[int, set[int]]:
        """The pages by picture whose unpublished version uses it."""
        return drafts_using()

    @cached_property
    def used(self) -> set[int]:
        """The ids of all pictures that a page uses."""
        return {pk for found in (self.rows, self.drafts) for pk, pages in found.items() if pages}

    @cached_property
    def lacking_alt(self) -> dict[int, list[str]]:
        """The public uses without alternative text, in words, by picture."""
        on_pages = {page for pages in self.rows.values() for page in pages}
        lacking: dict[int, list[str]] = defaultdict(list)
        for page in _live_pages(on_pages):
            for found in found_in_fields(page):
                if found.lacks_alt:
                    lacking[found.pk].append(f"{page.title}: {found.place}")
        return lacking

    def pages_of(self, pictures: Iterable[Picture]) -> dict[int, list[Page]]:
        """The pages of some pictures, public ones first, in one query."""
        ids = {one.pk: self.rows.get(one.pk, set()) | self.drafts.get(one.pk, set()) for one in pictures}
        wanted = {pk for pages in ids.values() for pk in pages}
        pages = list(Page.objects.filter(pk__in=wanted).select_related("locale").order_by("-live", "path"))
        return {picture: [page for page in pages if page.pk in of_picture] for picture, of_picture in ids.items()}


def _live_pages(ids: set[int]) -> Iterable[Page]:
    """Public pages with their own fields: one query for each kind of page."""
    for model in apps.get_models():
        if issubclass(model, Page) and model is not Page:
            yield from model.objects.filter(live=True, pk__in=ids).iterator(chunk_size=500)


def statuses_of(picture: Picture, whereabouts: Whereabouts, today: date) -> list[str]:
    """All that is to be said of a picture, worst first; “in order” only where there is nothing else."""
    until = shown_until(picture)
    over = has_run_out(picture, today)
    says = {
        "missing": not (has_credit(picture) and has_licence(picture)),
        "expired": over,
        "expiring": until is not None and not over and until <= today + timedelta(days=FIRST_WARNING),
        "no-alt": not picture.description.strip() or picture.pk in whereabouts.lacking_alt,
        "unused": picture.pk not in whereabouts.used,
    }
    return [status for status, holds in says.items() if holds] or ["in-order"]


class StatusFilter(ChoiceFilter):
    """Pictures of which one thing is to be said; the view knows where they are used."""

    def filter(self, queryset: QuerySet[Picture], value: str) -> QuerySet[Picture]:
        return with_status(queryset, value, self.parent.whereabouts, timezone.localdate()) if value else queryset


def with_status(pictures: QuerySet[Picture], status: str, whereabouts: Whereabouts, today: date) -> QuerySet[Picture]:
    """The pictures that have a status."""
    missing = Q(licence=UNKNOWN) | Q(licence="") | Q(creator="", credit_line="")
    expired = Q(licence=PERMISSION, permission_until__lt=today)
    expiring = Q(licence=PERMISSION, permission_until__range=(today, today + timedelta(days=FIRST_WARNING)))
    if status == "missing":
        return pictures.filter(missing)
    if status == "expired":
        return pictures.filter(expired)
    if status == "expiring":
        return pictures.filter(expiring)
    unused = ~Q(pk__in=whereabouts.used)
    if status == "unused":
        return pictures.filter(unused)
    no_alt = Q(description="") | Q(pk__in=list(whereabouts.lacking_alt))
    if status == "no-alt":
        return pictures.filter(no_alt)
    return pictures.exclude(missing | expired | expiring | unused | no_alt)


class UsedOnFilter(CharFilter):
    """Pictures on pages whose title has these words in it."""

    def filter(self, queryset: QuerySet[Picture], value: str) -> QuerySet[Picture]:
        if not value:
            return queryset
        pages = set(
            Page.objects.filter(Q(title__icontains=value) | Q(draft_title__icontains=value)).values_list(
                "pk", flat=True
            )
        )
        where = self.parent.whereabouts
        found = {pk for uses in (where.rows, where.drafts) for pk, on in uses.items() if on & pages}
        return queryset.filter(pk__in=found)


class PictureRightsFilterSet(WagtailFilterSet):
    """By status, by licence, by collection, by page."""

    status = StatusFilter(label=_("Status"), choices=list(STATUSES.items()), empty_label=_("All"))
    licence = ChoiceFilter(label=_("Licence"), choices=grouped_choices, empty_label=_("All"))
    used_on = UsedOnFilter(label=_("Used on"), help_text=_("A part of a page's title."))

    class Meta:
        model = Picture
        fields: list[str] = []

    def __init__(self, *args: Any, whereabouts: Whereabouts, **kwargs: Any) -> None:
        self.whereabouts = whereabouts
        super().__init__(*args, **kwargs)
        collections = policy_registry.get_by_type(Picture).collections_user_has_any_permission_for(
            self.request.user, ["change"]
        )
        self.filters["collection"] = CollectionFilter(
            field_name="collection", label=_("Collection"), queryset=collections
        )


class PictureRightsView(ReportView):
    """The report, for those who may change pictures: each sees those that they may change."""

    model = Picture
    index_url_name = "picture_rights_report"
    index_results_url_name = "picture_rights_report_results"
    results_template_name = "images/rights_report_results.html"
    page_title = _("Picture rights")
    header_icon = "image"
    filterset_class = PictureRightsFilterSet
    any_permission_required = ["change"]
    default_ordering = "title"
    export_filename = "picture-rights"
    list_export = [
        "title", "creator", "credit_line", "copyright_notice", "get_licence_display", "licence", "spdx_id",
        "permission_until", "source_archive", "source_reference", "source_url", "acquire_licence_page",
        "statuses_in_words", "pages_in_words", "lacking_alt_in_words", "description", "collection.name", "file.name",
    ]  # fmt: skip
    export_headings = {
        "get_licence_display": _("Licence"),
        "licence": _("Licence (URI)"),
        "spdx_id": _("Licence (SPDX)"),
        "statuses_in_words": _("Status"),
        "pages_in_words": _("Used on"),
        "lacking_alt_in_words": _("Without alternative text"),
        "collection.name": _("Collection"),
        "file.name": _("File"),
    }

    @cached_property
    def whereabouts(self) -> Whereabouts:
        """Where the pictures are used."""
        return Whereabouts()

    @cached_property
    def permission_policy(self) -> Any:
        """Wagtail's rules for pictures, by collection."""
        return policy_registry.get_by_type(Picture)

    def get_base_queryset(self) -> QuerySet[Picture]:
        pictures = self.permission_policy.instances_user_has_permission_for(self.request.user, "change")
        pictures = pictures.select_related("collection").order_by("title", "pk")
        return pictures if self.is_export else pictures.prefetch_renditions("max-165x165")

    def get_queryset(self) -> QuerySet[Picture]:
        self.queryset = self.get_base_queryset()
        return super().get_queryset()

    def get_filterset_kwargs(self) -> dict[str, Any]:
        return {**super().get_filterset_kwargs(), "whereabouts": self.whereabouts}

    def decorate_paginated_queryset(self, pictures: Any) -> Any:
        """Add to each picture of the page what its row says."""
        pages = self.whereabouts.pages_of(pictures)
        today = timezone.localdate()
        for picture in pictures:
            titles = [(page, title_of(page)) for page in pages[picture.pk]]
            picture.statuses = [(one, STATUSES[one]) for one in statuses_of(picture, self.whereabouts, today)]
            picture.pages_shown, picture.pages_more = titles[:PAGES_SHOWN], max(0, len(titles) - PAGES_SHOWN)
            picture.lacking_alt = self.whereabouts.lacking_alt.get(picture.pk, [])
            picture.spdx_id = spdx_id(picture.licence)
            picture.statuses_in_words = "; ".join(str(label) for _status, label in picture.statuses)
            picture.pages_in_words = "; ".join(title for _page, title in titles)
            picture.lacking_alt_in_words = "; ".join(picture.lacking_alt)
        return pictures


class PictureRightsMenuItem(MenuItem):
    """Shown to those who may change pictures."""

    def is_shown(self, request: Any) -> bool:
        return policy_registry.get_by_type(Picture).user_has_any_permission(request.user, ["change"])


def rights_menu_item() -> MenuItem:
    """The report's place in the menu."""
    return PictureRightsMenuItem(_("Picture rights"), reverse("picture_rights_report"), icon_name="image", order=695)
