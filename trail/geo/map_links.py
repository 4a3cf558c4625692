"""Reads the position that stands in a geo: URI or in the address of a map. The address is never called."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import SplitResult, parse_qsl, unquote, unquote_plus, urlsplit

from django.utils.translation import gettext as _

from .coordinates import Point
from .notations import Reading, UnreadablePosition, point_of, read_numbers

_DEGREES = r"[-+]?\d{1,3}(?:\.\d+)?"
_PAIR = re.compile(rf"\s*(?:loc:|point\.)?({_DEGREES})\s*[,~;_]\s*({_DEGREES})(?=$|[\s(,;_~])")
_LINK = re.compile(r"(?:https?:)?//\S+|(?:www\.|maps?\.)\S+\.\S+/\S*", re.IGNORECASE)
# They only lead elsewhere: what they lead to would have to be asked of a stranger.
_SHORTENERS = {"goo.gl", "maps.app.goo.gl", "g.co", "g.page", "bit.ly", "tinyurl.com", "w.wiki", "t.co", "osm.org/go"}
_LATITUDE_AND_LONGITUDE = [("mlat", "mlon"), ("lat", "lon"), ("lat", "lng"), ("latitude", "longitude")]
_OF_A_PLACE = ("q", "query", "coordinate", "loc", "sp", "destination", "daddr", "to", "pin")
_OF_A_VIEW = ("ll", "sll", "center", "cp", "map", "viewpoint")


def read_geo_uri(text: str) -> Reading:
    """Read geo:41.8755,12.4778;u=35 (RFC 5870). Phones write geo:0,0?q=41.8755,12.4778(Name) too."""
    found = re.match(rf"geo:({_DEGREES}),({_DEGREES})(?:,{_DEGREES})?((?:;[^?\s]*)?)(?:\?(.*))?$", text, re.IGNORECASE)
    if found is None:
        raise UnreadablePosition(_("This geo: address cannot be read. It should look like geo:41.8755,12.4778."))
    system = re.search(r";crs=([^;]*)", found[3], re.IGNORECASE)
    if system and system[1].lower() != "wgs84":
        raise UnreadablePosition(
            _("This geo: address counts in another system (%(system)s). Paste one in WGS 84.")
            % {"system": system[1][:20]}
        )
    asked = dict(_query(found[4] or "")).get("q", "")
    if float(found[1]) == float(found[2]) == 0 and (pair := _PAIR.match(asked)):
        return Reading(point_of(float(pair[1]), float(pair[2])))
    return Reading(point_of(float(found[1]), float(found[2])))


def link_in(text: str) -> str:
    """The first link in a text, or nothing: phones share a name and the link below it."""
    found = _LINK.search(text)
    return found[0].rstrip(").,;>") if found else ""


def read_link(link: str) -> Reading:
    """Read the position in a map's address: that of its pin, else the middle of its view."""
    try:
        address = urlsplit(link if "//" in link else f"//{link}")
        host = (address.hostname or "").removeprefix("www.")
    except ValueError as fault:
        raise UnreadablePosition(_("This link is broken. Paste the coordinates instead.")) from fault
    if host in _SHORTENERS or f"{host}{address.path[:3]}" in _SHORTENERS:
        raise UnreadablePosition(
            _(
                "A short link does not say where it leads, and we ask nobody. Open it, and paste the long address it becomes."
            )
        )
    if point := next(_pins(address, host), None):
        return Reading(point)
    if point := next(_views(address, host), None):
        return Reading(point, is_view=True)
    raise UnreadablePosition(
        _("No coordinates stand in this link. On the map, open the menu of the very spot and copy its coordinates.")
    )


def _pins(address: SplitResult, host: str) -> Iterator[Point]:
    """The positions of a thing on the map, the surest first."""
    query, fragment = dict(_query(address.query)), dict(_query(address.fragment))
    if found := re.search(rf"!3d({_DEGREES})!4d({_DEGREES})", link_path(address)):
        yield point_of(float(found[1]), float(found[2]))
    for north, east in _LATITUDE_AND_LONGITUDE:
        yield from _numbers(query.get(north), query.get(east))
    if host == "maps.apple.com":  # here ll is the pin; with other maps it is the middle of the view
        yield from _pair(query.get("ll", ""), host)
    if host == "plus.codes":
        yield read_numbers(unquote(address.path).strip("/"))
    if "mapy." in host:
        yield from _numbers(query.get("y"), query.get("x"))
    if "params" in query:  # Wikipedia's GeoHack: 41_52_31_N_12_28_40_E_type:landmark
        yield read_numbers(re.split(r"_(?=[a-z]+:)|_$", query["params"].replace(";", "; "))[0].replace("_", " "))
    for name in _OF_A_PLACE:
        yield from _pair(query.get(name, ""), host)
    yield from _zoomed(fragment.get("marker", ""))
    for part in link_path(address).split("/"):
        if re.match(r"[-+(]?\d", part) and "@" not in part:
            yield from _pair(part, host)
            with suppress(UnreadablePosition):
                yield read_numbers(part)


def _views(address: SplitResult, host: str) -> Iterator[Point]:
    """The middle of what the map shows."""
    query, fragment = dict(_query(address.query)), dict(_query(address.fragment))
    for name in _OF_A_VIEW:
        yield from _pair(query.get(name, ""), host)
    if found := re.search(rf"@({_DEGREES}),({_DEGREES})", link_path(address)):
        yield point_of(float(found[1]), float(found[2]))
    yield from _zoomed(fragment.get("map", address.fragment))


def link_path(address: SplitResult) -> str:
    """The path of an address in plain letters."""
    return unquote_plus(address.path)


def _query(query: str) -> list[tuple[str, str]]:
    return parse_qsl(query.replace("+", "%2B") if re.search(r"=\+\d", query) else query, keep_blank_values=True)


def _numbers(latitude: str | None, longitude: str | None) -> Iterator[Point]:
    """The point of two numbers, if both are there."""
    if latitude and longitude and re.fullmatch(_DEGREES, latitude) and re.fullmatch(_DEGREES, longitude):
        yield point_of(float(latitude), float(longitude))


def _pair(value: str, host: str) -> Iterator[Point]:
    """The point of two numbers in one value. Yandex alone puts longitude first."""
    if found := _PAIR.match(unquote(value)):
        first, second = float(found[1]), float(found[2])
        yield point_of(second, first) if "yandex" in host else point_of(first, second)


def _zoomed(value: str) -> Iterator[Point]:
    """The point of zoom/latitude/longitude, as OpenStreetMap and many others write a view."""
    if found := re.fullmatch(rf"\d{{1,2}}(?:\.\d+)?/({_DEGREES})/({_DEGREES})(?:/.*)?", value):
        yield point_of(float(found[1]), float(found[2]))
