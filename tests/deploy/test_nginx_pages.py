"""The shipped nginx configuration: finished pages without Python, everything else through it, nothing else at all."""

import socket

import pytest
from django.test import Client, override_settings

from .servers import HOST, PAGE, PATH, Server

# Headers that belong to the one answer, not to all.
OF_THE_ANSWER = {
    "cache-control",
    "content-language",
    "content-length",
    "content-type",
    "expires",
    "vary",
    "x-request-id",
}


def test_a_finished_page_comes_from_the_store(server: Server):
    answer = server.ask(PATH)

    assert (answer.status, answer.body) == (200, PAGE)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["content-language"] == "en"
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.headers["cache-control"] == "public, max-age=0, must-revalidate"
    assert "last-modified" not in answer.headers
    assert "accept-ranges" not in answer.headers
    assert answer.headers["server"] == "nginx"


@pytest.mark.django_db
def test_it_has_the_headers_that_the_site_itself_sends(server: Server):
    with override_settings(
        ALLOWED_HOSTS=[HOST],
        SECURE_HSTS_SECONDS=31536000,
        SECURE_HSTS_INCLUDE_SUBDOMAINS=True,
        SECURE_HSTS_PRELOAD=True,
    ):
        sent = Client().get("/robots.txt", secure=True, SERVER_NAME=HOST)
    found = server.ask(PATH).headers
    ours, theirs = (
        {name.lower(): sorted(part.strip() for part in value.split(";")) for name, value in headers.items()}
        for headers in (sent, found)
    )

    assert {"content-security-policy", "strict-transport-security", "x-content-type-options", "x-frame-options"} <= set(
        ours
    )
    safety = ours.keys() - OF_THE_ANSWER
    assert {name: theirs.get(name) for name in safety} == {name: ours[name] for name in safety}


@pytest.mark.parametrize(
    ("accepted", "encoding", "body"),
    [
        ("gzip", "gzip", b"gz:" + PAGE),
        ("gzip, deflate, br, zstd", "br", b"br:" + PAGE),
        ("identity", None, PAGE),
    ],
)
def test_it_is_compressed_as_the_browser_likes(server: Server, accepted, encoding, body):
    answer = server.ask(PATH, Accept_Encoding=accepted)

    assert answer.headers.get("content-encoding") == encoding
    assert answer.body == body
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.headers["content-type"] == "text/html; charset=utf-8"


def test_what_has_not_changed_is_not_sent_again(server: Server):
    for accepted in ("identity", "gzip", "br"):
        etag = server.ask(PATH, Accept_Encoding=accepted).headers["etag"]
        assert not etag.startswith("W/")
        again = server.ask(PATH, Accept_Encoding=accepted, If_None_Match=etag)
        assert (again.status, again.body) == (304, b"")
        assert again.headers["cache-control"] == "public, max-age=0, must-revalidate"
    # The time of a file says nothing: a page that was changed and changed back has an older one.
    for moment in ("Tue, 14 Nov 2023 22:13:20 GMT", "Fri, 01 Jan 2100 00:00:00 GMT"):
        assert server.ask(PATH, If_Modified_Since=moment).status == 200


def test_a_new_content_has_a_new_etag_and_is_there_at_once(server: Server):
    server.put_page("/en/new/", b"one", mtime=1_600_000_001)
    first = server.ask("/en/new/")
    server.put_page("/en/new/", b"two", mtime=1_500_000_002)
    second = server.ask("/en/new/", If_None_Match=first.headers["etag"])

    assert (second.status, second.body) == (200, b"two")


def test_a_page_that_is_dropped_is_asked_of_python_at_once(server: Server):
    server.put_page("/en/gone/")
    assert server.ask("/en/gone/").passed_on is None
    for name in ("index.html", "index.html.gz", "index.html.br"):
        (server.folder / "data/store/current/ok/en/gone" / name).unlink()

    assert server.ask("/en/gone/").passed_on["path"] == "/en/gone/"


def test_another_build_takes_over_by_its_link(server: Server):
    server.put("store/build-2/ok/en/built/index.html", b"second build")
    link = server.folder / "data/store/current"
    link.unlink()
    link.symlink_to("build-2")
    try:
        assert server.ask("/en/built/").body == b"second build"
        assert server.ask(PATH).passed_on
    finally:
        link.unlink()
        link.symlink_to("build-1")


def test_addresses_in_other_letters(server: Server):
    answer = server.ask("/ar/%D8%A7%D9%84%D8%AD%D9%85%D9%84%D8%A9/")

    assert answer.body == "الحملة".encode()
    assert answer.headers["content-language"] == "ar"


