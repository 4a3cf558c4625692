"""What is kept with phrases in it is made anew when they change: drawn maps, the answers of the live map."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client

from sites.maps import map_of_region
from sites.selectors import PlaceRow
from tests.phrases.conftest import Clock, languages
from trail.geo.coordinates import Point
from trail.phrases.changes import reset, say
from trail.phrases.offered import key_of

ONLY = "Positions only: there is no ground map of this part of the world."
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def empty_cache(db: object) -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def caption(language: str) -> str:
    """What stands under the map of a region far from every ground."""
    place = PlaceRow(1, "Far", "", "/far/", "museum", 1, Point(-40.0, -120.0), "000100010001", "", None, "", "")
    return map_of_region([place], language, "Far away").caption


def test_a_drawn_map_is_drawn_with_the_new_words(clock: Clock, client: Client) -> None:
    languages("it", "mi")
    before = caption("it"), caption("mi")
    say("it", key_of(ONLY), ["Qui non abbiamo una carta."])
    client.get("/it/")
    assert "Qui non abbiamo una carta." in caption("it") and caption("mi") == before[1]
    reset("it", key_of(ONLY))
    client.get("/it/")
    assert (caption("it"), caption("mi")) == before
    # What Māori does not say is said in the first language.
    say("en", key_of(ONLY), ["No chart of these parts."])
    client.get("/it/")
    assert "No chart of these parts." in caption("mi")


def test_a_browser_asks_anew_for_the_live_map(clock: Clock, client: Client) -> None:
    languages("it")
    address = "/it/map/places.json?z=5&bbox=8,40,14,46"
    mark = client.get(address)["ETag"]
    assert client.get(address, headers={"if-none-match": mark}).status_code == 304
    say("it", key_of("War cemetery"), ["Sacrario"])
    assert client.get(address, headers={"if-none-match": mark}).status_code == 200
