"""The finder of cemeteries through its door."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sites.models import CemeteryPage
from tests.factories import add_figure, make_page, make_trail
from trail.people.models import Organisation

pytestmark = pytest.mark.django_db
FINDER = "/en/cemeteries/"


def cemetery(trail, title, total=None, body=None, **nations):
    page = make_page(CemeteryPage, trail.region, title, live=False, managing_body=body, country="IT")
    if total is not None:
        add_figure(page, total)
    for nation, burials in nations.items():
        add_figure(page, burials, nation=nation)
    page.save_revision().publish()
    return page


@pytest.fixture
def trail(db):
    found = make_trail()
    found.cemetery.delete()
    for page in (found.home, found.campaign, found.region):
        page.save_revision().publish()
    german = Organisation.objects.create(name="German keepers", key="keepers", country="DE", locale=found.home.locale)
    many = Organisation.objects.create(name="War graves", key="cwgc", country="GB", locale=found.home.locale)
    cemetery(found, "Östlich", 500, many, PL=400, NZ=100)
    cemetery(found, "Abbey", 1200, german)
    cemetery(found, "Zeno", 90, many, PL=90)
    cemetery(found, "Padua")
    return found


def shown(client, **query):
    """The names in the list, in order."""
    response = client.get(FINDER, query)
    assert response.status_code == 200
    return re.findall(r'<th scope="row"><a href="[^"]*">([^<]*)</a>', response.content.decode())


def test_all_by_name_in_the_order_of_the_letters(client, trail):
    assert shown(client) == ["Abbey", "Östlich", "Padua", "Zeno"]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"nation": "PL"}, ["Östlich", "Zeno"]),
        ({"nation": "PL", "least": "100"}, ["Östlich"]),
        ({"nation": "DE"}, ["Abbey"]),
        ({"least": "500"}, ["Abbey", "Östlich"]),
        ({"body": "War graves"}, ["Östlich", "Zeno"]),
        ({"region": "rome", "sort": "burials"}, ["Abbey", "Östlich", "Zeno", "Padua"]),
        ({"sort": "trail"}, ["Östlich", "Abbey", "Zeno", "Padua"]),
    ],
)
def test_each_wish_narrows_down(client, trail, query, names):
    assert shown(client, **query) == names


def test_the_number_of_a_nation_stands_beside_the_total(client, trail):
    text = " ".join(re.sub(r"<[^>]+>", " ", client.get(FINDER, {"nation": "NZ"}).content.decode()).split())
    assert "Östlich 500 100 Poland 400 New Zealand 100" in text


@pytest.mark.parametrize(
    "query", [{"nation": "xx"}, {"body": "nobody"}, {"region": "nowhere"}, {"least": "many"}, {"least": "9" * 50}]
)
def test_what_is_not_possible_is_named_and_left_out(client, trail, query):
    response = client.get(FINDER, query)
    assert response.status_code == 200 and 'class="note"' in response.content.decode()
    assert len(shown(client, **query)) == 4


def test_nothing_found_says_what_to_do(client, trail):
    assert "Take one of the wishes away" in client.get(FINDER, {"least": "9999999"}).content.decode()


def test_odd_pages_and_orders_are_survived(client, trail):
    for query in ({"page": "abc"}, {"page": "99"}, {"sort": "'; --"}):
        assert len(shown(client, **query)) == 4


def test_a_longer_list_asks_no_more_often(client, trail):
    def queries():
        client.get(FINDER)
        with CaptureQueriesContext(connection) as captured:
            client.get(FINDER)
        return len(captured)

    before = queries()
    for number in range(12):
        cemetery(trail, f"Cemetery {number}", 10, PL=10)
    assert queries() == before <= 15
