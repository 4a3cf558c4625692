"""The operator's own map tiles: read from the environment, allowed by the policy of the map page alone.

Without them the live map stands on the bundled ground and asks nobody. `TRAIL_MAP_TILES_URL` is the address of raster
tiles with `{z}`, `{x}` and `{y}`; `TRAIL_MAP_PMTILES` one file of raster tiles (PMTiles, version 3).
"""

from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse

Answer = TypeVar("Answer", bound=HttpResponse)
MOST_ZOOM = 20
PLACEHOLDERS = ("{z}", "{x}", "{y}")


@dataclass(frozen=True)
class Tiles:
    """Where the tiles are, whom they are owed to, and how close they go. False where there are none."""

    url: str = ""
    pmtiles: str = ""
    attribution: str = ""
    max_zoom: int = 18

    def __bool__(self) -> bool:
        return bool(self.url or self.pmtiles)

    @property
    def origin(self) -> str:
        """The host that the policy must allow; empty where the tiles are served by ourselves."""
        parts = urlsplit(self.url or self.pmtiles)
        return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def read_tiles(url: str, pmtiles: str, attribution: str, max_zoom: int) -> Tiles:
    """The tiles of the environment. Raises `ImproperlyConfigured` with the variable's name where one cannot be used."""
    if url and pmtiles:
        _refuse("TRAIL_MAP_PMTILES", "TRAIL_MAP_TILES_URL is set too; a map has one ground: unset one of the two.")
    for name, value in (("TRAIL_MAP_TILES_URL", url), ("TRAIL_MAP_PMTILES", pmtiles)):
        if value and not _is_address(value):
            _refuse(name, "it must begin with https:// and a host, or with / for a path of this site.")
    if url and not all(url.count(part) == 1 for part in PLACEHOLDERS):
        _refuse(
            "TRAIL_MAP_TILES_URL", "it needs {z}, {x} and {y}, each once: https://tiles.example.org/{z}/{x}/{y}.png"
        )
    if "{" in urlsplit(url).netloc:
        _refuse("TRAIL_MAP_TILES_URL", "the host must be written out: the policy of the page has to name it.")
    if (url or pmtiles) and not attribution.strip():
        _refuse("TRAIL_MAP_TILES_ATTRIBUTION", "say to whom the tiles are owed: © OpenStreetMap contributors")
    if not 1 <= max_zoom <= MOST_ZOOM:
        _refuse("TRAIL_MAP_TILES_MAX_ZOOM", f"it must lie between 1 and {MOST_ZOOM}.")
    return Tiles(url, pmtiles, attribution.strip(), max_zoom)


def tiles() -> Tiles:
    """The tiles of this installation."""
    return settings.MAP_TILES


def allow_tiles(response: Answer) -> Answer:
    """Let this page, and no other, fetch the operator's tiles."""
    found = tiles()
    sources: dict[str, Any] = {}
    if found.origin:
        sources = {"img-src": [found.origin]} if found.url else {"connect-src": ["'self'", found.origin]}
    if found.pmtiles:
        # The tiles are cut out of the file by the page itself, and shown from its memory.
        sources["img-src"] = [*sources.get("img-src", []), "blob:"]
    if sources:
        response._csp_update = sources  # type: ignore[attr-defined]
    return response


def _is_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
        _port = parts.port
    except ValueError:
        return False
    if any(sign.isspace() or sign in "\"';,<>\\" for sign in value):
        return False
    if parts.scheme:
        return parts.scheme == "https" and bool(parts.hostname) and "@" not in parts.netloc
    return value.startswith("/") and not value.startswith("//")


def _refuse(name: str, reason: str) -> None:
    raise ImproperlyConfigured(
        f"The environment variable {name} cannot be used: {reason} See docs/reference/environment.md."
    )
