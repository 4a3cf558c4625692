"""Words on PostgreSQL: a `tsvector` in the table of the documents, made from the same tokens as on SQLite.

The database's own dictionaries are not asked: they lack some of our languages, Polish among them. A lexeme's weight
says in which field it stands; positions within a field are not kept.
"""

from collections import Counter
from typing import Any

from ..models import SearchDocument
from .document import Document
from .query import Group

TABLE = SearchDocument._meta.db_table
WEIGHTS = "{0.1, 0.4, 0.6, 1}"  # of D, C, B, A
MOST_OF_ONE = 3  # a word that stands more often in a text says nothing more


def write(connection: Any, documents: list[Document]) -> None:
    """Write the stems of documents, whose rows are there."""
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {TABLE} SET words = %s::tsvector WHERE entry_id = %s",
            [(vector(document), document.entry_id) for document in documents],
        )


def vector(document: Document) -> str:
    """A document as text that PostgreSQL reads as a `tsvector`."""
    lexemes: dict[str, list[str]] = {token: [] for token in document.starts}
    for position, weight, tokens in (
        (1, "A", document.title),
        (2, "B", document.names),
        (3, "C", document.summary),
        (4, "D", document.body),
    ):
        for token, count in Counter(tokens).items():
            places = lexemes.setdefault(token, [])
            repeated = min(count, MOST_OF_ONE) if weight == "D" else 1
            places += [f"{position + number}{weight}" for number in range(repeated)]
            if weight in "AB":
                lexemes[token.replace("_", "^", 1)] = []
    return " ".join(_quoted(token) + (f":{','.join(places)}" if places else "") for token, places in lexemes.items())


def expression(groups: list[Group], *, all_of_them: bool = True, heading: bool = False) -> str:
    """The question as a `tsquery`: every group, or any of them; only in title and names where `heading`."""
    parts = []
    for group in groups:
        tokens = [token.replace("_", "^", 1) for token in group.tokens] if heading else group.tokens
        parts.append(f"({' | '.join(_quoted(token) for token in tokens)})")
    return (" & " if all_of_them else " | ").join(parts)


def starting(tokens: list[str]) -> str:
    """The question for words that begin so."""
    return " & ".join(f"{_quoted(token)}:*" for token in tokens)


def condition(asked: str, most: int) -> tuple[str, list[Any]]:
    """The entries that answer, as a condition on the documents; the limit is the caller's."""
    return f"{TABLE}.words @@ %s::tsquery", [asked]


def best(connection: Any, asked: str, among: tuple[str, tuple[Any, ...]] | None, most: int, pool: int) -> list[int]:
    """The best of the first `pool` entries that answer, best first; `among` is a query for those that are allowed."""
    where, values = "words @@ %s::tsquery", [asked]
    if among is not None:
        where += f" AND entry_id IN ({among[0]})"
        values += among[1]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT entry_id FROM (SELECT entry_id, words FROM {TABLE} WHERE {where} LIMIT %s) AS pool"
            f" ORDER BY ts_rank('{WEIGHTS}', words, %s::tsquery) DESC, entry_id LIMIT %s",
            [*values, pool, asked.replace("^", "_"), most],
        )
        return [number for (number,) in cursor.fetchall()]


def begins(column: str, prefix: str) -> tuple[str, list[Any]]:
    """A column that begins so, found by its index of patterns."""
    escaped = prefix.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"{column} LIKE %s", [escaped + "%"]


def _quoted(token: str) -> str:
    return "'" + token.replace("\\", "").replace("'", "") + "'"
