"""On a translated page no word of the source's language stands unmarked: a screen reader would read it as gibberish."""

from typing import Any

import pytest
from bs4 import BeautifulSoup, NavigableString
from django.core.cache import cache
from django.test import Client
from wagtail.models import Locale
from wagtail_localize.models import StringSegment

from sites.models import Force, ForceInvolved, SitePage
from tests.factories import Trail, add_figure, make_page, make_source
from tests.translation.conftest import begin
from trail.people.models import Contribution, Organisation, Person

# Every word of the English trail has this in it, every word of the Arabic one the other.
ENGLISH, ARABIC = "Zenglish", "كلمة"
PLAIN = ("seo_title", "search_description")


def english_trail(trail: Trail) -> None:
    """Give every page words that say they are English, and the records that are printed with pages too."""
    editor = Person.objects.create(name="A. Name", role=f"{ENGLISH} historian", locale=trail.home.locale)
    keeper = Organisation.objects.create(name=f"{ENGLISH} keepers", locale=trail.home.locale)
    force = Force.objects.create(name=f"{ENGLISH} army", nation="GB", locale=trail.home.locale)
    body = [
        ("paragraph", {"text": f'<p>{ENGLISH} and <span lang="it">parola</span>.</p>', "sources": [make_source("Libro")]}),
        ("quotation", {"text": f"{ENGLISH} said", "speaker": f"{ENGLISH} speaker", "work": f"{ENGLISH} diary"}),
        ("timeline", {"title": f"{ENGLISH} days", "entries": [
            {"date": "1944-06-04", "text": f"{ENGLISH} came", "page": trail.site, "sources": []}]}),
        ("table", {"caption": f"{ENGLISH} table", "sources": [], "table": {
            "data": [[f"{ENGLISH} head"], [f"{ENGLISH} cell"]], "first_row_is_table_header": True}}),
        ("action", {"text": f"{ENGLISH} on", "page": trail.region, "url": ""}),
    ]  # fmt: skip
    for page in trail.pages:
        page.title, page.summary, page.body = f"{ENGLISH} {page.slug}", f"{ENGLISH} summary", body
        page.content_notice = f"{ENGLISH} notice"
        if hasattr(page, "introduction"):
            page.introduction = body[:1]
        if hasattr(page, "managing_body"):
            page.managing_body, page.local_name, page.local_name_language = keeper, "Il luogo", "it"
            page.locality, page.address, page.arrival = "Roma", "Via Roma", f"<p>{ENGLISH} by bus</p>"
        page.save()
        Contribution.objects.create(page=page, person=editor)
    for page in (trail.campaign, trail.story):
        ForceInvolved.objects.create(page=page, force=force)
    untranslated = make_page(
        SitePage, trail.region, f"{ENGLISH} place", summary=f"{ENGLISH} far", locality=f"{ENGLISH} town"
    )
    trail.home.trail_name = f"{ENGLISH} trail"
    trail.home.featured = [("page", untranslated), ("page", trail.site)]
    trail.home.partners = [("organisation", keeper)]
    trail.home.save()
    add_figure(trail.site, 12, note=f"{ENGLISH} note")


def in_arabic(trail: Trail) -> dict[str, Any]:
    """Every page of the trail in Arabic, live, each of its strings translated; by the name of the page."""
    locale = Locale.objects.get_or_create(language_code="ar")[0]
    pages = {}
    for page in trail.pages:
        translation = begin(page, locale)
        for segment in StringSegment.objects.filter(source=translation.source).select_related("string", "context"):
            words = segment.string.data.replace(ENGLISH, ARABIC)
            words = f"{segment.string.data}-ar" if segment.context.path == "slug" else words
            segment.string.translations.update_or_create(
                locale=locale, context=segment.context, defaults={"data": words, "translation_type": "manual"}
            )
        translation.save_target(publish=True)
        pages[page.slug] = translation.get_target_instance()
    cache.clear()
    return pages


def unmarked(html: bytes) -> list[str]:
    """The English words of a page that do not stand in an element that says so."""
    soup = BeautifulSoup(html, "html.parser")
    found = []
    for text in soup.body.find_all(string=lambda words: ENGLISH in words):
        assert isinstance(text, NavigableString)
        marked = text.find_parent(attrs={"lang": True})
        if marked["lang"] != "en" or marked.get("dir") != "ltr":
            found.append(f"{text.parent.name}: {text.strip()}")
    return found


@pytest.fixture
def arabic(trail: Trail, django_capture_on_commit_callbacks: Any) -> dict[str, Any]:
    """The trail in both languages."""
    with django_capture_on_commit_callbacks(execute=True):
        english_trail(trail)
        return in_arabic(trail)


def test_every_word_that_was_not_translated_says_its_language(
    client: Client, trail: Trail, arabic: dict[str, Any]
) -> None:
    assert len(arabic) == len(trail.pages)
    for slug, page in arabic.items():
        response = client.get(page.get_url())
        assert response.status_code == 200, slug
        assert ARABIC in response.content.decode()
        assert unmarked(response.content) == [], slug


def test_what_a_translated_page_leads_to_is_there(client: Client, arabic: dict[str, Any]) -> None:
    for slug, page in arabic.items():
        soup = BeautifulSoup(client.get(page.get_url()).content, "html.parser")
        for link in soup.select("a[href^='/']"):
            assert client.get(link["href"]).status_code == 200, (slug, link["href"])
            language = link["href"].split("/")[1]
            assert language == "ar" or link.get("hreflang") == language, (slug, str(link))


def test_local_names_and_addresses_are_set_apart(client: Client, arabic: dict[str, Any]) -> None:
    soup = BeautifulSoup(client.get(arabic["museum"].get_url()).content, "html.parser")

    name = soup.find("bdi", string="Il luogo")
    assert (name["lang"], name["dir"]) == ("it", "ltr")
    assert soup.find("bdi", string="Via Roma")
