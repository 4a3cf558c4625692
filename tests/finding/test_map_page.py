"""The map as a page: whole by plain links and forms."""

import re
from datetime import date

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from wagtail.models import PageViewRestriction

from sites.models import CemeteryPage, RegionPage, SitePage
from tests.factories import make_page, make_trail
from trail.finding.index import rebuild
from trail.finding.models import Entry, EntryNation
from trail.finding.space import clusters

pytestmark = pytest.mark.django_db
ADDRESS = "/en/map/"


@pytest.fixture
def trail():
    """Two regions, places of three kinds."""
    cache.clear()
    trail = make_trail()
    trail.anzio = make_page(RegionPage, trail.campaign, "Anzio", slug="anzio", when="1944-01/1944-05")
    trail.beach = make_page(
        SitePage, trail.anzio, "The beach", slug="beach", kind="battlefield", latitude="41.45", longitude="12.62"
    )
    rebuild()
    Entry.objects.filter(page=trail.cemetery).update(
        earliest=date(1944, 5, 11), latest=date(1944, 6, 4), step_free="yes", always_open=True
    )
    EntryNation.objects.create(entry=Entry.objects.get(page=trail.cemetery), code="PL")
    clusters.rebuild()
    return trail


def titles(response):
    """The places that the list shows, in its order."""
    return re.findall(r'class="map-place[^>]*><a href="[^"]*">([^<]*)</a>', response.content.decode())


def test_all_places_stand_under_their_regions_in_the_trails_order(client, trail):
    response = client.get(ADDRESS)
    assert titles(response) == ["The museum", "The cemetery", "The beach"]
    text = response.content.decode()
    assert (
        text.index(">Rome</a>")
        < text.index(">The museum</a>")
        < text.index(">Anzio</a>")
        < text.index(">The beach</a>")
    )
    assert "3 places." in text and "1 of them is a war cemetery." in text
    assert 'class="drawn-map' in text and text.count('class="d-mark"') == 3
    assert 'rel="canonical" href="http://testserver/en/map/"' in text and "noindex" not in text
    assert '<a href="/en/map/" aria-current="page">Map</a>' in text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kind=cemetery", ["The cemetery"]),
        ("region=anzio", ["The beach"]),
        ("nation=PL", ["The cemetery"]),
        ("period=1944-05&kind=cemetery", ["The cemetery"]),
        ("open=today", ["The cemetery"]),
        ("access=step-free", ["The cemetery"]),
        ("q=beach", ["The beach"]),
        ("kind=cemetery&region=anzio", []),
    ],
)
def test_each_filter_leaves_what_passes_it(client, trail, query, found):
    response = client.get(f"{ADDRESS}?{query}")
    text = response.content.decode()
    assert titles(response) == found
    assert '<meta name="robots" content="noindex, follow">' in text
    assert 'rel="canonical" href="http://testserver/en/map/"' in text
    if not found:
        assert "No place of the trail passes all these filters." in text


def test_choices_say_how_many_places_they_leave(client, trail):
    text = client.get(ADDRESS).content.decode()
    assert re.search(r'value="cemetery"> <span>War cemetery</span> <span class="map-n">1</span>', text)
    assert '<option value="rome">Rome (2)</option>' in text and '<option value="PL">Poland (1)</option>' in text
    assert '<option value="1944-06">June 1944' in text
    of_anzio = client.get(f"{ADDRESS}?region=anzio").content.decode()
    assert 'value="battlefield"' in of_anzio and 'value="cemetery"' not in of_anzio
    assert '<option value="rome">Rome (2)</option>' in of_anzio


def test_counting_one_by_one_gives_what_the_cells_say(client, trail):
    """Two filters at once are counted from the index, one from the cells: both must say the same."""
    text = client.get(f"{ADDRESS}?region=rome&access=step-free").content.decode()
    assert '<option value="rome" selected>Rome (1)</option>' in text
    assert titles(client.get(f"{ADDRESS}?region=rome&access=step-free")) == ["The cemetery"]


