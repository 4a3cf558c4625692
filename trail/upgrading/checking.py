"""The migrations of this program, those that were released and those that were not."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.migrations.loader import MigrationLoader

from .released import is_ours, name_of, sum_of, sums
from .rules import Judge

NOTES = Path("docs/how-to/upgrade.md")


def our_migrations() -> list[Any]:
    """All migrations of this program, each after those that it needs."""
    return [migration for migration in in_order(MigrationLoader(None)) if is_ours(migration)]


def in_order(loader: MigrationLoader) -> list[Any]:
    """All migrations, each after those that it needs."""
    plan: dict[Any, None] = {}
    for target in loader.graph.leaf_nodes():
        plan |= dict.fromkeys(loader.graph.forwards_plan(target))
    return [loader.graph.nodes[key] for key in plan]


def explained() -> set[str]:
    """The migrations of which the upgrade notes say what they mean."""
    text = (Path(settings.BASE_DIR) / NOTES).read_text(encoding="utf-8")
    return set(re.findall(r"^\| `([a-z_]+\.\d{4}_\w+)` \| .{10}", text, re.MULTILINE))


def faults() -> list[str]:
    """All that is wrong, in sentences that begin with the migration's name."""
    known, described = sums(), explained()
    loader = MigrationLoader(None)
    ordered = in_order(loader)
    ours = {name_of(each): each for each in ordered if is_ours(each)}
    found = [f"{name} was released and is gone." for name in known if name not in ours]
    # The released ones first, so that the state is the one that the version before has left.
    new = [each for each in ordered if is_ours(each) and name_of(each) not in known]
    judge = Judge(_state_without(loader, ordered, new))
    for name, migration in ours.items():
        if name in known and sum_of(migration) != known[name]:
            found.append(f"{name} was released and has been changed: make another one.")
        if name not in described:
            found.append(f"{name} has no line in {NOTES} that says what it means.")
    for migration in new:
        found += [f"{name_of(migration)} {problem}" for problem in judge.problems(migration)]
    return found


def _state_without(loader: MigrationLoader, ordered: list[Any], new: list[Any]) -> Any:
    left_out = {name_of(each) for each in new}
    state = loader.project_state(nodes=[])
    for migration in ordered:
        if name_of(migration) not in left_out:
            state = migration.mutate_state(state, preserve=False)
    return state
