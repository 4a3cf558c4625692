"""With a worker a language is withdrawn and offered again beside the request."""

from typing import Any

import pytest
from django.urls import reverse
from wagtail.models import Locale, Page

from tests.factories import persona
from trail.background.models import Errand
from trail.translation.offering import withdrawing

pytestmark = pytest.mark.django_db


def live(locale: Locale) -> int:
    return Page.objects.filter(locale=locale, live=True).count()


def press(client: Any, name: str) -> Any:
    return client.post(reverse(name, args=["it"]))


def test_it_is_withdrawn_and_offered_again(italian, sign_in, work):
    person = sign_in("administrator")
    response = press(person, "trail_withdraw_language")
    assert live(italian) == 4
    there = person.get(reverse("trail_language", args=["it"])).content.decode()
    assert "Under way: Withdraw Italian" in there and response["Location"] in there
    assert "Withdraw this language" not in there
    work()
    assert "Italian is withdrawn: 4 pages were taken down" in person.get(response["Location"]).content.decode()
    assert live(italian) == 0

    response = press(person, "trail_offer_language")
    work()
    assert "is offered to visitors again: 4 pages are public" in person.get(response["Location"]).content.decode()
    assert live(italian) == 4


def test_a_second_try_goes_on(italian, sign_in, work, monkeypatch):
    monkeypatch.setattr(withdrawing, "TOGETHER", 2)
    shipped, down = withdrawing._take_down, []

    def breaks(page: Any, *arguments: Any) -> None:
        if len(down) == 3:
            raise RuntimeError("disk full")
        down.append(page)
        shipped(page, *arguments)

    monkeypatch.setattr(withdrawing, "_take_down", breaks)
    person = sign_in("administrator")
    response = press(person, "trail_withdraw_language")
    work()
    assert "broke off through a fault" in person.get(response["Location"]).content.decode()
    assert live(italian) == 2

    monkeypatch.setattr(withdrawing, "_take_down", shipped)
    person.post(response["Location"])
    work()
    assert live(italian) == 0


def test_whoever_may_not_is_refused_then_and_later(italian, sign_in, work):
    press(sign_in("editor"), "trail_withdraw_language")
    assert not Errand.objects.exists()

    response = press(sign_in("administrator"), "trail_withdraw_language")
    for group in persona("administrator").groups.all():
        group.permissions.remove(*group.permissions.filter(codename="change_locale"))
    work()
    assert "You do not have the right" in sign_in("administrator").get(response["Location"]).content.decode()
    assert live(italian) == 4


def test_withdrawing_and_offering_at_once_is_impossible(italian, sign_in, work):
    person = sign_in("administrator")
    first, second = press(person, "trail_withdraw_language"), press(person, "trail_offer_language")
    assert first["Location"] == second["Location"]


def test_the_first_language_stays_without_an_errand(trail, sign_in, work):
    person = sign_in("administrator")
    said = person.post(reverse("trail_withdraw_language", args=["en"]), follow=True).content.decode()
    assert "first language" in said
    assert not Errand.objects.exists()
