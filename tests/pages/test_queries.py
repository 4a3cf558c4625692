"""How often a public page asks the database: at most fifteen times, and as often with thirty children as with one."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sites.models import CampaignPage, CemeteryPage, RegionPage, SitePage, StandardPage, StoryPage, StoryPlace
from tests.factories import Trail, add_figure, cite, make_page, make_picture, make_source
from trail.people.models import Contribution, Person

MOST = 15
TYPES = ["home", "campaign", "region", "site", "cemetery", "stories", "story", "about"]


def address(page: Any) -> str:
    """The page's public address."""
    return page.get_url()


def queries_of(client: Client, page: Any) -> list[str]:
    """The queries of one visit, once what is kept between visits is known: languages, site roots, content types."""
    url = address(page)
    assert client.get(url).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return [query["sql"] for query in captured.captured_queries]


def body_with(pictures: list[Any], sources: list[Any]) -> list[tuple[str, Any]]:
    """A text with a paragraph for each source, and each picture alone and in a gallery."""
    paragraphs = [
        ("paragraph", {"text": f"<p>Paragraph {number}.</p>", "sources": [source]})
        for number, source in enumerate(sources)
    ]
    shown = [{"picture": picture, "alt": "What it shows", "decorative": False, "caption": ""} for picture in pictures]
    facts = {"title": "In brief", "facts": [{"term": "Freed", "detail": "1944"}], "sources": sources[:1]}
    return [*paragraphs, *(("picture", value) for value in shown), ("gallery", {"pictures": shown}), ("facts", facts)]


def fill(trail: Trail, count: int) -> None:
    """Give every page of the trail `count` of all that it can have many of."""
    pictures = [make_picture() for _ in range(count)]
    sources = [make_source() for _ in range(count)]
    body = body_with(pictures, sources)
    people = [Person.objects.create(name=f"Person {number}", locale=trail.home.locale) for number in range(count)]
    for page in trail.pages:
        page.body = body
        page.lead_image, page.lead_image_alt = pictures[0], "What it shows"
        page.save()
        cite(page, *sources)
        for order, person in enumerate(people):
            Contribution.objects.create(page=page, person=person, sort_order=order)
    for page in (trail.site, trail.cemetery):
        for number in range(count):
            add_figure(page, number + 1, label=f"group {number}", source=sources[number])
    for number in range(count):
        make_page(CampaignPage, trail.home, f"Campaign {number}")
        make_page(RegionPage, trail.campaign, f"Region {number}")
        make_page(SitePage, trail.region, f"Site {number}", lead_image=pictures[number], lead_image_alt="Alt")
        make_page(CemeteryPage, trail.region, f"Cemetery {number}")
        make_page(StandardPage, trail.home, f"Text {number}", show_in_menus=True)
        story = make_page(StoryPage, trail.stories, f"Story {number}", when=f"1944-06-{number + 1:02}")
        StoryPlace.objects.create(story=trail.story, place=trail.site, sort_order=number)
        StoryPlace.objects.create(story=story, place=trail.cemetery)
    trail.home.featured = [("page", page) for page in SitePage.objects.all()[: min(count, 6)]]
    trail.home.save()


@pytest.fixture
def counts(client: Client, trail: Trail) -> dict[int, dict[str, list[str]]]:
    """The queries of each page with one of all that it can have many of, and with thirty."""
    fill(trail, 1)
    with_one = {name: queries_of(client, getattr(trail, name)) for name in TYPES}
    fill(trail, 29)
    return {1: with_one, 30: {name: queries_of(client, getattr(trail, name)) for name in TYPES}}


def test_pages_ask_at_most_fifteen_times_however_much_is_on_them(counts: dict[int, dict[str, list[str]]]) -> None:
    figures = {name: (len(counts[1][name]), len(counts[30][name])) for name in TYPES}
    longest = max(counts[30].values(), key=len)

    assert all(with_one <= MOST for with_one, _with_thirty in figures.values()), (figures, "\n".join(longest))
    assert all(with_one == with_thirty for with_one, with_thirty in figures.values()), (figures, "\n".join(longest))


def test_an_empty_page_is_measured_first(client: Client, trail: Trail) -> None:
    """What routing, restrictions and the furniture cost before a page says anything."""
    assert len(queries_of(client, trail.about)) <= 10
