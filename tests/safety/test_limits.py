"""How often one address may ask: a class is not stopped, a program is, and only it."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from wagtail.models import PageViewRestriction

from sites.models import StandardPage
from tests.factories import Trail, make_page
from trail.safety import limits

PROGRAM = {"REMOTE_ADDR": "203.0.113.7"}
HTML = {"accept": "text/html"}


@pytest.fixture(autouse=True)
def few(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Three a minute, and a clock that stands."""
    settings.TRAIL_LIMITS_ON = True
    settings.TRAIL_LIMITS = dict.fromkeys(settings.TRAIL_LIMITS, 3)
    clock = {"now": 1_800_000_010.0}
    monkeypatch.setattr(limits.time, "time", lambda: clock["now"])
    cache.clear()
    yield clock
    cache.clear()


@pytest.mark.parametrize(
    "address",
    [
        "/en/search/?q=rome",
        "/en/search/suggest?q=ro",
        "/en/map/",
        "/en/map/places.json?bbox=1,1,2,2&zoom=3",
        "/en/cemeteries/",
    ],
)
def test_what_costs_work_is_limited(trail: Trail, client: Client, few: Any, address: str) -> None:
    statuses = [client.get(address, **PROGRAM).status_code for _time in range(4)]
    assert statuses[-1] == 429 and 429 not in statuses[:3]

    # Neither another address nor another minute.
    assert client.get(address, REMOTE_ADDR="203.0.113.8").status_code != 429
    few["now"] += 60
    assert client.get(address, **PROGRAM).status_code != 429


def test_the_counter_of_searches_is_limited(trail: Trail, client: Client) -> None:
    statuses = [client.post("/en/search/searched", {"note": "x"}, **PROGRAM).status_code for _time in range(4)]

    assert statuses == [204, 204, 204, 429]


def test_the_page_that_says_so_helps(trail: Trail, client: Client) -> None:
    for _time in range(4):
        response = client.get("/en/search/?q=rome", headers=HTML, **PROGRAM)

    assert response.status_code == 429
    assert response["Retry-After"] == "50"
    assert "no-store" in response["Cache-Control"]
    text = response.content.decode()
    assert "One moment" in text and 'href="/en/"' in text
    assert not response.cookies and "Cookie" not in response.get("Vary", "")


def test_a_program_is_told_in_its_own_form(trail: Trail, client: Client) -> None:
    for _time in range(4):
        response = client.get("/en/search/suggest?q=ro", headers={"accept": "application/json"}, **PROGRAM)

    assert response.json()["seconds"] == int(response["Retry-After"]) == 50


def test_who_has_signed_in_is_not_counted_out(trail: Trail, sign_in: Any) -> None:
    client = sign_in("editor")

    assert {client.get("/en/search/?q=rome", **PROGRAM).status_code for _time in range(6)} == {200}


def test_a_made_up_session_is_no_way_round(trail: Trail, client: Client) -> None:
    client.cookies["sessionid"] = "madeup"

    assert [client.get("/en/search/?q=rome", **PROGRAM).status_code for _time in range(4)][-1] == 429


def test_pages_have_no_limit(trail: Trail, client: Client) -> None:
    assert {client.get("/en/about/", **PROGRAM).status_code for _time in range(6)} == {200}


def test_the_password_of_a_page_cannot_be_tried_through(trail: Trail, client: Client) -> None:
    page = make_page(StandardPage, trail.home, "Secret", slug="secret")
    restriction = PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.PASSWORD, password="right"
    )
    address = f"/en/_util/authenticate_with_password/{restriction.pk}/{page.pk}/"
    assert address in client.get("/en/secret/").content.decode()
    for number in range(3):
        client.post(address, {"password": str(number), "return_url": "/en/secret/"}, **PROGRAM)

    assert client.post(address, {"password": "right", "return_url": "/en/secret/"}, **PROGRAM).status_code == 429


def test_a_cache_that_is_gone_closes_nothing(trail: Trail, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*args: Any, **kwargs: Any) -> None:
        raise ConnectionError

    monkeypatch.setattr(limits.cache, "incr", gone)

    assert {client.get("/en/cemeteries/", **PROGRAM).status_code for _time in range(5)} == {200}


def test_it_can_be_switched_off(trail: Trail, client: Client, settings: Any) -> None:
    settings.TRAIL_LIMITS_ON = False

    assert {client.get("/en/cemeteries/", **PROGRAM).status_code for _time in range(5)} == {200}


def test_a_class_behind_one_address_is_not_stopped() -> None:
    """Thirty pupils, each as busy as one can be: eight searches, a name typed every four seconds, a map always moved."""
    from trail.settings.security import TRAIL_LIMITS

    assert TRAIL_LIMITS["search"] >= 30 * 8
    assert TRAIL_LIMITS["suggestions"] >= 30 * 2 * 15
    assert TRAIL_LIMITS["map"] >= 30 * 30
