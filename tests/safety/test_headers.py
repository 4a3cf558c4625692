"""What browsers are told: graded against the list of the OWASP Secure Headers Project, on every kind of answer."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as project
from django.core.files.base import ContentFile
from django.http import HttpResponse
from django.test import Client

from tests.factories import Trail, make_picture, persona
from trail.documents.models import TrailDocument
from trail.safety.headers import public_headers, static_headers, upload_headers

from .owasp import DEPARTURES, RECOMMENDED, TO_REMOVE, directives, faults, permissions

PUBLIC = (
    *(
        "/en/",
        "/en/campaign/rome/cemetery/",
        "/en/stories/",
        "/en/map/",
        "/en/search/?q=rome",
        "/en/cemeteries/",
        "/en/credits/",
    ),
    *(
        "/en/nothing-here/",
        "/",
        "/en/campaign",
        "/robots.txt",
        "/sitemap.xml",
        "/site.webmanifest",
        "/-/live",
        "/-/ready",
    ),
    *("/en/feeds/stories.atom", "/en/map/places.json?bbox=1,1,2,2&zoom=3", "/en/search/suggest?q=ro"),
)
OUTSIDE = (
    "/admin/login/",
    "/admin/password_reset/",
    "/admin/password_reset/done/",
    "/admin/password_reset/confirm/x/y/",
)


def get(client: Client, address: str, **extra: Any) -> HttpResponse:
    return client.get(address, secure=True, **extra)


@pytest.mark.parametrize("address", [*PUBLIC, *OUTSIDE])
def test_public_answers_have_full_marks(trail: Trail, client: Client, address: str) -> None:
    assert faults(get(client, address).headers) == []


@pytest.mark.parametrize("name", RECOMMENDED)
def test_the_marks_can_be_lost(name: str) -> None:
    headers = public_headers()
    assert faults(headers) == []
    if name not in DEPARTURES:
        assert faults({key: value for key, value in headers.items() if key != name})
    weak = {
        "Content-Security-Policy": "default-src *; object-src 'none'; form-action 'self'; frame-ancestors 'none'",
        "Referrer-Policy": "unsafe-url",
        "Permissions-Policy": headers["Permissions-Policy"].replace("camera=()", "camera=*"),
        "Strict-Transport-Security": "max-age=60; includeSubDomains",
        "X-Frame-Options": "SAMEORIGIN",
        "Cross-Origin-Opener-Policy": "unsafe-none",
    }
    if name in weak:
        assert faults({**headers, name: weak[name]})
    assert faults({**headers, TO_REMOVE[8]: "Django"})


@pytest.mark.parametrize("address", [address for address in PUBLIC if address.endswith("/") and address != "/"])
def test_pages_are_sent_with_what_a_web_server_sends_with_kept_ones(trail: Trail, client: Client, address: str) -> None:
    sent = get(client, address).headers

    assert {name: sent.get(name) for name in public_headers()} == public_headers()
    # Each process says it with the same letters: a web server's own copy can be compared.
    names = [part.split()[0] for part in sent["Content-Security-Policy"].split("; ")]
    assert names == sorted(names)


def test_the_map_alone_may_differ_by_the_operators_tiles(trail: Trail, client: Client, settings: Any) -> None:
    from trail.maps.tiles import read_tiles

    settings.MAP_TILES = read_tiles("https://tiles.example.org/{z}/{x}/{y}.png", "", "© Mapper", 18)

    assert "tiles.example.org" in get(client, "/en/map/")["Content-Security-Policy"]
    assert "tiles.example.org" not in get(client, "/en/")["Content-Security-Policy"]


def test_a_storage_elsewhere_is_allowed_and_nothing_else(trail: Trail, client: Client, settings: Any) -> None:
    settings.MEDIA_URL = "https://files.example.org/media/"
    for address in ("/en/", "/admin/login/"):
        policy = directives(get(client, address)["Content-Security-Policy"])
        assert policy["img-src"] == {"'self'", "data:", "https://files.example.org"}
        assert policy["script-src"] == {"'self'"}


def test_pages_ask_the_phone_for_nothing_but_what_they_use() -> None:
    allowed = {name for name, who in permissions(public_headers()["Permissions-Policy"]).items() if who != "()"}

    assert allowed == {"geolocation", "clipboard-write", "fullscreen"}


@pytest.mark.parametrize("address", ["/admin/", "/admin/account/", "/admin/reports/site-history/", "/admin/nothing/"])
def test_the_admin_is_never_kept_and_in_no_index(sign_in: Callable[[str], Client], trail: Trail, address: str) -> None:
    response = get(sign_in("administrator"), address)

    assert "no-store" in response["Cache-Control"] and "private" in response["Cache-Control"]
    assert "noindex" in response["X-Robots-Tag"]
    # Full marks but for the scripts and styles that Wagtail writes into its pages.
    assert set(faults(response.headers)) == {"Content-Security-Policy: unsafe"}
    assert "unsafe-eval" not in response["Content-Security-Policy"]


def test_the_sign_in_is_never_kept(trail: Trail, client: Client) -> None:
    for address in OUTSIDE:
        response = get(client, address)
        assert "no-store" in response["Cache-Control"], address
        assert "noindex" in response["X-Robots-Tag"]


def test_only_previews_may_be_framed_and_only_by_the_admin(sign_in: Callable[[str], Client], trail: Trail) -> None:
    client = sign_in("editor")
    page = f"/admin/pages/{trail.region.pk}/edit/"
    preview = get(client, f"{page}preview/?mode=")
    assert preview.status_code == 200
    assert preview["X-Frame-Options"] == "SAMEORIGIN"
    assert directives(preview["Content-Security-Policy"])["frame-ancestors"] == {"'self'"}
    shown = directives(trail.region.make_preview_request()["Content-Security-Policy"])
    assert shown["frame-ancestors"] == {"'self'"} and shown["script-src"] == {"'self'"}
    for address in (page, "/en/", "/admin/"):
        response = get(client, address)
        assert response["X-Frame-Options"] == "DENY"
        assert directives(response["Content-Security-Policy"])["frame-ancestors"] == {"'none'"}


def test_our_own_files_have_their_headers(client: Client) -> None:
    response = get(client, "/static/trail/icons/icon.svg")

    assert response.status_code == 200
    assert {name: response.headers.get(name) for name in static_headers()} == static_headers()


def test_what_is_not_there_has_full_marks_too(client: Client, trail: Trail) -> None:
    response = get(client, "/static/nothing.css")

    assert response.status_code == 404
    assert faults(response.headers) == []


@pytest.mark.parametrize(
    ("name", "is_kept", "is_sandboxed"),
    [
        ("documents/leaflet.pdf", False, False),
        ("images/drawing.SVG", False, True),
        ("images/photo.avif", False, True),
        ("documents/film.mp4", False, True),
        ("documents/table.csv", True, True),
        ("documents/page.html", True, True),
        ("documents/track.gpx", True, True),
        ("documents/no-ending", True, True),
    ],
)
def test_nothing_in_an_uploaded_file_runs(name: str, is_kept: bool, is_sandboxed: bool) -> None:
    headers = upload_headers(name)
    policy = directives(headers["Content-Security-Policy"])

    assert ("Content-Disposition" in headers) == is_kept
    assert ("sandbox" in policy) == is_sandboxed
    assert policy["default-src"] == {"'none'"} and "script-src" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("name", "kind", "disposition"),
    [
        ("leaflet.pdf", "application/pdf", "inline"),
        ("voice.mp3", "audio/mpeg", "inline"),
        ("film.webm", "video/webm", "inline"),
        ("words.txt", "text/plain; charset=utf-8", "attachment"),
        ("table.csv", "text/csv; charset=utf-8", "attachment"),
        ("track.gpx", "application/gpx+xml", "attachment"),
        ("all.zip", "application/zip", "attachment"),
        # Taken in before these endings were forbidden, or put there by hand.
        ("page.html", "text/html", "attachment"),
        ("drawing.svg", "image/svg+xml", "attachment"),
        ("no-ending", "application/octet-stream", "attachment"),
    ],
)
def test_documents_have_the_right_type_and_run_nothing(
    trail: Trail, client: Client, name: str, kind: str, disposition: str
) -> None:
    document = TrailDocument.objects.create(title="A file", file=ContentFile(b"<script>alert(1)</script>", name=name))

    response = get(client, document.url)

    assert response.status_code == 200
    assert response["Content-Type"] == kind
    assert response.get("Content-Disposition", "inline").startswith(disposition)
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == upload_headers(document.filename)["Content-Security-Policy"]


def test_pictures_lie_beside_a_policy_of_their_own(trail: Trail) -> None:
    picture = make_picture()

    assert "sandbox" in upload_headers(picture.file.name)["Content-Security-Policy"]


def test_public_pages_set_no_cookie_and_the_admins_are_closed(trail: Trail, client: Client, settings: Any) -> None:
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    for address in PUBLIC:
        assert not get(client, address).cookies, address
    persona("editor")
    get(client, "/admin/login/")
    client.post("/admin/login/", {"username": "editor", "password": "a long enough password"}, secure=True)

    assert {"csrftoken", "sessionid", "trail_known_browser"} <= set(client.cookies)
    for cookie in client.cookies.values():
        assert cookie["secure"] and cookie["httponly"] and cookie["samesite"] == "Lax", cookie.key


def test_secrets_stand_in_no_settings_file() -> None:
    for path in (Path(project.BASE_DIR) / "trail/settings").glob("*.py"):
        if path.name != "test.py":
            assert not any(
                line.replace(" ", "").startswith(('SECRET_KEY="', "SECRET_KEY='"))
                for line in path.read_text(encoding="utf-8").splitlines()
            )
