"""Which tables a backup holds, and how their rows are written and read: the same on every database."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.management.color import no_style
from django.db import models, transaction
from django.db.migrations.recorder import MigrationRecorder

# Made anew from the pages when a backup is restored.
DERIVED = {
    "finding.entry",
    "finding.entrynation",
    "finding.mapcell",
    "finding.mapedition",
    "finding.mappiece",
    "finding.searchdocument",
    "finding.searchword",
    "wagtailsearch.indexentry",
    "wagtailsearch.sqliteftsindexentry",
}
# Of this moment: who is signed in or tries to, who edits what, files on their way in, work and mails on their way out (a
# mail that was sent long ago must not be sent again).
PASSING = {
    "background.errand",
    "background.outgoingmail",
    "background.parcel",
    "django_tasks_database.dbtaskresult",
    "safety.try",
    "sessions.session",
    "wagtailadmin.editingsession",
    "wagtailadmin.formstate",
    "wagtailcore.uploadedfile",
}
# Of this installation and not of the trail: they stay what they are when a backup is brought back.
OWN = {"health.run", "keeping.backup", "keeping.restoration", "store.drop"}
BATCH = 200


def kept_models() -> list[type[models.Model]]:
    """All models whose rows belong into a backup, in the order of their names."""
    return [model for model in _tables() if model._meta.label_lower not in DERIVED | PASSING | OWN]


def emptied_models() -> list[type[models.Model]]:
    """All models whose rows make room for those of a backup."""
    others = OWN | {"wagtailsearch.sqliteftsindexentry"}
    return [model for model in _tables() if model._meta.label_lower not in others]


def _tables() -> list[type[models.Model]]:
    found = [model for model in apps.get_models(include_auto_created=True) if _has_table(model)]
    return sorted(found, key=lambda model: model._meta.label_lower)


def _has_table(model: type[models.Model]) -> bool:
    options = model._meta
    return not options.proxy and options.managed and bool(options.local_concrete_fields)


def fields_of(model: type[models.Model]) -> list[models.Field]:
    """The columns of a model's own table; those of its parents stand in theirs."""
    return list(model._meta.local_concrete_fields)


def rows_of(model: type[models.Model], using: str) -> Iterator[list[Any]]:
    """The rows of a table as JSON can hold them."""
    fields = fields_of(model)
    for instance in model._base_manager.using(using).order_by("pk").iterator(chunk_size=BATCH):
        yield [_plain(field, instance) for field in fields]


def _plain(field: models.Field, instance: models.Model) -> Any:
    value = field.value_from_object(instance)
    if value is None or isinstance(value, bool | int | float) or isinstance(field, models.JSONField):
        return value
    if isinstance(value, Decimal | UUID | datetime | date | time):
        return value.isoformat() if isinstance(value, date | time) else str(value)
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    return field.value_to_string(instance)


def _read(field: models.Field, value: Any) -> Any:
    if value is None or isinstance(field, models.JSONField):
        return value
    if isinstance(field, models.DurationField):
        return timedelta(seconds=value)
    if isinstance(field, models.BinaryField):
        return bytes.fromhex(value)
    return field.to_python(value)


def write_rows(model: type[models.Model], lines: Iterable[bytes], using: str) -> int:
    """Put rows into a table as they were, keys included, without waking a signal; give how many.

    The first line names the columns. Raises `ValueError` where they are others than those of the table.
    """
    fields = fields_of(model)
    given = iter(lines)
    names = json.loads(next(given))
    by_name = {field.attname: field for field in fields}
    if set(names) != set(by_name):
        raise ValueError(f"{model._meta.label}: the columns differ: {', '.join(sorted(set(names) ^ set(by_name)))}")
    chosen = [by_name[name] for name in names]
    count, batch = 0, []
    for line in given:
        values = json.loads(line)
        batch.append(model(**{field.attname: _read(field, value) for field, value in zip(chosen, values, strict=True)}))
        if len(batch) == BATCH:
            count += _insert(model, batch, chosen, using)
            batch = []
    return count + (_insert(model, batch, chosen, using) if batch else 0)


def _insert(model: type[models.Model], batch: list[models.Model], fields: list[models.Field], using: str) -> int:
    # One statement holds so many values at most (SQLite: 32,766).
    size = max(1, 30_000 // len(fields))
    for start in range(0, len(batch), size):
        model._base_manager._insert(batch[start : start + size], fields=fields, using=using, raw=True)  # type: ignore[attr-defined]
    return len(batch)


def empty_tables(connection: Any) -> None:
    """Remove all rows, in whatever order: references are looked at when the transaction ends."""
    with connection.cursor() as cursor:
        for model in emptied_models():
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")


def count_on_from_here(connection: Any) -> None:
    """Let the database count on from the highest key of each table (PostgreSQL counts apart from the rows)."""
    statements = connection.ops.sequence_reset_sql(no_style(), kept_models())
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def migrations_applied(connection: Any) -> list[str]:
    """The migrations that the tables have been through, as `app.name`."""
    return sorted(".".join(key) for key in MigrationRecorder(connection).applied_migrations())


class Reading:
    """A moment of the database that stays as it is while others write. To be used as a context."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection
        self.block: Any = None

    def __enter__(self) -> None:
        if self.connection.in_atomic_block:
            return
        if self.connection.vendor == "sqlite":
            # Django would begin with the lock that keeps writers out; readers of a WAL need none.
            self.connection.ensure_connection()
            self.connection.cursor().execute("BEGIN DEFERRED")
            return
        self.block = transaction.atomic(using=self.connection.alias)
        self.block.__enter__()
        if self.connection.vendor == "postgresql":
            self.connection.cursor().execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")

    def __exit__(self, *raised: Any) -> None:
        if self.block is not None:
            self.block.__exit__(*raised)
        elif not self.connection.in_atomic_block:
            self.connection.cursor().execute("ROLLBACK")
