"""What visitors search for is counted, and nothing of who they are."""

import pytest
from django.core import signing
from wagtail.contrib.search_promotions.models import Query, QueryDailyHits

from tests.factories import persona
from trail.finding import counting
from trail.finding.models import SearchOutcome

from .door import SEARCH

pytestmark = pytest.mark.django_db


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
