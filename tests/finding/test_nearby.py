"""The nearest places: the same as by measuring every distance, in one query, wherever on the globe."""

import uuid

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from wagtail.models import Locale, Page

from sites.models import CemeteryPage, SitePage, StoryPage, StoryPlace
from tests.factories import make_page, make_trail
from trail.finding.models import Entry
from trail.finding.space.cells import cell_of
from trail.finding.space.nearby import FARTHEST, _statement, midpoint, nearest
from trail.geo.coordinates import Point, distance_m

# Whole degrees and their neighbours meet the borders of cells, the poles and the 180th meridian often.
latitudes = st.one_of(st.floats(-90, 90), st.sampled_from([0.0, 89.9, -89.9, 85.06, 41.9]))
longitudes = st.one_of(st.floats(-180, 180), st.sampled_from([-180.0, 180.0, 179.99, -179.99, 0.0, 12.5]))
anywhere = st.builds(Point, latitudes, longitudes)
in_italy = st.builds(Point, st.floats(36, 47), st.floats(7, 19))
WORLD = 25_000_000.0


def make_entries(points):
    """Places of the index on bare pages."""
    content_type, locale = ContentType.objects.get_for_model(Page), Locale.get_default()
    pages = Page.objects.bulk_create(
        Page(
            title=f"Place {number}", slug=f"p{number}", path=f"0009{number:04}", depth=2, locale=locale, url_path="/",
            content_type=content_type, translation_key=uuid.uuid4(), draft_title="",
        )
        for number in range(len(points))
    )  # fmt: skip
    return Entry.objects.bulk_create(
        Entry(
            page_id=page.pk, language="en", path=page.path, url="/", type="place", kind="museum", title=page.title,
            latitude=point.latitude, longitude=point.longitude, cell=cell_of(point),
        )
        for page, point in zip(pages, points, strict=True)
    )  # fmt: skip


class NearestAreNearest(TestCase):
    @settings(max_examples=60)
    @given(
        st.lists(anywhere, max_size=30), anywhere, st.integers(1, 5), st.sampled_from([WORLD, 1_000_000.0, 50_000.0])
    )
    @example([Point(0, 136)], Point(0, 0), 1, WORLD)
    @example([Point(0, 0)], Point(2e-313, 0), 1, WORLD)
    def test_on_the_whole_globe(self, points, here, most, within):
        self.compare(points, here, most, within)

    @settings(max_examples=40)
    @given(st.lists(in_italy, max_size=60), in_italy, st.integers(1, 5))
    def test_in_one_country(self, points, here, most):
        self.compare(points, here, most, 1_000_000.0)

    def compare(self, points, here, most, within):
        points = [Point(round(point.latitude, 6), round(point.longitude, 6)) for point in points]  # as they are stored
        make_entries(points)
        with CaptureQueriesContext(connection) as captured:
            found = nearest(here, "en", most, within=within)
        assert len(captured) == 1
        measured = sorted(distance_m(here, point) for point in points)
        expected = [metres for metres in measured if metres <= within][:most]
        assert len(found) == len(expected)
        assert all(abs(near.metres - metres) < 1 + metres * 1e-6 for near, metres in zip(found, expected, strict=True))


@pytest.fixture
def trail(db):
    return make_trail()


def publish(model, parent, title, latitude, longitude):
    page = make_page(model, parent, title, live=False, latitude=latitude, longitude=longitude)
    page.save_revision().publish()
    return model.objects.get(pk=page.pk)


def test_a_place_shows_its_neighbours_in_other_regions_with_way_and_direction(client, trail):
    other = make_page(type(trail.region), trail.campaign, "Anzio")
    here = publish(SitePage, trail.region, "Here", "41.900000", "12.500000")
    publish(SitePage, other, "Across the border", "41.910000", "12.500000")
    publish(CemeteryPage, trail.region, "Farther", "41.900000", "12.600000")
    text = " ".join(client.get(here.get_url()).content.decode().split())
    near = text.partition('id="near"')[2]
    assert near.index("Across the border") < near.index("Farther")
    assert "Museum, 1.1 km north<" in near and "War cemetery, 8.3 km east<" in near
    assert ">Here<" not in near.partition("</section>")[0]


def test_a_story_shows_what_lies_near_its_places_without_them(client, trail):
    own = publish(SitePage, trail.region, "Own place", "41.900000", "12.500000")
    publish(SitePage, trail.region, "Next door", "41.901000", "12.500000")
    story = make_page(StoryPage, trail.stories, "A story")
    StoryPlace.objects.create(story=story, place=own)
    text = client.get(story.get_url()).content.decode()
    near = text.partition('id="near"')[2].partition("</section>")[0]
    assert "Next door" in near and "Own place" not in near
    without = make_page(StoryPage, trail.stories, "Nowhere")
    assert 'id="near"' not in client.get(without.get_url()).content.decode()


def test_what_is_left_out_and_other_languages_are_not_near(trail):
    entries = make_entries([Point(41.9, 12.5), Point(41.91, 12.5), Point(41.92, 12.5)])
    Entry.objects.filter(pk=entries[1].pk).update(language="it")
    found = nearest(Point(41.9, 12.5), "en", 3, leave_out=[entries[0].page_id])
    assert [near.entry_id for near in found] == [entries[2].pk]


def test_farther_blocks_are_not_read_where_the_nearest_has_enough(trail):
    make_entries([Point(41.9 + row / 5000, 12.5 + column / 5000) for row in range(20) for column in range(20)])
    statement, values = _statement(Point(41.902, 12.502), "en", 3, [], FARTHEST)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        if connection.vendor == "postgresql":
            # As if the table were so large that it seems best to read farther blocks at once, and with workers.
            for setting in ("parallel_setup_cost", "parallel_tuple_cost", "min_parallel_table_scan_size"):
                cursor.execute(f"SET LOCAL {setting} = 0")
            cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}", values)
            scans = list(scans_of(cursor.fetchone()[0][0]["Plan"]))
            assert len(scans) == 6
            assert sum(scan["Actual Loops"] > 0 for scan in scans) == 1
        else:
            cursor.execute(f"EXPLAIN QUERY PLAN {statement}", values)
            steps = [row[3] for row in cursor.fetchall()]
            assert sum("INDEX entry_by_cell (language=? AND cell" in step for step in steps) >= 6
            assert not any(step.startswith("SCAN finding_entry") for step in steps)


def scans_of(node):
    """The parts of a plan of PostgreSQL that read the places."""
    if node.get("Relation Name") == Entry._meta.db_table:
        yield node
    for part in node.get("Plans", ()):
        yield from scans_of(part)


def test_the_middle_of_places_on_both_sides_of_the_180th_meridian():
    middle = midpoint([Point(0, 179), Point(0, -179)])
    assert abs(abs(middle.longitude) - 180) < 1e-9 and abs(middle.latitude) < 1e-9
    assert midpoint([]) is None and midpoint([Point(90, 0), Point(-90, 0)]) is None
