"""Deleting a page asks what shall become of its translations, and does that."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission, Locale, Page
from wagtail_localize.models import StringTranslation

from sites.models import SitePage
from tests import factories
from tests.admin_forms import shown

from .conftest import live, translated

pytestmark = pytest.mark.django_db


def address(page: Any) -> str:
    return reverse("wagtailadmin_pages:delete", args=[page.pk])


def delete(client: Client, page: Any, fate: str) -> str:
    """Answer the question and confirm; give what the admin says at the end."""
    assert client.post(address(page), {"fate": fate}).status_code == 302
    confirmation = shown(client.get(address(page)))
    assert "Its translations:" in confirmation
    return shown(client.post(address(page), {"confirm_site_name": "Heritage Trail", "next": ""}, follow=True))


@pytest.fixture
def region(trail: factories.Trail, italian: Locale) -> Any:
    """The region and its places, live in Italian."""
    for page in (trail.region, trail.site, trail.cemetery):
        translated(page, italian)
    return trail.region


def italians(italian: Locale) -> dict[str, bool]:
    return dict(Page.objects.filter(locale=italian, depth__gt=3).values_list("title", "live"))


def test_nobody_is_asked_about_a_page_without_translations(trail: factories.Trail, sign_in: Any) -> None:
    said = shown(sign_in("publisher").get(address(trail.site)))
    assert "Yes, delete it" in said and "What shall become" not in said


def test_the_question_says_which_languages_and_deletes_nothing(region: Any, sign_in: Any) -> None:
    client = sign_in("publisher")
    said = shown(client.get(address(region)))
    assert "What shall become of them?" in said and "Italian" in said
    # Confirming without an answer only asks again.
    assert "What shall become of them?" in shown(client.post(address(region), {"next": ""}))
    assert "is not one of the available choices" in shown(client.post(address(region), {"fate": "burn"}))
    assert live(region).live


def test_they_stay(region: Any, italian: Locale, sign_in: Any) -> None:
    before = italians(italian)
    delete(sign_in("publisher"), region, "keep")
    assert not Page.objects.filter(pk=region.pk).exists()
    assert italians(italian) == before and all(before.values())
    assert Page.find_problems() == ([], [], [], [], [])


def test_they_are_taken_down(region: Any, italian: Locale, sign_in: Any) -> None:
    before = italians(italian)
    said = delete(sign_in("publisher"), region, "take_down")
    assert f"{len(before)} translations taken down." in said
    assert italians(italian) == dict.fromkeys(before, False)


def test_they_are_deleted_and_their_words_remembered(region: Any, italian: Locale, sign_in: Any) -> None:
    words = StringTranslation.objects.count()
    count = len(italians(italian))
    said = delete(sign_in("publisher"), region, "delete")
    assert f"{count} translations deleted." in said
    assert italians(italian) == {}
    assert StringTranslation.objects.count() == words
    assert Page.find_problems() == ([], [], [], [], [])


def test_an_original_page_below_a_translation_is_not_lost(
    region: Any, trail: factories.Trail, italian: Locale, sign_in: Any
) -> None:
    below = Page.objects.get(translation_key=region.translation_key, locale=italian).specific
    own = factories.make_page(SitePage, below, "Il museo")
    said = delete(sign_in("publisher"), region, "delete")
    assert "1 translation taken down." in said
    assert not live(below).live
    assert SitePage.objects.filter(pk=own.pk).exists()


def test_a_place_alone(region: Any, trail: factories.Trail, italian: Locale, sign_in: Any) -> None:
    delete(sign_in("publisher"), trail.site, "take_down")
    assert list(italians(italian).values()).count(False) == 1


def test_deleting_a_translation_asks_nothing(
    region: Any, trail: factories.Trail, italian: Locale, sign_in: Any
) -> None:
    page = Page.objects.get(translation_key=trail.site.translation_key, locale=italian)
    assert "What shall become" not in shown(sign_in("publisher").get(address(page)))


def test_what_one_may_not_do_is_not_offered(region: Any, trail: factories.Trail, italian: Locale, sign_in: Any) -> None:
    """A publisher of the English tree alone can leave the Italian pages as they are, nothing else."""
    client = sign_in("publisher")
    english = Page.objects.get(pk=trail.home.pk)
    GroupPagePermission.objects.filter(group__name="Publisher").update(page=english)
    said = shown(client.get(address(region)))
    assert "What you have no right to do" in said
    assert "They are deleted too." not in said and "They are taken down" not in said
    client.post(address(region), {"fate": "delete"})
    assert "What shall become" in shown(client.get(address(region)))
    assert italians(italian) and all(italians(italian).values())
