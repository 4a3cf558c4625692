"""The page of the search through its door: what is found, narrowed down, leafed through, and what odd input gives."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from sites.finding import facets
from sites.models import CemeteryPage, SitePage, StoryPage
from tests.factories import make_page

from .door import SEARCH, Shown, ask, publish

pytestmark = pytest.mark.django_db


def test_a_page_is_found_by_its_words_and_they_are_marked(client, trail):
    publish(SitePage, trail.region, "Gate of the Angels", summary="Where the angels stood.", kind="memorial")
    shown = ask(client, q="angel gates")
    assert shown.titles == ["Gate of the Angels"]
    assert shown.marked == ["Gate", "Angels", "angels"]


def test_title_before_text_and_places_before_stories(client, trail):
    publish(StoryPage, trail.stories, "Ortona", when="1943-12-20")
    publish(SitePage, trail.region, "A bridge", summary="On the way to Ortona.")
    publish(SitePage, trail.region, "Ortona", slug="ortona-place")
    shown = ask(client, q="ortona")
    assert shown.titles == ["Ortona", "Ortona", "A bridge"]
    assert next(link for words, link in shown.links if words == "Ortona").endswith("/ortona-place/")


def test_drafts_restricted_and_withdrawn_pages_are_not_found(client, trail):
    make_page(SitePage, trail.region, "Zebra draft", live=False).save_revision()
    publish(SitePage, trail.region, "Zebra withdrawn").unpublish()
    hidden = publish(SitePage, trail.region, "Zebra restricted")
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    publish(SitePage, trail.region, "Zebra public")
    assert ask(client, q="zebra").titles == ["Zebra public"]


def test_words_taken_out_are_no_longer_found(client, trail):
    page = publish(SitePage, trail.region, "Place", summary="A quagga.")
    assert ask(client, q="quagga").titles == ["Place"]
    page.summary = "Nothing of that kind."
    page.save_revision().publish()
    assert ask(client, q="quagga").titles == []
    page.delete()
    assert ask(client, q="kind").titles == []


def test_a_slip_is_forgiven_and_can_be_taken_back(client, trail):
    publish(CemeteryPage, trail.region, "Cassino War Cemetery")
    shown = ask(client, q="Casino war cemetary")
    assert shown.titles == ["Cassino War Cemetery"]
    back = next(link for words, link in shown.links if "Casino war cemetary" in words)
    response = client.get(SEARCH + back)
    assert "Showing results for" not in response.content.decode() and response.status_code == 200


def test_some_words_where_no_page_has_all(client, trail):
    publish(SitePage, trail.region, "The lion gate")
    response = client.get(SEARCH, {"q": "lion unicorn"})
    assert Shown(response).titles == ["The lion gate"]
    assert "No page has all of these words" in response.content.decode()


def test_facets_count_what_each_filter_would_leave(client, many):
    shown = ask(client, q="lion")
    assert {"Place 3", "Story 1", "Museum 1", "War cemetery 1", "Poland 1", "1943 1", "1944 4"} <= set(shown.choices)


def test_a_facet_is_counted_without_its_own_filter_and_under_the_others(client, many):
    shown = ask(client, q="lion", type="place", kind="museum")
    assert shown.titles == ["Lion museum"]
    assert {"Take away: Museum 1", "Memorial 1", "War cemetery 1", "Take away: Place 1"} <= set(shown.choices)
    assert not any(words.startswith(("Poland", "Story")) for words in shown.choices)


def test_every_choice_leads_to_as_many_pages_as_it_says(client, many):
    for query in ({"q": "lion"}, {"q": "lion", "kind": "museum"}, {"q": "lion", "period": "1944"}):
        for words, link in ask(client, **query).choices.items():
            if "Take away" in words or not words.split()[-1].isdigit():
                continue
            assert len(Shown(client.get(SEARCH + link)).titles) == int(words.split()[-1]), (query, words, link)


def test_beyond_what_is_counted_the_page_says_so_and_filters_still_hold(client, many, monkeypatch):
    monkeypatch.setattr(facets, "COUNTED", 2)
    response = client.get(SEARCH, {"q": "lion"})
    assert "More than" in response.content.decode()
    assert ask(client, q="lion", kind="museum").titles == ["Lion museum"]


def test_filters_alone_list_in_the_order_of_the_trail(client, many):
    shown = ask(client, kind="museum")
    assert shown.titles == ["The museum", "Lion museum"]


def test_leafing_by_links(client, trail):
    for number in range(25):
        publish(SitePage, trail.region, f"Lion {number:02}")
    first = ask(client, q="lion", type="place")
    assert len(first.titles) == 20
    second = ask(client, q="lion", type="place", page="2")
    assert len(second.titles) == 5 and not set(first.titles) & set(second.titles)
    assert any("page=2" in link for _words, link in first.links)
    beyond = client.get(SEARCH, {"q": "lion", "page": "9999"})
    assert beyond.status_code == 200 and "this is the last one" in beyond.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        {"q": "a" * 10_000},
        {"q": "lion " * 5_000},
        {"q": "' OR 1=1; DROP TABLE finding_entry; --"},
        {"q": '"unclosed AND ( NEAR * ^ title:'},
        {"q": "<script>alert(1)</script>"},
        {"q": "\x00\x01lion\x00"},
        {"q": "!?… —"},
        {"q": "%' _ \\"},
        {"q": "lion & ! | <-> :*"},
        {"q": "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16")},
        {"q": "lion", "page": "abc"},
        {"q": "lion", "page": "-1"},
        {"q": "lion", "page": "9" * 400},
        {"q": "lion", "kind": "castle", "nation": "XXX", "period": "1944-13", "region": "\x00"},
        {"q": "lion", "exact": "perhaps"},
        {"kind": "<img src=x onerror=alert(1)>"},
    ],
)
def test_odd_input_gives_a_helpful_page(client, trail, query):
    publish(SitePage, trail.region, "Lion gate")
    for address in (SEARCH, "/en/search/suggest", "/en/cemeteries/"):
        response = client.get(address, query)
        assert response.status_code == 200, (address, query)
        text = response.content.decode()
        assert "<script>alert" not in text and "<img src=x" not in text
    response = client.get(SEARCH, query)
    assert b'name="robots" content="noindex"' in response.content
    if "kind" in query:
        assert "There is no filter" in response.content.decode()


def test_bytes_that_are_no_text_are_survived(client, trail):
    assert client.get(SEARCH + "?q=%ff%fe%00&kind=%c3%28").status_code == 200


def test_nothing_asked_and_nothing_found_show_ways_on(client, trail):
    empty = client.get(SEARCH)
    assert "/en/cemeteries/" in empty.content.decode() and "noindex" not in empty.content.decode()
    nothing = client.get(SEARCH, {"q": "zzxxyyqq"}).content.decode()
    assert "Nothing was found" in nothing and "/en/cemeteries/" in nothing


def test_a_search_asks_the_database_as_often_for_one_page_as_for_thirty(client, trail):
    def queries(words):
        client.get(SEARCH, {"q": words})
        with CaptureQueriesContext(connection) as captured:
            client.get(SEARCH, {"q": words})
        return len(captured)

    publish(SitePage, trail.region, "Lion gate")
    with_one = queries("lion gate")
    for number in range(30):
        publish(SitePage, trail.region, f"Lion gate {number}")
    assert queries("lion gate") == with_one <= 12
    assert queries("lyon gaet") <= 18


def test_the_missing_page_offers_a_search(client, trail):
    response = client.get("/en/nowhere/")
    assert response.status_code == 404 and b'role="search"' in response.content


def test_a_period_counts_a_page_under_each_of_its_years():
    row = facets.Row(1, "story", "", "", "PL NZ", date(1943, 12, 1), date(1944, 2, 1))
    assert facets.counted([row], "period") == {"1943": 1, "1944": 1}
    assert facets.counted([row], "nation") == {"PL": 1, "NZ": 1}


def test_beyond_the_limit_no_question_is_asked_twice(client, many, monkeypatch):
    monkeypatch.setattr(facets, "COUNTED", 1)
    for query in ({"q": "lion", "nation": "PL"}, {"q": "lion", "open": "today"}, {"kind": "museum"}):
        with CaptureQueriesContext(connection) as captured:
            ask(client, **query)
        asked = [each["sql"] for each in captured if "finding_searchdocument" in each["sql"]]
        assert asked and len(asked) == len(set(asked)), query
