"""Schematic plans, drawn by hand: where Natural Earth is too coarse for a city or a battlefield.

One JSON file a plan in `data/plans/`; README.md there says what its keys mean.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from trail.geo.coordinates import Point

from .geometry import XY, Box, clip_line, clip_ring, path, smooth, tidy
from .ground import Mask
from .layers import shores, water_wish
from .lettering import BAY, DATA, PEAK, RIVER, ROAD, SEA, TOWN, VILLAGE, Style, adapted
from .names import chosen
from .projection import Frame, centred, window
from .relief import hachures
from .scene import ID, LineWish, Scene, WaterWish, Wish

FOLDER = DATA / "plans"
WIDTH = 640
LOCAL_ROADS_FROM = 25.0  # units to a kilometre at which the lesser roads are named, and the smallest names shown


@dataclass(frozen=True)
class Plan:
    """A plan: its window in degrees, and the file it comes from."""

    name: str
    window: Box
    close_km: float
    is_city: bool
    lists_towns: bool
    fronts: tuple[str, ...]

    @property
    def frame(self) -> Frame:
        """The whole plan."""
        return window(*self.window, WIDTH)

    def close_up(self, point: Point, width: int, height: int) -> Frame:
        """The surroundings of one point, held within the plan as far as can be."""
        frame = centred(point.longitude, point.latitude, self.close_km, width, height)
        whole = self.frame
        half = width / 2 / frame.scale, height / 2 / frame.scale
        room = whole.width / 2 / whole.scale, whole.height / 2 / whole.scale
        east = _held(frame.east, whole.east, room[0] - half[0])
        north = _held(frame.north, whole.north, room[1] - half[1])
        return Frame(width, height, frame.scale, east, north)

    def holds(self, point: Point) -> bool:
        """Whether a point falls on the plan, and not on its very edge."""
        return self.frame.on_sheet(point.longitude, point.latitude, inset=16)


def _held(value: float, middle: float, room: float) -> float:
    return middle if room <= 0 else min(max(value, middle - room), middle + room)


@lru_cache(maxsize=16)
def _file(name: str) -> dict[str, Any]:
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


@lru_cache(maxsize=16)
def plan_named(name: str) -> Plan | None:
    """The plan of this name; None where there is none."""
    if name not in names_of_plans():
        return None
    file = _file(name)
    return Plan(
        name, Box(*file["window"]), file["close_km"], file["ground"] == "city", file["lists_towns"],
        tuple(file.get("fronts", ())),
    )  # fmt: skip


@lru_cache(maxsize=1)
def names_of_plans() -> tuple[str, ...]:
    """All plans there are."""
    return tuple(sorted(file.stem for file in FOLDER.glob("*.json")))


def plan_for(points: Sequence[Point]) -> str | None:
    """The plan on which most of these points fall, if it holds at least six in ten."""
    found = []
    for name in names_of_plans():
        plan = plan_named(name)
        held = sum(plan.holds(point) for point in points) if plan else 0
        if held and held >= 0.6 * len(points):
            found.append((-held, name))
    return min(found)[1] if found else None


def _lines(lines: Sequence[Sequence[XY]], frame: Frame, curved: bool = True) -> list[tuple[XY, ...]]:
    """Lines of degrees as they are seen."""
    found = []
    for line in lines:
        drawn = frame.line(line)
        found += [tuple(piece) for piece in clip_line(smooth(drawn, 6) if curved else drawn, frame.canvas)]
    return found


def _stroke(css: str, lines: Sequence[Sequence[XY]]) -> str:
    data = "".join(path(line) for line in lines)
    return f'<path class="{css}" d="{data}"/>' if data else ""


def _fill(css: str, ring: Sequence[XY], frame: Frame, curved: bool = False) -> str:
    drawn = frame.line(ring)
    drawn = smooth([*drawn, drawn[0]], 5)[:-1] if curved else drawn
    data = path(clip_ring(drawn, frame.canvas), closed=True)
    return f'<path class="{css}" d="{data}"/>' if data else ""


def _rivers(file: dict[str, Any], frame: Frame) -> tuple[list[str], list[tuple[str, tuple[XY, ...]]]]:
    parts, lines = [], []
    for river in file["rivers"]:
        drawn = _lines([river["line"]], frame)
        lines += [("river", line) for line in drawn]
        if river["size"] == "great":
            parts += [_stroke("d-bank", drawn), _stroke("d-bed", drawn)]
        else:
            parts.append(_stroke(f"d-{river['size']}", drawn))
    for x, y in (frame.xy(*at) for at in file.get("islands", ())):
        turn = f'transform="rotate(32 {tidy(x)} {tidy(y)})"'
        size = min(frame.units_per_km / 45, 2)
        ellipse = f'cx="{tidy(x)}" cy="{tidy(y)}" rx="{tidy(4.2 * size)}" ry="{tidy(1.7 * size)}" {turn}'
        parts.append(f'<ellipse class="d-isle" {ellipse}/>')
    return parts, lines


@lru_cache(maxsize=64)
def _base(name: str, frame: Frame) -> tuple[str, tuple[tuple[str, tuple[XY, ...]], ...], Mask | None, bool]:
    """Everything on a plan but its names: drawing, lines, where its land is, and whether it has hills."""
    file = _file(name)
    parts: list[str] = []
    mask = None
    if "land" in file:
        rings = [ring for ring in (clip_ring(frame.line(ring), frame.canvas) for ring in file["land"]) if ring]
        mask = Mask(rings, frame)
        parts += [
            f'<defs><path id="{ID}h" d="{"".join(path(ring, True) for ring in rings)}"/></defs>',
            shores(("h",), frame),
            f'<use class="d-land" href="#{ID}h"/>',
        ]
    else:
        parts.append(f'<path class="d-city" d="M0 0h{frame.width}v{frame.height}H0z"/>')
    parts += [_fill(f"d-{area['kind']}", area["ring"], frame, bool(area.get("smooth"))) for area in file["areas"]]
    ridges = [(reach * frame.units_per_km, frame.line(line)) for reach, line in file.get("ridges", ())]
    ridges = [(reach, line) for reach, line in ridges if Box.of(line).grown(1).overlaps(frame.canvas)]
    if ridges and mask:
        parts.append(f'<path class="d-relief" d="{hachures(ridges, frame.sheet, mask.is_land, 760)}"/>')
    lesser = _lines([road["line"] for road in file["roads"] if road["rank"] > 1], frame)
    main = _lines([road["line"] for road in file["roads"] if road["rank"] == 1], frame)
    rails = _lines(file.get("railways", ()), frame)
    walls = _lines(file.get("walls", ()), frame, curved=False)
    water, lines = _rivers(file, frame)
    roads = [_stroke("d-road d-lane" if "land" in file else "d-road", lesser), _stroke("d-road", main)]
    # In a city the river lies over the roads, on open land under them: there are bridges.
    parts += roads + water if plan_is_city(file) else water + roads
    parts += [
        _stroke("d-rail", rails),
        _stroke("d-sleepers", rails),
        _stroke("d-wall", walls),
        _stroke("d-wall-in", walls),
    ]
    for x, y in (frame.xy(*at) for at in file.get("gates", ())):
        if frame.sheet.has(x, y):
            parts.append(f'<path class="d-gate" d="M{tidy(x - 3.4)} {tidy(y - 3.4)}h6.8v6.8h-6.8z"/>')
    own = _lines([line["line"] for line in file.get("lines", ())], frame)
    parts.append(_stroke("d-perimeter", own))
    lines += [("road", line) for line in lesser + main] + [("rail", line) for line in rails]
    lines += [("wall", line) for line in walls] + [("front", line) for line in own]
    return "".join(parts), tuple(lines), mask, bool(ridges)


def plan_is_city(file: dict[str, Any]) -> bool:
    """Whether the plan's ground is a city."""
    return file["ground"] == "city"


