"""The operator's own tiles: bad settings stop the start, the policy follows the setting on the map page alone."""

import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from trail.finding.index import rebuild
from trail.maps.tiles import Tiles, read_tiles

OWED = "© OpenStreetMap contributors"
RASTER = "https://tiles.example.org/{z}/{x}/{y}.png"


@pytest.mark.parametrize(
    ("url", "pmtiles", "owed", "zoom", "variable"),
    [
        ("https://tiles.example.org/{z}/{x}.png", "", OWED, 18, "TRAIL_MAP_TILES_URL"),
        ("http://tiles.example.org/{z}/{x}/{y}.png", "", OWED, 18, "TRAIL_MAP_TILES_URL"),
        ("tiles/{z}/{x}/{y}.png", "", OWED, 18, "TRAIL_MAP_TILES_URL"),
        ("//tiles.example.org/{z}/{x}/{y}.png", "", OWED, 18, "TRAIL_MAP_TILES_URL"),
        ("https://{s}.tiles.example.org/{z}/{x}/{y}.png", "", OWED, 18, "TRAIL_MAP_TILES_URL"),
        ("https://tiles.example.org; script-src */{z}/{x}/{y}", "", OWED, 18, "TRAIL_MAP_TILES_URL"),
        ("https://user:secret@tiles.example.org/{z}/{x}/{y}.png", "", OWED, 18, "TRAIL_MAP_TILES_URL"),
        ("https://tiles.example.org:port/{z}/{x}/{y}.png", "", OWED, 18, "TRAIL_MAP_TILES_URL"),
        ("https://[bad/{z}/{x}/{y}.png", "", OWED, 18, "TRAIL_MAP_TILES_URL"),
        (RASTER, "/media/ground.pmtiles", OWED, 18, "TRAIL_MAP_PMTILES"),
        ("", "ground.pmtiles", OWED, 18, "TRAIL_MAP_PMTILES"),
        (RASTER, "", " ", 18, "TRAIL_MAP_TILES_ATTRIBUTION"),
        (RASTER, "", OWED, 0, "TRAIL_MAP_TILES_MAX_ZOOM"),
        (RASTER, "", OWED, 25, "TRAIL_MAP_TILES_MAX_ZOOM"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named_with_its_remedy(url, pmtiles, owed, zoom, variable):
    with pytest.raises(ImproperlyConfigured, match=f"{variable} cannot be used: .* See docs/reference/environment.md."):
        read_tiles(url, pmtiles, owed, zoom)


def test_it_stops_the_start():
    done = subprocess.run(
        [sys.executable, "-c", "import trail.settings.base"],
        env={**os.environ, "TRAIL_MAP_TILES_URL": "https://tiles.example.org/"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode and "TRAIL_MAP_TILES_URL" in done.stderr.strip().splitlines()[-1]


def policy(client, address):
    """The content security policy of an answer, by directive."""
    header = client.get(address)["Content-Security-Policy"]
    return {part.split()[0]: part.split()[1:] for part in header.split(";") if part.strip()}


def test_without_tiles_the_map_page_asks_nobody_else(client, trail):
    rebuild()
    assert policy(client, "/en/map/") == policy(client, "/en/")
    assert "data-tiles" not in client.get("/en/map/").content.decode()


@pytest.mark.parametrize(
    ("tiles", "images", "fetched"),
    [
        (Tiles(url=RASTER, attribution=OWED), ["https://tiles.example.org"], None),
        (Tiles(url="/tiles/{z}/{x}/{y}.png", attribution=OWED), [], None),
        (Tiles(pmtiles="/media/ground.pmtiles", attribution=OWED), ["blob:"], None),
        (
            Tiles(pmtiles="https://files.example.org/a.pmtiles", attribution=OWED),
            ["blob:"],
            ["'self'", "https://files.example.org"],
        ),
    ],
)
def test_the_policy_follows_the_setting_on_the_map_page_alone(client, trail, settings, tiles, images, fetched):
    rebuild()
    strict = policy(client, "/en/")
    settings.MAP_TILES = tiles
    found = policy(client, "/en/map/")
    assert found["img-src"] == [*strict["img-src"], *images]
    assert found["connect-src"] == (fetched or ["'self'"])
    assert {**found, "img-src": None, "connect-src": None} == {**strict, "img-src": None, "connect-src": None}
    assert policy(client, "/en/") == policy(client, "/en/campaign/rome/") == strict
    text = client.get("/en/map/").content.decode()
    assert OWED in text and (tiles.url or tiles.pmtiles) in text
