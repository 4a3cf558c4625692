"""Robots, sitemap, icons, and the language of an address."""

from xml.etree import ElementTree

import pytest
from django.test import Client
from wagtail.models import Locale, PageViewRestriction

from sites.models import StandardPage
from tests.factories import Trail, make_page

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"


def sitemap(client: Client) -> dict[str, dict[str, str]]:
    """The addresses of the sitemap, each with its alternates by language."""
    response = client.get("/sitemap.xml")
    assert response.status_code == 200
    return {
        url.findtext(f"{MAP}loc"): {link.get("hreflang"): link.get("href") for link in url.findall(LINK)}
        for url in ElementTree.fromstring(response.content)
    }


def test_robots_name_the_sitemap_and_keep_out_of_the_admin(client: Client, trail: Trail) -> None:
    text = client.get("/robots.txt").content.decode()

    assert "Sitemap: http://testserver/sitemap.xml" in text
    assert "Disallow: /admin/" in text


def test_the_sitemap_lists_every_live_public_page_and_no_other(client: Client, trail: Trail) -> None:
    make_page(StandardPage, trail.home, "Draft", slug="draft", live=False)
    secret = make_page(StandardPage, trail.home, "Secret", slug="secret")
    PageViewRestriction.objects.create(page=secret, restriction_type=PageViewRestriction.LOGIN)

    assert set(sitemap(client)) == {
        "http://testserver/en/",
        "http://testserver/en/campaign/",
        "http://testserver/en/campaign/rome/",
        "http://testserver/en/campaign/rome/museum/",
        "http://testserver/en/campaign/rome/cemetery/",
        "http://testserver/en/stories/",
        "http://testserver/en/stories/fourth-of-june/",
        "http://testserver/en/about/",
        "http://testserver/en/map/",
        "http://testserver/en/cemeteries/",
        "http://testserver/en/credits/",
    }


def test_the_sitemap_names_the_other_languages_of_a_page(client: Client, trail: Trail) -> None:
    italian = Locale.objects.create(language_code="it")
    home = trail.home.copy_for_translation(italian)
    home.slug, home.live = "home-it", True
    home.save()

    assert sitemap(client)["http://testserver/it/"] == {
        "en": "http://testserver/en/",
        "it": "http://testserver/it/",
        "x-default": "http://testserver/",
    }


def test_every_address_of_the_sitemap_answers(client: Client, trail: Trail) -> None:
    for address in sitemap(client):
        assert client.get(address).status_code == 200, address


def test_the_root_leads_to_a_live_language_of_the_reader(client: Client, trail: Trail) -> None:
    Locale.objects.create(language_code="fr")  # a locale without a live home

    for asked, expected in [("it;q=0.9, en;q=0.8", "/en/"), ("fr", "/en/"), ("", "/en/"), ("en-GB", "/en/")]:
        response = client.get("/", headers={"accept-language": asked})
        assert (response.status_code, response["Location"]) == (302, expected)
        assert "Accept-Language" in response["Vary"]
        assert "Cookie" not in response.get("Vary", "")


@pytest.mark.parametrize("address", ["/fr/", "/fr/campaign/", "/mi/campaign/rome/", "/xx/", "/EN/", "/campaign/"])
def test_an_address_in_a_language_that_the_trail_has_not_is_not_there(
    client: Client, trail: Trail, address: str
) -> None:
    assert client.get(address).status_code == 404


def test_a_page_is_not_served_under_the_address_of_another_language(client: Client, trail: Trail) -> None:
    italian = Locale.objects.create(language_code="it")
    home = trail.home.copy_for_translation(italian)
    home.slug, home.live = "home-it", True
    home.save()

    assert client.get("/it/").status_code == 200
    response = client.get("/it/campaign/rome/")
    assert response.status_code == 404
    assert "/en/campaign/rome/" in response.content.decode()


def test_public_pages_set_no_cookie(client: Client, trail: Trail) -> None:
    for page in trail.pages:
        response = client.get(page.get_url())
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")
