"""Fixtures around `tests.factories`. A conftest takes them in by `pytest_plugins` or by name."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from . import factories


@pytest.fixture
def trail(db: Any) -> factories.Trail:
    """One live page of every type."""
    return factories.make_trail()


@pytest.fixture
def sign_in(db: Any, client: Client) -> Callable[[str], Client]:
    """Sign somebody in by the name of their persona: `sign_in("editor").get(…)`."""

    def signed_in(name: str) -> Client:
        client.force_login(factories.persona(name))
        return client

    return signed_in
