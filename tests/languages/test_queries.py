"""A page asks the database as often where a trail has twelve languages as where it has two."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import Trail
from tests.pages.test_queries import MOST, TYPES, fill, queries_of

from .translated import ELEVEN, translate_all

VIEWS = ("map", "search", "cemeteries", "credits")


def counted(client: Client, trail: Trail) -> dict[str, int]:
    """How often each type of page, each view and the sitemap asks."""
    found = {name: len(queries_of(client, getattr(trail, name))) for name in TYPES}
    for view in (*(f"/en/{view}/" for view in VIEWS), "/sitemap.xml"):
        assert client.get(view).status_code == 200
        with CaptureQueriesContext(connection) as captured:
            client.get(view)
        found[view] = len(captured)
    return found


@pytest.fixture
def filled(trail: Trail) -> Trail:
    """The small trail with one of all that its pages can have many of."""
    fill(trail, 1)
    return trail


def test_queries_do_not_grow_with_the_languages(client: Client, filled: Trail) -> None:
    translate_all(filled, "it")
    with_two = counted(client, filled)
    translate_all(filled, *(language for language in ELEVEN if language != "it"))
    with_twelve = counted(client, filled)

    assert len(filled.home.get_translations()) == len(ELEVEN)
    assert with_twelve == with_two
    assert all(with_two[name] <= MOST for name in TYPES), with_two


def test_a_translated_page_asks_as_often_in_each_language(client: Client, filled: Trail) -> None:
    translate_all(filled, *ELEVEN)
    for name in TYPES:
        page = getattr(filled, name)
        asked = {each.locale.language_code: len(queries_of(client, each)) for each in page.get_translations()}
        assert len(set(asked.values())) == 1, (name, asked)
        assert max(asked.values()) <= MOST, (name, asked)
