"""Places on the globe: checks, distances and directions between two points, and how to write them.

Latitude and longitude are decimal degrees in WGS 84, north and east positive. Distances are great-circle
distances on a sphere of the Earth's mean radius R₁ = 6371.0088 km (IUGG; Moritz, Geodetic Reference System
1980, Journal of Geodesy 74, 2000), by the haversine formula; against the ellipsoid they are off by at most
0.5 %.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import override, pgettext, pgettext_lazy

from trail.languages import cldr

MEAN_RADIUS_M = 6_371_008.8


def validate_latitude(value: float | Decimal) -> None:
    """Django's validator: raise ValidationError (code 'invalid_latitude') outside −90 to 90."""
    if not -90 <= value <= 90:  # also refuses NaN
        raise ValidationError(
            pgettext_lazy("trail", "%(value)s is not a latitude: it runs from −90 to 90. Example: 41.8755"),
            code="invalid_latitude",
            params={"value": value},
        )


def validate_longitude(value: float | Decimal) -> None:
    """Django's validator: raise ValidationError (code 'invalid_longitude') outside −180 to 180."""
    if not -180 <= value <= 180:
        raise ValidationError(
            pgettext_lazy("trail", "%(value)s is not a longitude: it runs from −180 to 180. Example: 12.4778"),
            code="invalid_longitude",
            params={"value": value},
        )


@dataclass(frozen=True)
class Point:
    """A point, latitude first. Decimals become floats; raises ValueError outside the globe."""

    latitude: float
    longitude: float

    def __post_init__(self) -> None:
        """Check the range, so that nothing below has to."""
        object.__setattr__(self, "latitude", float(self.latitude))
        object.__setattr__(self, "longitude", float(self.longitude))
        if not (-90 <= self.latitude <= 90 and -180 <= self.longitude <= 180):
            raise ValueError(f"No point on the globe: latitude {self.latitude}, longitude {self.longitude}.")


def distance_m(a: Point, b: Point) -> float:
    """Return the great-circle distance in metres."""
    lat_a, lat_b = math.radians(a.latitude), math.radians(b.latitude)
    half_lat, half_lon = (lat_b - lat_a) / 2, math.radians(b.longitude - a.longitude) / 2
    haversine = math.sin(half_lat) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin(half_lon) ** 2
    return 2 * MEAN_RADIUS_M * math.asin(math.sqrt(min(1.0, haversine)))


def bearing_deg(a: Point, b: Point) -> float:
    """Return the direction in which one sets out from ``a`` to ``b``.

    In degrees from north by east, 0 ≤ x < 360; 0 where the points are the same.
    """
    lat_a, lat_b = math.radians(a.latitude), math.radians(b.latitude)
    lon = math.radians(b.longitude - a.longitude)
    east = math.sin(lon) * math.cos(lat_b)
    north = math.cos(lat_a) * math.sin(lat_b) - math.sin(lat_a) * math.cos(lat_b) * math.cos(lon)
    bearing = math.degrees(math.atan2(east, north)) % 360
    return 0.0 if bearing == 360 else bearing  # −1e-15 % 360 is 360.0 in floating point


def compass_point(bearing: float, language: str) -> str:
    """Return the nearest of the compass's eight points in words: 'north-east'. Takes any angle."""
    with override(language):
        points = (
            pgettext("trail", "north"),
            pgettext("trail", "north-east"),
            pgettext("trail", "east"),
            pgettext("trail", "south-east"),
            pgettext("trail", "south"),
            pgettext("trail", "south-west"),
            pgettext("trail", "west"),
            pgettext("trail", "north-west"),
        )
    return points[math.floor((bearing % 360) / 45 + 0.5) % 8]


def describe_offset(a: Point, b: Point, language: str) -> str:
    """Return how far and in which direction ``b`` lies from ``a``: '350 m east'; on the spot '0 m'."""
    metres = distance_m(a, b)
    distance = cldr.format_distance(metres, language)
    if metres < 0.5:
        return distance
    direction = compass_point(bearing_deg(a, b), language)
    with override(language):
        return pgettext("trail", "%(distance)s %(direction)s") % {
            "distance": distance,
            "direction": direction,
        }


def format_decimal(point: Point, digits: int = 4) -> str:
    """Return '41.8755, 12.4778', in every language alike, for pasting into a map. Four digits: 11 m."""
    # Adding 0.0 turns −0.0 into 0.0.
    latitude, longitude = (round(value, digits) + 0.0 for value in (point.latitude, point.longitude))
    return f"{latitude:.{digits}f}, {longitude:.{digits}f}"


def _dms(value: float) -> str:
    """Return degrees, minutes and seconds to a tenth (some 3 m), without a sign: 41°52′31.8″."""
    tenths = round(abs(value) * 36000)
    minutes, tenths = divmod(tenths, 600)
    degrees, minutes = divmod(minutes, 60)
    return f"{degrees}°{minutes:02d}′{tenths // 10:02d}.{tenths % 10}″"


def format_dms(point: Point, language: str) -> str:
    """Return '41°52′31.8″ N, 12°28′40.1″ E', with the language's letters for the four points."""
    with override(language):
        latitude = (
            # Translators: a latitude in degrees, minutes and seconds; N is north.
            pgettext("trail", "%(degrees)s N")
            if point.latitude >= 0
            # Translators: a latitude; S is south.
            else pgettext("trail", "%(degrees)s S")
        ) % {"degrees": _dms(point.latitude)}
        longitude = (
            # Translators: a longitude in degrees, minutes and seconds; E is east.
            pgettext("trail", "%(degrees)s E")
            if point.longitude >= 0
            # Translators: a longitude; W is west.
            else pgettext("trail", "%(degrees)s W")
        ) % {"degrees": _dms(point.longitude)}
    return f"{latitude}, {longitude}"
