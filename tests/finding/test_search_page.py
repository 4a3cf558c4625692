"""The page of the search through its door: what is found, narrowed down, leafed through, and what odd input gives."""

import json
from datetime import date
from html.parser import HTMLParser

import pytest
from django.core import signing
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.contrib.search_promotions.models import Query, QueryDailyHits, SearchPromotion
from wagtail.models import Locale, PageViewRestriction

from sites.finding import facets
from sites.models import CemeteryPage, SitePage, StoryPage
from tests.factories import add_figure, make_page, make_trail, persona
from trail.finding import counting
from trail.finding.models import SearchOutcome

pytestmark = pytest.mark.django_db
SEARCH = "/en/search/"


@pytest.fixture
def trail(db):
    cache.clear()  # a term is counted once a minute
    found = make_trail()
    for page in found.pages:
        page.save_revision().publish()
    return found


def publish(model, parent, title, **values):
    """A live page that the index knows."""
    page = make_page(model, parent, title, live=False, **values)
    page.save_revision().publish()
    return model.objects.get(pk=page.pk)


class Shown(HTMLParser):
    """The titles of the results, the marked words, and the choices of the facets with their addresses."""

    def __init__(self, response):
        super().__init__()
        self.titles, self.marked, self.choices, self.links = [], [], {}, []
        self._in, self._href, self._words = [], "", ""
        self.feed(response.content.decode())

    def handle_starttag(self, tag, attributes):
        self._in.append(tag)
        if tag == "a":
            self._href, self._words = dict(attributes).get("href", ""), ""

    def handle_data(self, data):
        if "mark" in self._in:
            self.marked.append(data)
        self._words += data

    def handle_endtag(self, tag):
        if tag == "a":
            words = " ".join(self._words.split())
            self.links.append((words, self._href))
            if "h3" in self._in:
                self.titles.append(words)
            if "small" not in self._in and self._href.startswith("?"):
                self.choices[words] = self._href
        if tag in self._in:
            while self._in.pop() != tag:
                pass


def ask(client, **query):
    response = client.get(SEARCH, query)
    assert response.status_code == 200
    return Shown(response)


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


@pytest.fixture
def many(trail):
    """Two museums and a cemetery of three nations, and a story."""
    publish(SitePage, trail.region, "Lion museum", kind="museum")
    publish(SitePage, trail.region, "Lion memorial", kind="memorial")
    cemetery = make_page(CemeteryPage, trail.region, "Lion cemetery", live=False)
    for number, nation in enumerate(("PL", "NZ", "IN"), 1):
        add_figure(cemetery, number, nation=nation)
    cemetery.save_revision().publish()
    publish(StoryPage, trail.stories, "The lion", when="1943-12-20/1944-01-02")
    return trail


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


def note_in(response):
    text = response.content.decode()
    return text.partition('data-note="')[2].partition('"')[0]


def test_showing_a_page_counts_nothing_and_handing_in_its_note_counts_once(client, many):
    note = note_in(client.get(SEARCH, {"q": "Lion"}))
    assert note and not Query.objects.exists()
    for _again in range(2):
        assert client.post("/en/search/searched", {"note": note}).status_code == 204
    assert Query.objects.get().query_string == "lion" and QueryDailyHits.objects.get().hits == 1
    assert SearchOutcome.objects.get().found == 4
    client.post("/en/search/searched", {"note": note_in(client.get(SEARCH, {"q": "unheard of"}))})
    assert SearchOutcome.objects.get(query__query_string="unheard of").found == 0


def test_only_our_own_notes_count(client, many):
    forged = [signing.dumps(["lion", "en", 1], salt="another"), "", "x" * 5_000, "lion"]
    for note in forged:
        assert client.post("/en/search/searched", {"note": note}).status_code == 204
    assert client.get("/en/search/searched").status_code == 405
    assert not Query.objects.exists()


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("Monte  Cassino", "monte cassino"),
        ("16 October 1943", "16 october 1943"),
        ("anna@example.org", ""),
        ("+39 06 1234567", ""),
        ("https://example.org/", ""),
        ("x" * 61, ""),
        ("where is the grave of my grandfather who fell", ""),
        ("a", ""),
    ],
)
def test_what_could_say_something_of_a_person_is_not_counted(text, counted):
    assert counting.countable(text) == counted


def test_the_report_shows_what_found_nothing_to_those_who_may_choose(client, many):
    counting.count(counting.note_of("unheard of", "en", 0))
    counting.count(counting.note_of("lion", "en", 4))
    address = "/admin/reports/searches/"
    for name, may in {"visitor": False, "editor": True, "publisher": True, "administrator": True}.items():
        client.force_login(persona(name))
        response = client.get(address)
        assert (response.status_code == 200) is may, name
        if may:
            assert b"unheard of" in response.content
            nothing = client.get(address, {"found": "nothing"}).content
            assert b"unheard of" in nothing and b">\n                    lion" not in nothing
            query = Query.objects.get(query_string="unheard of")
            assert client.get(f"/admin/searchpicks/{query.pk}/").status_code == 200


def test_a_period_counts_a_page_under_each_of_its_years():
    row = facets.Row(1, "story", "", "", "PL NZ", date(1943, 12, 1), date(1944, 2, 1))
    assert facets.counted([row], "period") == {"1943": 1, "1944": 1}
    assert facets.counted([row], "nation") == {"PL": 1, "NZ": 1}
