"""What the live map asks for: bounds, faults, keeping, and that nothing is lost between clusters and places."""

import gzip
import json
import random

import pytest
from django.core.cache import cache
from django.utils import timezone
from wagtail.models import Page

from sites.finding.filters import Filters, narrow
from sites.finding.map_data import answer
from sites.finding.selection import places_in
from tests.factories import make_trail
from trail.finding.index import rebuild
from trail.finding.models import Entry, EntryNation
from trail.finding.space import clusters
from trail.finding.space.cells import cell_of
from trail.finding.space.view import MOST_TILES, ImpossibleView, read_view, view_of
from trail.geo.coordinates import Point

pytestmark = pytest.mark.django_db
ADDRESS = "/en/map/places.json"
WORLD = "-180,-90,180,90"
KINDS = ("cemetery", "museum", "memorial")


def strew(count, seed=1):
    """Places at random spots of Italy, every third at a spot where there is one already; written past Wagtail."""
    cache.clear()
    dice = random.Random(seed)
    root = Page.get_first_root_node()
    locale = make_trail().home.locale_id
    first = Page.objects.order_by("-pk").values_list("pk", flat=True).first() + 1
    Page.objects.bulk_create(
        Page(
            pk=first + number, title=f"Place {number}", slug=f"place-{number}", path=f"0009{number:06}", depth=3,
            locale_id=locale, content_type_id=root.content_type_id, url_path=f"/x/{number}/",
        )
        for number in range(count)
    )  # fmt: skip
    points = [Point(dice.uniform(36.7, 46.5), dice.uniform(7, 18)) for _ in range(count)]
    points = [points[number // 2] if number % 3 == 0 else point for number, point in enumerate(points)]
    Entry.objects.filter(type="place").delete()
    Entry.objects.bulk_create(
        Entry(
            page_id=first + number, language="en", path=f"0009{number:06}", url=f"/en/place-{number}/", type="place",
            kind=KINDS[number % 3], region=f"region-{number % 7}", title=f"Place {number}", latitude=point.latitude,
            longitude=point.longitude, cell=cell_of(point), step_free="yes" if number % 5 == 0 else "",
            always_open=number % 4 == 0,
        )
        for number, point in enumerate(points)
    )  # fmt: skip
    entries = list(Entry.objects.filter(type="place"))
    EntryNation.objects.bulk_create(EntryNation(entry=entry, code="PL") for entry in entries[::3])
    clusters.rebuild()
    return entries


def shown(found):
    return len(found["places"]) + sum(cluster[2] for cluster in found["clusters"])


def chosen(filters):
    """The same places, as the database finds them."""
    return narrow(places_in("en"), filters, timezone.localdate())


@pytest.mark.parametrize("zoom", range(0, 21, 2))
def test_clusters_and_places_are_all_places_at_every_zoom(zoom):
    strew(700)
    number = clusters.edition("en")
    for filters in (
        Filters(),
        Filters(kind="cemetery"),
        Filters(nation="PL"),
        Filters(access="step-free", open="today"),
    ):
        expected = chosen(filters).count()
        found = answer("en", number, read_view(str(zoom), WORLD), filters)
        assert found["total"] == shown(found) == expected > 0


@pytest.mark.parametrize("zoom", [5, 7, 9, 11, 13])
def test_a_view_shows_all_that_lies_in_it_and_nothing_twice(zoom):
    entries = strew(700)
    view = view_of(zoom, 11.5, 41.5, 13.5, 43.0)
    within = Entry.objects.filter(view.within(), type="place").count()
    assert within == sum(any(first <= entry.cell <= last for first, last in view.ranges) for entry in entries)
    for filters in (Filters(), Filters(region="region-3"), Filters(open="today")):
        found = answer("en", 1, view, filters)
        expected = chosen(filters).filter(view.within()).count()
        assert shown(found) == found["total"] == expected
        assert len({place["id"] for place in found["places"]}) == len(found["places"])


def test_the_view_holds_the_rectangle_it_was_made_for():
    dice = random.Random(3)
    for _ in range(300):
        zoom = dice.randint(0, 20)
        west, east = sorted(dice.uniform(-180, 180) for _ in range(2))
        south, north = sorted(dice.uniform(-85, 85) for _ in range(2))
        view = view_of(zoom, west, south, east, north)
        assert 0 <= view.level <= zoom
        assert (view.east - view.west + 1) * (view.south - view.north + 1) <= MOST_TILES
        inside = cell_of(Point(dice.uniform(south, north), dice.uniform(west, east)))
        assert any(first <= inside <= last for first, last in view.ranges)


def test_few_places_come_with_what_a_list_shows(client):
    strew(30)
    found = client.get(f"{ADDRESS}?z=5&bbox={WORLD}&kind=museum").json()
    assert found["total"] == len(found["places"]) == 10 and found["clusters"] == []
    place = found["places"][0]
    assert set(place) == {"id", "title", "url", "kind", "region", "at", "number"} and place["kind"] == "museum"


def test_many_places_stay_within_thirty_kilobytes(client):
    strew(5000)
    for zoom in (3, 5, 7, 9):
        response = client.get(f"{ADDRESS}?z={zoom}&bbox=6,36,19,47")
        assert len(gzip.compress(response.content)) < 30_000
        found = response.json()
        assert shown(found) == found["total"] == 5000


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "is no zoom"),
        ("z=five&bbox=1,2,3,4", "is no zoom"),
        ("z=-1&bbox=1,2,3,4", "is no zoom"),
        ("z=21&bbox=1,2,3,4", "is no zoom"),
        ("z=" + "9" * 5000 + "&bbox=1,2,3,4", "is no zoom"),
        ("z=²&bbox=1,2,3,4", "is no zoom"),
        ("z=5", "is no piece of a map"),
        ("z=5&bbox=1,2,3", "is no piece of a map"),
        ("z=5&bbox=1,2,3,north", "is no piece of a map"),
        ("z=5&bbox=1,2,nan,4", "is no piece of a map"),
        ("z=5&bbox=1,2,inf,4", "is no piece of a map"),
        ("z=5&bbox=" + "1," * 4000, "is no piece of a map"),
        ("z=5&bbox=1,2,3,91", "off the globe"),
        ("z=5&bbox=-181,2,3,4", "off the globe"),
        ("z=5&bbox=3,2,1,4", "turned round"),
        ("z=5&bbox=1,4,3,2", "turned round"),
        ("z=5&bbox=1,2,3,4&kind=castle", "There is no filter “castle” here."),
        ("z=5&bbox=1,2,3,4&region=' OR 1=1 --", "There is no filter"),
        ("z=5&bbox=1,2,3,4&colour=red", "There is no filter “colour” here."),
        ("z=5&bbox=1,2,3,4&q=" + "a" * 10_000, "at most 100 letters"),
        ("z=5&bbox=1,2,3,4&q=%00", "at most 100 letters"),
    ],
)
def test_what_is_not_possible_is_a_400_that_says_why(client, query, said):
    make_trail()
    response = client.get(f"{ADDRESS}?{query}")
    assert response.status_code == 400
    assert said in response.json()["error"] and len(response.json()["error"]) < 300


