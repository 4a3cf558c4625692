"""A store of its own for each test, turned on, with its address."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client

from trail.store import following
from trail.store.silent import passing
from trail.store.stores import Store, the_store

BASE = "http://trail.example"


@pytest.fixture
def store(settings: Any, tmp_path: Path) -> Iterator[Store]:
    """The page store in a folder of this test."""
    settings.TRAIL_STORE = True
    settings.TRAIL_STORE_ROOT = tmp_path / "store"
    settings.WAGTAILADMIN_BASE_URL = BASE
    following._seen["position"] = -1
    cache.clear()
    found = the_store()
    found.open()
    with connection.execute_wrapper(passing):
        yield found
    cache.clear()


@pytest.fixture
def visit(store: Store) -> Callable[..., Any]:
    """Ask as an anonymous browser under the address of the site."""

    def ask(path: str, **extra: Any) -> Any:
        return Client(headers={"host": "trail.example"}).get(path, **extra)

    return ask
