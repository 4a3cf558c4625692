"""The natural ground as SVG: sea with waterlines, land, towns' extent, hachures, waters, borders, and their names."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial

from . import names, water
from .geometry import XY, Box, length
from .ground import Ground, Mask, cut
from .lettering import BAY, PEAK, RIVER, SEA, TOWN, VILLAGE, Style, adapted
from .projection import Frame
from .relief import hachures
from .scene import ID, LineWish, Scene, WaterWish, Wish

#: Waterlines: how far from the coast, and how heavy.
WATERLINES = ((23.5, 0.8), (15.5, 0.9), (9.0, 1.0), (4.0, 1.1))
NARROW_WATER = 1.2  # how much larger names in water stand on narrow screens
PEAKS = 7
SMALL = 12  # from this rank on a town is a village
URBAN_TO = 4.5  # above this scale built-up areas are too coarse to be shown
GREAT_RIVERS, RIVERS_FROM = 7, 1.0  # below this scale only great rivers are named
VILLAGES_FROM = 1.6  # units to a kilometre at which villages appear


def shores(ids: tuple[str, ...], frame: Frame) -> str:
    """Sea and waterlines. Each line is the coast stroked twice, in its colour and, narrower, in that of the sea."""
    parts = [f'<path class="d-sea" d="M0 0h{frame.width}v{frame.height}H0z"/>']
    uses = "".join(f'<use href="#{ID}{name}"/>' for name in ids)
    for index, (distance, weight) in enumerate(WATERLINES):
        parts.append(
            f'<g class="d-shore d-shore{len(WATERLINES) - index}" stroke-width="{2 * distance + weight:g}">{uses}</g>'
            f'<g class="d-sealine" stroke-width="{2 * distance - weight:g}">{uses}</g>'
        )
    return "".join(parts)


def _layer(css: str, data: str) -> str:
    return f'<path class="{css}" d="{data}"/>' if data else ""


@lru_cache(maxsize=128)
def _under(name: str, frame: Frame, hills: bool) -> str:
    """The drawing of a ground, without a word on it. Kept: it is the dear part."""
    ground = cut(name, frame)
    relief = hachures(ground.ridges, frame.sheet, ground.mask.is_land) if hills else ""
    ids = tuple(key for key, data in (("h", ground.home), ("a", ground.abroad)) if data)
    shapes = {"h": ("d-land", ground.home), "a": ("d-abroad", ground.abroad)}
    return "".join(
        (
            "<defs>" + "".join(f'<path id="{ID}{key}" d="{shapes[key][1]}"/>' for key in ids) + "</defs>",
            shores(ids, frame),
            "".join(f'<use class="{shapes[key][0]}" href="#{ID}{key}"/>' for key in reversed(ids)),
            _layer("d-urban", ground.urban if frame.units_per_km < URBAN_TO else ""),
            _layer("d-relief", relief),
            _layer("d-stream", ground.streams),
            _layer("d-lake", ground.lakes),
            _layer("d-border", ground.borders),
        )
    )


def _inside(ring: tuple[XY, ...], x: float, y: float) -> bool:
    """Whether a point of the drawing lies in a ring of the drawing."""
    inside = False
    for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
            inside = not inside
    return inside


def water_wish(
    text: str, style: Style, frame: Frame, mask: Mask, is_there: Callable[[float, float], bool]
) -> WaterWish:
    """A name for open water, with all the places that the ground offers it."""
    rest = (frame.sheet, is_there, mask.is_land, mask.land_share)
    narrow = style.scaled(NARROW_WATER)
    return WaterWish(text, style, water.offers(text, style, *rest), water.offers(text, narrow, *rest))


def _waters(frame: Frame, language: str, mask: Mask) -> tuple[WaterWish, ...]:
    wishes = []
    for named, ring in names.seas():
        text, drawn = names.sea_name(named, language), tuple(frame.line(ring))
        if text and Box.of(drawn).overlaps(frame.sheet):
            small = "Ligurian" in named["en"] or "Strait" in named["en"]
            style = adapted(BAY if small else SEA, language)
            wishes.append(water_wish(text, style, frame, mask, partial(_inside, drawn)))
    return tuple(wishes)


def _towns(ground: Ground, frame: Frame, language: str) -> list[Wish]:
    room = frame.sheet.grown(-14)
    wishes = []
    for at, town in ground.towns:
        small = town["rank"] >= SMALL
        if not room.has(*at) or (small and frame.units_per_km < VILLAGES_FROM):
            continue
        if town["country"] in ("", "IT", "SM") or not ground.abroad or town["rank"] <= 4:
            text = names.town_name(town, language)
            if text:
                wishes.append(Wish(text, at, adapted(VILLAGE if small else TOWN, language)))
    return wishes


def _wishes(ground: Ground, frame: Frame, language: str) -> list[Wish]:
    """Towns and peaks, the great before the small."""
    towns, peaks = _towns(ground, frame, language), _peaks(ground, frame, language)
    return [*towns[:10], *peaks[:4], *towns[10:], *peaks[4:]]


def _peaks(ground: Ground, frame: Frame, language: str) -> list[Wish]:
    room = frame.sheet.grown(-12)
    inside = [(peak["elevation"], at, peak["name"]) for at, peak in ground.peaks if room.has(*at)]
    style = adapted(PEAK, language)
    return [
        Wish(f"{text} {elevation:.0f}", at, style, "peak")
        for elevation, at, name in sorted(inside, key=lambda entry: -entry[0])[:PEAKS]
        if (text := names.peak_name(name, language))
    ]


@lru_cache(maxsize=256)
def natural(name: str, frame: Frame, language: str, hills: bool = True) -> Scene:
    """The scene on one of the bundled grounds."""
    ground = cut(name, frame)
    lines = [("river", piece) for _name, _rank, pieces in ground.rivers for piece in pieces]
    lines += [("coast", (*ring, ring[0])) for ring in ground.coasts]
    style = adapted(RIVER, language)
    rivers = [
        LineWish(text, max(pieces, key=length), style, "river")
        for river, rank, pieces in sorted(ground.rivers, key=lambda entry: entry[1])
        if (text := names.river_name(river, language))
        and sum(map(length, pieces)) > 90
        and (rank <= GREAT_RIVERS or frame.units_per_km > RIVERS_FROM)
    ]
    return Scene(
        under=_under(name, frame, hills),
        lines=tuple(lines),
        wishes=tuple(_wishes(ground, frame, language)),
        along=tuple(rivers),
        waters=_waters(frame, language, ground.mask),
        is_land=ground.mask.is_land,
        land_share=ground.mask.land_share,
        has_hills=hills and bool(ground.ridges),
    )


def bare(frame: Frame) -> Scene:
    """The scene where we have no map of that part of the world: an empty sheet with the net of degrees."""
    return Scene(
        under=f'<path class="d-bare" d="M0 0h{frame.width}v{frame.height}H0z"/>'
        + _layer("d-net", "".join(_net(frame))),
        is_land=lambda _x, _y: True,
        land_share=lambda _box: 1.0,
    )


def _net(frame: Frame) -> list[str]:
    across, down = frame.width / 6, frame.height / 6
    return [f"M{across * step:.0f} 0v{frame.height}M0 {down * step:.0f}h{frame.width}" for step in range(1, 6)]
