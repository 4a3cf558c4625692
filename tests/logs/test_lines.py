"""What stands in a line, and above all what does not."""

import json
import logging
import sys
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from trail.logs.lines import JsonLines, Words
from trail.logs.personal import without_personal_data
from trail.logs.requests import current
from trail.settings.logs import logging_in


def record(message: str, *arguments: Any, **extra: Any) -> logging.LogRecord:
    made = logging.makeLogRecord(
        {"name": "trail.tests", "levelno": logging.INFO, "levelname": "INFO", "msg": message, "args": arguments}
    )
    made.__dict__.update(extra)
    return made


def failure(text: str) -> Any:
    try:
        raise ValueError(text)
    except ValueError:
        return sys.exc_info()


def test_a_line_is_one_json_object() -> None:
    line = JsonLines().format(record("Two\nlines of “%s”", "words", status=200, path="/en/"))
    assert "\n" not in line
    said = json.loads(line)
    assert said["message"] == "Two\nlines of “words”"
    assert (said["level"], said["logger"], said["status"], said["path"]) == ("INFO", "trail.tests", 200, "/en/")
    assert said["time"].endswith("+00:00")


def test_it_carries_the_request_it_belongs_to() -> None:
    token = current.set("a-request-of-this-test")
    try:
        assert json.loads(JsonLines().format(record("x")))["request_id"] == "a-request-of-this-test"
        assert "a-request-of-this-test" in Words().format(record("x"))
    finally:
        current.reset(token)
    assert "request_id" not in json.loads(JsonLines().format(record("x")))


@pytest.mark.parametrize("formatter", [JsonLines(), Words()])
def test_an_error_comes_with_its_place_and_without_what_is_personal(formatter: logging.Formatter) -> None:
    line = formatter.format(record("It failed", exc_info=failure("no mailbox maria.rossi@example.org")))
    assert "Traceback" in line and "test_lines.py" in line
    assert "maria" not in line


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mail to m.rossi+x@mail.example.org failed", "mail to … failed"),
        ("from 192.0.2.17 and 2001:db8::1f:7", "from … and …"),
        ("GET /en/search/?q=grandfather%20Rossi HTTP/1.1", "GET /en/search/?… HTTP/1.1"),
        ("https://x.example.org/a?token=abc#x, then", "https://x.example.org/a?… then"),
        ("DETAIL:  Key (username)=(maria rossi) already exists.", "DETAIL:  Key (username)=(…) already exists."),
        ("Failing row contains (7, maria, 1944-06-04).", "Failing row contains (…)."),
        ("at 12:30:45 Wagtail 8.0.1 on Django 5.2.19 answered", "at 12:30:45 Wagtail 8.0.1 on Django 5.2.19 answered"),
        ("Is it so? Yes: 41.8755, 12.4778", "Is it so? Yes: 41.8755, 12.4778"),
    ],
)
def test_what_is_personal_is_left_out_and_all_else_stays(text: str, expected: str) -> None:
    assert without_personal_data(text) == expected


def test_lines_are_json_unless_somebody_looks_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def form() -> str:
        return logging_in("auto")["handlers"]["console"]["formatter"]

    monkeypatch.setattr(sys.stderr, "isatty", lambda: False, raising=False)
    assert form() == "json"
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    assert form() == "text"
    with pytest.raises(ImproperlyConfigured, match="TRAIL_LOG_FORMAT cannot be used: “xml” is none of"):
        logging_in("xml")
