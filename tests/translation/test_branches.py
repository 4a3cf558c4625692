"""“Translate this page” with what stands below it: by the worker page by page, or at once."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from wagtail.models import Locale, Page

from tests.factories import Trail, persona
from tests.translation.conftest import begin, italian  # noqa: F401
from trail.background.models import Errand
from trail.translation import branches

pytestmark = pytest.mark.django_db
TREE = 4  # the campaign, its region, two places


@pytest.fixture
def person(client: Any, trail: Trail, italian: Locale) -> Any:
    begin(trail.home, italian)
    client.force_login(persona("administrator"))
    return client


def ask(client: Any, page: Any, *locales: Locale, **more: str) -> Any:
    data = {"locales": [locale.pk for locale in locales], "include_subtree": "on"} | more
    return client.post(f"/admin/localize/submit/page/{page.pk}/", data)


def made(locale: Locale) -> int:
    return Page.objects.filter(locale=locale, depth__gte=3).count()


def test_without_a_worker_all_of_it_is_made_at_once(person, trail, italian):
    ask(person, trail.campaign, italian)
    assert made(italian) == TREE
    assert not Page.find_problems()[0]


def test_the_worker_makes_it_and_says_what_it_made(person, trail, italian, work):
    response = ask(person, trail.campaign, italian)
    assert made(italian) == 0
    assert "with 3 pages below it: italiano" in person.get(response["Location"]).content.decode()

    work()
    said = person.get(response["Location"]).content.decode()
    assert "4 pages were made, as drafts" in said
    translated = Page.objects.get(locale=italian, translation_key=trail.campaign.translation_key)
    assert f'href="/admin/pages/{translated.pk}/"' in said
    assert made(italian) == TREE
    assert not Page.objects.filter(locale=italian, depth__gte=3, live=True).exists()
    assert not any(Page.find_problems())


def test_a_page_alone_is_made_at_once(person, trail, italian, work):
    ask(person, trail.campaign, italian, include_subtree="")
    assert made(italian) == 1
    assert not Errand.objects.exists()


def test_whoever_may_not_submit_translations_begins_nothing(client, trail, italian, work):
    client.force_login(persona("editor"))
    ask(client, trail.campaign, italian)
    assert not Errand.objects.exists()


def test_the_right_is_asked_for_again(person, trail, italian, work):
    response = ask(person, trail.campaign, italian)
    for group in persona("administrator").groups.all():
        group.permissions.remove(Permission.objects.get(codename="submit_translation"))
    # persona() gives the role again, and with it nothing that was taken from the group
    work()
    assert "You do not have the right" in person.get(response["Location"]).content.decode()
    assert made(italian) == 0


def test_a_second_try_goes_on_where_the_first_broke_off(person, trail, italian, work, monkeypatch):
    shipped = branches._translate

    def breaks(page: Any, creator: Any) -> Any:
        if page.pk == trail.cemetery.pk:
            raise RuntimeError("disk full")
        return shipped(page, creator)

    monkeypatch.setattr(branches, "_translate", breaks)
    response = ask(person, trail.campaign, italian)
    work()
    said = person.get(response["Location"]).content.decode()
    assert "broke off through a fault" in said and "3 of 4" in said
    assert made(italian) == TREE - 1

    first = Page.objects.get(locale=italian, translation_key=trail.campaign.translation_key).specific
    first.title = "La campagna"
    first.save_revision()
    monkeypatch.setattr(branches, "_translate", shipped)
    person.post(response["Location"])
    work()
    assert "1 page was made" in person.get(response["Location"]).content.decode()
    assert made(italian) == TREE
    assert first.get_latest_revision_as_object().title == "La campagna"


def test_a_page_that_was_deleted_meanwhile_is_told(person, trail, italian, work):
    response = ask(person, trail.campaign, italian)
    Page.objects.get(pk=trail.campaign.pk).delete()
    work()
    said = person.get(response["Location"]).content.decode()
    assert "The page has been deleted meanwhile." in said
    assert "Try again" not in said


def test_two_at_once_are_one(person, trail, italian, work):
    first, second = ask(person, trail.campaign, italian), ask(person, trail.campaign, italian)
    assert first["Location"] == second["Location"]
    assert Errand.objects.count() == 1
