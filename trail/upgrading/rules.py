"""What a migration may not do while the version before it still answers visitors.

Between `migrate` and the restart of the last process the old program works on the new tables: it neither fills columns
that it does not know nor does without those that it knows. And a table that is locked while it is rewritten or
indexed answers nobody. The rules are those of django-migration-linter and strong_migrations, read for Django's
operations instead of for the SQL of one database (docs/decisions/migration-rules.md).

A migration may break a rule on purpose, in words: `understood = {"INDEX": "The table holds a few rows."}`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.migrations import operations as ops
from django.db.models import NOT_PROVIDED

from .operations import AddIndexWhileServing, RemoveIndexWhileServing, RunInBatches

HARMLESS = (ops.AlterModelOptions, ops.AlterModelManagers, ops.AlterModelTableComment, ops.RenameIndex, ops.CreateModel)
SERVING = (AddIndexWhileServing, RemoveIndexWhileServing, RunInBatches)
REMEDIES = {
    "NOT_NULL": "the version that still runs does not fill it. Give it db_default, or null=True.",
    "DROP": "the version that still runs asks for it. Take it out of the state in this release "
    "(SeparateDatabaseAndState), and out of the database in the next.",
    "RENAME": "the version that still runs knows the old name. Add the new one, fill both, drop the old one in a later release.",
    "TYPE": "the table is rewritten under a lock, or what the version that still runs writes does not fit. Add another column.",
    "INDEX": "nobody can write meanwhile. Use AddIndexWhileServing, RemoveIndexWhileServing (trail.upgrading.operations).",
    "IRREVERSIBLE": "there is no way back. Give reverse_code or reverse_sql, if only noop.",
    "BATCHES": "all rows are locked until the last is done. Use RunInBatches (trail.upgrading.operations).",
    "ALONE": "if it is broken off it cannot be run again. Give it a migration of its own, with atomic = False.",
    "UNKNOWN": "nobody knows what it does. Say in “understood” why it is safe.",
}
_SQL = {
    "DROP": re.compile(r"\bDROP\s+(TABLE|COLUMN)\b", re.I),
    "RENAME": re.compile(r"\bRENAME\b", re.I),
    "NOT_NULL": re.compile(r"\bSET\s+NOT\s+NULL\b|\bADD\s+COLUMN\b(?!.*\bDEFAULT\b).*\bNOT\s+NULL\b", re.I | re.S),
    "TYPE": re.compile(r"\bALTER\s+COLUMN\s+\S+\s+(SET\s+DATA\s+)?TYPE\b", re.I),
    "INDEX": re.compile(r"\b(CREATE\s+(UNIQUE\s+)?|DROP\s+|RE)INDEX\b(?!\s+CONCURRENTLY)", re.I),
    "BATCHES": re.compile(r"\b(UPDATE\s+\S+\s+SET|DELETE\s+FROM)\b", re.I),
}


@dataclass(frozen=True)
class Problem:
    """A rule that a migration breaks, and at what."""

    rule: str
    what: str

    def __str__(self) -> str:
        return f"{self.rule}: {self.what}: {REMEDIES[self.rule]}"


@dataclass
class Judge:
    """Goes through the operations of one migration after the other, and knows what the tables look like at each.

    `state` is that of Django before the first of them. `new` are the tables that no released version knows: with them
    everything may be done.
    """

    state: Any
    new: set[tuple[str, str]] = field(default_factory=set)
    gone: set[tuple[str, str, str]] = field(default_factory=set)

    def problems(self, migration: Any) -> list[Problem]:
        """What is wrong with a migration, without what it says it has understood."""
        found = [problem for operation in migration.operations for problem in self._of(migration, operation)]
        serving = [operation for operation in migration.operations if isinstance(operation, SERVING)]
        if serving and (migration.atomic or len(migration.operations) > 1):
            found.append(Problem("ALONE", serving[0].describe()))
        understood = getattr(migration, "understood", {})
        return [problem for problem in found if not understood.get(problem.rule)]

    def _of(self, migration: Any, operation: Any) -> Iterator[Problem]:
        app = migration.app_label
        if isinstance(operation, ops.SeparateDatabaseAndState):
            yield from self._separate(app, operation)
            return
        if isinstance(operation, ops.CreateModel):
            self.new.add((app, operation.name_lower))
        yield from self._judged(app, operation)
        operation.state_forwards(app, self.state)

    def _separate(self, app: str, operation: Any) -> Iterator[Problem]:
        """Half of an operation: what the program forgets may still stand in the tables, and go from them later."""
        before = self.state.clone()
        for each in operation.database_operations:
            key = (app, getattr(each, "model_name_lower", ""), getattr(each, "name", ""))
            if isinstance(each, ops.RemoveField):
                known = key[:2] in before.models and key[2] in before.models[key[:2]].fields
                if (known and key[:2] not in self.new) or key in self.gone:
                    yield Problem("DROP", each.describe())
            elif isinstance(each, ops.DeleteModel):
                if (app, each.name_lower) in before.models:
                    yield Problem("DROP", each.describe())
            else:
                yield from self._judged(app, each)
        for each in operation.state_operations:
            if isinstance(each, ops.RemoveField):
                key = (app, each.model_name_lower, each.name)
                self.gone.add(key)
                if not _can_stay_empty(self._field(app, each.model_name_lower, each.name)):
                    yield Problem("NOT_NULL", f"{each.describe()} from the state alone")
            each.state_forwards(app, self.state)

    def _judged(self, app: str, operation: Any) -> Iterator[Problem]:
        said = operation.describe()
        model = getattr(operation, "model_name_lower", getattr(operation, "name_lower", ""))
        if (app, model) in self.new and not isinstance(operation, ops.RunPython | ops.RunSQL):
            return
        if isinstance(operation, HARMLESS + SERVING):
            return
        if isinstance(operation, ops.AddField):
            yield from _added(operation.field, said)
        elif isinstance(operation, ops.AlterField):
            yield from _altered(self._field(app, model, operation.name), operation.field, said)
        elif isinstance(operation, ops.RemoveField):
            yield Problem("DROP", said)
        elif isinstance(operation, ops.DeleteModel):
            if (app, operation.name_lower) not in self.new:
                yield Problem("DROP", said)
        elif isinstance(operation, ops.RenameField | ops.RenameModel | ops.AlterModelTable):
            yield Problem("RENAME", said)
        elif isinstance(operation, ops.RunPython):
            yield from _program(operation, said)
        elif isinstance(operation, ops.RunSQL):
            yield from _statement(operation, said)
        else:
            yield from _index(operation, said)

    def _field(self, app: str, model: str, name: str) -> models.Field:
        return self.state.models[app, model].fields[name]


def _can_stay_empty(column: models.Field) -> bool:
    """Whether a row can be written by a program that does not know the column."""
    return column.many_to_many or column.null or column.db_default is not NOT_PROVIDED or column.primary_key


def _added(column: models.Field, said: str) -> Iterator[Problem]:
    if not _can_stay_empty(column):
        yield Problem("NOT_NULL", said)
    if _has_index(column):
        yield Problem("INDEX", said)


def _has_index(column: models.Field) -> bool:
    return not column.many_to_many and bool(column.unique or column.db_index)


def _altered(old: models.Field, new: models.Field, said: str) -> Iterator[Problem]:
    if old.db_column != new.db_column:
        yield Problem("RENAME", said)
    if (old.null and not new.null) or (old.db_default is not NOT_PROVIDED and not _can_stay_empty(new)):
        yield Problem("NOT_NULL", said)
    if _has_index(new) and not _has_index(old):
        yield Problem("INDEX", said)
    if _is_narrower(old, new):
        yield Problem("TYPE", said)


def _is_narrower(old: models.Field, new: models.Field) -> bool:
    """Whether the column has to be written anew, or takes less than before. Only texts may grow."""
    kinds = old.get_internal_type(), new.get_internal_type()
    texts = {"CharField", "SlugField", "EmailField", "URLField", "FileField", "FilePathField"}
    if kinds[0] in texts and kinds[1] in texts:
        longest = old.max_length or 0, new.max_length
        return longest[1] is not None and longest[1] < longest[0]
    if kinds[0] in texts and kinds[1] == "TextField":
        return False
    if kinds[0] != kinds[1]:
        return True
    if old.remote_field and new.remote_field:
        return str(old.remote_field.model).lower() != str(new.remote_field.model).lower()
    return any(getattr(old, name, None) != getattr(new, name, None) for name in ("max_digits", "decimal_places"))


def _program(operation: Any, said: str) -> Iterator[Problem]:
    if not operation.reversible:
        yield Problem("IRREVERSIBLE", said)
    if operation.code is not ops.RunPython.noop:
        yield Problem("BATCHES", said)


def _statement(operation: Any, said: str) -> Iterator[Problem]:
    if not operation.reversible:
        yield Problem("IRREVERSIBLE", said)
    text = str(operation.sql)
    yield from (Problem(rule, said) for rule, pattern in _SQL.items() if pattern.search(text))


def _index(operation: Any, said: str) -> Iterator[Problem]:
    """Indexes and constraints; what is left nobody knows."""
    locking = (ops.AddIndex, ops.RemoveIndex, ops.AddConstraint, ops.AlterUniqueTogether, ops.AlterIndexTogether)
    if isinstance(operation, locking):
        yield Problem("INDEX", said)
    elif not isinstance(operation, ops.RemoveConstraint | ops.AlterOrderWithRespectTo):
        yield Problem("UNKNOWN", said)