def test_an_answer_is_kept_until_something_changes(client):
    entries = strew(30)
    first = client.get(f"{ADDRESS}?z=5&bbox=6,36,19,47")
    assert (
        "public" in first["Cache-Control"]
        and "max-age=" in first["Cache-Control"]
        and "Cookie" not in first.get("Vary", "")
    )
    again = client.get(f"{ADDRESS}?z=5&bbox=6,36,19,47", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304 and not again.content
    beside = client.get(f"{ADDRESS}?z=5&bbox=6.1,36.1,18.9,46.9")
    assert beside["ETag"] == first["ETag"]
    entries[0].delete()
    changed = client.get(f"{ADDRESS}?z=5&bbox=6,36,19,47", headers={"if-none-match": first["ETag"]})
    assert changed.status_code == 200 and changed.json()["total"] == 29


@pytest.mark.parametrize(
    "query", ["", "&kind=museum", "&access=step-free", "&open=today&nation=PL", "&q=Place+1", "&period=1944-05"]
)
def test_an_answer_costs_few_queries_however_many_places(client, query, django_assert_max_num_queries):
    """The first question of a process reads the pieces of the view as well, some at a time."""
    strew(400)
    for most in (12, 9):
        cache.clear()
        with django_assert_max_num_queries(most):
            assert client.get(f"{ADDRESS}?z=6&bbox=6,36,19,47{query}").status_code == 200


def test_the_sheet_names_the_regions_and_the_fronts_in_the_language(client):
    trail = make_trail()
    rebuild()
    found = client.get("/en/map/sheet.json").json()
    assert found["regions"][0]["title"] == trail.region.title
    gustav = next(front for front in found["fronts"] if front["name"] == "Gustav Line")
    assert (gustav["from"], gustav["to"]) == ("1943-11", "1944-05")
    assert found["months"][0] == "" and len(json.dumps(found)) < 120_000


def test_reading_a_view_raises_for_people_who_use_it_elsewhere():
    with pytest.raises(ImpossibleView):
        read_view("1e3", WORLD)
    assert read_view("0", WORLD).level == 0
