"""The report “Translations”: pages by languages, filtered, counted, exported."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets.button import Button
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation

from trail.languages.cldr import name_in

from ..records.names import progress
from .export import COLUMNS, flat
from .lines import Column, columns_of, kinds_of, lines_of
from .people import all_translators, languages_of, may_assign, name_of
from .sources import count_words, uncounted
from .state import Cell, Row, State, overview

NOBODY = "nobody"
INDENT = "\u2003"
COUNTING_SECONDS = 1.5  # of one request, for pages whose words nobody has counted yet


class OverviewFilterSet(WagtailFilterSet):
    """By language, state, translator, part of the trail and kind of page. What is filtered are rows, not a queryset."""

    language = ChoiceFilter(label=_("Language"), empty_label=_("All"))
    state = ChoiceFilter(label=_("State"), choices=State.choices, empty_label=_("All"))
    translator = ChoiceFilter(label=_("Translator"), empty_label=_("All"))
    part = ChoiceFilter(
        label=_("Part of the trail"),
        empty_label=_("All"),
        help_text=_("A campaign, a region, or all that is below it."),
    )
    kind = ChoiceFilter(label=_("Kind of page"), empty_label=_("All"))

    class Meta:
        model = Translation
        fields: list[str] = []

    def __init__(self, *args: Any, choices: dict[str, list[tuple[str, Any]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, offered in choices.items():
            self.filters[name].extra["choices"] = offered

    def filter_queryset(self, rows: list[Row]) -> list[Row]:
        """The rows in the chosen part and of the chosen kind that have a cell of which all the rest is true."""
        asked = self.form.cleaned_data
        part = next((row for row in rows if str(row.pk) == asked["part"]), None) if asked["part"] else None
        return [
            row
            for row in rows
            if (not asked["part"] or (part and row.path.startswith(part.path)))
            and (not asked["kind"] or str(row.kind) == asked["kind"])
            and (any(self._matches(cell, asked) for cell in row.cells.values()) or not self._asks_of_cells(asked))
        ]

    @staticmethod
    def _asks_of_cells(asked: dict[str, str]) -> bool:
        return bool(asked["language"] or asked["state"] or asked["translator"])

    @staticmethod
    def _matches(cell: Cell, asked: dict[str, str]) -> bool:
        translator = NOBODY if cell.translator_id is None else str(cell.translator_id)
        return (
            (not asked["language"] or str(cell.locale_id) == asked["language"])
            and (not asked["state"] or cell.state == asked["state"])
            and (not asked["translator"] or translator == asked["translator"])
        )


class OverviewView(ReportView):
    """The report, for all who have to do with translations; translators see the languages that are theirs."""

    index_url_name = "trail_translations"
    index_results_url_name = "trail_translations_results"
    template_name = "translation/overview/table.html"
    results_template_name = "translation/overview/table_results.html"
    page_title = _("Translations")
    header_icon = "wagtail-localize-language"
    filterset_class = OverviewFilterSet
    is_searchable = True
    paginate_by = 50
    model = Page
    export_filename = "translations"
    list_export = list(COLUMNS)
    export_headings = COLUMNS

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Those who see no language see no table."""
        if not self.languages:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def languages(self) -> list[Locale]:
        """The languages that this person sees."""
        return languages_of(self.request.user)

    @cached_property
    def all_rows(self) -> list[Row]:
        """Every page, with the cells of those languages; the words of some more are counted if some are not."""
        locales = [locale.pk for locale in self.languages]
        rows = overview(locales)
        waiting = uncounted(rows)
        if waiting:
            count_words(waiting, COUNTING_SECONDS)
            rows = overview(locales)
        return [row for row in rows if row.cells]

    @cached_property
    def choices(self) -> dict[str, list[tuple[str, Any]]]:
        """What the filters offer: nothing that would find nothing."""
        admin = get_language() or "en"
        rows = self.all_rows
        with_cells = {locale for row in rows for locale in row.cells}
        above = {row.path[: -Page.steplen] for row in rows}
        tags = {locale.language_code for locale in self.languages}
        people = {one.pk: name_of(one) for tag, each in all_translators().items() if tag in tags for one in each}
        return {
            "language": sorted(
                (
                    (str(one.pk), str(capfirst(name_in(one.language_code, admin))))
                    for one in self.languages
                    if one.pk in with_cells
                ),
                key=lambda choice: choice[1],
            ),
            "translator": [(NOBODY, _("Nobody yet")), *((str(pk), name) for pk, name in people.items())],
            "part": [
                (str(row.pk), f"{INDENT * (row.depth - 3)}{row.title}")
                for row in rows
                if row.path in above and row.depth > 2
            ],
            "kind": [(str(pk), name) for pk, name in kinds_of({row.kind for row in rows}).items()],
        }

    def get_base_queryset(self) -> list[Row]:  # type: ignore[override]
        return self.all_rows

    def get_filterset_kwargs(self) -> dict[str, Any]:
        return {**super().get_filterset_kwargs(), "choices": self.choices}

    def search_queryset(self, rows: list[Row]) -> list[Row]:  # type: ignore[override]
        wanted = self.search_query.casefold().split()
        return [row for row in rows if all(word in row.title.casefold() for word in wanted)]

    @cached_property
    def chosen_languages(self) -> list[Locale]:
        """The columns: the language that is asked for, or all that this person sees."""
        asked = self.filters.form.cleaned_data.get("language") if self.filters and self.filters.is_valid() else ""
        return [locale for locale in self.languages if not asked or str(locale.pk) == asked]

    @cached_property
    def columns_shown(self) -> list[Column]:
        """The languages with their figures over all rows that were found, on whichever page of the table."""
        return columns_of(self.chosen_languages, self.object_list)

    @cached_property
    def header_more_buttons(self) -> list[Button]:  # type: ignore[override]
        """The downloads of the table; and the door to files for programs of translators, with what is filtered chosen there."""
        buttons = list(super().header_more_buttons)
        if any(cell.translation_pk for row in self.all_rows for cell in row.cells.values()):
            asked = self.filters.form.cleaned_data if self.filters and self.filters.is_valid() else {}
            chosen = {"page": asked.get("part"), "wanted": "stale" if asked.get("state") == State.STALE else ""}
            if len(self.chosen_languages) == 1:
                chosen["locale"] = self.chosen_languages[0].language_code
            url = f"{reverse('trail_exchange')}?{urlencode({name: value for name, value in chosen.items() if value})}"
            buttons.append(Button(_("Exchange PO files"), url=url, icon_name="resubmit", priority=110))
        return buttons

    def decorate_paginated_queryset(self, rows: Iterable[Row]) -> Any:
        """The lines of the table, or one line for each page and language of the spreadsheet."""
        lines = lines_of(list(rows), self.columns_shown)
        return flat(lines, self.object_list, self.filters) if self.is_export else lines

    def get_table(self, object_list: Any) -> Any:
        """The template writes the table itself."""
        return super().get_table([])

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(*args, **kwargs)
        return context | {
            "columns_shown": self.columns_shown,
            "uncounted": len(uncounted(self.all_rows)),
            "names": self.names,
            "may_assign": may_assign(self.request.user),
            "sees_all": len(self.languages) > 1,
            "next": self.request.get_full_path().replace("results/", "", 1),
        }

    @cached_property
    def names(self) -> list[tuple[Column, int, int]]:
        """For each language that is shown: how many of the names on its pages are translated, of how many."""
        counted = progress([column.locale.pk for column in self.columns_shown])
        found = [(column, *counted[column.locale.pk]) for column in self.columns_shown]
        return found if any(of for _column, _done, of in found) else []

    @cached_property
    def no_results_message(self) -> Any:
        return _("There is no page of which this is true.")


class TranslationsMenuItem(MenuItem):
    """Shown to those who see a language."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(languages_of(request.user))


def translations_menu_item() -> MenuItem:
    """The table's place in the menu of the admin."""
    return TranslationsMenuItem(
        _("Translations"), reverse("trail_translations"), icon_name="wagtail-localize-language", order=350
    )
