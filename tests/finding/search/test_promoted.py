"""What editors chose for a term stands first."""

import pytest
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.models import Locale

from sites.models import SitePage
from tests.factories import make_page

from .door import SEARCH, Shown, ask

pytestmark = pytest.mark.django_db


def promote(term, *pages):
    query = Query.get(term)
    for order, page in enumerate(pages):
        SearchPromotion.objects.create(query=query, page=page, sort_order=order)


def test_what_editors_chose_comes_first_and_once(client, many):
    museum = SitePage.objects.get(title="Lion museum")
    promote("big cats", museum)
    promote("lion", museum)
    assert ask(client, q="Big  CATS").titles == ["Lion museum"]
    response = client.get(SEARCH, {"q": "lion"})
    assert "Chosen by the editors" in response.content.decode()
    titles = Shown(response).titles
    assert titles[0] == "Lion museum" and titles.count("Lion museum") == 1


def test_a_choice_shows_in_its_language_or_as_its_translation_and_only_if_public(client, many):
    museum, draft = SitePage.objects.get(title="Lion museum"), make_page(SitePage, many.region, "Draft", live=False)
    promote("cats", museum, draft)
    italian, _new = Locale.objects.get_or_create(language_code="it")
    many.home.copy_for_translation(italian).save_revision().publish()
    assert ask(client, q="cats").titles == ["Lion museum"]
    assert Shown(client.get("/it/search/", {"q": "cats"})).titles == []
    parent = many.campaign.copy_for_translation(italian)
    parent.save_revision().publish()
    region = many.region.copy_for_translation(italian)
    region.save_revision().publish()
    translated = museum.copy_for_translation(italian)
    translated.title = "Museo del leone"
    translated.save_revision().publish()
    assert Shown(client.get("/it/search/", {"q": "cats"})).titles == ["Museo del leone"]
