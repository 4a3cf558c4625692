#!/usr/bin/env python3
"""Prepare `ground.json`, the ground of the drawn maps, from the files beside this program.

Run it where shapely is installed (`pip install shapely`); the site itself does not need it:

    python data/basemap/make_ground.py

Natural Earth's land is thinned to what a map 640 units wide can show, cut along the borders so that the country of
the trail stands apart from its neighbours, and written as whole numbers (degrees × 10,000), longitude before latitude.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from shapely.affinity import scale
from shapely.geometry import LineString, Point, Polygon, shape
from shapely.geometry.base import BaseGeometry
from shapely.ops import linemerge, unary_union

HERE = Path(__file__).resolve().parent
UNITS = 10_000
HOME = ("IT", "VA", "SM")
TONGUES = ("en", "de", "fr", "es", "pt", "ru")
# Words in the towns of the front lines that are no towns.
NO_TOWNS = ("mouth", "coast", "Monte ", "Pass", "-", "Lungo", "Sant'Oliva")


def features(name: str) -> list[dict[str, Any]]:
    """The features of one of the files beside this program."""
    return json.loads((HERE / f"{name}.geojson").read_text(encoding="utf-8"))["features"]


def whole(geometries: list[BaseGeometry]) -> BaseGeometry:
    """One valid shape out of many."""
    return unary_union([geometry.buffer(0) if "Polygon" in geometry.geom_type else geometry for geometry in geometries])


def parts(geometry: BaseGeometry) -> list[BaseGeometry]:
    """The single polygons or lines of a shape."""
    return [part for part in getattr(geometry, "geoms", [geometry]) if not part.is_empty and part.geom_type != "Point"]


def numbers(line: Any) -> list[int]:
    """Coordinates as one flat list of whole numbers."""
    return [round(value * UNITS) for x, y in line for value in (x, y)]


def rings(geometry: BaseGeometry, tolerance: float, smallest: float = 0.0) -> list[list[int]]:
    """The rings of polygons, outer before inner."""
    found = []
    for polygon in parts(geometry.simplify(tolerance)):
        if isinstance(polygon, Polygon) and polygon.area > smallest:
            found.append(numbers(polygon.exterior.coords[:-1]))
            found += [numbers(ring.coords[:-1]) for ring in polygon.interiors if Polygon(ring).area > smallest]
    return found


def lines(geometry: BaseGeometry, tolerance: float) -> list[list[int]]:
    """Single lines, joined where they meet."""
    joined = linemerge(geometry) if geometry.geom_type == "MultiLineString" else geometry
    return [numbers(line.coords) for line in parts(joined.simplify(tolerance)) if isinstance(line, LineString)]


def home_country(land: BaseGeometry, borders: BaseGeometry, towns: list[Point]) -> BaseGeometry:
    """The pieces of land, cut along the borders, on which the country's towns stand, and its small islands."""
    pieces = parts(land.difference(borders.buffer(0.004)))
    own = [piece.buffer(0.006) for piece in pieces if any(piece.distance(town) < 0.03 for town in towns)]
    islands = []
    for piece in parts(land):
        at = piece.centroid
        corsica = 8.4 < at.x < 9.7 and at.y > 41.3
        dalmatia = at.x > 13.5 and at.y > 42.4
        africa = at.x < 11.2 and at.y < 37.6
        if piece.area < 0.3 and 7.5 < at.x < 16 and 36.4 < at.y < 43.5 and not (corsica or dalmatia or africa):
            islands.append(piece)
    return unary_union([unary_union(own).intersection(land), *islands])


def town(name: str, at: Any, rank: float, country: str = "", names: dict[str, str] | None = None) -> dict[str, Any]:
    """A town: where, how important (0 most), and its name by language."""
    return {
        "name": name,
        "at": [round(at[0], 4), round(at[1], 4)],
        "rank": rank,
        "country": country,
        "names": names or {},
    }


def towns_of(name: str) -> list[dict[str, Any]]:
    """Natural Earth's towns."""
    found = []
    for feature in features(name):
        facts = feature["properties"]
        names = {tongue: facts[f"name_{tongue}"] for tongue in TONGUES if facts.get(f"name_{tongue}")}
        found.append(town(facts["name"], feature["geometry"]["coordinates"], facts["rank"], facts["country"], names))
    return sorted(found, key=lambda entry: (entry["rank"], entry["name"]))


