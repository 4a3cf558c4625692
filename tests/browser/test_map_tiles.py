"""The live map on the operator's own tiles: single pictures, or one file of them read piece by piece."""

from collections.abc import Callable
from io import BytesIO

import pytest
from django.core.cache import cache
from django.test import override_settings
from PIL import Image
from playwright.sync_api import Page, Route, expect

from tests.factories import Trail
from trail.finding.index import rebuild
from trail.maps.tiles import Tiles

OWED = "© Surveyors of the valley"
ADDRESS = "/en/map/"
CLOSEST = 9
ALL_TILES = (4 ** (CLOSEST + 1) - 1) // 3


@pytest.fixture
def trail(trail: Trail) -> Trail:
    cache.clear()
    rebuild()
    return trail


def picture() -> bytes:
    """One tile, of a colour that no page of ours has."""
    content = BytesIO()
    Image.new("RGB", (256, 256), (200, 220, 40)).save(content, "PNG")
    return content.getvalue()


def varint(number: int) -> bytes:
    """A whole number as PMTiles writes it: seven bits a byte, the lowest first."""
    written = bytearray()
    while number > 127:
        written.append(number & 127 | 128)
        number >>= 7
    return bytes([*written, number])


def pmtiles(tile: bytes) -> bytes:
    """A PMTiles file, version 3, with the same picture as all tiles of levels 0 to 9.

    By the specification: a header of 127 bytes, the directory (numbers of tiles, runs, lengths, offsets), the metadata,
    the tiles; nothing compressed (1), tiles of type PNG (2).
    """
    directory = b"".join([varint(1), varint(0), varint(ALL_TILES), varint(len(tile)), varint(1)])
    metadata = b"{}"
    places = [127, len(directory), 127 + len(directory), len(metadata), 0, 0]
    places += [127 + len(directory) + len(metadata), len(tile), ALL_TILES, 1, 1]
    header = b"PMTiles\x03" + b"".join(number.to_bytes(8, "little") for number in places)
    header += bytes([1, 1, 1, 2, 0, CLOSEST])
    degrees = [-180, -85, 180, 85]
    header += b"".join((number * 10**7).to_bytes(4, "little", signed=True) for number in degrees)
    header += bytes([0]) + bytes(8)
    assert len(header) == 127
    return header + directory + metadata + tile


def on_tiles(open_page: Callable[..., Page], pattern: str, answer: Callable[[Route], None]) -> Page:
    page = open_page()
    page.route(pattern, answer)
    page.goto(ADDRESS)
    expect(page.locator(".map-live[data-ready]")).to_be_visible()
    expect(page.get_by_text(OWED)).to_be_visible()
    return page


def colour_of_the_ground(page: Page) -> str:
    """The colour of the first tile that is drawn, read from its pixels."""
    return page.locator(".leaflet-tile-loaded").first.evaluate(
        """tile => {
            const canvas = Object.assign(document.createElement('canvas'), {width: 1, height: 1});
            const pen = canvas.getContext('2d');
            pen.drawImage(tile, 0, 0, 1, 1);
            return [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3).join(' ');
        }"""
    )


def test_single_tiles(open_page: Callable[..., Page], trail: Trail) -> None:
    asked = []

    def answer(route: Route) -> None:
        asked.append(route.request.url.partition("/tiles/")[2])
        route.fulfill(body=picture(), content_type="image/png")

    with override_settings(MAP_TILES=Tiles("/tiles/{z}/{x}/{y}.png", "", OWED, CLOSEST)):
        page = on_tiles(open_page, "**/tiles/**", answer)
        assert colour_of_the_ground(page) == "200 220 40"
        expect(page.locator(".pin").first).to_be_visible()
        assert all(int(each.split("/")[0]) <= CLOSEST for each in asked) and asked


def test_one_file(open_page: Callable[..., Page], trail: Trail) -> None:
    whole, asked = pmtiles(picture()), []

    def answer(route: Route) -> None:
        first, _, last = (route.request.headers.get("range") or "bytes=0-").removeprefix("bytes=").partition("-")
        piece = whole[int(first) : int(last) + 1 if last else None]
        asked.append(route.request.headers.get("range"))
        end = int(first) + len(piece) - 1
        route.fulfill(
            status=206,
            body=piece,
            headers={
                "Content-Type": "application/octet-stream",
                "Content-Range": f"bytes {first}-{end}/{len(whole)}",
                "ETag": '"one"',
            },
        )

    with override_settings(MAP_TILES=Tiles("", "/tiles/valley.pmtiles", OWED, CLOSEST)):
        page = on_tiles(open_page, "**/valley.pmtiles", answer)
        assert colour_of_the_ground(page) == "200 220 40"
        expect(page.locator(".pin").first).to_be_visible()
        assert asked and all(asked), "The file is asked for in pieces, never as a whole."


def test_tiles_that_do_not_come_leave_pins_and_list(open_page: Callable[..., Page], trail: Trail) -> None:
    with override_settings(MAP_TILES=Tiles("/tiles/{z}/{x}/{y}.png", "", OWED, CLOSEST)):
        page = on_tiles(open_page, "**/tiles/**", lambda route: route.fulfill(status=204))
        expect(page.locator(".pin").first).to_be_visible()
        expect(page.locator("#map-rows .map-place").first).to_be_visible()
