"""Words on SQLite: an FTS5 table beside the documents, whose row number is the entry's.

The tokens are made by us (`document`), so its tokenizer only parts them at blanks. A trigger removes what belonged to
a removed document. A later migration that alters the documents must make the trigger again: SQLite drops it with the
table that Django replaces.
"""

from typing import Any

from ..models import SearchDocument
from .document import Document
from .query import Group

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
                (each.entry_id, *map(" ".join, (each.title, each.names, each.summary, each.body, each.starts)))
                for each in documents
            ],
        )


def expression(groups: list[Group], *, all_of_them: bool = True, heading: bool = False) -> str:
    """The question in FTS5's words: every group, or any of them; only in title and names where `heading`."""
    parts = [f"({' OR '.join(_quoted(token) for token in group.tokens)})" for group in groups]
    asked = (" AND " if all_of_them else " OR ").join(parts)
    return f"{{title names}} : ({asked})" if heading else f"{{title names summary body}} : ({asked})"


def starting(tokens: list[str]) -> str:
    """The question for words that begin so."""
    return "starts : (" + " AND ".join(f"{_quoted(token)} *" for token in tokens) + ")"


def condition(asked: str, most: int) -> tuple[str, list[Any]]:
    """The entries that answer, at most so many, as a condition on `entry_id`."""
    return f"{DOCUMENTS}.entry_id IN (SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s LIMIT %s)", [asked, most]


def best(connection: Any, asked: str, among: tuple[str, tuple[Any, ...]] | None, most: int, pool: int) -> list[int]:
    """The entries that answer best, best first; `among` is a query for the entries that are allowed."""
    where, values = f"{TABLE} MATCH %s", [asked]
    if among is not None:
        where += f" AND rowid IN ({among[0]})"
        values += among[1]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT rowid FROM {TABLE} WHERE {where} ORDER BY bm25({TABLE}, {WEIGHTS}), rowid LIMIT %s",
            [*values, most],
        )
        return [number for (number,) in cursor.fetchall()]


def begins(column: str, prefix: str) -> tuple[str, list[Any]]:
    """A column that begins so, found by its index."""
    return f"{column} >= %s AND {column} < %s", [prefix, prefix + chr(0x10FFFF)]


def _quoted(token: str) -> str:
    return '"' + token.replace('"', "") + '"'
