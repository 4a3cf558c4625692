"""Asking the index: which documents answer a question, and which of them answer it best."""

from django.db import connection
from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL

from ..models import SearchDocument
from .document import start_token
from .query import Question, Values
from .store import backend
from .tokens import words_of

TITLE = f"{SearchDocument._meta.db_table}.title_key"
POOL = 2_000  # documents among which the best are looked for
MOST_WORDS_TYPED = 5


def matching(question: Question, values: Values, most: int, *, any_word: bool = False) -> QuerySet[SearchDocument]:
    """The documents that have all words of a question, or any of them, and its values; so many are sure to be among them."""
    asked = backend().expression(question.groups, values, all_of_them=not any_word)
    if not asked:
        return SearchDocument.objects.filter(language=question.language)
    # The tokens carry their language: no second look is needed for it.
    return SearchDocument.objects.filter(_condition(*backend().condition(asked, most)))


def best(question: Question, values: Values, most: int, *, any_word: bool = False) -> list[int]:
    """The entries among many that answer best: by title, then by names, then by all they say. Not yet in order."""
    titled = SearchDocument.objects.filter(
        _condition(*backend().begins(TITLE, question.key)), language=question.language
    )
    if values:
        asked = backend().expression(question.groups, values, all_of_them=not any_word, heading=True)
        titled = titled.filter(_condition(*backend().condition(asked, POOL)))
    found = list(titled.order_by("title_key").values_list("pk", flat=True)[: most // 4])
    words = backend().expression(question.groups, all_of_them=not any_word)
    for heading in (True, False):
        if len(found) < most:
            asked = backend().expression(question.groups, values, all_of_them=not any_word, heading=heading)
            found += backend().best(connection, asked, words, most, POOL)
            found = list(dict.fromkeys(found))
    return found[:most]


def beginning(documents: QuerySet[SearchDocument], typed: str, language: str, most: int) -> list[int]:
    """The entries whose title begins as typed, then those that have words in title or names which begin so."""
    words = [word.folded for word in words_of(typed)][:MOST_WORDS_TYPED]
    if not words:
        return []
    titled = documents.filter(_condition(*backend().begins(TITLE, " ".join(words))), language=language)
    found = list(titled.order_by("title_key").values_list("pk", flat=True)[:most])
    asked = backend().starting([start_token(word, language) for word in words])
    others = documents.filter(_condition(*backend().condition(asked, POOL)), language=language)
    found += others.values_list("pk", flat=True).order_by()[: most * 4]
    return list(dict.fromkeys(found))


def _condition(sql: str, values: list[object]) -> RawSQL:
    return RawSQL(sql, values, output_field=BooleanField())