def test_a_filter_is_taken_away_by_a_plain_link(client, trail):
    text = client.get(f"{ADDRESS}?kind=cemetery&region=rome").content.decode()
    links = re.findall(r'<li><a href="(/en/map/[^"]*)"><span class="vh">Take away:', text)
    assert links == ["/en/map/?region=rome", "/en/map/?kind=cemetery"]
    assert titles(client.get(links[0])) == ["The museum", "The cemetery"]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("kind=castle", "There is no filter “castle” here."),
        ("region=mordor", "There is no filter “mordor” here."),
        ("z=99&lat=1&lng=2", "There is no such view of the map"),
        ("z=5&lat=100&lng=2", "There is no such view of the map"),
        ("z=5&lat=abc&lng=' OR 1=1", "There is no such view of the map"),
        ("q=" + "a" * 10_000, "A name has at most 100 letters"),
        ("q=%00", "A name has at most 100 letters"),
    ],
)
def test_what_is_not_possible_is_named_and_all_is_shown(client, trail, query, said):
    response = client.get(f"{ADDRESS}?{query}")
    assert response.status_code == 200
    assert said in response.content.decode()
    assert len(titles(response)) == 3


@pytest.mark.parametrize("page", ["0", "-1", "99", "abc", "1" * 400])
def test_an_impossible_page_of_the_list_is_the_nearest_there_is(client, trail, page):
    assert len(titles(client.get(f"{ADDRESS}?page={page}"))) == 3


def test_script_in_the_box_is_only_text(client, trail):
    text = client.get(ADDRESS, {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in text and "&lt;script&gt;alert" in text


def test_a_hidden_branch_is_neither_listed_nor_counted(client, trail):
    PageViewRestriction.objects.create(page=trail.anzio, restriction_type="login")
    response = client.get(ADDRESS)
    assert titles(response) == ["The museum", "The cemetery"] and "2 places." in response.content.decode()


def test_the_number_of_queries_does_not_grow_with_the_places(client, trail, django_assert_max_num_queries):
    with django_assert_max_num_queries(15):
        client.get(ADDRESS)
    for number in range(20):
        make_page(CemeteryPage, trail.region, f"Cemetery {number}")
    rebuild()
    client.get(ADDRESS)
    with django_assert_max_num_queries(15):
        assert titles(client.get(f"{ADDRESS}?region=rome&kind=cemetery&q=the")) == ["The cemetery"]
    with django_assert_max_num_queries(15):
        client.get(f"{ADDRESS}?open=today&access=step-free&q=the&nation=PL&period=1944-05")


def test_a_long_list_is_parted(client, trail, monkeypatch):
    monkeypatch.setattr("sites.finding.map_page.PER_PAGE", 2)
    first = client.get(ADDRESS)
    assert titles(first) == ["The museum", "The cemetery"] and "Page 1 of 2" in first.content.decode()
    later = re.search(r'rel="next" href="([^"#]*)', first.content.decode()).group(1)
    assert titles(client.get(later)) == ["The beach"]


def test_a_month_brings_its_stories(client, trail):
    text = client.get(f"{ADDRESS}?period=1944-06").content.decode()
    assert "Told of this time" in text and trail.story.title in text
    assert trail.story.title not in client.get(f"{ADDRESS}?period=1943-06").content.decode()


def test_pages_lead_to_the_map_at_their_place(client, trail):
    assert 'href="/en/map/?region=rome"' in client.get("/en/campaign/rome/").content.decode()
    place = client.get("/en/campaign/rome/museum/").content.decode()
    assert 'href="/en/map/?z=12&amp;lat=41.8755&amp;lng=12.4778"' in place
    for link in (
        "geo:41.8755,12.4778",
        "maps.apple.com/?ll=41.8755,12.4778",
        "google.com/maps/search/?api=1&amp;query=41.8755",
    ):
        assert link in place
    assert 'data-copy-text="41.8755, 12.4778"' in place


def test_only_reading_is_allowed(trail):
    assert Client().post(reverse("map")).status_code == 405
