"""Which migrations have been released, and as what: those are neither judged any more nor changed."""

from __future__ import annotations

import ast
import hashlib
import inspect
import json
from pathlib import Path
from typing import Any

RELEASED = Path(__file__).with_name("released.json")
OURS = ("trail.", "sites.")


def is_ours(migration: Any) -> bool:
    """Whether a migration is part of this program, not of a library."""
    return type(migration).__module__.startswith(OURS)


def name_of(migration: Any) -> str:
    """`heritage.0001_initial`."""
    return f"{migration.app_label}.{migration.name}"


def sum_of(migration: Any) -> str:
    """The sum of what it does: how it is laid out, and its comments, do not count."""
    source = Path(inspect.getfile(type(migration))).read_text(encoding="utf-8")
    return hashlib.sha256(ast.unparse(ast.parse(source)).encode()).hexdigest()[:16]


def released() -> dict[str, dict[str, str]]:
    """By version, the migrations that came with it and their sums."""
    return json.loads(RELEASED.read_text(encoding="utf-8"))


def sums() -> dict[str, str]:
    """The sums of all migrations that were released."""
    return {name: digest for version in released().values() for name, digest in version.items()}


def release(version: str, migrations: list[Any]) -> int:
    """Write down as part of a version what came with none before it; give how many. Until a version is out it can be
    written down anew."""
    known = released()
    known.pop(version, None)
    before = {name for each in known.values() for name in each}
    new = {name_of(each): sum_of(each) for each in migrations if name_of(each) not in before}
    known[version] = dict(sorted(new.items()))
    RELEASED.write_text(json.dumps(known, indent=1) + "\n", encoding="utf-8")
    return len(new)
