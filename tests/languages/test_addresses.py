"""Which language a visitor is led to, and what search engines and the menu say of the others."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.test import Client
from wagtail.models import Locale

from sites.models import StandardPage
from tests.core.test_small_addresses import sitemap
from tests.factories import Trail, make_page
from trail.people.models import Contribution, Person

from .translated import ELEVEN, translate

HOST = "http://testserver"
VIEWS = ("map", "search", "cemeteries", "credits")


def soup_of(client: Client, address: str) -> BeautifulSoup:
    """The page at an address."""
    response = client.get(address)
    assert response.status_code == 200, address
    return BeautifulSoup(response.content, "html.parser")


def alternates(client: Client, address: str) -> dict[str, str]:
    """The other languages that the head of a page names."""
    links = soup_of(client, address).select("link[rel=alternate][hreflang]")
    return {link["hreflang"]: link["href"] for link in links}


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("it", "it"),
        ("it-CH", "it"),
        ("de-AT, de;q=0.9, it;q=0.5", "it"),
        ("en;q=0.3, it;q=0.8", "it"),
        ("it;q=0, *;q=0.1", "en"),
        ("it;q=0", "en"),
        ("it-IT, it;q=0", "en"),
        ("*, it;q=0.5", "en"),
        ("zh-TW, it;q=0.5", "zh-hant"),
        ("zh-Hant-HK", "zh-hant"),
        ("zh-CN, it;q=0.5", "it"),
        ("pt, it;q=0.5", "pt-br"),
        ("pt-PT", "pt-br"),
        ("ar", "en"),
        ("", "en"),
        (";;;,,q=x", "en"),
    ],
)
def test_the_root_chooses_among_live_languages(client: Client, trail: Trail, asked: str, expected: str) -> None:
    for language in ("it", "zh-hant", "pt-br"):
        translate(trail.home, language)
    translate(trail.home, "ar", live=False)

    response = client.get("/", headers={"accept-language": asked})
    assert (response.status_code, response["Location"]) == (302, f"/{expected}/")
    assert response["Vary"] == "Accept-Language"
    assert "public" in response["Cache-Control"]


def test_pages_name_each_other_and_a_default(client: Client, trail: Trail) -> None:
    translate(trail.home, "it")
    translate(trail.home, "ar")
    translate(trail.campaign, "it")
    translate(trail.campaign, "ar", live=False)
    homes = {"en": f"{HOST}/en/", "it": f"{HOST}/it/", "ar": f"{HOST}/ar/", "x-default": f"{HOST}/"}
    campaigns = {
        "en": f"{HOST}/en/campaign/",
        "it": f"{HOST}/it/campaign-it/",
        "x-default": f"{HOST}/en/campaign/",
    }

    for together in (homes, campaigns):
        for tag, address in together.items():
            if tag != "x-default":
                assert alternates(client, address) == together
                assert soup_of(client, address).find("link", rel="canonical")["href"] == address
    listed = sitemap(client)
    assert listed[f"{HOST}/ar/"] == homes
    assert listed[f"{HOST}/it/campaign-it/"] == campaigns
    assert alternates(client, "/en/about/") == listed[f"{HOST}/en/about/"] == {}


@pytest.mark.parametrize("view", VIEWS)
def test_views_name_each_other_and_a_default(client: Client, trail: Trail, view: str) -> None:
    assert alternates(client, f"/en/{view}/") == {}
    translate(trail.home, "it")
    together = {tag: f"{HOST}/{tag}/{view}/" for tag in ("en", "it")}

    for address in together.values():
        assert alternates(client, address) == together | {"x-default": f"{HOST}/en/{view}/"}
        assert soup_of(client, address).find("link", rel="canonical")["href"] == address
    listed = sitemap(client)
    assert (f"{HOST}/it/{view}/" in listed) == (view != "search")


def test_a_language_whose_home_is_taken_down_is_offered_nowhere(client: Client, trail: Trail) -> None:
    home = translate(trail.home, "it")
    translate(trail.campaign, "it")
    home.refresh_from_db()
    type(home).objects.filter(pk=home.pk).update(live=False)
    cache.clear()

    assert alternates(client, "/en/campaign/") == {}
    assert not [address for address in sitemap(client) if "/it/" in address]
    assert not soup_of(client, "/en/campaign/").select(".lang")


def test_the_menu_leads_to_the_same_page_and_says_which_languages_lack_it(client: Client, trail: Trail) -> None:
    for language in ELEVEN:
        translate(trail.home, language)
    translate(trail.campaign, "it")
    translate(trail.campaign, "ur")
    menu = soup_of(client, "/it/campaign-it/").select_one(".lang")

    links: dict[str, Any] = {link["lang"]: link for link in menu.select("a")}
    assert {tag: link["href"] for tag, link in links.items()} == {
        "en": "/en/campaign/",
        "it": "/it/campaign-it/",
        "ur": "/ur/campaign-ur/",
    }
    assert all(link["hreflang"] == tag for tag, link in links.items())
    assert links["ur"]["dir"] == "rtl"
    assert [tag for tag, link in links.items() if link.get("aria-current")] == ["it"]
    lacking = {item["lang"]: item.get_text() for item in menu.select("ul.absent li")}
    assert set(lacking) == set(ELEVEN) - {"it", "ur"}
    assert lacking["de"] == "Deutsch"


def test_translators_are_named_on_their_page_and_by_language_on_the_page_about_the_trail(
    client: Client, trail: Trail
) -> None:
    for language in ("it", "pl"):
        translate(trail.home, language)
    about = translate(trail.about, "it")
    privacy = make_page(StandardPage, trail.home, "Privacy", slug="privacy")
    for language, name in [("it", "B. Rossi"), ("it", "A. Bianchi"), ("pl", "C. Kowalska")]:
        home = trail.home.get_translation(Locale.objects.get(language_code=language))
        person = Person.objects.create(name=name, locale=trail.home.locale)
        Contribution.objects.create(page=home, person=person, role=Contribution.Role.TRANSLATOR)
    draft = make_page(StandardPage, trail.home, "Draft", live=False)
    nobody = Person.objects.create(name="N. Body", locale=trail.home.locale)
    Contribution.objects.create(page=draft, person=nobody, role=Contribution.Role.TRANSLATOR)

    assert "B. Rossi" in soup_of(client, "/it/").select_one(".byline").get_text()
    for page, first in [(trail.about, "Italian"), (about, "Italiano")]:
        rows = soup_of(client, page.get_url()).select(".translators div")
        assert rows[0].dt.get_text() == first
        assert [[name.get_text() for name in row.select("li")] for row in rows] == [
            ["A. Bianchi", "B. Rossi"],
            ["C. Kowalska"],
        ]
    assert not soup_of(client, privacy.get_url()).select(".translators")
