"""Writes of which no signal tells (`QuerySet.update`, `bulk_create`, SQL): whatever they change, everything is dropped.

Each statement of the site's connections passes by here. One that writes to a table whose records pages show, and that
does not come from a model's own `save` or `delete`, which say what they change, drops all kept pages in its own transaction.
What writes in another process past Django (a database shell) is not seen: `manage.py page_store clear`.
"""

import re
import sys
from collections.abc import Callable
from functools import lru_cache
from types import FrameType
from typing import Any

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper

from .dropping import drop_everything
from .models import Drop
from .records import tracked_models

_WRITES = re.compile(
    r'\s*(?:UPDATE|DELETE FROM|INSERT (?:OR \w+ )?INTO|TRUNCATE(?: TABLE)?)\s+"?(\w+)"?', re.IGNORECASE
)
_SET = re.compile(r"\bSET\b(.*?)(?:\bWHERE\b|$)", re.IGNORECASE | re.DOTALL)
_COLUMN = re.compile(r'"(\w+)"\s*=')
WRITING = frozenset({"UPDATE", "DELETE", "INSERT", "TRUNCA"})
_prepared: set[str] = set()
#: Functions that send signals for what they write, or whose callers do: by the end of their file and their name.
TELLING = frozenset(
    {
        ("django/db/models/base.py", "save_base"),
        ("django/db/models/deletion.py", "delete"),
        ("wagtail/models/pages.py", "_update_descendant_url_paths"),
        ("wagtail/contrib/redirects/signal_handlers.py", "create_redirects"),
    }
)
#: The tree's own bookkeeping: moving and adding are told by signals.
TELLING_FILES = ("/treebeard/",)
#: Columns that no public page shows.
UNSEEN = frozenset(
    {
        "alias_of_id",
        "draft_title",
        "expiry_warned",
        "has_unpublished_changes",
        "latest_revision_created_at",
        "latest_revision_id",
        "locked",
        "locked_at",
        "locked_by_id",
        "minor_change",
        "numchild",
        "owner_id",
    }
)


@lru_cache(maxsize=1)
def watched_tables() -> frozenset[str]:
    """The tables whose records public pages show."""
    return frozenset(model._meta.db_table for model in tracked_models())


def watch(connection: BaseDatabaseWrapper, **_kwargs: Any) -> None:
    """Look at the statements of a new connection (`django.db.backends.signals.connection_created`)."""
    if settings.TRAIL_STORE and passing not in connection.execute_wrappers:
        connection.execute_wrappers.append(passing)


def passing(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """Carry a statement out, and drop everything after one that is silent."""
    result = execute(sql, params, many, context)
    writes = isinstance(sql, str) and sql.lstrip()[:6].upper() in WRITING
    if writes and is_silent(sql) and has_messages(context["connection"]):
        drop_everything()
    return result


def has_messages(connection: BaseDatabaseWrapper) -> bool:
    """Whether there is a table to write it into: not while a database is being made, when there is no page either."""
    if connection.alias not in _prepared and Drop._meta.db_table in connection.introspection.table_names():
        _prepared.add(connection.alias)
    return connection.alias in _prepared


def is_silent(sql: str) -> bool:
    """Whether a statement changes what pages show, and nobody says so."""
    found = _WRITES.match(sql)
    if found is None or found[1] not in watched_tables():
        return False
    assigned = _SET.search(sql) if sql.lstrip()[:6].upper() == "UPDATE" else None
    columns = _COLUMN.findall(assigned[1]) if assigned is not None else []
    if columns and UNSEEN.issuperset(columns):
        return False
    return not _is_told(sys._getframe(1))


def _is_told(frame: FrameType | None) -> bool:
    while frame is not None:
        file = frame.f_code.co_filename
        if any(part in file for part in TELLING_FILES):
            return True
        if any(frame.f_code.co_name == name and file.endswith(end) for end, name in TELLING):
            return True
        frame = frame.f_back
    return False
