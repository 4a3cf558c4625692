"""What is offered while somebody types."""

import json

import pytest

from sites.models import CemeteryPage, SitePage, StoryPage

from .door import publish

pytestmark = pytest.mark.django_db


def test_suggestions_begin_as_typed_in_any_word_and_without_accents(client, trail):
    publish(SitePage, trail.region, "Gate of the Angels", local_name="Porta degli Angeli")
    publish(CemeteryPage, trail.region, "Forlì War Cemetery")
    publish(StoryPage, trail.stories, "The forlorn hope", when="1944-01")

    def suggested(typed):
        response = client.get("/en/search/suggest", {"q": typed})
        assert "max-age" in response["Cache-Control"]
        return [(each["title"], each["name"]) for each in json.loads(response.content)["suggestions"]]

    assert suggested("ang") == [("Gate of the Angels", "")]
    assert suggested("porta de") == [("Gate of the Angels", "Porta degli Angeli")]
    assert suggested("forl") == [("Forlì War Cemetery", ""), ("The forlorn hope", "")]
    assert suggested("FORLÌ cem") == [("Forlì War Cemetery", "")]
    assert suggested("f") == suggested("") == suggested("%") == []
