"""`/-/live` and `/-/ready`: what a machine asks each second."""

import logging
from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError, ProgrammingError, connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from trail.background import facts as background
from trail.health import readiness

pytestmark = pytest.mark.django_db


def gone(*_arguments: Any) -> None:
    """A database that has been shut down; what it says names the host and the user."""
    raise OperationalError("connection to server at db.example.org failed for user trail")


@pytest.fixture
def database_gone(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    monkeypatch.setattr(connection, "close", lambda: None)
    monkeypatch.setattr(connection, "cursor", gone)
    return monkeypatch.undo


def test_both_say_that_all_is_well(client: Client) -> None:
    for address, word in [("/-/live", b"live\n"), ("/-/ready", b"ready\n")]:
        response = client.get(address)
        assert (response.status_code, response.content) == (200, word)
        assert response["Cache-Control"] == "no-store"
        assert not response.cookies


def test_they_ask_little(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    client.get("/-/ready")
    with django_assert_num_queries(0):
        client.get("/-/live")
    with django_assert_num_queries(3):
        client.get("/-/ready")


def test_they_are_asked_by_number_and_without_encryption(client: Client, settings: Any) -> None:
    settings.ALLOWED_HOSTS, settings.SECURE_SSL_REDIRECT = ["trail.example.org"], True
    for address in ("/-/live", "/-/ready"):
        assert client.get(address, headers={"host": "10.0.0.7:8000"}).status_code == 200


def test_without_its_database_it_lives_and_is_not_ready(client: Client, database_gone: Callable[[], None]) -> None:
    assert client.get("/-/live").status_code == 200
    response = client.get("/-/ready")
    assert response.status_code == 503
    assert "The database does not answer (OperationalError)" in response.content.decode()
    assert "example.org" not in response.content.decode()
    database_gone()
    assert client.get("/-/ready").status_code == 200


def test_a_connection_of_before_a_restart_is_replaced(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    working, closed = connection.cursor, []
    monkeypatch.setattr(connection, "cursor", lambda: working() if closed else gone())
    monkeypatch.setattr(connection, "close", lambda: closed.append(True))

    assert client.get("/-/ready").status_code == 200


def test_a_missing_migration_is_named_with_the_remedy(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    last = readiness._last_migrations() | {"heritage": {"0099_later"}}
    monkeypatch.setattr(readiness, "_last_migrations", lambda: last)

    response = client.get("/-/ready")

    assert response.status_code == 503
    assert "(heritage.0099_later): run “manage.py migrate”" in response.content.decode()


def test_a_newer_database_does_not_matter(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """While a new version is rolled out the tables are ahead of the processes that still run the old one."""
    last = readiness._last_migrations() | {"heritage": {"0001_initial"}}
    monkeypatch.setattr(readiness, "_last_migrations", lambda: last)

    assert client.get("/-/ready").status_code == 200


def test_a_queue_that_cannot_be_read_is_said(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_table(*_fields: str) -> None:
        raise ProgrammingError("no such table")

    monkeypatch.setattr(background.DBTaskResult.objects, "values_list", no_table)

    response = client.get("/-/ready")

    assert response.status_code == 503
    assert response.content.decode().startswith("The queue of tasks cannot be read (ProgrammingError)")


def test_it_is_logged_once_when_it_changes(
    client: Client, database_gone: Callable[[], None], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, "trail.health"):
        for _second in range(3):
            client.get("/-/ready")
        database_gone()
        for _second in range(3):
            client.get("/-/ready")

    said = [record.getMessage() for record in caplog.records if record.name == "trail.health.probes"]
    assert [words.partition(" (")[0] for words in said] == ["Not ready: The database does not answer", "Ready again."]
