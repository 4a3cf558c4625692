"""Distances, directions and how coordinates are written."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import assume, given
from hypothesis import strategies as st

from trail.geo import coordinates
from trail.geo.coordinates import (
    MEAN_RADIUS_M,
    Point,
    bearing_deg,
    compass_point,
    describe_offset,
    distance_m,
    format_decimal,
    format_dms,
    validate_latitude,
    validate_longitude,
)

POINTS = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))
ROME = Point(41.8755, 12.4778)
CASSINO = Point(41.4902, 13.8138)


@pytest.mark.parametrize("value", [-90, 0, 90, 41.8755, Decimal("41.8755")])
def test_latitudes(value: float | Decimal) -> None:
    validate_latitude(value)


@pytest.mark.parametrize("value", [-90.1, 91, float("nan"), float("inf"), Decimal("90.0001")])
def test_no_latitudes(value: float | Decimal) -> None:
    with pytest.raises(ValidationError, match="from −90 to 90"):
        validate_latitude(value)


def test_longitudes() -> None:
    for value in (-180, 180, 90.5):
        validate_longitude(value)
    for value in (-180.1, 181, float("nan")):
        with pytest.raises(ValidationError, match="from −180 to 180"):
            validate_longitude(value)


def test_points() -> None:
    assert Point(Decimal("41.5"), 12) == Point(41.5, 12.0)
    for latitude, longitude in ((91, 0), (0, 181), (float("nan"), 0)):
        with pytest.raises(ValueError, match="globe"):
            Point(latitude, longitude)


def test_known_distances() -> None:
    quarter = MEAN_RADIUS_M * 3.141592653589793 / 2
    assert distance_m(Point(0, 0), Point(90, 0)) == pytest.approx(quarter)
    assert distance_m(Point(0, 0), Point(0, 180)) == pytest.approx(2 * quarter)
    assert distance_m(Point(10, 180), Point(10, -180)) == pytest.approx(0, abs=1e-6)
    # One degree of latitude is 111.195 km on this sphere.
    assert distance_m(Point(41, 12), Point(42, 12)) == pytest.approx(111_195.08, abs=0.1)
    # An independent formula (the spherical law of cosines), worked out by hand.
    assert distance_m(ROME, CASSINO) == pytest.approx(118_960, abs=60)


@given(POINTS, POINTS, POINTS)
def test_distance_is_a_metric(a: Point, b: Point, c: Point) -> None:
    assert distance_m(a, b) == pytest.approx(distance_m(b, a), abs=1e-6)
    assert distance_m(a, a) == 0
    assert 0 <= distance_m(a, b) <= MEAN_RADIUS_M * 3.1415926536
    # Near the far side of the globe the arcsine is exact to some centimetres only.
    assert distance_m(a, c) <= distance_m(a, b) + distance_m(b, c) + 0.5


@pytest.mark.parametrize(
    ("to", "bearing"),
    [((1, 0), 0), ((0, 1), 90), ((-1, 0), 180), ((0, -1), 270), ((0, 0), 0)],
)
def test_bearings(to: tuple[float, float], bearing: float) -> None:
    assert bearing_deg(Point(0, 0), Point(*to)) == pytest.approx(bearing)


@given(POINTS, POINTS)
def test_bearing_is_in_range(a: Point, b: Point) -> None:
    assert 0 <= bearing_deg(a, b) < 360
    assume(distance_m(a, b) > 1)
    compass_point(bearing_deg(a, b), "en")


def test_compass() -> None:
    assert [compass_point(degrees, "en") for degrees in range(0, 360, 45)] == [
        "north",
        "north-east",
        "east",
        "south-east",
        "south",
        "south-west",
        "west",
        "north-west",
    ]
    assert [compass_point(degrees, "en") for degrees in (22.4, 22.5, 337.4, 337.5, 359.9, 360, -90)] == [
        "north",
        "north-east",
        "north-west",
        "north",
        "north",
        "north",
        "west",
    ]


def test_offsets(monkeypatch: pytest.MonkeyPatch) -> None:
    east = Point(41.8755, 12.482)
    assert describe_offset(ROME, east, "en") == "350 m east"
    assert describe_offset(east, ROME, "en") == "350 m west"
    assert describe_offset(ROME, ROME, "en") == "0 m"
    italian = {"east": "est", "%(distance)s %(direction)s": "%(distance)s a %(direction)s"}
    monkeypatch.setattr(coordinates, "pgettext", lambda context, text: italian.get(text, text))
    assert describe_offset(ROME, Point(41.8755, 12.5), "it") == "1,8 km a est"


def test_written_coordinates() -> None:
    assert format_decimal(ROME) == "41.8755, 12.4778"
    assert format_decimal(Point(-0.00001, -12.5)) == "0.0000, -12.5000"
    assert format_decimal(ROME, digits=2) == "41.88, 12.48"
    assert format_dms(ROME, "en") == "41°52′31.8″ N, 12°28′40.1″ E"
    assert format_dms(Point(-41.999999, -12.5), "en") == "42°00′00.0″ S, 12°30′00.0″ W"


@given(POINTS)
def test_written_coordinates_can_be_read_again(point: Point) -> None:
    latitude, longitude = map(float, format_decimal(point).split(", "))
    assert latitude == pytest.approx(point.latitude, abs=0.00005001)
    assert longitude == pytest.approx(point.longitude, abs=0.00005001)
    for part, value in zip(format_dms(point, "en").split(", "), (point.latitude, point.longitude), strict=True):
        degrees, minutes, seconds = part[:-3].replace("°", "′").split("′")
        assert float(seconds) < 60 and int(minutes) < 60
        read = int(degrees) + int(minutes) / 60 + float(seconds) / 3600
        assert read == pytest.approx(abs(value), abs=0.05 / 3600 + 1e-9)
        assert (part[-1] in "NE") == (value >= 0)
