"""How each page stands in each language, told in one place, in a fixed number of queries.

A row is a page in the language in which it was written; a cell is that page in another language. What is counted are the
strings that wagtail-localize gives to translators: those without a translation, and those whose translation is stale.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Expression, F, Min, Sum, TextChoices, Value
from django.db.models.functions import Length, Replace
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, WorkflowState
from wagtail_localize.models import StringSegment, Translation, TranslationSource

from trail.translation.models import StaleString


class State(TextChoices):
    """How a page stands in a language."""

    NOT_STARTED = "not-started", _("Not started")
    IN_PROGRESS = "in-progress", _("In progress")
    REVIEW = "review", _("Waiting for review")
    LIVE = "live", _("Live")
    STALE = "stale", _("Live, but stale")
    DOWN = "down", _("Taken down")


@dataclass(slots=True)
class Cell:
    """A page in a language that is not its own."""

    source_pk: int
    locale_id: int
    state: State = State.NOT_STARTED
    page_pk: int | None = None  # the translated page, where there is one
    translation_pk: int | None = None
    strings: int = 0
    translated: int = 0
    stale: int = 0
    since: datetime | None = None  # of the oldest stale string
    words_left: int | None = None  # None: nobody has counted the words of the source yet
    translator_id: int | None = None

    @property
    def per_cent(self) -> int:
        """How much is translated; 100 only where nothing is missing."""
        return self.translated * 100 // self.strings if self.strings else 0

    @property
    def untranslated(self) -> int:
        """How many strings have no translation at all."""
        return self.strings - self.translated


@dataclass(slots=True)
class Row:
    """A page as it was written, and how it stands in the other languages, by the id of the locale."""

    pk: int
    key: UUID
    locale_id: int
    path: str
    depth: int
    title: str
    kind: int  # the id of its content type
    live: bool
    published_at: datetime | None
    begun: bool = False  # in some language, not only in those that are looked at
    source: int | None = None  # the record of its strings
    recorded_at: datetime | None = None
    cells: dict[int, Cell] = field(default_factory=dict)

    @property
    def is_counted(self) -> bool:
        """Whether the record of its strings is that of the page that is live. Publishing keeps it so once it is begun."""
        if self.recorded_at is None:
            return False
        return self.begun or self.published_at is None or self.recorded_at >= self.published_at


class _Page(NamedTuple):
    pk: int
    translation_key: UUID
    locale_id: int
    path: str
    depth: int
    title: str
    content_type_id: int
    live: bool
    first_published_at: datetime | None
    last_published_at: datetime | None


class _Record(NamedTuple):
    pk: int
    source_id: int
    source__object_id: UUID
    source__locale_id: int
    target_locale_id: int
    assignment__translator_id: int | None
    withdrawn__since: datetime | None


class _Tally(NamedTuple):
    strings: int = 0
    words: int = 0


class _Stale(NamedTuple):
    strings: int = 0
    since: datetime | None = None
    words: int = 0


def words_in(text: str) -> Expression:
    """The number of words in a text of the database: of what stands between spaces, links counting as their words."""
    bare = Replace(F(text), Value("<a "), Value("<a"))
    return Length(bare) - Length(Replace(bare, Value(" "), Value(""))) + 1


def overview(locales: Collection[int]) -> list[Row]:
    """All pages that are there to be translated, in the order of the tree, with their cells in some languages.

    Pages that are not live, and that nobody has begun to translate, are left out.
    """
    records = Translation.objects.filter(enabled=True)
    pages = Page.objects.filter(depth__gt=1, alias_of__isnull=True).order_by("path")
    versions: dict[UUID, dict[int, _Page]] = defaultdict(dict)
    for values in pages.values_list(*_Page._fields):
        page = _Page(*values)
        versions[page.translation_key][page.locale_id] = page
    by_target: dict[UUID, dict[int, _Record]] = defaultdict(dict)
    for values in records.order_by("pk").values_list(*_Record._fields):
        record = _Record(*values)
        if record.source__locale_id in versions.get(record.source__object_id, {}):
            by_target[record.source__object_id][record.target_locale_id] = record
    rows = [_row(by_locale, by_target[key]) for key, by_locale in versions.items()]
    rows = [row for row in rows if row.live or by_target[row.key]]
    _fill(rows, versions, by_target, locales)
    return sorted(rows, key=lambda row: row.path)


def _row(by_locale: dict[int, _Page], records: dict[int, _Record]) -> Row:
    """The version from which the others are translated: one that translates none, with a record before the oldest."""
    recorded = {record.source__locale_id for record in records.values()}
    page = min(by_locale.values(), key=lambda one: (one.locale_id in records, one.locale_id not in recorded, one.pk))
    return Row(
        pk=page.pk,
        key=page.translation_key,
        locale_id=page.locale_id,
        path=page.path,
        depth=page.depth,
        title=page.title,
        kind=page.content_type_id,
        live=page.live,
        published_at=page.last_published_at,
        begun=bool(records),
    )


def _fill(
    rows: Sequence[Row],
    versions: dict[UUID, dict[int, _Page]],
    by_target: dict[UUID, dict[int, _Record]],
    locales: Collection[int],
) -> None:
    sources = {
        (key, locale): (pk, at)
        for pk, key, locale, at in TranslationSource.objects.values_list(
            "pk", "object_id", "locale_id", "last_updated_at"
        )
    }
    totals, done, stale, in_review = _totals(), _done(locales), _stale(locales), pages_in_review()
    for row in rows:
        row.source, row.recorded_at = sources.get((row.key, row.locale_id), (None, None))
        for locale in locales:
            if locale == row.locale_id:
                continue
            page, record = versions[row.key].get(locale), by_target[row.key].get(locale)
            cell = row.cells[locale] = Cell(row.pk, locale, page_pk=page.pk if page else None)
            source = record.source_id if record else row.source
            behind = stale.get(record.pk, _Stale()) if record else _Stale()
            if record:
                cell.translation_pk, cell.translator_id = record.pk, record.assignment__translator_id
                cell.stale, cell.since = behind.strings, behind.since
            if source is not None and (record or page is None):
                all_there_is, entered = totals.get(source, _Tally()), done.get((source, locale), _Tally())
                cell.strings, cell.translated = all_there_is.strings, entered.strings
                cell.words_left = all_there_is.words - entered.words + behind.words
            elif page is not None:
                cell.words_left = 0  # a page made by hand, which nobody looks after: there is nothing to count
            cell.state = _state(cell, page, record, in_review)


def _state(cell: Cell, page: _Page | None, record: _Record | None, in_review: set[int]) -> State:
    if page is None:
        return State.NOT_STARTED
    if page.pk in in_review:
        return State.REVIEW
    if page.live:
        return State.STALE if cell.stale or cell.untranslated else State.LIVE
    was_live = page.first_published_at is not None or (record is not None and record.withdrawn__since is not None)
    return State.DOWN if was_live else State.IN_PROGRESS


def _totals() -> dict[int, _Tally]:
    """How many strings and words there are, by source."""
    counted = StringSegment.objects.values("source_id").annotate(n=Count("pk"), words=Sum(words_in("string__data")))
    return {source: _Tally(n, words or 0) for source, n, words in counted.values_list("source_id", "n", "words")}


def _done(locales: Iterable[int]) -> dict[tuple[int, int], _Tally]:
    """How many of them are translated, by source and language; one that broke something is not."""
    entered = StringSegment.objects.filter(
        string__translations__context=F("context"),
        string__translations__has_error=False,
        string__translations__locale__in=list(locales),
    )
    counted = entered.values("source_id", "string__translations__locale_id").annotate(
        n=Count("pk"), words=Sum(words_in("string__data"))
    )
    return {
        (source, locale): _Tally(n, words or 0)
        for source, locale, n, words in counted.values_list(
            "source_id", "string__translations__locale_id", "n", "words"
        )
    }


def _stale(locales: Iterable[int]) -> dict[int, _Stale]:
    """How many strings are stale, by translation, and since when."""
    counted = (
        StaleString.objects.filter(translation__target_locale__in=list(locales))
        .values("translation_id")
        .annotate(n=Count("pk"), oldest=Min("since"), words=Sum(words_in("string__data")))
    )
    return {
        translation: _Stale(n, oldest, words or 0)
        for translation, n, oldest, words in counted.values_list("translation_id", "n", "oldest", "words")
    }


def pages_in_review(since: datetime | None = None) -> set[int]:
    """The ids of the pages that somebody has been asked to look at, or has been since a moment."""
    asked = WorkflowState.objects.filter(
        status=WorkflowState.STATUS_IN_PROGRESS, base_content_type=ContentType.objects.get_for_model(Page)
    )
    if since is not None:
        asked = asked.filter(created_at__gt=since)
    return {int(pk) for pk in asked.values_list("object_id", flat=True)}
