"""The stand-in for a web server compresses text for those who take it, and leaves the rest alone."""

import gzip
from typing import Any

import pytest

from bench.server import Compressed


def answer(
    headers: list[tuple[str, str]], accept: str = "gzip, br", status: str = "200 OK"
) -> tuple[dict[str, str], bytes]:
    """What comes out for a body of many letters."""
    sent: dict[str, Any] = {}

    def application(_environ: dict[str, Any], start_response: Any) -> list[bytes]:
        start_response(status, headers)
        return [b"a" * 500, b"b" * 500]

    def start(_status: str, final: list[tuple[str, str]]) -> None:
        sent["headers"] = dict(final)

    body = b"".join(Compressed(application)({"HTTP_ACCEPT_ENCODING": accept}, start))
    return sent["headers"], body


def test_text_is_compressed() -> None:
    headers, body = answer(
        [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", "1000"), ("Vary", "Cookie")]
    )

    assert gzip.decompress(body) == b"a" * 500 + b"b" * 500
    assert headers["Content-Length"] == str(len(body))
    assert headers["Content-Encoding"] == "gzip"
    assert headers["Vary"] == "Cookie, Accept-Encoding"


@pytest.mark.parametrize(
    ("headers", "accept", "status"),
    [
        ([("Content-Type", "image/png")], "gzip", "200 OK"),
        ([("Content-Type", "text/css"), ("Content-Encoding", "gzip")], "gzip", "200 OK"),
        ([("Content-Type", "text/html")], "identity", "200 OK"),
        ([("Content-Type", "text/html")], "gzip", "404 Not Found"),
    ],
)
def test_the_rest_is_left_alone(headers: list[tuple[str, str]], accept: str, status: str) -> None:
    assert answer(headers, accept, status) == (dict(headers), b"a" * 500 + b"b" * 500)
