"""Migrations that would stop the site, or break the version that still runs, are refused; others are not."""

from typing import Any

import pytest
from django.db import migrations, models
from django.db.migrations.state import ModelState, ProjectState

from trail.upgrading.operations import AddIndexWhileServing, RemoveIndexWhileServing, RunInBatches
from trail.upgrading.rules import Judge

TEXT = {"model_name": "place", "name": "note"}
INDEX = models.Index(fields=["name"], name="by_name")


def tables() -> ProjectState:
    """What the version before has left."""
    state = ProjectState()
    columns = [
        ("id", models.BigAutoField(primary_key=True)),
        ("name", models.CharField(max_length=80)),
        ("nickname", models.CharField(max_length=80, null=True)),
        ("height", models.IntegerField(null=True)),
        ("price", models.DecimalField(max_digits=6, decimal_places=2, null=True)),
        ("region", models.ForeignKey("trail.Region", models.CASCADE, null=True)),
    ]
    state.add_model(ModelState("trail", "Place", columns))
    state.add_model(ModelState("trail", "Region", [("id", models.BigAutoField(primary_key=True))]))
    state.add_model(ModelState("trail", "Country", [("id", models.BigAutoField(primary_key=True))]))
    return state


def migration(*operations: Any, **attributes: Any) -> Any:
    made = type("Migration", (migrations.Migration,), {"operations": list(operations), **attributes})
    return made("0099_later", "trail")


def broken(*operations: Any, **attributes: Any) -> list[str]:
    """The rules that a migration breaks."""
    return [problem.rule for problem in Judge(tables()).problems(migration(*operations, **attributes))]


def nothing(*_arguments: Any) -> None:
    """What a data migration does here."""


def field(field: models.Field, name: str = "note") -> Any:
    return migrations.AddField("place", name, field)


def altered(name: str, field: models.Field) -> Any:
    return migrations.AlterField("place", name, field)


