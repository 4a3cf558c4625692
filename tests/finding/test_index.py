"""The index follows what the public sees: the rows are asked for after each thing that an editor can do."""

from datetime import date

import pytest
from django.core.management import call_command
from django.http import QueryDict
from django.utils import timezone
from wagtail.models import PageViewRestriction

from sites.finding.filters import narrow, read_filters
from sites.finding.opening import open_on
from sites.models import CemeteryPage, SitePage
from tests.factories import make_page, make_trail
from trail.finding.index import rebuild
from trail.finding.models import Entry
from trail.finding.space.cells import LEVELS, cell_of, column_and_row, tile_range
from trail.geo.coordinates import Point

pytestmark = pytest.mark.django_db


@pytest.fixture
def trail():
    return make_trail()


def publish(page):
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


def test_a_published_place_is_found_with_its_region(trail):
    place = publish(make_page(SitePage, trail.region, "Gate of the Angels", kind="memorial", live=False))
    entry = Entry.objects.get(page=place)
    assert (entry.type, entry.kind, entry.region) == ("place", "memorial", trail.region.slug)
    assert entry.url == f"/en/{trail.campaign.slug}/{trail.region.slug}/gate-of-the-angels/"


def test_a_draft_and_a_withdrawn_page_are_not_found(trail):
    place = make_page(SitePage, trail.region, "Hidden", live=False)
    place.save_revision()
    assert not Entry.objects.filter(page=place).exists()
    place = publish(place)
    assert Entry.objects.filter(page=place).exists()
    place.unpublish()
    assert not Entry.objects.filter(page=place).exists()


def test_a_restricted_branch_is_not_found_until_it_is_opened(trail):
    place = publish(make_page(SitePage, trail.region, live=False))
    restriction = PageViewRestriction.objects.create(page=trail.region, restriction_type="login")
    assert not Entry.objects.filter(page=place).exists()
    restriction.delete()
    assert Entry.objects.filter(page=place).exists()


def test_a_renamed_region_takes_its_places_along(trail):
    place = publish(make_page(SitePage, trail.region, live=False))
    trail.region.slug = "another-name"
    publish(trail.region)
    entry = Entry.objects.get(page=place)
    assert entry.region == "another-name" and "/another-name/" in entry.url


def test_a_deleted_page_leaves_nothing(trail):
    place = publish(make_page(CemeteryPage, trail.region, live=False))
    place.delete()
    assert not Entry.objects.filter(title=place.title).exists()


def test_made_anew_the_index_is_the_same(trail):
    publish(make_page(SitePage, trail.region, live=False))
    call_command("rebuild_index", verbosity=0)
    before = list(Entry.objects.order_by("pk").values())
    assert before and rebuild() == len(before)
    assert list(Entry.objects.order_by("pk").values()) == before


def test_filters_name_what_is_not_possible_and_leave_it_out():
    query = QueryDict("kind=castle&region=rome&nation=pl&period=1944-13&open=today&access=' OR 1=1")
    filters = read_filters(query, {"rome"})
    assert filters.as_query() == "region=rome&nation=PL&open=today"
    assert len(filters.problems) == 3


@pytest.mark.parametrize(("period", "found"), [("1944", True), ("1944-06", True), ("1944-07", False), ("1943", False)])
def test_a_period_finds_what_lies_in_it(trail, period, found):
    place = publish(make_page(SitePage, trail.region, live=False))
    Entry.objects.filter(page=place).update(earliest=date(1944, 5, 11), latest=date(1944, 6, 4))
    filters = read_filters(QueryDict(f"period={period}"), set())
    assert narrow(Entry.objects.filter(page=place), filters, timezone.localdate()).exists() is found


@pytest.mark.parametrize(
    ("words", "day", "is_open"),
    [
        ("Mo-Fr 08:00-12:00", date(2026, 11, 20), True),
        ("Mo-Fr 08:00-12:00", date(2026, 11, 21), False),
        ("Mo-Fr 08:00-12:00; PH off", date(2026, 6, 2), False),
        ("sunrise-sunset", date(2026, 11, 21), True),
        ("no sense at all", date(2026, 11, 20), False),
    ],
)
def test_open_on_a_day(trail, words, day, is_open):
    place = publish(make_page(SitePage, trail.region, live=False, latitude=41.9, longitude=12.5, country="IT"))
    Entry.objects.filter(page=place).update(opening_hours=words)
    assert open_on(Entry.objects.filter(page=place), day).exists() is is_open


def test_the_places_beside_a_moved_one_keep_their_order(trail):
    publish(trail.site)
    publish(trail.cemetery)
    trail.cemetery.move(trail.site, pos="left")
    rows = Entry.objects.filter(type=Entry.Type.PLACE).order_by("path")
    assert list(rows.values_list("page_id", flat=True)) == [trail.cemetery.pk, trail.site.pk]
    assert all(row.path == row.page.path for row in rows.select_related("page"))


def test_a_tile_holds_the_cells_of_its_points():
    point = Point(41.8755, 12.4778)
    for level in range(LEVELS + 1):
        first, last = tile_range(*column_and_row(point, level), level)
        assert first <= cell_of(point) <= last
    beside = Point(41.8755, 13.9)
    first, last = tile_range(*column_and_row(point, 9), 9)
    assert not first <= cell_of(beside) <= last
