"""Words on SQLite: an FTS5 table beside the documents, whose row number is the entry's.

The tokens are made by us (`document`), so its tokenizer only parts them at blanks. A trigger removes what belonged to
a removed document. A later migration that alters the documents must make the trigger again: SQLite drops it with the
table that Django replaces.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from ..models import SearchDocument
from .document import Document
from .query import Group, Values

TABLE = "finding_text"
DOCUMENTS = SearchDocument._meta.db_table
WEIGHTS = "8.0, 5.0, 3.0, 1.0, 0.0"


def write(connection: Any, documents: list[Document]) -> None:
    """Write the stems of documents, old or new."""
    with connection.cursor() as cursor:
        numbers = [document.entry_id for document in documents]
        cursor.execute(f"DELETE FROM {TABLE} WHERE rowid IN ({', '.join(['%s'] * len(numbers))})", numbers)
        cursor.executemany(
            f"INSERT INTO {TABLE} (rowid, title, names, summary, body, starts) VALUES (%s, %s, %s, %s, %s, %s)",
            [
                (
                    each.entry_id,
                    *map(" ".join, (each.title, each.names, each.summary, each.body, [*each.starts, *each.values])),
                )
                for each in documents
            ],
        )


def expression(groups: Sequence[Group], values: Values = (), *, all_of_them: bool = True, heading: bool = False) -> str:
    """The question in FTS5's words: every group, or any of them; only in title and names where `heading`.

    Of each group of `values` one must be there; they stand in the column of the beginnings, which has no weight.
    """
    words = (" AND " if all_of_them else " OR ").join(_any(group.tokens) for group in groups)
    columns = "{title names}" if heading else "{title names summary body}"
    return " AND ".join([*([f"{columns} : ({words})"] if words else []), *map(_any, values)])


def starting(tokens: list[str]) -> str:
    """The question for words that begin so."""
    return "starts : (" + " AND ".join(f"{_quoted(token)} *" for token in tokens) + ")"


def condition(asked: str, most: int) -> tuple[str, list[Any]]:
    """The entries that answer, at most so many, as a condition on `entry_id`."""
    return f"{DOCUMENTS}.entry_id IN (SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s LIMIT %s)", [asked, most]


def best(connection: Any, asked: str, words: str, most: int, pool: int) -> list[int]:
    """The entries that answer best, best first."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s ORDER BY bm25({TABLE}, {WEIGHTS}), rowid LIMIT %s",
            [asked, most],
        )
        return [number for (number,) in cursor.fetchall()]


def begins(column: str, prefix: str) -> tuple[str, list[Any]]:
    """A column that begins so, found by its index."""
    return f"{column} >= %s AND {column} < %s", [prefix, prefix + chr(0x10FFFF)]


def _any(tokens: Iterable[str]) -> str:
    return f"({' OR '.join(_quoted(token) for token in tokens)})"


def _quoted(token: str) -> str:
    return '"' + token.replace('"', "") + '"'
