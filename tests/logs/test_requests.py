"""Each request has an identifier, and one line that says nothing of who asked."""

import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth.tokens import default_token_generator
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from tests.factories import Trail, persona
from trail.logs.lines import JsonLines
from trail.logs.requests import RequestMiddleware
from trail.logs.robots import is_robot

pytestmark = pytest.mark.django_db
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


class Lines(logging.Handler):
    """What is written, as it would be."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.written: list[dict[str, Any]] = []
        self.formatter = JsonLines()

    def emit(self, record: logging.LogRecord) -> None:
        self.written.append(json.loads(self.format(record)))

    def of(self, name: str) -> list[dict[str, Any]]:
        return [line for line in self.written if line["logger"] == name]


@pytest.fixture
def lines() -> Iterator[Lines]:
    handler, root = Lines(), logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield handler
    root.setLevel(level)
    root.removeHandler(handler)


def test_a_request_is_one_line(client: Client, trail: Trail, lines: Lines) -> None:
    response = client.get("/en/search/?q=grandfather+Rossi", headers={"user-agent": BROWSER}, REMOTE_ADDR="192.0.2.17")

    [line] = lines.of("trail.requests")
    assert (line["method"], line["path"], line["status"], line["robot"]) == ("GET", "/en/search/", 200, False)
    assert line["duration_ms"] >= 0 and line["level"] == "INFO"
    assert line["request_id"] == response["X-Request-ID"]
    for secret in ("Rossi", "grandfather", "192.0.2.17", "Firefox"):
        assert secret not in json.dumps(lines.written)


def test_who_is_signed_in_is_a_number(sign_in: Callable[[str], Client], lines: Lines) -> None:
    client = sign_in("editor")
    lines.written.clear()
    client.get("/admin/")
    [line] = lines.of("trail.requests")
    assert line["user"] == persona("editor").pk
    assert "editor" not in json.dumps(lines.written)


@pytest.mark.parametrize("given", ["7f3a9c0d1e2b4f56", "8e1f-proxy.example_1", "A" * 100])
def test_the_identifier_of_the_web_server_in_front_is_taken(client: Client, trail: Trail, given: str) -> None:
    assert client.get("/en/", headers={"x-request-id": given})["X-Request-ID"] == given


@pytest.mark.parametrize(
    "given", ["", "short", "A" * 101, "with blanks in it", "<script>alert(1)</script>", "ünïcödé-1"]
)
def test_one_that_does_not_look_like_one_is_replaced(client: Client, trail: Trail, given: str) -> None:
    identifier = client.get("/en/", headers={"x-request-id": given})["X-Request-ID"]
    assert len(identifier) == 32 and identifier.isalnum()


def test_each_request_has_its_own(client: Client, trail: Trail) -> None:
    assert client.get("/en/")["X-Request-ID"] != client.get("/en/")["X-Request-ID"]


def test_an_error_carries_the_identifier_that_the_visitor_got(
    client: Client, trail: Trail, lines: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_arguments: Any, **_more: Any) -> None:
        raise RuntimeError("no mailbox maria@example.org")

    client.raise_request_exception = False
    monkeypatch.setattr("sites.models.HomePage.get_context", fails)
    response = client.get("/en/?q=Rossi")
    assert response.status_code == 500
    [error] = [line for line in lines.of("django.request") if line["level"] == "ERROR"]
    assert error["request_id"] == response["X-Request-ID"]
    assert "RuntimeError" in error["exception"] and "maria" not in error["exception"]
    assert lines.of("trail.requests")[-1]["level"] == "WARNING"
    assert "Rossi" not in json.dumps(lines.written)


def test_a_link_that_lets_somebody_in_is_not_written(client: Client, lines: Lines) -> None:
    user = persona("editor")
    uid, token = urlsafe_base64_encode(force_bytes(user.pk)), default_token_generator.make_token(user)
    client.get(f"/admin/password_reset/confirm/{uid}/{token}/")
    client.get("/admin/password_reset/confirm/MQ/abc-0123456789/more/")
    assert next(line["path"] for line in lines.of("trail.requests")) == "/admin/password_reset/confirm/…/…/"
    assert token not in json.dumps(lines.written)


def test_probes_and_files_are_not_written(client: Client, lines: Lines) -> None:
    for address in ("/-/live", "/-/ready", "/static/trail/icons/icon-192.png"):
        client.get(address)
    assert lines.of("trail.requests") == []


def test_no_session_is_read_for_it(rf: RequestFactory) -> None:
    class Untouched:
        def __getattr__(self, name: str) -> Any:
            raise AssertionError("The session was read.")

    def answer(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    request = rf.get("/en/")
    request.session = request.user = Untouched()  # type: ignore[assignment]
    assert RequestMiddleware(answer)(request)["X-Request-ID"]


@pytest.mark.parametrize(
    "agent",
    [
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
        "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
        "curl/8.5.0",
        "python-requests/2.32.3",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/130.0 Safari/537.36",
        "TelegramBot (like TwitterBot)",
        "-",
        "",
    ],
)
def test_programs_are_known_by_their_name(agent: str) -> None:
    assert is_robot(agent)


@pytest.mark.parametrize(
    "agent",
    [
        BROWSER,
        "Mozilla/5.0 (Linux; Android 9; CUBOT X19) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Mobile Safari/537.36",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15",
    ],
)
def test_people_are_not_taken_for_programs(agent: str) -> None:
    assert not is_robot(agent)
