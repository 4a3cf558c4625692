"""Keeping the words in step with the index: the facets, the stems, and the vocabulary of each language."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import connection, transaction
from django.db.models import prefetch_related_objects

from ..models import Entry, SearchDocument, SearchWord
from . import postgresql, sqlite
from .document import document_of, vocabulary_of
from .stems import ending_of
from .tokens import key_of

Change = tuple[Entry | None, Entry | None]
AT_ONCE = 500
# What of an entry is neither in its document nor among its words.
NOT_READ = {"id", "page", "path", "url"}
FACETS = ("language", "type", "kind", "region", "earliest", "latest", "step_free", "always_open", "opening_hours")


def backend() -> Any:
    """The module that knows this database's way with words."""
    return postgresql if connection.vendor == "postgresql" else sqlite


def follow(changes: list[Change]) -> None:
    """Take over changed entries. Removed ones take their document along; their words are counted off here.

    Where a page only stands elsewhere among its neighbours, its words are the same.
    """
    changes = [change for change in changes if not _say_the_same(*change)]
    write([after for _before, after in changes if after is not None])
    _count([before for before, _after in changes if before is not None], -1)
    _count([after for _before, after in changes if after is not None], 1)


def _say_the_same(before: Entry | None, after: Entry | None) -> bool:
    if before is None or after is None:
        return False
    read = (field.attname for field in Entry._meta.concrete_fields if field.name not in NOT_READ)
    if any(getattr(before, name) != getattr(after, name) for name in read):
        return False
    return {nation.code for nation in before.nations.all()} == {nation.code for nation in after.nations.all()}


def write(entries: list[Entry]) -> None:
    """Write the documents of entries, old or new."""
    if not entries:
        return
    prefetch_related_objects(entries, "nations")
    with transaction.atomic():
        for start in range(0, len(entries), AT_ONCE):
            some = entries[start : start + AT_ONCE]
            SearchDocument.objects.bulk_create(
                [_row(entry) for entry in some],
                update_conflicts=True,
                unique_fields=["entry"],
                update_fields=[*FACETS, "nations", "title_key"],
            )
            backend().write(connection, [document_of(entry) for entry in some])


def rebuild(language: str = "") -> None:
    """Make documents and vocabulary anew from the entries, for one language or all."""
    entries, words = Entry.objects.order_by("pk"), SearchWord.objects.all()
    if language:
        entries, words = entries.filter(language=language), words.filter(language=language)
    with transaction.atomic():
        words.delete()
        # Counted in memory and written once: a row that is changed for each batch grows slower with each change.
        known: dict[str, Counter[str]] = defaultdict(Counter)
        some: list[Entry] = []
        for entry in entries.iterator(chunk_size=AT_ONCE):
            known[entry.language].update(vocabulary_of([entry]))
            some.append(entry)
            if len(some) == AT_ONCE:
                write(some)
                some = []
        write(some)
        for tag, counted in sorted(known.items()):
            _write_words(tag, counted, 1)


def _row(entry: Entry) -> SearchDocument:
    return SearchDocument(
        entry=entry,
        nations=" ".join(sorted(nation.code for nation in entry.nations.all()))[:255],
        title_key=key_of(entry.title)[:255],
        **{name: getattr(entry, name) for name in FACETS},
    )


def _count(entries: Iterable[Entry], sign: int) -> None:
    """Add the words of entries to the vocabulary, or take them off. Words in order: two at once never block each other."""
    by_language: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_language[entry.language].append(entry)
    for language, some in sorted(by_language.items()):
        _write_words(language, vocabulary_of(some), sign)
        if sign < 0:
            SearchWord.objects.filter(language=language, entries__lte=0).delete()


def _write_words(language: str, words: Counter[str], sign: int) -> None:
    rows = [
        (language, word, len(word), ending_of(word, language), sign * count) for word, count in sorted(words.items())
    ]
    for start in range(0, len(rows), AT_ONCE):
        _add(rows[start : start + AT_ONCE])


def _add(rows: list[tuple[str, str, int, str, int]]) -> None:
    """Both databases know this form of inserting, and Django has no words for adding to what is there."""
    table = SearchWord._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (language, word, length, ending, entries)"
            f" VALUES {', '.join(['(%s, %s, %s, %s, %s)'] * len(rows))}"
            f" ON CONFLICT (language, word) DO UPDATE SET entries = {table}.entries + excluded.entries",
            [value for row in rows for value in row],
        )