def towns_of_the_fronts() -> list[dict[str, Any]]:
    """The small towns through which the front lines' file runs its lines, for the maps of single regions."""
    found: dict[str, dict[str, Any]] = {}
    file = json.loads((HERE.parent / "front-lines.geojson").read_text(encoding="utf-8"))
    for feature in file["features"]:
        names = [part.strip() for part in feature["properties"]["via"].split(",")]
        places = feature["geometry"]["coordinates"]
        if len(names) != len(places):
            continue
        for name, at in zip(names, places, strict=True):
            if not any(word in name for word in NO_TOWNS):
                found[name.replace("'", "’")] = town(name.replace("'", "’"), at, 12, "IT")
    return [found[name] for name in sorted(found)]


def rivers_of(name: str, most: float, tolerance: float) -> list[dict[str, Any]]:
    """Natural Earth's rivers by name."""
    found: dict[tuple[str, float], list[BaseGeometry]] = {}
    for feature in features(name):
        facts = feature["properties"]
        rank = facts.get("rank") or 9
        if rank <= most:
            found.setdefault((facts.get("name") or "", rank), []).append(shape(feature["geometry"]))
    return [
        {"name": river, "rank": rank, "lines": lines(whole(found[river, rank]), tolerance)}
        for river, rank in sorted(found)
    ]


def ground(prefix: str, tolerance: float, bounds: list[float]) -> dict[str, Any]:
    """One ground: land, neighbours, borders, waters, towns."""
    land = whole([shape(feature["geometry"]) for feature in features(f"{prefix}-land")])
    borders = whole([shape(feature["geometry"]) for feature in features(f"{prefix}-borders")])
    lakes = whole([shape(feature["geometry"]) for feature in features(f"{prefix}-lakes")])
    towns = towns_of(f"{prefix}-places")
    home = land
    if prefix == "italy":
        home = home_country(land, borders, [Point(entry["at"]) for entry in towns if entry["country"] in HOME])
    abroad = land.difference(home.buffer(0.002)) if prefix == "italy" else Polygon()
    return {
        "bounds": bounds,
        "home": rings(home, tolerance, 0.00005),
        "abroad": rings(abroad, tolerance * 2, 0.0005),
        "lakes": rings(lakes, tolerance, 0.0002),
        "borders": lines(borders, tolerance * 2),
        "rivers": rivers_of(f"{prefix}-rivers", 12, tolerance),
        "towns": towns,
    }


def main() -> None:
    """Write the file."""
    by_hand = json.loads((HERE / "by-hand.json").read_text(encoding="utf-8"))
    italy = ground("italy", 0.002, [5.5, 35.0, 21.0, 48.6])
    italy["urban"] = rings(whole([shape(feature["geometry"]) for feature in features("italy-urban")]), 0.004, 0.0008)
    land = whole([shape(feature["geometry"]) for feature in features("italy-land")])
    home_shape = whole([Polygon(list(zip(r[::2], r[1::2], strict=True))) for r in italy["home"]])
    home_shape = scale(home_shape, 1 / UNITS, 1 / UNITS, origin=(0, 0))
    for river in by_hand["rivers"]:
        italy["rivers"].append({"name": river["name"], "rank": 12, "lines": [numbers(river["line"])]})
    small = {entry["name"] for entry in italy["towns"]}
    italy["towns"] += [entry for entry in towns_of_the_fronts() if entry["name"] not in small]
    italy["peaks"] = by_hand["peaks"] + [
        {"name": f["properties"]["name"], "elevation": f["properties"]["elevation"], "at": f["geometry"]["coordinates"]}
        for f in features("italy-peaks")
        if f["properties"]["elevation"] > 500 and home_shape.distance(Point(f["geometry"]["coordinates"])) < 0.1
    ]
    italy["ridges"] = [{"reach": reach, "line": numbers(line)} for reach, line in by_hand["ridges"]]
    italy["inset"] = rings(home_shape.intersection(land), 0.12, 0.06)
    europe = ground("europe", 0.006, [-12.0, 43.0, 26.0, 64.0])
    europe |= {"urban": [], "peaks": [], "ridges": [], "inset": []}
    text = json.dumps({"units": UNITS, "italy": italy, "europe": europe}, ensure_ascii=False, separators=(",", ":"))
    (HERE / "ground.json").write_text(text.replace('],"', '],\n"') + "\n", encoding="utf-8")
    print(f"ground.json: {len(text) // 1024} KB")


if __name__ == "__main__":
    main()
