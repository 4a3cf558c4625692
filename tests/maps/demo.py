"""The demo's places as the maps take them, read straight from its files."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from trail.geo.coordinates import Point
from trail.maps.records import MapPlace

FOLDER = Path(__file__).resolve().parents[2] / "demo" / "italian-campaign"


def front_matter(path: Path) -> dict[str, Any]:
    """The head of a page's file."""
    return YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8").split("---")[1])


@lru_cache(maxsize=1)
def regions() -> dict[str, tuple[str, tuple[MapPlace, ...]]]:
    """Title and places of each region, by the name of its folder, in the trail's order."""
    found = []
    for number, folder in enumerate(sorted(path for path in FOLDER.iterdir() if path.is_dir())):
        heads = [front_matter(path) for path in folder.glob("*.en.md")]
        region = next(head for head in heads if head["type"] == "region")
        stops = sorted((head for head in heads if head["type"] != "region"), key=lambda head: head["order"])
        places = []
        for order, head in enumerate(stops, 1):
            at = head.get("position")
            kind = "cemetery" if head["type"] == "cemetery" else head["kind"]
            point = Point(at["latitude"], at["longitude"]) if at else None
            basis = at["basis"] if at else "estimated"
            places.append(MapPlace(number * 100 + order, head["title"], order, kind, point, basis))
        found.append((region["order"], folder.name, region["title"], tuple(places)))
    return {name: (title, places) for _order, name, title, places in sorted(found)}
