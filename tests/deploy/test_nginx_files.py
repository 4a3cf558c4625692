"""The shipped nginx configuration: our own files, uploads, limits, the log, and what happens while Python is away."""

import json
import socket
import ssl

import pytest

from trail.visits.lines import read_line

from .servers import PAGE, PATH, Server, nginx


def test_styles_and_scripts_are_kept_for_ever_by_their_hash(server: Server):
    server.put("static/trail/base.0123456789ab.css", b"body{}")
    server.put("static/trail/base.0123456789ab.css.gz", b"gz")
    server.put("static/trail/base.0123456789ab.css.br", b"br")
    server.put("static/trail/base.css", b"body{}")
    hashed = server.ask("/static/trail/base.0123456789ab.css", Accept_Encoding="gzip")
    plain = server.ask("/static/trail/base.css")

    assert hashed.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert (hashed.body, hashed.headers["content-encoding"]) == (b"gz", "gzip")
    assert server.ask("/static/trail/base.0123456789ab.css", Accept_Encoding="br").body == b"br"
    assert plain.headers["cache-control"] == "public, max-age=3600"
    for answer in (hashed, plain):
        assert answer.headers["content-type"].startswith("text/css")
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "strict-transport-security" in answer.headers


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("trail/map.0123456789ab.js", "text/javascript"),
        ("fonts/x.0123456789ab.woff2", "font/woff2"),
        ("a/land.json", "application/json"),
        ("a/drawing.svg", "image/svg+xml"),
        ("a/photo.avif", "image/avif"),
    ],
)
def test_static_files_have_their_types(server: Server, name, kind):
    server.put(f"static/{name}", b"x")

    assert server.ask(f"/static/{name}").headers["content-type"].split(";")[0] == kind


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("images/a.avif", "image/avif"),
        ("images/a.jpg", "image/jpeg"),
        ("images/a.webp", "image/webp"),
        ("images/a.svg", "image/svg+xml"),
        ("images/evil.html", "application/octet-stream"),
        ("images/evil.svgz", "application/octet-stream"),
        ("images/evil.js", "application/octet-stream"),
        ("ground.pmtiles", "application/octet-stream"),
    ],
)
def test_uploads_are_shown_as_what_they_are_or_not_at_all_and_nothing_in_them_runs(server: Server, name, kind):
    server.put(f"media/{name}", b"<script>alert(1)</script>")
    answer = server.ask(f"/media/{name}")

    assert answer.status == 200
    assert answer.headers["content-type"] == kind
    assert answer.headers["x-content-type-options"] == "nosniff"
    policy = answer.headers["content-security-policy"]
    assert "sandbox" in policy
    assert "default-src 'none'" in policy
    assert "script" not in policy


@pytest.mark.parametrize("name", ["documents/private.pdf", "originals/1.jpg"])
def test_documents_and_originals_are_not_handed_out_past_python(server: Server, name):
    server.put(f"media/{name}", b"private")

    assert server.ask(f"/media/{name}").status == 404


def test_a_part_of_a_large_file_can_be_had(server: Server):
    server.put("media/ground.pmtiles", bytes(range(100)))
    answer = server.ask("/media/ground.pmtiles", Range="bytes=10-19")

    assert (answer.status, answer.body) == (206, bytes(range(10, 20)))


def test_pictures_of_40_megabytes_come_in_through_the_admin_and_nowhere_else(server: Server):
    large = bytes(41 * 1024 * 1024)

    assert server.ask("/admin/images/add/", "POST", large).passed_on["length"] == len(large)
    assert server.ask("/en/search/", "POST", bytes(2 * 1024 * 1024)).status == 413


def test_another_host_gets_no_answer(server: Server):
    with pytest.raises(ConnectionError):
        server.ask(PATH, Host="evil.example")


def test_who_tries_passwords_is_slowed_down(server: Server):
    answers = [server.ask("/admin/login/", "POST", b"x").status for _ in range(14)]

    assert answers[0] == 200
    assert answers[-1] == 429
    assert server.ask("/admin/login/").status == 200


def test_visits_are_written_down_without_who_they_were(server: Server):
    server.ask(f"{PATH}?q=my+grandfather", User_Agent='Phone "quoted"', Referer="https://elsewhere.example/secret")
    server.ask("/admin/password_reset/confirm/MQ/c0ffee-secret/")
    server.ask(PATH, User_Agent="last")
    lines = [json.loads(line) for line in server.log.read_text().splitlines()]
    while lines[-1]["user_agent"] != "last":
        lines = [json.loads(line) for line in server.log.read_text().splitlines()]
    query, door, page = lines[-3:]

    assert set(page) == {"time", "method", "uri", "status", "bytes", "seconds", "request_id", "user_agent"}
    assert (page["method"], page["uri"], page["status"], page["bytes"]) == ("GET", PATH, 200, len(PAGE))
    assert (query["uri"], query["user_agent"]) == (PATH, 'Phone "quoted"')
    assert door["uri"] == "/admin/password_reset/confirm/-"
    written = server.log.read_text()
    for private in ("127.0.0.1", "grandfather", "c0ffee", "elsewhere"):
        assert private not in written
    # `manage.py visits` understands each line.
    read = [read_line(line.encode()) for line in written.splitlines()]
    assert [(one.method, one.path, one.status) for one in read[-3:] if one] == [
        ("GET", PATH, 200), ("GET", "/admin/password_reset/confirm/-", 200), ("GET", PATH, 200),
    ]  # fmt: skip


def test_stored_pages_are_there_while_python_is_away_and_the_rest_says_so():
    with nginx(brotli=False) as server:
        server.put_page(PATH, PAGE)
        server.site.shutdown()
        server.site.server_close()

        assert server.ask(PATH).body == PAGE
        away = server.ask("/en/search/?q=rome")
        assert away.status in {502, 504}
        assert b"Something went wrong on our side" in away.body
        assert (away.headers["retry-after"], away.headers["cache-control"]) == ("30", "no-store")
        assert "content-security-policy" in away.headers


def test_without_the_module_for_brotli_pages_are_gzipped():
    with nginx(brotli=False) as server:
        server.put_page(PATH, PAGE)

        assert server.ask(PATH, Accept_Encoding="gzip, br").headers["content-encoding"] == "gzip"


def test_who_asks_for_another_host_over_https_gets_no_certificate(server: Server):
    """As certbot leaves the file: the site's own server stands beside this one, with its certificate."""
    context = ssl.create_default_context()
    with (
        socket.create_connection(("127.0.0.1", server.tls), timeout=10) as connection,
        pytest.raises(ssl.SSLError, match=r"(?i)unrecognized.name"),
    ):
        context.wrap_socket(connection, server_hostname="other.example.org")
