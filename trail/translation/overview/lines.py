"""The table as it is shown: columns for the languages, a line for each page, and what is said in its cells."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Locale

from trail.languages.cldr import format_date, name_in

from .people import name_of
from .state import Cell, Row, State

# A state is told by a shape and by words; colour only helps.
ICONS = {
    State.NOT_STARTED: "radio-empty",
    State.IN_PROGRESS: "edit",
    State.REVIEW: "glasses",
    State.LIVE: "check",
    State.STALE: "warning",
    State.DOWN: "no-view",
}


@dataclass(slots=True)
class Column:
    """A language, and how far it has got with the pages that are listed."""

    locale: Locale
    tag: str
    name: str
    pages: int = 0
    live: int = 0
    stale: int = 0
    words_left: int = 0
    uncounted: int = 0  # pages whose words are not in the figure


@dataclass(slots=True)
class Shown:
    """What a cell says; `cell` is None under the language in which the page was written."""

    column: Column
    cell: Cell | None
    words: str = ""
    icon: str = ""
    edit: str = ""
    begin: str = ""
    translator: str = ""


@dataclass(slots=True)
class Line:
    """A page of the table."""

    row: Row
    kind: str
    language: str  # in which it was written
    cells: list[Shown]


def columns_of(locales: Iterable[Locale], rows: Sequence[Row]) -> list[Column]:
    """The languages that have a cell in some row, with their figures over all of them."""
    admin = get_language() or "en"
    columns = {one.pk: Column(one, one.language_code, capfirst(name_in(one.language_code, admin))) for one in locales}
    for row in rows:
        for locale, cell in row.cells.items():
            if locale not in columns:
                continue
            column = columns[locale]
            column.pages += 1
            column.live += cell.state in {State.LIVE, State.STALE}
            column.stale += cell.state == State.STALE
            column.words_left += cell.words_left or 0
            column.uncounted += cell.words_left is None
    return sorted((one for one in columns.values() if one.pages or not rows), key=lambda one: one.name)


def lines_of(rows: Sequence[Row], columns: Sequence[Column]) -> list[Line]:
    """The lines of a page of the table, in two queries."""
    kinds = kinds_of({row.kind for row in rows})
    names = names_of({cell.translator_id for row in rows for cell in row.cells.values()})
    tags = dict(Locale.objects.values_list("pk", "language_code"))
    return [
        Line(
            row,
            kinds.get(row.kind, ""),
            tags.get(row.locale_id, ""),
            [shown(row, row.cells.get(column.locale.pk), column, names) for column in columns],
        )
        for row in rows
    ]


def kinds_of(ids: Iterable[int]) -> dict[int, str]:
    """The names of page types by the ids of their content types."""
    return {
        one.pk: str(capfirst(one.model_class()._meta.verbose_name))
        for one in ContentType.objects.filter(pk__in=list(ids))
        if one.model_class() is not None
    }


def names_of(ids: Iterable[int | None]) -> dict[int, str]:
    """The names of people by their ids."""
    wanted = [one for one in ids if one is not None]
    return {user.pk: name_of(user) for user in get_user_model().objects.filter(pk__in=wanted)}


def shown(row: Row, cell: Cell | None, column: Column, names: Mapping[int, str]) -> Shown:
    """What the cell of a page in a language says, and where it leads."""
    if cell is None:
        return Shown(column, None)
    says = Shown(column, cell, in_words(cell), ICONS[cell.state])
    says.translator = names.get(cell.translator_id or 0, "")
    if cell.page_pk is not None:
        says.edit = reverse("wagtailadmin_pages:edit", args=[cell.page_pk])
    elif row.live:
        says.begin = reverse("trail_begin_translation", args=[column.tag, row.pk])
    return says


def in_words(cell: Cell) -> str:
    """The state of a cell: “In progress, 40 %”, “Live, stale since 3 June 2026”."""
    state = State(cell.state)
    if state == State.IN_PROGRESS and cell.strings:
        return _("In progress, %(percent)s %%") % {"percent": cell.per_cent}
    if state == State.STALE and cell.since:
        return _("Live, stale since %(date)s") % {"date": format_date(cell.since.date(), get_language() or "en")}
    if state == State.STALE:
        return _("Live, new text not translated")
    return str(state.label)


def sort_of_work(cell: Cell) -> Any:
    """What to do first: what visitors read wrong, then what is begun, then what nobody has begun."""
    order = [State.STALE, State.IN_PROGRESS, State.DOWN, State.NOT_STARTED, State.REVIEW, State.LIVE]
    return order.index(State(cell.state))
