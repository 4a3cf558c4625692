"""Errors go to Sentry only where the operator says so, and without what is personal."""

import json
import sys
from collections.abc import Iterator
from typing import Any

import pytest
import sentry_sdk
from django.core.exceptions import ImproperlyConfigured
from django.core.signals import request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client, RequestFactory
from sentry_sdk.transport import Transport

from tests.factories import Trail, persona
from tests.settings.test_environment import start as start_settings
from trail.logs import sentry

DSN = "https://key@sentry.example.org/7"


class Kept(Transport):
    """Takes reports and sends them nowhere."""

    def __init__(self) -> None:
        super().__init__()
        self.events: list[dict[str, Any]] = []

    def capture_envelope(self, envelope: Any) -> None:
        self.events += [item.payload.json for item in envelope.items if item.type == "event"]


@pytest.fixture
def transport() -> Iterator[Kept]:
    kept = Kept()
    sentry.start(DSN, environment="tests", release="1", transport=kept)
    yield kept
    sentry_sdk.init()


def answer(path: str, **environ: str) -> dict[str, str]:
    """The head of an answer of the site as a web server gets it; the tests' own client stands in the place of one."""
    head: dict[str, str] = {}

    def start_response(status: str, headers: list[tuple[str, str]], *_more: Any) -> None:
        head.update(headers, status=status)

    # A server closes what a request has left open, as the tests' own client does not.
    request_started.disconnect(close_old_connections)
    try:
        get_wsgi_application()(RequestFactory(**environ)._base_environ(PATH_INFO=path), start_response)
    finally:
        request_started.connect(close_old_connections)
    return head


@pytest.mark.django_db
def test_an_error_is_reported_without_who_it_was(
    trail: Trail, transport: Kept, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_arguments: Any, **_more: Any) -> None:
        raise RuntimeError("no mailbox " + "@".join(["maria", "example.org"]))

    monkeypatch.setattr("sites.models.HomePage.get_context", fails)
    user = persona("editor")
    client.force_login(user)
    cookie = f"sessionid={client.cookies['sessionid'].value}"
    headers = {"HTTP_USER_AGENT": "Firefox", "HTTP_AUTHORIZATION": "Bearer xyzzy", "HTTP_COOKIE": cookie}
    response = answer("/en/", QUERY_STRING="q=Rossi", REMOTE_ADDR="192.0.2.17", **headers)

    assert response["status"].startswith("500")
    [event] = [event for event in transport.events if "exception" in event]
    assert event["exception"]["values"][-1]["type"] == "RuntimeError", event["exception"]["values"]
    assert event["tags"]["request_id"] == response["X-Request-ID"]
    assert event["request"]["url"] == "http://testserver/en/"
    assert event["environment"] == "tests"
    said = json.dumps(event)
    for personal in ("Rossi", "maria@", "192.0.2.17", "xyzzy", user.email, cookie):
        assert personal not in said, personal
    assert all("vars" not in frame for frame in event["exception"]["values"][-1]["stacktrace"]["frames"])


def test_a_user_is_a_number_and_nothing_else() -> None:
    event = {"user": {"id": "7", "email": "m@example.org", "username": "maria", "ip_address": "192.0.2.17"}}
    assert sentry.scrubbed(event) == {"user": {"id": "7"}}


def test_the_library_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sentry_sdk", None)
    with pytest.raises(ImproperlyConfigured, match=r"TRAIL_SENTRY_DSN is set, but the library is missing\. Install it"):
        sentry.start(DSN, environment="", release="")


def test_a_dsn_that_is_none_stops_the_start() -> None:
    with pytest.raises(ImproperlyConfigured, match="TRAIL_SENTRY_DSN cannot be used: it is no DSN"):
        sentry.start("sentry.example.org", environment="", release="")


def test_without_a_dsn_the_library_is_not_imported() -> None:
    done = start_settings(
        "sys; import trail.settings.base; assert 'sentry_sdk' not in sys.modules; import trail.settings.base"
    )
    assert done.returncode == 0, done.stderr