BAD = {
    "a column that must be filled": (field(models.CharField(max_length=9)), ["NOT_NULL"]),
    "one that only the new program fills": (field(models.IntegerField(default=0)), ["NOT_NULL"]),
    "a unique column": (field(models.CharField(max_length=9, null=True, unique=True)), ["INDEX"]),
    "a column with an index": (field(models.IntegerField(null=True, db_index=True)), ["INDEX"]),
    "a reference with an index": (field(models.ForeignKey("trail.Region", models.CASCADE, null=True)), ["INDEX"]),
    "empty no more": (altered("nickname", models.CharField(max_length=80)), ["NOT_NULL"]),
    "a shorter text": (altered("name", models.CharField(max_length=79)), ["TYPE"]),
    "a text of any length made short": (altered("name", models.IntegerField()), ["TYPE"]),
    "a number that grows": (altered("height", models.BigIntegerField(null=True)), ["TYPE"]),
    "other decimals": (altered("price", models.DecimalField(max_digits=6, decimal_places=3, null=True)), ["TYPE"]),
    "a reference to something else": (altered("region", models.ForeignKey("trail.Country", models.CASCADE, null=True)), ["TYPE"]),
    "unique afterwards": (altered("name", models.CharField(max_length=80, unique=True)), ["INDEX"]),
    "another column": (altered("name", models.CharField(max_length=80, db_column="titel")), ["RENAME"]),
    "a column dropped": (migrations.RemoveField("place", "name"), ["DROP"]),
    "a column renamed": (migrations.RenameField("place", "name", "title"), ["RENAME"]),
    "a table dropped": (migrations.DeleteModel("Place"), ["DROP"]),
    "a table renamed": (migrations.RenameModel("Place", "Site"), ["RENAME"]),
    "a table renamed in the database": (migrations.AlterModelTable("place", "sites"), ["RENAME"]),
    "an index": (migrations.AddIndex("place", INDEX), ["INDEX"]),
    "a constraint": (migrations.AddConstraint("place", models.UniqueConstraint(fields=["name"], name="one")), ["INDEX"]),
    "unique together": (migrations.AlterUniqueTogether("place", {("name", "height")}), ["INDEX"]),
    "all rows at once": (migrations.RunPython(nothing, nothing), ["BATCHES"]),
    "no way back": (migrations.RunPython(nothing), ["IRREVERSIBLE", "BATCHES"]),
    "a statement": (migrations.RunSQL("UPDATE place SET name = ''", ""), ["BATCHES"]),
    "a statement that drops": (migrations.RunSQL("ALTER TABLE place DROP COLUMN name"), ["IRREVERSIBLE", "DROP"]),
    "a statement that indexes": (migrations.RunSQL("create index i on place (name)", ""), ["INDEX"]),
    "a statement that tightens": (migrations.RunSQL("ALTER TABLE place ALTER COLUMN name SET NOT NULL", ""), ["NOT_NULL"]),
    "a statement that renames": (migrations.RunSQL("ALTER TABLE place RENAME TO site", ""), ["RENAME"]),
    "a statement that retypes": (migrations.RunSQL("ALTER TABLE place ALTER COLUMN name TYPE text", ""), ["TYPE"]),
    "batches in one transaction": (RunInBatches("trail.Place", nothing), ["ALONE"]),
    "an index in a transaction": (AddIndexWhileServing("place", INDEX), ["ALONE"]),
    "forgotten although it must be filled": (
        migrations.SeparateDatabaseAndState(state_operations=[migrations.RemoveField("place", "name")]),
        ["NOT_NULL"],
    ),
    "dropped while the program knows it": (
        migrations.SeparateDatabaseAndState(database_operations=[migrations.RemoveField("place", "name")]),
        ["DROP"],
    ),
    "dropped with the table": (
        migrations.SeparateDatabaseAndState(database_operations=[migrations.DeleteModel("Place")]),
        ["DROP"],
    ),
    "hidden in half an operation": (
        migrations.SeparateDatabaseAndState(database_operations=[migrations.AddIndex("place", INDEX)]),
        ["INDEX"],
    ),
}  # fmt: skip
GOOD = {
    "a column that may be empty": field(models.CharField(max_length=9, null=True)),
    "one that the database fills": field(models.CharField(max_length=9, db_default="")),
    "a reference without an index": field(models.ForeignKey("trail.Region", models.CASCADE, null=True, db_index=False)),
    "many to many": field(models.ManyToManyField("trail.Region")),
    "a longer text": altered("name", models.CharField(max_length=200)),
    "a text of any length": altered("name", models.TextField()),
    "other choices and words": altered("name", models.CharField("Name", max_length=80, choices=[("a", "A")])),
    "may be empty now": altered("name", models.CharField(max_length=80, null=True)),
    "other options": migrations.AlterModelOptions("place", {"ordering": ["name"]}),
    "a new table": migrations.CreateModel("Walk", [("id", models.BigAutoField(primary_key=True))]),
    "nothing to do forwards": migrations.RunPython(migrations.RunPython.noop, migrations.RunPython.noop),
    "a harmless statement": migrations.RunSQL("ANALYZE place", ""),
    "an index beside the work": migrations.RunSQL("CREATE INDEX CONCURRENTLY i ON place (name)", ""),
    "forgotten, and may stay empty": migrations.SeparateDatabaseAndState(
        state_operations=[migrations.RemoveField("place", "nickname")]
    ),
    "dropped a release after it was forgotten": migrations.SeparateDatabaseAndState(
        database_operations=[migrations.RemoveField("place", "forgotten")]
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_what_stops_the_site_is_refused(name: str) -> None:
    operation, expected = BAD[name]
    assert broken(operation) == expected


@pytest.mark.parametrize("name", GOOD)
def test_what_does_no_harm_is_let_through(name: str) -> None:
    assert broken(GOOD[name]) == []


@pytest.mark.parametrize(
    "operation",
    [AddIndexWhileServing("place", INDEX), RemoveIndexWhileServing("region", "by_name"), RunInBatches("trail.Place", nothing)],
)  # fmt: skip
def test_our_operations_stand_alone(operation: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(operation), "state_forwards", lambda *_: None)
    assert broken(operation, atomic=False) == []
    assert broken(operation, field(models.IntegerField(null=True)), atomic=False) == ["ALONE"]


def test_a_table_that_is_new_is_free() -> None:
    walk = migrations.CreateModel("Walk", [("id", models.BigAutoField(primary_key=True))])
    assert broken(
        walk,
        migrations.AddField("walk", "name", models.CharField(max_length=9)),
        migrations.AddIndex("walk", models.Index(fields=["name"], name="walks")),
        migrations.AlterUniqueTogether("walk", {("name",)}),
        migrations.RemoveField("walk", "name"),
    ) == []  # fmt: skip


def test_a_column_is_not_forgotten_and_dropped_in_one_release() -> None:
    gone = migrations.RemoveField("place", "nickname")
    judge = Judge(tables())
    first = migration(migrations.SeparateDatabaseAndState(state_operations=[gone]))
    second = migration(migrations.SeparateDatabaseAndState(database_operations=[gone]))
    assert judge.problems(first) == []
    assert [problem.rule for problem in judge.problems(second)] == ["DROP"]


def test_a_column_that_must_be_filled_is_forgotten_after_it_may_be_empty() -> None:
    assert broken(
        altered("name", models.CharField(max_length=80, null=True)),
        migrations.SeparateDatabaseAndState(state_operations=[migrations.RemoveField("place", "name")]),
    ) == []  # fmt: skip


def test_a_rule_is_broken_on_purpose_only_with_a_reason() -> None:
    index = migrations.AddIndex("place", INDEX)
    assert broken(index, understood={"INDEX": "Ten rows."}) == []
    assert broken(index, understood={"INDEX": ""}) == ["INDEX"]
    assert broken(index, migrations.RemoveField("place", "name"), understood={"INDEX": "Ten rows."}) == ["DROP"]


def test_what_nobody_knows_is_not_let_through() -> None:
    class Strange(migrations.operations.base.Operation):
        """Of a library."""

        def state_forwards(self, app_label: str, state: Any) -> None:
            """Nothing."""

    assert broken(Strange()) == ["UNKNOWN"]


def test_a_problem_says_where_and_what_to_do() -> None:
    [problem] = Judge(tables()).problems(migration(field(models.IntegerField(default=0))))
    assert str(problem).startswith(
        "NOT_NULL: Add field note to place: the version that still runs does not fill it. Give"
    )
