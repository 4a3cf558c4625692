"""The maps of the demo's own trail."""

from collections.abc import Callable

import pytest

from trail.geo.coordinates import Point
from trail.maps.draw import campaign_map, locator_map, region_map
from trail.maps.plans import plan_for
from trail.maps.records import Drawing, MapPlace, MapRegion

from .conftest import ids, texts
from .demo import regions

Sound = Callable[..., None]
PLANS = {"rome": "rome", "anzio": "anzio", "monte-cassino-and-the-gustav-line": "cassino"}


def drawn(name: str, language: str = "en") -> Drawing:
    title, places = regions()[name]
    return region_map(places, language, title, plan_for([place.point for place in places if place.point]))


def campaign(language: str = "en") -> Drawing:
    stops = [
        MapRegion(number, title, number, places[len(places) // 2].point)
        for number, (title, places) in enumerate(regions().values(), 1)
    ]
    return campaign_map(stops, [stop.point for stop in stops if stop.point], language)


@pytest.mark.parametrize("language", ["en", "it", "ar", "ru", "zh-hans"])
@pytest.mark.parametrize("name", list(regions()))
def test_every_region_is_sound(name: str, language: str, sound: Sound) -> None:
    sound(drawn(name, language))


@pytest.mark.parametrize("name", list(regions()))
def test_every_locator_is_sound(name: str, sound: Sound) -> None:
    _title, places = regions()[name]
    for place in places:
        sound(locator_map(place, places, "en"))


@pytest.mark.parametrize("language", ["en", "it", "ar"])
def test_the_campaign_is_sound(language: str, sound: Sound) -> None:
    drawing = campaign(language)
    sound(drawing, budget=30 * 1024)
    assert len(drawing.marks) == 8
    assert {mark.number for mark in drawing.marks} == set(range(1, 9))


@pytest.mark.parametrize("name", list(regions()))
def test_all_places_with_a_position_stand_on_the_map(name: str) -> None:
    _title, places = regions()[name]
    drawing = drawn(name)
    assert {mark.key for mark in drawing.marks} | {place.pk for place in drawing.not_plotted} == {p.pk for p in places}
    assert len(drawing.marks) + len(drawing.not_plotted) == len(places)


@pytest.mark.parametrize("name", list(regions()))
def test_nearly_all_places_are_named(name: str) -> None:
    drawing = drawn(name)
    named = sum(label.style.css == "d-place" for label in drawing.labels)
    assert named >= len(drawing.marks) * 0.7


@pytest.mark.parametrize(("name", "plan"), list(PLANS.items()))
def test_hand_made_plans_are_found_and_owned_up_to(name: str, plan: str) -> None:
    _title, places = regions()[name]
    assert plan_for([place.point for place in places if place.point]) == plan
    assert "Schematic plan" in drawn(name).caption
    assert "schematic plan" in drawn(name).description


@pytest.mark.parametrize("name", [name for name in regions() if name not in PLANS])
def test_other_regions_stand_on_natural_earth(name: str) -> None:
    drawing = drawn(name)
    assert "Schematic" not in drawing.caption
    assert 'class="d-land"' in drawing.svg


def test_rome_lists_what_is_only_known_to_be_in_rome() -> None:
    drawing = drawn("rome")
    assert [place.title for place in drawing.not_plotted] == ["Museum of Allied Forces Rome"]
    assert "Not on the map: Museum of Allied Forces Rome." in drawing.caption


def test_small_scale_maps_mark_towns_in_outline() -> None:
    drawing = drawn("sicily")
    assert [mark.is_rough for mark in drawing.marks].count(True) >= 2
    assert "stands for the town" in drawing.caption
    assert 'class="d-mark d-rough"' in drawing.svg


def test_front_lines_are_called_approximate() -> None:
    for drawing in (campaign(), drawn("tuscany-and-the-gothic-line"), drawn("monte-cassino-and-the-gustav-line")):
        assert 'class="d-front"' in drawing.svg
        assert "Front lines are approximate." in drawing.caption


def test_names_follow_the_reader() -> None:
    assert "Gustav Line" in texts(drawn("monte-cassino-and-the-gustav-line").svg)
    assert "Linea Gustav" in texts(drawn("monte-cassino-and-the-gustav-line", "it").svg)
    assert "خط غوستاف" in texts(drawn("monte-cassino-and-the-gustav-line", "ar").svg)
    assert "Tiber" in texts(drawn("rome").svg)
    assert "Tevere" in texts(drawn("rome", "it").svg)
    assert "التيبر" in texts(drawn("rome", "ar").svg)


def test_arabic_labels_are_isolated_and_the_map_is_not_mirrored() -> None:
    place = MapPlace(1, "المقبرة الألمانية (كايرا) 1944", 1, "cemetery", Point(41.529, 13.822))
    drawing = region_map([place], "ar", "مونتي كاسينو")
    label = next(label for label in drawing.labels if label.style.css == "d-place")
    assert label.text == "المقبرة الألمانية"
    assert all(f"\u2067{line}\u2069" in drawing.svg for line in label.lines)
    assert 'direction="ltr"' in drawing.svg and 'lang="ar"' in drawing.svg and "d-upright" in drawing.svg


def test_maps_are_the_same_every_time() -> None:
    assert drawn("sicily").svg == drawn("sicily").svg
    assert campaign().svg == campaign().svg


def test_ids_differ_between_maps_on_one_page() -> None:
    _title, places = regions()["rome"]
    maps = [drawn("rome"), drawn("anzio"), campaign(), *(locator_map(place, places, "en") for place in places)]
    all_ids = [found for drawing in maps for found in ids(drawing.svg)]
    assert len(all_ids) == len(set(all_ids))


def test_marks_are_paired_with_the_list_by_key() -> None:
    _title, places = regions()["anzio"]
    svg = drawn("anzio").svg
    assert all(f'data-mark="{place.pk}"' in svg for place in places)
