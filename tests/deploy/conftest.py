"""One nginx for each module of tests."""

from collections.abc import Iterator

import pytest

from .servers import PAGE, PATH, Server, nginx


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with nginx() as running:
        running.put_page(PATH, PAGE)
        running.put_page("/ar/الحملة/", "الحملة".encode())
        yield running
