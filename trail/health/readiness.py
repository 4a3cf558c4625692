"""Whether this process can answer visitors. Asked each second by a machine, so it asks little itself."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.loader import MigrationLoader

MANY = 4  # names in a sentence
# Rooms add what would keep visitors from being served: a function that gives a sentence with the remedy, or "".
also_asked: list[Callable[[], str]] = []


@cache
def _last_migrations() -> dict[str, set[str]]:
    """The last migrations of each app, as the files of this version say."""
    last: dict[str, set[str]] = {}
    for app, name in MigrationLoader(None).graph.leaf_nodes():
        last.setdefault(app, set()).add(name)
    return last


def missing_migrations() -> list[str]:
    """The last migrations of this version that the database has not been through, by one query."""
    last = _last_migrations()
    names = sorted({name for each in last.values() for name in each})
    marks = ", ".join(["%s"] * len(names))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT app, name FROM django_migrations WHERE name IN ({marks})", names)
        applied = set(cursor.fetchall())
    return sorted(f"{app}.{name}" for app, each in last.items() for name in each if (app, name) not in applied)


def _database_answers() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def problems() -> list[str]:
    """What keeps this process from serving, in words to the operator and without secrets; nothing if all is well."""
    try:
        try:
            _database_answers()
        except (DatabaseError, InterfaceError):
            # A connection of before the database was started anew: it is of no use, another may be.
            connection.close()
            _database_answers()
    except (DatabaseError, InterfaceError) as error:
        connection.close()
        return [f"The database does not answer ({type(error).__name__}). Does it run, and is DATABASE_URL right?"]
    found = []
    try:
        missing = missing_migrations()
    except DatabaseError:
        return ["The database is empty: run “manage.py migrate”."]
    if missing:
        some = ", ".join(missing[:MANY]) + (" …" if len(missing) > MANY else "")
        found.append(f"The database has not been through all migrations ({some}): run “manage.py migrate”.")
    for ask in also_asked:
        try:
            found.append(ask())
        except (OSError, DatabaseError) as error:
            found.append(f"It could not be seen whether all is well ({type(error).__name__}).")
    return [problem for problem in found if problem]
