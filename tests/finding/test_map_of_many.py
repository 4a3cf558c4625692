"""With very many places the map says how far they reach, and where the trail runs, from what is counted beforehand."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench.places import generate
from sites.finding import map_page, map_sheet
from sites.finding.selection import places_in
from trail.finding.models import Entry
from trail.finding.space import clusters, reading
from trail.geo.coordinates import Point, distance_m

pytestmark = pytest.mark.django_db


@pytest.fixture
def places(monkeypatch):
    """Some places, which count as many."""
    cache.clear()
    generate(300)
    clusters.rebuild()
    monkeypatch.setattr(map_page, "MOST_MEASURED", 10)
    monkeypatch.setattr(map_sheet, "SAMPLE", 10)
    return list(places_in("en").order_by("path"))


@pytest.mark.parametrize("kind", ["", "cemetery"])
def test_the_edges_hold_every_place_and_little_more(places, kind):
    shown = [place for place in places if kind in ("", place.kind)]
    west, south, east, north = map_page._edges("en", kind, len(shown))
    longitudes, latitudes = [place.longitude for place in shown], [place.latitude for place in shown]
    cell = 360 / 2**reading.EDGES
    assert west <= min(longitudes) < west + cell and east - cell < max(longitudes) <= east
    assert south <= min(latitudes) < south + cell and north - cell < max(latitudes) <= north
    assert map_page._edges("xx", kind, len(shown)) is None


def test_a_region_begins_and_ends_with_its_places_on_the_trail(places):
    points = map_sheet.region_points("en", 1)
    for region in {place.region for place in places}:
        own = [Point(place.latitude, place.longitude) for place in places if place.region == region]
        assert (points[region][0], points[region][-1]) == (own[0], own[-1])
        for point in points[region]:
            assert min(distance_m(point, place) for place in own) < 110_000  # within a cell of level 8


def test_no_place_is_looked_at_one_by_one(client, places):
    for address in ("/en/map/", "/en/map/?kind=cemetery", "/en/map/sheet.json"):
        cache.clear()
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        for query in captured:
            if f'FROM "{Entry._meta.db_table}"' in query["sql"]:
                assert "COUNT(*)" not in query["sql"] and "MIN(" not in query["sql"], query["sql"]


def test_the_page_still_draws_them_all(client, places):
    page = client.get("/en/map/")
    text = page.content.decode()
    assert f"{len(places)} places" in " ".join(text.split()) and "<svg" in text
    west, south, east, north = (float(part) for part in page.context["bounds"].split(","))
    assert all(west <= place.longitude <= east and south <= place.latitude <= north for place in places)