def _wishes(file: dict[str, Any], frame: Frame, language: str) -> list[Wish]:
    close = frame.units_per_km >= LOCAL_ROADS_FROM
    room, wishes = frame.sheet.grown(-12), []
    for entry in sorted(file["names"], key=lambda entry: entry["rank"]):
        at = frame.xy(*entry["at"])
        text = chosen(entry["names"], language, entry["local"])
        if not text or not room.has(*at) or (entry["rank"] > 3 and not close):
            continue
        style: Style = VILLAGE if entry["rank"] > 2 and not plan_is_city(file) else TOWN
        if entry["mark"] in ("peak", "area"):
            style = PEAK if entry["mark"] == "peak" else RIVER
        css = "d-peak-name" if entry["mark"] in ("peak", "area") else style.css
        adapted_style = adapted(Style(css, style.face, style.size, 0.04 if entry["mark"] == "area" else 0), language)
        wishes.append(Wish(text, at, adapted_style, entry["mark"]))
    return wishes


@lru_cache(maxsize=256)
def schematic(plan: Plan, frame: Frame, language: str) -> Scene:
    """The scene on a plan."""
    file = _file(plan.name)
    under, lines, mask, hills = _base(plan.name, frame)
    close = frame.units_per_km >= LOCAL_ROADS_FROM * (2.2 if plan.is_city else 1)
    along = []
    for entry, style, kind, lift in (
        *((line, ROAD, "front", 9.0) for line in file.get("lines", ())),
        *((river, RIVER, "river", 8.5 if river["size"] == "great" else 4.0) for river in file["rivers"]),
        *((road, ROAD, "road", 4.5) for road in sorted(file["roads"], key=lambda road: road["rank"])),
    ):
        local = entry.get("local") or entry.get("name", "")
        text = chosen(entry["names"], language, local)
        if text and (close or entry.get("rank", 1) == 1):
            pieces = _lines([entry["line"]], Frame(frame.width, frame.height, frame.scale, frame.east, frame.north))
            along += [LineWish(text, piece, adapted(style, language), kind, lift) for piece in pieces[:1]]
    waters = []
    for entry in file.get("waters", ()):
        text = chosen(entry["names"], language, entry["local"])
        at = frame.xy(*entry["at"]) if "at" in entry else None
        if text and mask:
            style = adapted(BAY if at or len(text) < 14 else SEA, language)
            waters.append(WaterWish(text, style, at=at) if at else water_wish(text, style, frame, mask, _anywhere))
    return Scene(
        under=under,
        lines=lines,
        wishes=tuple(_wishes(file, frame, language)),
        along=tuple(along),
        waters=tuple(waters),
        is_land=mask.is_land if mask else (lambda _x, _y: True),
        land_share=mask.land_share if mask else (lambda _box: 1.0),
        halo="d-on-city" if plan.is_city else "",
        has_hills=hills,
        great=sum(entry["rank"] == 1 for entry in file["names"]),
        most=40,
    )


def _anywhere(_x: float, _y: float) -> bool:
    return True
