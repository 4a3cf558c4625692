"""Lines of every server that stands in front of a trail are understood, and nothing in a log stops the counting."""

import io
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trail.visits.counting import Counted, _count_lines
from trail.visits.lines import NotUnderstood, Request, read_line

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
MOMENT = datetime(2026, 6, 4, 8, 30, tzinfo=UTC)
COMBINED = f'192.0.2.17 - - [04/Jun/2026:10:30:00 +0200] "GET /en/campaign/?from=mail HTTP/2.0" 200 5120 "https://e.org/" "{FIREFOX}"'


def caddy(**changes: object) -> str:
    asked = {
        "remote_ip": "192.0.2.17",
        "method": "GET",
        "uri": "/en/campaign/?from=mail",
        "headers": {"User-Agent": [FIREFOX]},
    }
    line = {"level": "info", "ts": MOMENT.timestamp(), "logger": "http.log.access", "request": asked, "status": 200}
    return json.dumps(line | changes)


def ours(**changes: object) -> str:
    line = {"time": MOMENT.isoformat(), "level": "INFO", "logger": "trail.requests", "message": "GET /en/campaign/ 200"}
    line |= {"method": "GET", "path": "/en/campaign/", "status": 200, "duration_ms": 3.1, "robot": False}
    return json.dumps(line | changes)


def shipped_nginx(**changes: object) -> str:
    line = {"time": "2026-06-04T10:30:00+02:00", "method": "GET", "uri": "/en/campaign/", "status": 200, "bytes": 5120}
    return json.dumps(line | {"seconds": 0.0, "request_id": "0f9c2d", "user_agent": FIREFOX} | changes)


EXPECTED = Request(MOMENT, "GET", "/en/campaign/", 200, False)


@pytest.mark.parametrize(
    "line",
    [
        COMBINED,
        COMBINED.replace("192.0.2.17 - -", "trail.example.org 192.0.2.17 - maria"),
        COMBINED.replace("192.0.2.17", "2001:db8::1"),
        COMBINED.replace('"https://e.org/"', r'"a \"quoted\" referrer"'),
        COMBINED.replace("/en/campaign/?", "https://trail.example.org/en/campaign/?"),
        COMBINED.replace("192.0.2.17 - -", "- - -").replace("https://e.org/", "-"),
        COMBINED + ' "203.0.113.9" rt=0.003',
        caddy(),
        caddy(ts=MOMENT.isoformat()),
        ours(),
        shipped_nginx(),
    ],
)
def test_each_server_says_the_same(line: str) -> None:
    assert read_line(line.encode() + b"\n") == EXPECTED


def test_a_line_of_ours_may_stand_for_many() -> None:
    line = ours(times=37)
    assert read_line(line.encode()) == Request(MOMENT, "GET", "/en/campaign/", 200, False, 37)
    assert read_line(json.dumps(json.loads(line) | {"robot": True}).encode()) != read_line(line.encode())


def test_the_common_format_does_not_say_who_reads() -> None:
    request = read_line(COMBINED.partition(' "https')[0].encode())
    assert request is not None and request.robot


def test_a_line_of_ours_about_something_else_is_no_request() -> None:
    assert (
        read_line(b'{"time": "2026-06-04T08:30:00+00:00", "level": "INFO", "logger": "trail.images", "message": "x"}')
        is None
    )


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Dear Sirs",
        "{}",
        "[1, 2]",
        '{"request": 7}',
        caddy(ts=True),
        ours(times=0),
        ours(times=-5),
        ours(times=10**12),
        ours(times="37"),
        caddy(ts="yesterday"),
        caddy(ts="2026-06-04T08:30:00"),
        caddy(ts=1e300),
        caddy(status="ok"),
        ours(path=None),
        COMBINED.replace("04/Jun/2026", "31/Feb/2026"),
        COMBINED.replace("GET /en/campaign/?from=mail HTTP/2.0", "\\x16\\x03\\x01"),
        '{"a":' * 5000,
        "x" * 20_000,
    ],
)
def test_what_is_no_line_is_said_to_be_none(line: str) -> None:
    with pytest.raises(NotUnderstood):
        read_line(line.encode())


def spoilt(line: str) -> st.SearchStrategy[bytes]:
    """A good line with something in it that does not belong there."""
    pieces = st.tuples(st.integers(0, len(line)), st.integers(0, 20), st.binary(max_size=20))
    return pieces.map(lambda piece: line.encode()[: piece[0]] + piece[2] + line.encode()[piece[0] + piece[1] :])


garbage = st.one_of(
    st.binary(max_size=300), spoilt(COMBINED), spoilt(caddy()), spoilt(ours()), st.text().map(str.encode)
)


@given(garbage)
def test_a_line_is_understood_or_not_and_nothing_else_happens(line: bytes) -> None:
    try:
        request = read_line(line)
    except NotUnderstood:
        return
    assert request is None or request.at.tzinfo is not None


@pytest.mark.django_db
@given(st.lists(garbage.map(lambda line: line.replace(b"\n", b" ")), max_size=6), st.integers(0, 6))
def test_good_lines_among_garbage_are_counted(lines: list[bytes], place: int) -> None:
    counted = Counted()
    content = b"".join(line + b"\n" for line in [*lines[:place], COMBINED.encode(), *lines[place:]])

    position = _count_lines(io.BytesIO(content), b"", counted)

    assert position == len(content)
    assert counted.total >= 1
    assert counted.lines <= len(lines) + 1 and counted.not_understood <= counted.lines - 1
