"""Reading positions: every common notation, what is refused and why, and that each way of writing comes back."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from trail.geo.coordinates import Point
from trail.geo.notations import UnreadablePosition, plain, read_position

ROME = pytest.approx((41.8755, 12.4778), abs=1e-6)
ROME_BY_SECONDS = pytest.approx((41.8755, 12.477778), abs=1e-6)


def read(text: str, language: str = "en") -> tuple[float, float]:
    point = read_position(text, language).point
    return point.latitude, point.longitude


@pytest.mark.parametrize(
    "text",
    [
        "41.8755, 12.4778",
        "41.8755,12.4778",
        "41.8755 12.4778",
        "41.8755\t12.4778",
        "41.8755\n12.4778",
        "(41.8755; 12.4778).",
        "41.8755/12.4778",
        "41.8755° N, 12.4778° E",
        "41.8755N 12.4778E",
        "41.8755N12.4778E",
        "N 41.8755 E 12.4778",
        "n41.8755, e12.4778",
        "12.4778 E, 41.8755 N",
        "E 12.4778 N 41.8755",
        "41.8755 north, 12.4778 east",
        "41,8755 Nord 12,4778 Est",
        "41,8755 12,4778",
        "41,8755; 12,4778",
        "41,8755, 12,4778",
        "41.8755° 12.4778°",
        "Lat: 41.8755 Lon: 12.4778",
        "lat=41.8755&lng=12.4778",
        "Longitude: 12.4778, Latitude: 41.8755",
        "Latitude 41.8755 N, Longitude 12.4778 E",
        "Breite 41,8755 Länge 12,4778",
        "+41.8755+012.4778/",
        "POINT(12.4778 41.8755)",
        "SRID=4326;POINT (12.4778 41.8755)",
        "41°52.53′ N 12°28.668′ E",
        "41 52.53 N, 12 28.668 E",
        "41° 52,53' N 12° 28,668' E",
        "٤١٫٨٧٥٥، ١٢٫٤٧٧٨",
        "geo:41.8755,12.4778",
        "geo:41.8755,12.4778;u=35",
        "GEO:41.8755,12.4778,20;crs=wgs84;u=5",
        "geo:0,0?q=41.8755,12.4778(Rome War Cemetery)",
        "https://www.openstreetmap.org/?mlat=41.8755&mlon=12.4778#map=17/41.9/12.5",
        "https://www.google.com/maps?q=41.8755,12.4778",
        "https://www.google.com/maps?q=loc:41.8755,12.4778",
        "https://www.google.com/maps/search/?api=1&query=41.8755%2C12.4778",
        "https://www.google.com/maps/search/41.8755,+12.4778?entry=tts",
        "https://www.google.com/maps/place/Rome+War+Cemetery/@41.87,12.47,17z/data=!3m1!4b1!8m2!3d41.8755!4d12.4778!16s",
        "https://maps.apple.com/?ll=41.8755,12.4778&q=Rome%20War%20Cemetery",
        "https://maps.apple.com/place?coordinate=41.8755,12.4778&name=Rome",
        "https://mapy.cz/turisticka?x=12.4778&y=41.8755&z=15",
        "https://geohack.toolforge.org/geohack.php?pagename=X&params=41.8755_N_12.4778_E_type:landmark_region:IT",
        "https://geohack.toolforge.org/geohack.php?params=41.8755;12.4778",
        "The gate\nhttps://www.openstreetmap.org/?mlat=41.8755&mlon=12.4778",
    ],
)
def test_every_common_way_of_writing_it(text: str) -> None:
    assert read(text) == ROME
    assert not read_position(text).is_view


@pytest.mark.parametrize(
    "text",
    [
        "41°52′31.8″N 12°28′40″E",
        "41° 52' 31.8\" N, 12° 28' 40\" E",
        "41º52’31,8”N 12º28’40”E",
        "41˚52´31.8´´ N 12˚28´40´´ E",
        "41°52'31.8'' 12°28'40''",
        "41d52m31.8sN 12d28m40sE",
        "41 deg 52 min 31.8 sec N, 12 deg 28 min 40 sec E",
        "41 52 31.8 N 12 28 40 E",
        "41-52-31.8 N 12-28-40 E",
        "41 52 31.8 12 28 40",
        "N41°52′31.8″, E12°28′40″",
        "41:52:31.8, 12:28:40",
        "https://www.google.com/maps/place/41%C2%B052'31.8%22N+12%C2%B028'40.0%22E/@41.9,12.5,17z",
        "https://geohack.toolforge.org/geohack.php?params=41_52_31.8_N_12_28_40_E_type:landmark",
    ],
)
def test_degrees_minutes_and_seconds(text: str) -> None:
    assert read(text) == ROME_BY_SECONDS


@pytest.mark.parametrize(
    "text",
    [
        "https://www.openstreetmap.org/#map=17/41.8755/12.4778",
        "www.openstreetmap.org/way/12345#map=17/41.8755/12.4778",
        "https://opentopomap.org/#map=15/41.8755/12.4778",
        "https://www.google.com/maps/@41.8755,12.4778,15z",
        "https://www.google.it/maps/place/Roma/@41.8755,12.4778,15z/",
        "https://maps.google.com/?ll=41.8755,12.4778&q=Rome+War+Cemetery",
        "https://www.bing.com/maps?cp=41.8755~12.4778&lvl=15",
        "https://wego.here.com/?map=41.8755,12.4778,15,normal",
        "https://yandex.com/maps/?ll=12.4778%2C41.8755&z=15",
    ],
)
def test_where_a_link_gives_only_the_middle_of_its_map_that_is_said(text: str) -> None:
    assert read(text) == ROME
    assert read_position(text).is_view


def test_south_and_west() -> None:
    assert read("33 51 31 S 151 12 30 E") == pytest.approx((-33.858611, 151.208333), abs=1e-6)
    assert read("-33.8, -70.5") == read("33.8 S, 70.5 W") == read("−33,8; −70,5") == (-33.8, -70.5)
    assert read("0° 30′ S, 0° 15′ W") == (-0.5, -0.25)
    assert read("-0 30 0, -0 15 0") == (-0.5, -0.25)


@pytest.mark.parametrize(("language", "longitude"), [("fr", -12.0), ("it", -12.0), ("de", 12.0), ("de-at", 12.0)])
def test_the_letter_o_is_read_in_the_reader_s_language(language: str, longitude: float) -> None:
    assert read("41 N 12 O", language) == (41.0, longitude)


def test_a_plus_code() -> None:
    # Examples of the Open Location Code's own test data.
    assert read("7FG49QCJ+2V") == pytest.approx((20.3700625, 2.7821875), abs=1e-7)
    assert read("8fvc2222+22") == pytest.approx((47.0000625, 8.0000625), abs=1e-7)
    assert read("https://plus.codes/8FVC2222+22") == read("8FVC2222+22")


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("", "Paste coordinates"),
        ("Rome War Cemetery", "“Rome” cannot be read"),
        ("41.8755", "two numbers"),
        ("41,12", "two numbers"),
        ("41.8755N", "two numbers"),
        ("1 2 3", "semicolon"),
        ("41.8755, 12.4778, 20", "semicolon"),
        ("41,8755,12,4778", "semicolon"),
        ("41.8755-12.4778", "semicolon"),
        ("41 N 12 S", "letters of both, or none"),
        ("41 N, 12", "letters of both, or none"),
        ("-41 S 12 E", "contradict"),
        ("41 60 0 12 0 0", "from 0 to 59"),
        ("41.5 30 12 0", "only the last number"),
        ("41 N 12 O", "Write E or W"),
        ("151.2, -33.8", "did you mean -33.8, 151.2"),
        ("95 N 200 E", "no place on the globe"),
        ("41, 181", "no place on the globe"),
        ("33T TG 90834 39204", "Convert it to degrees"),
        ("33 T 290834 4639204", "Convert it to degrees"),
        ("VFGH+64 Roma", "Paste the full one"),
        ("geo:Rome", "should look like"),
        ("geo:41.8755,12.4778;crs=nad27", "WGS 84"),
        ("https://maps.app.goo.gl/abcdef", "paste the long address"),
        ("https://goo.gl/maps/abcdef", "paste the long address"),
        ("https://osm.org/go/xbJ", "paste the long address"),
        ("Dropped pin https://maps.app.goo.gl/abcdef", "paste the long address"),
        ("https://www.openstreetmap.org/way/12345", "copy its coordinates"),
        ("https://www.google.com/maps?q=10+12th+street", "copy its coordinates"),
        ("https://[broken", "broken"),
        ("https://www.openstreetmap.org/?mlat=141.8&mlon=212", "no place on the globe"),
        ("1" * 3000, "too long"),
    ],
)
def test_what_is_refused_is_told_what_to_do(text: str, remedy: str) -> None:
    with pytest.raises(UnreadablePosition, match=remedy):
        read_position(text, "en")


def by_seconds(value: float, letters: str, seconds: str = "{:.4f}") -> str:
    """Degrees, minutes and seconds to a ten-thousandth: 3 mm."""
    letter = letters[value < 0]
    total = round(abs(value) * 36_000_000)
    degrees, rest = divmod(total, 36_000_000)
    minutes, rest = divmod(rest, 600_000)
    return f"{degrees}°{minutes:02d}′{seconds.format(rest / 10_000)}″ {letter}"


def by_minutes(value: float, letters: str) -> str:
    total = round(abs(value) * 60_000_000)
    return f"{letters[value < 0]}{total // 60_000_000}° {total % 60_000_000 / 1e6:.6f}'"


def plus_code(latitude: float, longitude: float) -> str:
    """The Plus Code of fifteen digits, by whole numbers as the specification does it."""
    digits = "23456789CFGHJMPQRVWX"
    north = min(max(round((latitude + 90) * 8000 * 5**5), 0), 180 * 8000 * 5**5 - 1)
    east = round((longitude + 180) * 8000 * 4**5) % (360 * 8000 * 4**5)
    code = ""
    for _ in range(5):
        code = digits[north % 5 * 4 + east % 4] + code
        north, east = north // 5, east // 4
    for _ in range(5):
        code = digits[north % 20] + digits[east % 20] + code
        north, east = north // 20, east // 20
    return f"{code[:8]}+{code[8:]}"


def numbers(latitude: float, longitude: float) -> str:
    return f"{latitude:.6f},{longitude:.6f}"


WRITERS: dict[str, Callable[[float, float], str]] = {
    "decimal": lambda lat, lon: f"{lat:.6f}, {lon:.6f}",
    "without idle zeros": lambda lat, lon: f"{plain(lat)} {plain(lon)}",
    "decimal comma": lambda lat, lon: f"{lat:.6f} {lon:.6f}".replace(".", ","),
    "letters after": lambda lat, lon: f"{abs(lat):.6f}{'NS'[lat < 0]} {abs(lon):.6f}{'EW'[lon < 0]}",
    "letters before": lambda lat, lon: f"{'EW'[lon < 0]} {abs(lon):.6f} {'NS'[lat < 0]} {abs(lat):.6f}",
    "seconds": lambda lat, lon: f"{by_seconds(lat, 'NS')} {by_seconds(lon, 'EW')}",
    "seconds, typed": lambda lat, lon: (
        f"{by_seconds(lat, 'NS')}, {by_seconds(lon, 'EW')}".replace("′", "'").replace("″", "''").replace(".", ",")
    ),
    "minutes": lambda lat, lon: f"{by_minutes(lat, 'NS')}, {by_minutes(lon, 'EW')}",
    "ISO 6709": lambda lat, lon: f"{lat:+.6f}{lon:+.6f}/",
    "WKT": lambda lat, lon: f"POINT ({lon:.6f} {lat:.6f})",
    "geo": lambda lat, lon: f"geo:{numbers(lat, lon)};u=20",
    "OpenStreetMap": lambda lat, lon: f"https://www.openstreetmap.org/?mlat={lat:.6f}&mlon={lon:.6f}",
    "OpenStreetMap's view": lambda lat, lon: f"https://www.openstreetmap.org/#map=16/{lat:.6f}/{lon:.6f}",
    "Google's pin": lambda lat, lon: f"https://www.google.com/maps/place/X/@1,1,9z/data=!8m2!3d{lat:.6f}!4d{lon:.6f}",
    "Google's view": lambda lat, lon: f"https://www.google.com/maps/@{numbers(lat, lon)},15z",
    "Google's search": lambda lat, lon: f"https://www.google.com/maps/search/?api=1&query={quote(numbers(lat, lon))}",
    "Google's place": lambda lat, lon: (
        f"https://www.google.com/maps/place/{quote_plus(by_seconds(lat, 'NS') + ' ' + by_seconds(lon, 'EW'))}"
    ),
    "Apple": lambda lat, lon: f"https://maps.apple.com/?ll={numbers(lat, lon)}",
    "Bing": lambda lat, lon: f"https://www.bing.com/maps?cp={lat:.6f}~{lon:.6f}",
    "Plus Code": plus_code,
}
latitudes = st.floats(-90, 90).map(lambda value: round(value, 6) + 0.0)
longitudes = st.floats(-180, 180).map(lambda value: round(value, 6) + 0.0)


@pytest.mark.parametrize("name", WRITERS)
@given(latitude=latitudes, longitude=longitudes)
@example(latitude=-0.000001, longitude=0.000001)
@example(latitude=90.0, longitude=-180.0)
@example(latitude=-90.0, longitude=179.999999)
@example(latitude=59.999999, longitude=-59.999999)
def test_what_is_written_is_read(name: str, latitude: float, longitude: float) -> None:
    back = read(WRITERS[name](latitude, longitude))
    assert abs(back[0] - latitude) <= 1e-6
    assert min(abs(back[1] - longitude), 360 - abs(back[1] - longitude)) <= 1e-6


pieces = st.sampled_from(
    ["41", "12.5", "-", "+", ",", ";", ".", " ", "°", "′", "'", '"', "N", "S", "E", "W", "O", "d", "m", "s", "lat", "lon",
     "geo:", "https://", "www.", "maps.google.com/", "?q=", "&ll=", "@", "!3d", "!4d", "#map=", "/", "params=", "_", "[",
     "%", "٣", "POINT(", ")", "\n", "\x00", "²", "9" * 400]
)  # fmt: skip


@given(st.one_of(st.text(max_size=80), st.lists(pieces, max_size=14).map("".join)))
@example("https://www.google.com/maps?" + "q=1&" * 400)
@example("https://x/maps/٣٣٣,٣٣")
@example("geo:²,³")
def test_it_reads_a_point_of_the_globe_or_refuses(text: str) -> None:
    try:
        point = read_position(text).point
    except UnreadablePosition as refusal:
        assert str(refusal)
    else:
        assert isinstance(point, Point)
        assert -90 <= point.latitude <= 90
        assert -180 <= point.longitude <= 180


@given(latitudes, longitudes)
def test_numbers_for_the_form_are_plain(latitude: float, longitude: float) -> None:
    for value in (latitude, longitude):
        assert float(plain(value)) == pytest.approx(value, abs=5e-7)
        assert re.fullmatch(r"-?\d+(\.\d{1,6})?", plain(value))
    assert plain(-0.0) == plain(-1e-9) == "0"


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: Any, **_kwargs: Any) -> None:
        raise AssertionError("A connection was opened.")

    monkeypatch.setattr("socket.socket.connect", refuse)
    monkeypatch.setattr("socket.getaddrinfo", refuse)
    assert read("https://www.google.com/maps?q=41.8755,12.4778") == ROME
    with pytest.raises(UnreadablePosition):
        read_position("https://maps.app.goo.gl/abcdef")
