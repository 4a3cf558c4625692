"""Maps of what nobody planned for: nothing, too much, elsewhere."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trail.geo.coordinates import Point
from trail.maps.draw import campaign_map, locator_map, region_map
from trail.maps.records import MapPlace, MapRegion

from .conftest import assert_sound

Sound = Callable[..., None]


def place(number: int, point: Point | None, title: str = "", basis: str = "published") -> MapPlace:
    kind = "cemetery" if number % 2 else "site"
    return MapPlace(number, title or f"Place number {number}", number, kind, point, basis)


def test_nothing_to_draw_gives_no_map() -> None:
    for drawing in (region_map([], "en", "Nowhere"), campaign_map([], [], "en"), locator_map(place(1, None), [], "en")):
        assert not drawing
        assert drawing.svg == ""
    unknown = region_map([place(1, None)], "en", "Nowhere")
    assert not unknown and [missing.number for missing in unknown.not_plotted] == [1]


def test_one_place(sound: Sound) -> None:
    drawing = region_map([place(1, Point(43.77, 11.25))], "en", "Florence")
    sound(drawing)
    assert "d-trail" not in drawing.svg


def test_two_places_on_one_spot_stand_apart(sound: Sound) -> None:
    spot = Point(43.77, 11.25)
    drawing = region_map([place(1, spot), place(2, spot)], "en", "Florence")
    sound(drawing)
    (ax, ay), (bx, by) = (mark.at for mark in drawing.marks)
    assert (ax - bx) ** 2 + (ay - by) ** 2 >= 28**2


def test_sixty_places(sound: Sound) -> None:
    places = [place(n, Point(41 + n * 0.037 % 3, 12 + n * 0.071 % 2)) for n in range(1, 61)]
    drawing = region_map(places, "en", "Crowd")
    sound(drawing)
    assert len(drawing.marks) == 60


def test_sixty_places_on_one_spot(sound: Sound) -> None:
    drawing = region_map([place(n, Point(41.9, 12.5)) for n in range(1, 61)], "en", "Crowd")
    sound(drawing)
    assert len(drawing.marks) == 60


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_region_as_large_as_the_country(sound: Sound, language: str) -> None:
    """All rivers, towns and hills of Italy on one sheet: generalised, or it would weigh a third more."""
    far = [Point(36.0, 7.0), Point(47.0, 18.0), Point(41.0, 12.0), Point(38.1, 15.6), Point(45.1, 7.7)]
    sound(region_map([place(n, point) for n, point in enumerate(far, 1)], language, "Everywhere"))


def test_normandy_stands_on_the_ground_of_europe(sound: Sound) -> None:
    drawing = region_map([place(1, Point(49.36, -0.86)), place(2, Point(49.41, -1.17))], "en", "Normandy")
    sound(drawing)
    assert 'class="d-land"' in drawing.svg


def test_another_continent_gets_positions_only(sound: Sound) -> None:
    drawing = region_map([place(1, Point(-37.8, 145.0)), place(2, Point(-38.1, 144.3))], "en", "Victoria")
    sound(drawing)
    assert "Positions only" in drawing.caption
    assert "d-land" not in drawing.svg
    sound(locator_map(place(1, Point(-37.8, 145.0)), [], "en"))


def test_the_antimeridian_does_not_part_neighbours(sound: Sound) -> None:
    drawing = region_map([place(1, Point(-17.0, 179.9)), place(2, Point(-17.2, -179.9))], "en", "Fiji")
    sound(drawing)
    first, second = drawing.marks
    assert abs(first.at[0] - second.at[0]) < 300
    assert first.at[0] < second.at[0]


def test_the_poles_do_not_break_the_projection(sound: Sound) -> None:
    sound(region_map([place(1, Point(90, 0)), place(2, Point(-90, 120))], "en", "Poles"))
    sound(locator_map(place(1, Point(90, 0)), [], "en"))


def test_titles_are_escaped(sound: Sound) -> None:
    drawing = region_map([place(1, Point(43.7, 11.2), "<script>alert('&')</script>")], "en", '"><b onload=x>')
    sound(drawing)


def test_a_plan_that_does_not_exist_or_fit_is_not_used() -> None:
    florence = [place(1, Point(43.77, 11.25)), place(2, Point(43.70, 11.22))]
    for plan in ("atlantis", "rome", "../README", ""):
        assert "Schematic" not in region_map(florence, "en", "Florence", plan).caption


def test_a_place_off_the_plan_is_listed() -> None:
    rome = [place(1, Point(41.89, 12.49)), place(2, Point(41.90, 12.48)), place(3, Point(45.4, 9.2))]
    drawing = region_map(rome, "en", "Rome", "rome")
    assert [missing.number for missing in drawing.not_plotted] == [3]


def test_a_town_only_locator_leaves_the_towns_own_places_out(sound: Sound) -> None:
    here = place(1, Point(41.89, 12.48), basis="locality")
    drawing = locator_map(here, [place(2, Point(41.9, 12.5)), place(3, Point(41.62, 12.6))], "en")
    sound(drawing)
    assert {mark.key for mark in drawing.marks} == {1, 3}


points = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))
italian = st.builds(Point, st.floats(36, 47), st.floats(7, 18))
titles = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=60)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(italian | points, titles), min_size=1, max_size=12), st.sampled_from(["en", "ar", "ja", "it"])
)
def test_any_places_give_a_sound_map(given_places: list[tuple[Point, str]], language: str) -> None:
    places = [place(n, point, title) for n, (point, title) in enumerate(given_places, 1)]
    drawing = region_map(places, language, "Anywhere")
    assert_sound(drawing)
    assert len(drawing.marks) == len(places)
    assert_sound(locator_map(places[0], places, language))
    assert_sound(
        campaign_map(
            [MapRegion(p.pk, p.title, p.pk, p.point) for p in places], [p.point for p in places if p.point], language
        ),
        30 * 1024,
    )
