"""The operations with which a table is changed while it is in use."""

from typing import Any

import pytest
from django.db import connection, models
from django.db.migrations.state import ProjectState
from django.db.utils import IntegrityError

from trail.upgrading.operations import AddIndexWhileServing, RemoveIndexWhileServing, RunInBatches
from trail.visits.models import CountedLog

INDEX = models.Index(fields=["counted"], name="logs_by_counted")
MODEL = "countedlog"


def indexes() -> set[str]:
    with connection.cursor() as cursor:
        return set(connection.introspection.get_constraints(cursor, CountedLog._meta.db_table))


def done(operation: Any, *, backwards: bool = False) -> None:
    """Run an operation as a migration that is no transaction does."""
    from django.apps import apps

    before = ProjectState.from_apps(apps)
    after = before.clone()
    if isinstance(operation, RemoveIndexWhileServing):
        before.add_index("visits", MODEL, INDEX)
        after.add_index("visits", MODEL, INDEX)
    operation.state_forwards("visits", after)
    with connection.schema_editor(atomic=False) as editor:
        if backwards:
            operation.database_backwards("visits", editor, after, before)
        else:
            operation.database_forwards("visits", editor, before, after)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_an_index_comes_and_goes() -> None:
    add, remove = AddIndexWhileServing(MODEL, INDEX), RemoveIndexWhileServing(MODEL, INDEX.name)
    assert INDEX.name not in indexes()
    done(add)
    assert INDEX.name in indexes()
    done(add, backwards=True)
    assert INDEX.name not in indexes()
    done(add)
    done(remove)
    assert INDEX.name not in indexes()
    done(remove, backwards=True)
    assert INDEX.name in indexes()
    done(add, backwards=True)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_an_index_that_was_broken_off_is_built_again() -> None:
    """PostgreSQL leaves an index that is not valid; SQLite leaves none."""
    if connection.vendor == "postgresql":
        for _number in range(2):
            CountedLog.objects.create(beginning=1, mark=str(_number), counted=7)
        with connection.cursor() as cursor, pytest.raises(IntegrityError):
            cursor.execute(f"CREATE UNIQUE INDEX CONCURRENTLY {INDEX.name} ON visits_countedlog (counted)")
        assert INDEX.name in indexes()
    operation = AddIndexWhileServing(MODEL, INDEX)
    done(operation)
    assert INDEX.name in indexes()
    done(operation, backwards=True)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_rows_are_changed_some_at_a_time_and_again_after_a_break() -> None:
    CountedLog.objects.bulk_create(CountedLog(beginning=number, mark="x", counted=0) for number in range(25))
    seen: list[int] = []

    def change(rows: list[Any]) -> None:
        if len(seen) == 2:
            seen.append(0)
            raise RuntimeError("broken off")
        seen.append(len(rows))
        for row in rows:
            row.counted = row.beginning
            row.save()

    def undo(rows: list[Any]) -> None:
        type(rows[0])._base_manager.filter(pk__in=[row.pk for row in rows]).update(counted=0)

    operation = RunInBatches("visits.CountedLog", change, undo, size=10)
    with pytest.raises(RuntimeError):
        done(operation)
    assert CountedLog.objects.filter(counted__gt=0).count() == 19, "What was done before the break stays."
    done(operation)
    assert seen == [10, 10, 0, 10, 10, 5]
    assert all(log.counted == log.beginning for log in CountedLog.objects.all())
    done(operation, backwards=True)
    assert not CountedLog.objects.filter(counted__gt=0).exists()
    assert operation.deconstruct()[1] == ["visits.CountedLog", change, undo, 10]
