"""A page is made once and then served as it is, by our own server before Django is asked."""

import gzip
from collections.abc import Callable
from http.cookies import SimpleCookie
from typing import Any

import brotli
import pytest
from django.test import Client
from wagtail.models import Locale

from trail.logs.tally import tally
from trail.store.rules import keepable_address
from trail.store.serving import FromTheStore
from trail.store.stores import Store
from trail.store.warming import wake

from .conftest import BASE

pytestmark = pytest.mark.django_db


def environ(path: str = "/en/about/", **more: str) -> dict[str, Any]:
    """What a WSGI server hands over."""
    given = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": "", "HTTP_HOST": "trail.example"}
    return given | {"wsgi.url_scheme": "http"} | more


@pytest.fixture
def served(store: Store, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """What our server answers from the store: status, headers, body; `None` where Django would be asked."""
    monkeypatch.setattr("trail.store.minding.mind", lambda: None)

    def ask(path: str = "/en/about/", **more: str) -> Any:
        given: list[Any] = []
        passed: list[Any] = []
        server = FromTheStore(lambda *_arguments: passed or [b""])
        body = b"".join(server(environ(path, **more), lambda status, headers: given.extend([status, dict(headers)])))
        return (given[0], given[1], body) if given else None

    return ask


def test_a_page_is_kept_as_it_was_given_to_the_first_visitor(trail: Any, visit: Any, served: Any) -> None:
    assert served() is None
    first = visit("/en/about/")
    status, headers, body = served()
    assert (status, body) == ("200 OK", first.content)
    own = {"X-Request-ID"}  # of each request
    assert headers == {name: value for name, value in first.headers.items() if name not in own}
    assert headers["Content-Type"].startswith("text/html")
    assert headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert "default-src 'none'" in headers["Content-Security-Policy"]


def test_it_is_kept_in_three_encodings_each_with_its_own_tag(trail: Any, visit: Any, served: Any) -> None:
    plain = visit("/en/about/").content
    found = {
        each: served(HTTP_ACCEPT_ENCODING=each) for each in ("", "gzip", "gzip, deflate, br", "br;q=0, gzip;q=0.5")
    }
    assert found[""][2] == plain
    assert gzip.decompress(found["gzip"][2]) == plain
    assert brotli.decompress(found["gzip, deflate, br"][2]) == plain
    assert found["br;q=0, gzip;q=0.5"][1]["Content-Encoding"] == "gzip"
    assert len({headers["ETag"] for _status, headers, _body in found.values()}) == 3
    assert all(headers["Vary"] == "Accept-Encoding" for _status, headers, _body in found.values())


def test_what_was_served_is_noted_for_the_log(
    trail: Any, visit: Any, served: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted: list[Any] = []
    monkeypatch.setattr(tally, "begin", lambda: noted.append)
    tag = visit("/en/about/")["ETag"]
    served(HTTP_USER_AGENT="a browser")
    served(HTTP_IF_NONE_MATCH=tag)
    assert served("/en/nothing-kept/") is None
    assert noted == [
        ("GET", "/en/about/", "200 OK", "a browser"),
        ("GET", "/en/about/", "304 Not Modified", ""),
    ]


def test_the_page_of_before_is_given_while_somebody_makes_a_newer_one_and_only_then(
    trail: Any, visit: Any, served: Any, store: Store, settings: Any
) -> None:
    settings.TRAIL_CDN_SECONDS = 3600
    before = visit("/en/about/").content
    store.drop([(0, [f"page:{trail.about.pk}"], False)])
    assert store.find("/en/about/", 0) is None
    assert served() is None  # the first has to make it
    with store.making("/en/about/", 0):
        status, headers, body = served()
        assert (status, body) == ("200 OK", before)
        assert "s-maxage" not in headers["Cache-Control"]
        assert served(HTTP_IF_NONE_MATCH=headers["ETag"])[0] == "304 Not Modified"
    assert served() is None
    store.drop([(0, [f"page:{trail.about.pk}"], True)])
    with store.making("/en/about/", 0):
        assert served() is None  # what was taken down is given to nobody


def test_a_process_that_begins_makes_a_page_for_itself_and_keeps_nothing_of_it(
    trail: Any, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    real = type(trail.home).serve
    monkeypatch.setattr(
        type(trail.home), "serve", lambda page, request: (made.append(request.path), real(page, request))[1]
    )
    wake()
    assert made == ["/en/"]
    assert store.ledger.count() == {}


def test_who_has_it_already_is_told_so(trail: Any, visit: Any, served: Any) -> None:
    tag = visit("/en/about/")["ETag"]
    for asked in (tag, f"W/{tag}", f'"another", {tag}', "*"):
        status, headers, body = served(HTTP_IF_NONE_MATCH=asked)
        assert (status, body) == ("304 Not Modified", b"")
        assert headers["ETag"] == tag
    assert served(HTTP_IF_NONE_MATCH='"another"')[0] == "200 OK"


def test_what_was_asked_for_before_is_answered_at_once_and_never_to_others(
    trail: Any, visit: Any, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The short way for plain requests knows all that the long one knows."""
    monkeypatch.setattr("trail.store.minding.mind", lambda: None)
    body = visit("/en/about/").content
    passed = []
    server = FromTheStore(lambda *_arguments: passed.append(1) or [b""])

    def ask(**more: str) -> bytes:
        return b"".join(server(environ(**more), lambda status, headers: headers.append(("X-Added", status))))

    assert [ask(), ask()] == [body, body]
    assert server.files == {"/en/about/": store.shelf.entry_file("/en/about/")}
    assert not passed
    for more in ({"HTTP_COOKIE": "sessionid=a"}, {"HTTP_AUTHORIZATION": "Basic a"}, {"REQUEST_METHOD": "POST"},
                 {"QUERY_STRING": "page=2"}, {"HTTP_HOST": "other.example"}, {"wsgi.url_scheme": "https"}):  # fmt: skip
        assert ask(**more) == b""
    assert len(passed) == 6
    headers: list[Any] = []
    server(environ(), lambda _status, given: headers.extend(given))
    assert "X-Added" not in dict(headers)
    store.shelf.remove("/en/about/")
    assert ask() == b""


def test_a_head_request_gets_the_headers(trail: Any, visit: Any, served: Any) -> None:
    body = visit("/en/about/").content
    status, headers, nothing = served(REQUEST_METHOD="HEAD")
    assert (status, headers["Content-Length"], nothing) == ("200 OK", str(len(body)), b"")


def test_the_file_for_other_servers_holds_the_same(trail: Any, visit: Any, store: Store) -> None:
    plain = visit("/en/about/").content
    folder = store.folder / "ok/en/about"
    assert (folder / "index.html").read_bytes() == plain
    assert gzip.decompress((folder / "index.html.gz").read_bytes()) == plain
    assert brotli.decompress((folder / "index.html.br").read_bytes()) == plain
    stamps = {file.stat().st_mtime for file in folder.iterdir()}
    assert len(stamps) == 1
    visit("/en/stories/")
    assert (store.folder / "ok/en/stories/index.html").stat().st_mtime not in stamps


def test_the_way_from_the_root_is_kept_for_every_language(trail: Any, visit: Any, served: Any, store: Store) -> None:
    from trail.languages.root import answer_from_facts

    first = visit("/", headers={"accept-language": "fr, en;q=0.5"})
    server = FromTheStore(lambda *_arguments: pytest.fail("Django was asked"), root=answer_from_facts)
    given: list[Any] = []
    server(environ("/", HTTP_ACCEPT_LANGUAGE="de"), lambda *answer: given.extend(answer))
    assert (given[0], dict(given[1])["Location"]) == ("302 Found", "/en/")
    kept = {name.lower() for name, _value in given[1]}
    assert {name.lower() for name in first.headers} - {"x-request-id"} <= kept


def test_a_page_missing_in_a_language_is_kept_as_missing(trail: Any, visit: Any, served: Any, store: Store) -> None:
    Locale.objects.create(language_code="it")
    missing = visit("/it/about/")
    assert missing.status_code == 404
    status, _headers, body = served("/it/about/")
    assert (status, body) == ("404 Not Found", missing.content)
    assert not (store.folder / "ok/it").exists()


def test_unknown_addresses_fill_no_disk(trail: Any, visit: Any, served: Any, store: Store) -> None:
    for path in ("/en/nowhere/", "/xx/about/", "/en/about/further/", "/nothing/", f"/en/{'long' * 60}/"):
        assert visit(path).status_code == 404
        assert served(path) is None
    assert store.ledger.count() == {}


def test_a_damaged_file_counts_as_missing(trail: Any, visit: Any, served: Any, store: Store) -> None:
    body = visit("/en/about/").content
    file = store.folder / "entries/en/about/entry"
    whole = file.read_bytes()
    for broken in (b"", whole[:-1], whole[: len(whole) // 2], whole[:-5] + b"xxxxx", b"trail-page\n\xff\xff\xff\xff{}"):
        file.write_bytes(broken)
        assert served() is None
    assert visit("/en/about/").content == body
    assert served()[2] == body


@pytest.mark.parametrize(
    ("more", "may"),
    [
        ({}, True),
        ({"QUERY_STRING": "utm_source=mail&fbclid=1"}, True),
        ({"QUERY_STRING": "utm_source=mail&page=2"}, False),
        ({"QUERY_STRING": "page=2"}, False),
        ({"QUERY_STRING": "utm_source=" + "x" * 600}, False),
        ({"HTTP_COOKIE": "theme=dark; other=1"}, True),
        ({"HTTP_COOKIE": "sessionid=abc"}, False),
        ({"HTTP_AUTHORIZATION": "Basic x"}, False),
        ({"REQUEST_METHOD": "POST"}, False),
        ({"HTTP_HOST": "other.example"}, False),
        ({"HTTP_HOST": "TRAIL.example"}, True),
        ({"wsgi.url_scheme": "https"}, False),
        ({"PATH_INFO": "/en/../etc/"}, False),
        ({"PATH_INFO": "/en/.git/"}, False),
        ({"PATH_INFO": "/en//about/"}, False),
        ({"PATH_INFO": "/en/about"}, False),
        ({"PATH_INFO": "/en/\x00/"}, False),
        ({"PATH_INFO": "/en/\xff/"}, False),
        ({"PATH_INFO": "/en/a\\b/"}, False),
        ({"PATH_INFO": "/ar/" + "روما".encode().decode("latin-1") + "/"}, True),
    ],
)
def test_who_may_be_given_a_kept_page(store: Store, more: dict[str, str], may: bool) -> None:
    given = environ(**more) if "PATH_INFO" not in more else environ() | more
    assert bool(keepable_address(given, given["wsgi.url_scheme"])) is may


def test_the_address_of_the_site_is_the_only_one(settings: Any, store: Store) -> None:
    settings.WAGTAILADMIN_BASE_URL = "https://trail.example"
    assert not keepable_address(environ(), "http")
    assert keepable_address(environ(), "https") == "/en/about/"
    settings.WAGTAILADMIN_BASE_URL = BASE


def test_without_the_store_nothing_is_kept(trail: Any, store: Store, settings: Any) -> None:
    settings.TRAIL_STORE = False
    response = Client(headers={"host": "trail.example"}).get("/en/about/")
    assert response.status_code == 200
    assert store.ledger.count() == {}
    assert response.cookies == SimpleCookie()
