"""Words on PostgreSQL: a `tsvector` in the table of the documents, made from the same tokens as on SQLite.

The database's own dictionaries are not asked: they lack some of our languages, Polish among them. A lexeme's weight
says in which field it stands; positions within a field are not kept.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from ..models import SearchDocument
from .document import Document
from .query import Group, Values

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
    lexemes: dict[str, list[str]] = {token: [] for token in (*document.starts, *document.values)}
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


def expression(groups: Sequence[Group], values: Values = (), *, all_of_them: bool = True, heading: bool = False) -> str:
    """The question as a `tsquery`: every group, or any of them; only in title and names where `heading`.

    Of each group of `values` one must be there.
    """
    parts = []
    for group in groups:
        parts.append(_any(token.replace("_", "^", 1) if heading else token for token in group.tokens))
    words = (" & " if all_of_them else " | ").join(parts)
    return " & ".join([*([f"({words})"] if words else []), *map(_any, values)])


def starting(tokens: list[str]) -> str:
    """The question for words that begin so."""
    return " & ".join(f"{_quoted(token)}:*" for token in tokens)


def condition(asked: str, most: int) -> tuple[str, list[Any]]:
    """The entries that answer, as a condition on the documents; the limit is the caller's."""
    return f"{TABLE}.words @@ %s::tsquery", [asked]


def best(connection: Any, asked: str, words: str, most: int, pool: int) -> list[int]:
    """The best of the first `pool` entries that answer, best first, by the words of the question anywhere in them."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT entry_id FROM (SELECT entry_id, words FROM {TABLE} WHERE words @@ %s::tsquery LIMIT %s) AS pool"
            f" ORDER BY ts_rank('{WEIGHTS}', words, %s::tsquery) DESC, entry_id LIMIT %s",
            [asked, pool, words, most],
        )
        return [number for (number,) in cursor.fetchall()]


def begins(column: str, prefix: str) -> tuple[str, list[Any]]:
    """A column that begins so, found by its index of patterns."""
    escaped = prefix.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"{column} LIKE %s", [escaped + "%"]


def _any(tokens: Iterable[str]) -> str:
    return f"({' | '.join(_quoted(token) for token in tokens)})"


def _quoted(token: str) -> str:
    return "'" + token.replace("\\", "").replace("'", "") + "'"
