"""“Yours to translate”: what a translator finds on the first page of the admin, and in the mail."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.forms import Media
from django.http import HttpRequest
from django.utils import timezone
from wagtail.admin.ui.components import Component
from wagtail.models import Locale, Page

from ..records.names import progress
from .lines import Column, Line, columns_of, lines_of, sort_of_work
from .people import languages_translated_by
from .state import Cell, Row, State, overview

WEEK = timedelta(days=7)
SHOWN = 10
NEXT_SHOWN = 5
DONE = {State.LIVE, State.REVIEW}


@dataclass
class Work:
    """What there is to do for a translator: the cells of each list in the order in which to do them."""

    mine: list[Cell] = field(default_factory=list)
    newly_stale: list[Cell] = field(default_factory=list)  # of nobody's pages; those of one's own are among them
    next: list[Cell] = field(default_factory=list)
    words_left: int = 0  # of one's own pages
    rows: dict[int, Row] = field(default_factory=dict)  # by the id of the page

    def __bool__(self) -> bool:
        return bool(self.mine or self.newly_stale or self.next)


def work_of(user: Any, locales: Sequence[Locale], since: datetime, rows: Sequence[Row] | None = None) -> Work:
    """The pages given to somebody and not done, those that became stale since a moment and are nobody's, and what is next.

    A page can be next where the page above it is begun: the home page first, then the campaign, its regions, and so on.
    """
    ids = [locale.pk for locale in locales]
    rows = overview(ids) if rows is None else rows
    by_path = {row.path: row for row in rows}
    work = Work(rows={row.pk: row for row in rows})
    for row in sorted(rows, key=lambda one: (one.depth, one.path)):
        for cell in (row.cells[locale] for locale in ids if locale in row.cells):
            if cell.translator_id == user.pk:
                if cell.state not in DONE or (cell.state == State.REVIEW and cell.words_left):
                    work.mine.append(cell)
                    work.words_left += cell.words_left or 0
            elif cell.translator_id is None:
                if cell.stale and cell.since and cell.since > since:
                    work.newly_stale.append(cell)
                elif cell.state in {State.NOT_STARTED, State.IN_PROGRESS} and _is_ready(row, cell, by_path):
                    work.next.append(cell)
    work.mine.sort(key=sort_of_work)
    return work


def _is_ready(row: Row, cell: Cell, by_path: Mapping[str, Row]) -> bool:
    above = by_path.get(row.path[: -Page.steplen])
    if not row.live:
        return False
    if above is None or cell.locale_id not in above.cells:
        return cell.page_pk is not None or row.depth > 2
    return above.cells[cell.locale_id].page_pk is not None


class YoursToTranslate(Component):
    """The panel, for translators only."""

    name = "yours_to_translate"
    template_name = "translation/overview/home.html"
    order = 90

    @property
    def media(self) -> Media:
        return Media(css={"all": ["trail/css/translations.css"]})

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """The three lists, each with what is shown of it and how much more there is."""
        request: HttpRequest = parent_context["request"]  # type: ignore[index]
        locales = languages_translated_by(request.user)
        if not locales:
            return {"is_translator": False}
        work = work_of(request.user, locales, timezone.now() - WEEK)
        columns = columns_of(locales, list(work.rows.values()))
        return {
            "is_translator": True,
            "columns": columns,
            "several": len(columns) > 1,
            "mine": tasks(work, work.mine[:SHOWN], columns),
            "mine_count": len(work.mine),
            "words_left": work.words_left,
            "newly_stale": tasks(work, work.newly_stale[:SHOWN], columns),
            "next_pages": tasks(work, work.next[:NEXT_SHOWN], columns),
            "user_pk": request.user.pk,
            "names": open_names(columns),
        }


def open_names(columns: Sequence[Column]) -> list[tuple[Column, int]]:
    """The languages in which names on pages are still to be translated, and how many."""
    counted = progress([column.locale.pk for column in columns])
    left = [(column, of - done) for column in columns for done, of in [counted[column.locale.pk]]]
    return [(column, count) for column, count in left if count]


def tasks(work: Work, cells: Sequence[Cell], columns: Sequence[Column]) -> list[tuple[Line, Any]]:
    """The cells with their lines, as the template of a cell wants them."""
    rows = [work.rows[cell.source_pk] for cell in cells]
    lines = {line.row.pk: line for line in lines_of(rows, columns)} if rows else {}
    found = []
    for cell in cells:
        line = lines[cell.source_pk]
        found.append((line, next(shown for shown in line.cells if shown.column.locale.pk == cell.locale_id)))
    return found
