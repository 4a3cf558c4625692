"""Operations for migrations that run while visitors read and editors save."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import transaction
from django.db.migrations.operations import AddIndex, RemoveIndex, RunPython

_IS_BROKEN = "SELECT 1 FROM pg_index WHERE indexrelid = to_regclass(%s) AND NOT indisvalid"


class AddIndexWhileServing(AddIndexConcurrently):
    """An index that PostgreSQL builds beside the work on the table; SQLite builds it as always.

    It needs `atomic = False` on its migration and stands there alone, so that one that was broken off can be run again:
    what was left of it is cleared away first.
    """

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if schema_editor.connection.vendor != "postgresql":
            AddIndex.database_forwards(self, app_label, schema_editor, from_state, to_state)
            return
        quoted = schema_editor.quote_name(self.index.name)
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(_IS_BROKEN, [quoted])
            if cursor.fetchone():
                cursor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {quoted}")
        super().database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if schema_editor.connection.vendor == "postgresql":
            super().database_backwards(app_label, schema_editor, from_state, to_state)
        else:
            AddIndex.database_backwards(self, app_label, schema_editor, from_state, to_state)


class RemoveIndexWhileServing(RemoveIndexConcurrently):
    """The same for an index that goes."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if schema_editor.connection.vendor == "postgresql":
            super().database_forwards(app_label, schema_editor, from_state, to_state)
        else:
            RemoveIndex.database_forwards(self, app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if schema_editor.connection.vendor == "postgresql":
            super().database_backwards(app_label, schema_editor, from_state, to_state)
        else:
            RemoveIndex.database_backwards(self, app_label, schema_editor, from_state, to_state)


class RunInBatches(RunPython):
    """Changes the rows of a table a few at a time, each few in a transaction of their own.

    `change(rows)` is given a list of rows and saves what it changes; it must do no harm if it meets a row twice, for a
    migration that was broken off begins anew. Needs `atomic = False` on its migration and stands there alone.
    """

    def __init__(
        self,
        model: str,
        change: Callable[[list[Any]], None],
        undo: Callable[[list[Any]], None] | None = None,
        size: int = 500,
    ) -> None:
        self.model, self.change, self.undo, self.size = model, change, undo, size
        backwards = self._over_all(undo) if undo else RunPython.noop
        super().__init__(self._over_all(change), backwards, atomic=False)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [self.model, self.change, self.undo, self.size], {}

    def _over_all(self, change: Callable[[list[Any]], None]) -> Callable[[Any, Any], None]:
        def run(apps: Any, schema_editor: Any) -> None:
            alias = schema_editor.connection.alias
            rows = apps.get_model(self.model)._base_manager.using(alias).order_by("pk")
            some = list(rows[: self.size])
            while some:
                with transaction.atomic(using=alias):
                    change(some)
                some = list(rows.filter(pk__gt=some[-1].pk)[: self.size])

        return run
