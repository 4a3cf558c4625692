"""From the rows of the site's lists to finished maps."""

from typing import Any

import pytest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

import sites.maps
from sites.maps import locator_of, map_of_campaign, map_of_region
from sites.selectors import PlaceRow, RegionRow
from trail.geo.coordinates import Point

from .demo import regions


@pytest.fixture(autouse=True)
def own_cache(settings: Any) -> None:
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "maps"},
        "renditions": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "renditions"},
    }
    from django.core.cache import cache

    cache.clear()


def rows(name: str, path: str = "00010001") -> list[PlaceRow]:
    _title, places = regions()[name]
    return [
        PlaceRow(
            p.pk,
            p.title,
            "",
            f"/en/{p.pk}/",
            p.kind,
            p.number or 0,
            p.point,
            f"{path}{p.number:04d}",
            "",
            None,
            "",
            p.basis,
        )
        for p in places
    ]


def test_a_region_is_drawn_once_and_then_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    places = rows("rome")
    first = map_of_region(places, "en", "Rome")
    assert isinstance(first.svg, SafeString) and "Schematic plan" in first.caption
    monkeypatch.setattr(sites.maps, "region_map", lambda *_: pytest.fail("drawn again"))
    assert map_of_region(places, "en", "Rome") == first


def test_a_change_of_content_is_drawn_anew() -> None:
    places = rows("rome")
    assert map_of_region(places, "en", "Rome").svg != map_of_region(places[:-2], "en", "Rome").svg
    assert map_of_region(places, "en", "Rome").svg != map_of_region(places, "it", "Roma").svg


def test_the_campaign_numbers_its_regions_and_runs_by_the_places_on_the_way() -> None:
    names = list(regions())
    paths = {name: f"0001000100{number:02d}" for number, name in enumerate(names, 1)}
    stops = [RegionRow(n, regions()[name][0], "", "", n, "", paths[name]) for n, name in enumerate(names, 1)]
    places = [row for name in names for row in rows(name, paths[name])]
    drawing = map_of_campaign(stops, places, "en")
    assert all(f'data-mark="{stop.pk}"' in drawing.svg for stop in stops)
    line = sites.maps._line([[row.point for row in rows(name) if row.point] for name in names])
    assert Point(38.11047, 15.66129) in line  # Reggio: from Sicily to Campania by land
    assert not any(point.longitude > 16 for point in line)  # and not by Bari


def test_a_region_without_places_has_no_point_and_no_number_on_the_map() -> None:
    drawing = map_of_campaign([RegionRow(1, "Empty", "", "", 1, "", "0001")], [], "en")
    assert not drawing


def test_the_component_shows_the_map_with_caption_and_credit() -> None:
    places = rows("anzio")
    html = render_to_string("components/map.html", {"map": locator_of(places[0], places, "en"), "layout": "column"})
    assert html.count("<svg") == 1 and "&lt;svg" not in html
    assert "Natural Earth" in html and "plate-map" in html
    assert not render_to_string("components/map.html", {"map": None}).strip()
