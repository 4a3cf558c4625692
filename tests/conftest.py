"""What all tests share."""

import os
from collections.abc import Generator

import pytest
import pytest_django.plugin
from django.db import connection
from django.utils import translation
from hypothesis import settings as hypothesis_settings

pytest_plugins = ["tests.fixtures_trail", "tests.fixtures_worker"]

# Two processors that others use too: no deadline. In CI the same examples every time, so that red means broken.
hypothesis_settings.register_profile("here", deadline=None)
hypothesis_settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
hypothesis_settings.load_profile("ci" if os.environ.get("CI") else "here")


def pytest_runtest_setup() -> None:
    """Each test begins in the trail's first language, whatever one before it has left active in this worker."""
    translation.deactivate()
    # What was looked up for the page of one test is not there in the next, whose records may have the same numbers.
    from trail.core import rich_text, sources
    from trail.images import lookup

    for forget in (sources.forget_sources, rich_text.forget_pages, lookup.forget_pictures):
        forget()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Generator[None]:
    """A test that really commits empties the database at its end; what migrations have written is put back at once.

    The next test of the process may be one that another process had no time for, and begins with what there is.
    """
    yield
    marker = item.get_closest_marker("django_db")
    if marker is None or not marker.kwargs.get("transaction") or nextitem is None:
        return
    assert marker.kwargs.get("serialized_rollback"), (
        f"{item.nodeid}: write serialized_rollback=True beside transaction=True."
    )
    with _blocker(item).unblock():
        connection.creation.deserialize_db_from_string(connection._test_serialized_contents)
        connection.close()


def _blocker(item: pytest.Item) -> "pytest_django.DjangoDbBlocker":
    return item.config.stash[pytest_django.plugin.blocking_manager_key]
