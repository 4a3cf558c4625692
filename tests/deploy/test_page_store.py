"""nginx hands out what the page store has kept, as the site itself would."""

import shutil
from typing import Any

import pytest

from tests.factories import Trail
from tests.store.conftest import store, visit  # noqa: F401

from .servers import nginx

pytestmark = pytest.mark.django_db
# Those of the connection, and what each server says in its own way.
OF_THE_SERVER = {"server", "date", "connection", "etag", "content-length", "strict-transport-security", "x-request-id"}


def sorted_parts(headers: Any) -> dict[str, list[str]]:
    return {
        name.lower(): sorted(part.strip() for part in value.split(";"))
        for name, value in headers.items()
        if name.lower() not in OF_THE_SERVER
    }


def test_a_page_is_the_same_from_both_until_it_changes(
    trail: Trail, visit: Any, settings: Any, django_capture_on_commit_callbacks: Any
):
    with nginx() as server:
        folder = server.folder / "data/store"
        shutil.rmtree(folder)
        folder.symlink_to(settings.TRAIL_STORE_ROOT)
        assert server.ask("/en/about/").passed_on

        ours = visit("/en/about/")
        theirs = server.ask("/en/about/")
        assert theirs.passed_on is None
        assert theirs.body == ours.content
        assert sorted_parts(theirs.headers) == sorted_parts(ours.headers)
        # The 404 of a page and what has a query are never among what nginx sees.
        visit("/en/nowhere/")
        visit("/en/about/?x=1")
        assert server.ask("/en/nowhere/").passed_on

        with django_capture_on_commit_callbacks(execute=True):
            trail.about.unpublish()
        assert server.ask("/en/about/").passed_on
