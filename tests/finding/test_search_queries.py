"""Forty searches over the demonstration trail, as visitors make them: on SQLite and on PostgreSQL the same expectations."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from sites.finding.filters import Filters
from sites.finding.results import ask
from sites.loading.apply import load_folder
from trail.finding.index import fill_if_empty
from trail.finding.models import Entry, SearchDocument, SearchWord

from .queries import SEARCHES, Search


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[None]:
    """The demonstration trail, loaded once and taken back at the end."""
    media = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media"))
    with django_db_blocker.unblock(), media, transaction.atomic():
        load_folder(Path(settings.BASE_DIR) / "demo", languages=["en"])
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize("search", SEARCHES, ids=lambda search: search.words)
def test_the_page_wanted_stands_where_it_is_looked_for(demo: None, search: Search) -> None:
    answer = ask(search.words, "en", Filters(), timezone.localdate())
    found = [answer.entries[number].title for number in answer.listed]
    assert search.title in found[: search.up_to], found[:5]


def test_there_are_forty_searches() -> None:
    assert len({search.words for search in SEARCHES}) == 40


def test_after_loading_the_index_needs_no_rebuilding(demo: None) -> None:
    def state() -> list[Any]:
        return [
            list(Entry.objects.order_by("pk").values()),
            list(SearchDocument.objects.order_by("pk").values()),
            list(SearchWord.objects.order_by("language", "word").values_list("language", "word", "entries")),
        ]

    before = state()
    call_command("rebuild_index", verbosity=0)
    assert before == state()
    assert before[1] and before[2]
    assert fill_if_empty() == 0
    SearchDocument.objects.all().delete()
    assert fill_if_empty() == len(before[0])
    assert before == state()
