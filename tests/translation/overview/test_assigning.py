"""Giving out the work: who may, to whom, and what becomes of pages that nobody has begun."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from trail.translation.models import Assignment

from ..conftest import begin, translated
from .conftest import translator

pytestmark = pytest.mark.django_db
URL = "/admin/translations/assign/"


def give(client: Client, *pages: Any, to: Any = None, language: str = "it", **values: Any) -> Any:
    data = {"page": [page.pk for page in pages], "language": language, "translator": to.pk if to else "", **values}
    return client.post(URL, data)


def held() -> dict[str, str]:
    """Who has which page, by the title of the source."""
    return {
        each.translation.source.object_repr: each.translator.username
        for each in Assignment.objects.select_related("translation__source", "translator")
    }


@pytest.fixture
def begun(trail: Any, italian: Any) -> Any:
    translated(trail.region, italian)
    begin(trail.site, italian)
    return trail


@pytest.mark.parametrize("who", ["administrator", "publisher"])
def test_those_who_publish_give_out_pages(who, begun, sign_in):
    giulia = translator("Giulia")
    client = sign_in(who)
    form = client.get(URL, {"page": [begun.site.pk, begun.cemetery.pk], "language": "it"})
    assert form.status_code == 200 and "Giulia" in form.content.decode()
    assert give(client, begun.site, begun.cemetery, to=giulia).url == reverse("trail_translations")
    assert held() == {"The museum": "giulia", "The cemetery": "giulia"}


def test_a_page_that_was_not_begun_is_begun_as_a_draft(begun, sign_in, italian):
    give(sign_in("publisher"), begun.cemetery, to=translator("Giulia"))
    assert begun.cemetery.get_translations().get(locale=italian).live is False


def test_a_page_is_given_to_another_and_taken_back(begun, sign_in):
    giulia, marco = translator("Giulia"), translator("Marco")
    client = sign_in("publisher")
    give(client, begun.site, to=giulia)
    give(client, begun.site, to=marco)
    assert held() == {"The museum": "marco"}
    give(client, begun.site, to=None)
    assert held() == {}


def test_only_translators_of_the_language_are_offered_and_taken(begun, sign_in):
    stranger = translator("Amélie", "fr")
    client = sign_in("publisher")
    response = give(client, begun.site, to=stranger)
    assert response.status_code == 200 and response.context["form"].errors["translator"]
    assert "Amélie" not in response.content.decode() and held() == {}
    assert "Nobody translates into Italian yet" in response.content.decode()


@pytest.mark.parametrize("who", ["editor", "visitor"])
def test_others_give_out_nothing(who, begun, sign_in):
    client = sign_in(who)
    assert give(client, begun.site, to=translator("Giulia")).status_code in {302, 403}
    assert held() == {}


def test_a_translator_takes_what_is_free_and_nothing_else(begun, client, italian):
    giulia, marco = translator("Giulia"), translator("Marco")
    client.force_login(giulia)
    give(client, begun.site, begun.cemetery, to=giulia)
    assert held() == {"The museum": "giulia", "The cemetery": "giulia"}
    client.force_login(marco)
    response = client.post(
        URL, {"page": begun.site.pk, "language": "it", "translator": marco.pk}, follow=True
    ).content.decode()
    assert "is translated by Giulia" in response
    assert give(client, begun.about, to=giulia).status_code == 200, "not to somebody else"
    assert held() == {"The museum": "giulia", "The cemetery": "giulia"}
    client.force_login(giulia)
    give(client, begun.site, to=None)
    assert held() == {"The cemetery": "giulia"}


def test_a_translator_takes_nothing_in_another_language(begun, client, french):
    giulia = translator("Giulia")
    client.force_login(giulia)
    assert give(client, begun.home, to=giulia, language="fr").status_code == 302
    assert held() == {}


def test_without_a_home_page_in_the_language_it_says_what_to_do(trail, french, sign_in):
    response = sign_in("publisher").post(
        URL, {"page": trail.site.pk, "language": "fr", "translator": translator("Amélie", "fr").pk}, follow=True
    )
    assert "French has no home page yet" in response.content.decode()
    assert held() == {}


def test_bad_input_is_answered(begun, sign_in):
    client = sign_in("publisher")
    giulia = translator("Giulia")
    assert client.get(URL, {"language": "it"}).status_code == 302, "no page was ticked"
    assert client.get(URL, {"language": "it", "page": "9" * 30}).status_code == 302
    assert client.get(URL, {"language": "xx", "page": begun.site.pk}).status_code == 404
    assert give(client, Page.get_first_root_node(), to=giulia).status_code == 302
    away = give(client, begun.site, to=giulia, next="https://elsewhere.example/")
    assert away.url == reverse("trail_translations")
