"""Names on the ground in the reader's language: towns, waters, fronts."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from trail.languages import cldr

from .lettering import DATA


@lru_cache(maxsize=1)
def _own() -> dict[str, Any]:
    return json.loads((DATA / "basemap" / "names.json").read_text(encoding="utf-8"))


def _tongue(language: str) -> str:
    return language.replace("_", "-").split("-")[0].lower()


def _reads_latin(language: str) -> bool:
    return cldr.script(language) == "Latn"


def chosen(names: dict[str, str], language: str, local: str = "") -> str:
    """A name in a language; the local one in Latin scripts; else none, since it could not be read."""
    return names.get(_tongue(language)) or (names.get("*") or local if _reads_latin(language) else "")


def town_name(town: dict[str, Any], language: str) -> str:
    """A town's name: as the language has it, or else as it is called on the spot."""
    own = _own()["towns"].get(town["name"], {})
    return chosen({**town["names"], **own}, language, own.get("it") or town["name"])


def river_name(name: str, language: str) -> str:
    """A river's name. Only rivers that the names' file lists are named."""
    rivers = _own()["rivers"]
    return chosen(rivers[name], language, name) if name in rivers else ""


def peak_name(name: str, language: str) -> str:
    """A mountain's name, which no language translates."""
    return name if _reads_latin(language) else ""


def front_name(name: str, language: str) -> str:
    """A defensive line's name; English where the language has none, in Latin scripts."""
    names = _own()["fronts"].get(name, {})
    return chosen(names, language, names.get("en") or name)


@lru_cache(maxsize=1)
def seas() -> tuple[tuple[dict[str, str], tuple[tuple[float, float], ...]], ...]:
    """The seas: names by language, and roughly where they lie, in degrees."""
    return tuple((sea["names"], tuple((x, y) for x, y in sea["ring"])) for sea in _own()["seas"])


def sea_name(names: dict[str, str], language: str) -> str:
    """A sea's name; English where the language has none, in Latin scripts."""
    return chosen(names, language, names["en"])
