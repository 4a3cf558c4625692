"""The map's cells hold the sums of the places, whatever has happened to them before."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from wagtail.models import Page

from sites.models import SitePage
from tests.factories import make_page, make_trail
from trail.finding.models import Entry, EntryNation, MapCell
from trail.finding.space import clusters
from trail.finding.space.cells import LEVELS, cell_of, column_and_row, point_at, position_in_curve
from trail.geo.coordinates import Point

KINDS = ("cemetery", "museum", "memorial")
latitudes = st.floats(min_value=-90, max_value=90, allow_nan=False)
longitudes = st.floats(min_value=-180, max_value=180, allow_nan=False)
days = st.dates(min_value=date(1943, 12, 1), max_value=date(1944, 2, 28))
places = st.fixed_dictionaries(
    {
        "point": st.builds(Point, latitudes, longitudes),
        "kind": st.sampled_from(KINDS),
        "region": st.sampled_from(["rome", "anzio", ""]),
        "step_free": st.sampled_from(["yes", "no", ""]),
        "days": st.tuples(days, days).map(sorted),
        "nations": st.sets(st.sampled_from(["PL", "NZ"])),
    }
)
steps = st.lists(st.tuples(st.integers(0, 5), st.one_of(st.none(), places)), min_size=1, max_size=8)


@given(st.builds(Point, st.floats(-85, 85), longitudes))
def test_a_cell_is_where_its_point_is(point):
    column, row = position_in_curve(cell_of(point))
    assert (column, row) == column_and_row(point)
    back = point_at(column + 0.5, row + 0.5)
    assert column_and_row(back, LEVELS - 1) == column_and_row(point, LEVELS - 1)


def everything():
    """All cells as plain values, without their keys in the database."""
    fields = ("language", "subset", "level", "cell", "kind", "count", "columns", "rows", "entries")
    return sorted(MapCell.objects.values_list(*fields))


def put(number, values):
    """Write the row of a place as the index does, or take it away, and tell the cells."""
    before = Entry.objects.filter(page_id=number).prefetch_related("nations").first()
    if values is None:
        if before:
            before.delete()  # the index tells its listeners
        return
    point, (earliest, latest) = values["point"], values["days"]
    after = Entry(
        pk=before.pk if before else None, page_id=number, language="en", type="place", path=str(number),
        title=f"Place {number}", url=f"/en/{number}/", kind=values["kind"], region=values["region"],
        step_free=values["step_free"], earliest=earliest, latest=latest, cell=cell_of(point),
        latitude=point.latitude, longitude=point.longitude,
    )  # fmt: skip
    after.save()
    EntryNation.objects.filter(entry=after).delete()
    EntryNation.objects.bulk_create(EntryNation(entry=after, code=code) for code in values["nations"])
    clusters.follow([(before, after)])


class Cells(TestCase):
    """In a class, because hypothesis empties the database between examples there."""

    # Not shrunk: each example writes some hundreds of rows.
    @settings(max_examples=25, phases=[Phase.explicit, Phase.reuse, Phase.generate])
    @given(steps)
    def test_changes_one_by_one_leave_what_counting_anew_gives(self, changes):
        make = Page.get_first_root_node()
        numbers = [make.add_child(title=f"Page {number}").pk for number in range(6)]
        for number, values in changes:
            put(numbers[number], values)
        step_by_step = everything()
        clusters.rebuild("en")
        assert step_by_step == everything()
        sums = Counter()
        for subset, level, count in MapCell.objects.values_list("subset", "level", "count"):
            sums[subset, level] += count
        for level in range(clusters.FINEST + 1):
            assert sums["", level] == Entry.objects.count()
            for kind in KINDS:
                found = sum(row.count for row in MapCell.objects.filter(subset="", level=level, kind=kind))
                assert found == Entry.objects.filter(kind=kind).count()
            for code in ("PL", "NZ"):
                assert sums[f"nation:{code}", level] == EntryNation.objects.filter(code=code).count()


@pytest.mark.django_db
def test_an_editor_moves_the_place_and_the_cells_follow():
    trail = make_trail()
    place = make_page(SitePage, trail.region, live=False, kind="memorial")
    place.save_revision().publish()
    assert sum(MapCell.objects.filter(subset="", level=5).values_list("count", flat=True)) == 1
    number = clusters.edition("en")
    place = SitePage.objects.get(pk=place.pk)
    place.latitude, place.longitude = "44.494900", "11.342600"
    place.save_revision().publish()
    stored = MapCell.objects.get(subset="", level=12)
    assert stored.cell == cell_of(Point(44.4949, 11.3426)) >> 24
    assert stored.entries == Entry.objects.get(page=place).pk
    assert clusters.edition("en") > number
    SitePage.objects.get(pk=place.pk).delete()
    assert not MapCell.objects.exists()
