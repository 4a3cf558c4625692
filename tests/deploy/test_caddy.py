"""The shipped Caddyfile: what nginx does, but for rate limits."""

import json
from collections.abc import Iterator

import pytest

from trail.visits.lines import read_line

from .servers import HOST, PAGE, PATH, Server, caddy


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with caddy() as running:
        running.put_page(PATH, PAGE)
        running.put_page("/ar/الحملة/", "الحملة".encode())
        yield running


@pytest.mark.parametrize(
    ("accepted", "encoding", "body"),
    [("identity", None, PAGE), ("gzip", "gzip", b"gz:" + PAGE), ("gzip, br", "br", b"br:" + PAGE)],
)
def test_a_finished_page_comes_from_the_store(server: Server, accepted, encoding, body):
    answer = server.ask(PATH, Accept_Encoding=accepted)

    assert (answer.status, answer.body) == (200, body)
    assert answer.headers.get("content-encoding") == encoding
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["content-language"] == "en"
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.headers["cache-control"] == "public, max-age=0, must-revalidate"
    assert "last-modified" not in answer.headers
    for name in ("content-security-policy", "strict-transport-security", "x-content-type-options", "x-frame-options"):
        assert answer.headers[name]


def test_what_has_not_changed_is_not_sent_again(server: Server):
    etag = server.ask(PATH).headers["etag"]

    assert not etag.startswith("W/")
    assert server.ask(PATH, If_None_Match=etag).status == 304
    assert server.ask(PATH, If_Modified_Since="Fri, 01 Jan 2100 00:00:00 GMT").status == 200


def test_addresses_in_other_letters(server: Server):
    assert server.ask("/ar/%D8%A7%D9%84%D8%AD%D9%85%D9%84%D8%A9/").body == "الحملة".encode()


@pytest.mark.parametrize(
    ("path", "method", "headers"),
    [
        (f"{PATH}?page=2", "GET", {}),
        (PATH, "POST", {}),
        (PATH, "GET", {"Cookie": "other=1; sessionid=abc"}),
        ("/en/unknown/", "GET", {}),
        ("/", "GET", {}),
        (f"{PATH}index.html", "GET", {}),
        (f"/ok{PATH}", "GET", {}),
        ("/en//italian-campaign/", "GET", {}),
    ],
)
def test_everything_else_is_asked_of_python(server: Server, path, method, headers):
    assert server.ask(path, method, b"a=b" if method == "POST" else None, **headers).passed_on


def test_python_is_told_how_the_visitor_came_and_nothing_that_visitors_make_up(server: Server):
    made_up = {"X-Forwarded-For": "6.6.6.6", "X-Real-IP": "6.6.6.6", "Forwarded": "for=6.6.6.6"}
    asked = server.ask("/en/unknown/", **made_up, **{"X-Forwarded-Proto": "https"}).passed_on
    headers = {name.lower(): value for name, value in asked["headers"].items()}

    assert headers["host"].partition(":")[0] == HOST
    assert headers["x-forwarded-for"] == "127.0.0.1"
    assert headers["x-forwarded-proto"] == "http"
    assert "6.6.6.6" not in json.dumps(asked)


@pytest.mark.parametrize(
    "path", ["/.env", "/.git/config", "/wp-login.php", "/static/staticfiles.json", "/media/documents/private.pdf"]
)
def test_what_nobody_should_have_is_refused_without_asking_python(server: Server, path):
    server.put("static/staticfiles.json", b"{}")
    server.put("media/documents/private.pdf", b"private")

    answer = server.ask(path)
    assert (answer.status, answer.passed_on) == (404, None)


@pytest.mark.parametrize("path", ["/static/../store/current/meta/en.json", "/media/%2e%2e/store/current/meta/en.json"])
def test_nothing_is_reached_beside_the_folders(server: Server, path):
    server.put("store/current/meta/en.json", b'{"secret": true}')

    assert b"secret" not in server.ask(path).body or server.ask(path).passed_on


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PROPFIND"])
def test_methods_that_nobody_needs(server: Server, method):
    assert server.ask(PATH, method).status == 405


def test_styles_are_kept_for_ever_by_their_hash(server: Server):
    server.put("static/trail/base.0123456789ab.css", b"body{}")
    server.put("static/trail/base.0123456789ab.css.gz", b"gz")
    answer = server.ask("/static/trail/base.0123456789ab.css", Accept_Encoding="gzip")

    assert answer.body == b"gz"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("images/a.jpg", "image/jpeg"),
        ("images/a.svg", "image/svg+xml"),
        ("images/evil.html", "application/octet-stream"),
    ],
)
def test_uploads_are_shown_as_what_they_are_or_not_at_all_and_nothing_in_them_runs(server: Server, name, kind):
    server.put(f"media/{name}", b"<script>alert(1)</script>")
    answer = server.ask(f"/media/{name}")

    assert answer.headers["content-type"] == kind
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_visits_are_written_down_without_who_they_were(server: Server):
    # Caddy 2.6 looks for its log by host and port where the port is not the usual one.
    host = f"{HOST}:{server.port}"
    server.ask(f"{PATH}?q=my+grandfather", Referer="https://elsewhere.example/secret", User_Agent="phone", Host=host)
    server.ask("/admin/password_reset/confirm/MQ/c0ffee-secret/", Host=host)
    server.ask(PATH, User_Agent="last", Host=host)
    written = server.log.read_text()
    while '"last"' not in written:
        written = server.log.read_text()

    for private in ("127.0.0.1", "grandfather", "c0ffee", "elsewhere"):
        assert private not in written
    # `manage.py visits` understands each line.
    read = [read_line(line.encode()) for line in written.splitlines()]
    assert [(one.method, one.path, one.status) for one in read if one][0::2] == [("GET", PATH, 200)] * 2


def test_stored_pages_are_there_while_python_is_away_and_the_rest_says_so():
    with caddy() as server:
        server.put_page(PATH, PAGE)
        server.site.shutdown()
        server.site.server_close()

        assert server.ask(PATH).body == PAGE
        away = server.ask("/en/search/?q=rome")
        assert away.status in {502, 504}
        assert b"Something went wrong on our side" in away.body
        assert away.headers["retry-after"] == "30"