def test_head_is_answered_like_get_without_the_page(server: Server):
    answer = server.ask(PATH, "HEAD")

    assert (answer.status, answer.body) == (200, b"")
    assert answer.headers["content-length"] == str(len(PAGE))


@pytest.mark.parametrize(
    ("path", "method", "headers"),
    [
        (f"{PATH}?page=2", "GET", {}),
        (f"{PATH}?", "GET", {}),
        (PATH, "POST", {}),
        (PATH, "GET", {"Cookie": "sessionid=abc"}),
        (PATH, "GET", {"Cookie": "other=1; sessionid=abc"}),
        ("/en/italian-campaign", "GET", {}),
        ("/en/unknown/", "GET", {}),
        ("/", "GET", {}),
        ("/en//italian-campaign/", "GET", {}),
        ("/en/x/%2e%2e/italian-campaign/", "GET", {}),
        ("/en%2fitalian-campaign/", "GET", {}),
        (f"/ok{PATH}", "GET", {}),
        (f"{PATH}index.html", "GET", {}),
        (f"{PATH}index.html.gz", "GET", {}),
    ],
)
def test_everything_else_is_asked_of_python(server: Server, path, method, headers):
    answer = server.ask(path, method, b"a=b" if method == "POST" else None, **headers)

    assert answer.passed_on, answer
    assert (answer.passed_on["method"], answer.passed_on["path"]) == (method, path)


def test_an_address_with_two_slashes_is_not_answered_as_if_it_had_one(server: Server):
    assert server.ask(f"/{PATH}").passed_on


def test_a_cookie_that_is_nobodys_session_changes_nothing(server: Server):
    assert server.ask(PATH, Cookie="theme=dark; notsessionid=1").body == PAGE


def test_python_is_told_how_the_visitor_came_and_nothing_that_visitors_make_up(server: Server):
    asked = server.ask(
        "/en/unknown/",
        X_Forwarded_For="1.2.3.4",
        X_Forwarded_Proto="https",
        X_Forwarded_Host="evil.example",
        X_Real_IP="1.2.3.4",
        Forwarded="for=1.2.3.4",
        Proxy="http://evil.example",
        X_Request_ID="made-up",
    ).passed_on
    headers = {name.lower(): value for name, value in asked["headers"].items()}

    assert headers["host"] == HOST
    assert headers["x-forwarded-for"] == "127.0.0.1"
    assert headers["x-forwarded-proto"] == "http"
    assert len(headers["x-request-id"]) == 32
    assert not {"x-forwarded-host", "x-real-ip", "forwarded", "proxy"} & set(headers)


def test_headers_with_underscores_do_not_reach_python(server: Server):
    """Python reads `X_Forwarded_For` as `X-Forwarded-For`, and the server behind takes the last of both."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as connection:
        connection.sendall(
            f"GET /en/unknown/ HTTP/1.1\r\nHost: {HOST}\r\nX_Forwarded_For: 6.6.6.6\r\nConnection: close\r\n\r\n".encode()
        )
        said = b"".join(iter(lambda: connection.recv(65536), b""))

    assert b"python" in said
    assert b"6.6.6.6" not in said


@pytest.mark.parametrize(
    "path",
    [
        "/.env",
        "/.git/config",
        "/en/.hidden/",
        "/wp-login.php",
        "/en/backup.sql",
        "/trail.sqlite3",
        "/media/.htaccess",
        "/static/staticfiles.json",
    ],
)
def test_hidden_files_and_programs_are_refused_without_asking_python(server: Server, path):
    server.put("media/.htaccess", b"x")
    server.put("static/staticfiles.json", b"{}")
    answer = server.ask(path)

    assert answer.status == 404
    assert answer.passed_on is None


@pytest.mark.parametrize(
    "path",
    [
        "/../store/current/meta/en.json",
        "/static/../store/current/meta/en.json",
        "/static/..%2fstore/current/meta/en.json",
        "/media/%2e%2e/store/current/meta/en.json",
        "/media../store/current/meta/en.json",
        "/static../store/current/meta/en.json",
        "/meta/en.json",
        "/store/current/meta/en.json",
    ],
)
def test_nothing_is_reached_beside_the_folders(server: Server, path):
    server.put("store/current/meta/en.json", b'{"secret": true}')
    answer = server.ask(path)

    assert b'{"secret": true}' not in answer.body
    assert answer.passed_on or answer.status in {400, 404}


def test_certificates_are_renewed(server: Server):
    """Certbot's own block answers it; here it must only not be refused."""
    assert server.ask("/.well-known/acme-challenge/token").passed_on


@pytest.mark.parametrize("method", ["PUT", "DELETE", "TRACE", "PROPFIND", "PURGE"])
def test_methods_that_nobody_needs(server: Server, method):
    assert server.ask(PATH, method).status == 405
