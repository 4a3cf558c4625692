"""What a visitor is told where a page has not been translated."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, PageViewRestriction

from tests.factories import Trail

from .translated import ELEVEN, translate, translate_all

MOST = 12


def missing(client: Client, address: str) -> dict[str, Any]:
    """The languages that the answer offers, as links by language."""
    response = client.get(address)
    assert response.status_code == 404, address
    assert not response.cookies
    soup = BeautifulSoup(response.content, "html.parser")
    assert soup.find("meta", attrs={"name": "robots"})["content"] == "noindex"
    return {link["hreflang"]: link for link in soup.select(".langs a")}


def test_a_page_that_has_not_been_translated_is_offered_where_it_exists(client: Client, trail: Trail) -> None:
    translate(trail.home, "it")
    translate(trail.home, "ar")
    translate(trail.campaign, "ar")

    offered = missing(client, "/it/campaign/")
    assert {tag: link["href"] for tag, link in offered.items()} == {"en": "/en/campaign/", "ar": "/ar/campaign-ar/"}
    assert (offered["ar"]["lang"], offered["ar"]["dir"]) == ("ar", "rtl")
    assert (offered["en"]["lang"], offered["en"]["dir"]) == ("en", "ltr")
    assert "The campaign [ar]" in offered["ar"].get_text()


def test_a_translation_that_is_not_live_is_offered_in_the_others(client: Client, trail: Trail) -> None:
    translate(trail.home, "it")
    translate(trail.campaign, "it", live=False)

    assert set(missing(client, "/it/campaign-it/")) == {"en"}


def test_the_slug_of_another_language_leads_to_the_right_one(client: Client, trail: Trail) -> None:
    translate(trail.home, "it")
    translate(trail.campaign, "it")

    assert missing(client, "/it/campaign/")["it"]["href"] == "/it/campaign-it/"
    assert missing(client, "/en/campaign-it/")["en"]["href"] == "/en/campaign/"


@pytest.mark.parametrize("address", ["/fr/campaign/", "/fr-ca/campaign/", "/campaign/"])
def test_a_language_that_the_trail_has_not(client: Client, trail: Trail, address: str) -> None:
    assert missing(client, address)["en"]["href"] == "/en/campaign/"


def test_a_language_whose_home_page_is_not_live(client: Client, trail: Trail) -> None:
    translate(trail.home, "it", live=False)

    assert missing(client, "/it/")["en"]["href"] == "/en/"
    assert missing(client, "/it/map/")["en"]["href"] == "/en/map/"
    assert missing(client, "/fr/credits/")["en"].b.get_text() == "Picture credits"


def test_what_not_everybody_may_read_is_not_named(client: Client, trail: Trail) -> None:
    translate(trail.home, "it")
    PageViewRestriction.objects.create(page=trail.campaign, restriction_type=PageViewRestriction.LOGIN)
    trail.about.unpublish()

    assert missing(client, "/it/campaign/") == {}
    assert missing(client, "/it/campaign/rome/") == {}
    assert missing(client, "/it/about/") == {}


@pytest.mark.parametrize(
    "address", ["/it/" + "a/" * 1500, "/it/%00/", "/en/a%00b/", "/%00/", "/it/%FF%FE/", "/it/%25/_/"]
)
def test_odd_addresses_get_the_same_helpful_page(client: Client, trail: Trail, address: str) -> None:
    Locale.objects.create(language_code="it")

    assert missing(client, address) == {}


def test_it_costs_as_many_queries_with_twelve_languages_as_with_two(client: Client, trail: Trail) -> None:
    def queries() -> int:
        missing(client, "/it/campaign/rome/nothing/")
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/it/campaign/rome/").status_code == 404
        return len(captured)

    translate(trail.home, "it")
    with_two = queries()
    translate_all(trail, *(language for language in ELEVEN if language != "it"))
    assert set(missing(client, "/it/campaign/rome/")) == {"en", *ELEVEN} - {"it"}

    assert queries() == with_two <= MOST
