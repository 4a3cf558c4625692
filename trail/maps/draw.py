"""The maps of the trail: the campaign with its regions, a region with its places, one place in its surroundings."""

from __future__ import annotations

from collections.abc import Sequence

from trail.geo.coordinates import Point, distance_m

from .compose import Lettered, Plate, compose
from .fronts import GREAT, Front, fronts_in
from .geometry import XY, Box
from .ground import ITALY, ground_for
from .layers import bare, natural
from .lettering import NEIGHBOUR, PLACE, REGION, short_titles
from .plans import Plan, plan_for, plan_named, schematic
from .projection import Frame, centred, fitted, unwrapped, window
from .records import Drawing, MapPlace, MapRegion
from .scene import Scene
from .waymarks import RADIUS, SMALL, Mark, spread
from .words import campaign_words, caption, locator_words, region_words

WIDTH = 640
GAP = 29.0  # between two marks, so that they stand apart on a phone too
ITALY_WINDOW = (6.55, 36.35, 18.75, 47.2)
CLOSEST = 6.5  # units to a kilometre: closer up, Natural Earth's coast is too coarse
LOCATOR = (400, 340)
LOCATOR_KM = (46.0, 110.0)
TOWN_M = 8_000  # about as far as a town reaches


def campaign_map(regions: Sequence[MapRegion], trail: Sequence[Point], language: str) -> Drawing:
    """The whole campaign: its regions, numbered, and the trail line through the given points."""
    stops = [region for region in regions if region.point is not None]
    points = [region.point for region in stops if region.point is not None]
    if not points:
        return Drawing()
    ground = ground_for([*points, *trail])
    if ground == ITALY:
        frame = window(*ITALY_WINDOW, WIDTH)
        inside = all(frame.on_sheet(point.longitude, point.latitude, 12) for point in points)
    if ground != ITALY or not inside:
        frame = fitted(unwrapped([*points, *trail]), WIDTH, (520, 760), (110, 70), CLOSEST)
    turned = unwrapped([*points, *trail])
    spots = _spread([frame.xy(*at) for at in turned[: len(points)]], frame, RADIUS)
    marks = tuple(
        Mark(region.pk, region.number, at, frame.xy(*home))
        for region, at, home in zip(stops, spots, turned, strict=False)
    )
    fronts = fronts_in(frame, GREAT) if ground == ITALY else ()
    line = [frame.xy(*at) for at in turned[len(points) :]] or list(spots)
    plate = Plate(
        frame=frame,
        scene=_ground_scene(ground, frame, language),
        marks=marks,
        titles=tuple(region.title for region in stops),
        style=REGION,
        trail=tuple(_through(line, marks)),
        fronts=fronts,
        language=language,
    )
    title, description = campaign_words(stops, bool(fronts), language)
    return _finished(
        plate, title, description, "campaign",
        caption(language, is_bare=ground is None, has_hills=plate.scene.has_hills, has_fronts=bool(fronts)),
    )  # fmt: skip


def region_map(places: Sequence[MapPlace], language: str, title: str, plan: str | None = None) -> Drawing:
    """A region with its numbered places; on a schematic plan where one is named and most places fall on it."""
    known = [place for place in places if place.point is not None]
    sheet = plan_named(plan) if plan else None
    if sheet and plan_for([place.point for place in known if place.point]) != sheet.name:
        sheet = None
    plotted = [place for place in known if _is_on(sheet, place)] if sheet else known
    missing = tuple(place for place in places if place not in plotted)
    if not plotted:
        return Drawing(not_plotted=missing)
    points = [place.point for place in plotted if place.point is not None]
    turned = unwrapped(points)
    ground = None if sheet else ground_for(points)
    frame = sheet.frame if sheet else fitted(turned, WIDTH, (500, 740), (122, 66), CLOSEST)
    homes = [frame.xy(*at) for at in turned]
    spots = _spread(homes, frame, RADIUS)
    marks = tuple(_mark(place, at, home) for place, at, home in zip(plotted, spots, homes, strict=True))
    plate = Plate(
        frame=frame,
        scene=schematic(sheet, frame, language) if sheet else _ground_scene(ground, frame, language),
        marks=marks,
        titles=tuple(short_titles([place.title for place in plotted])),
        style=PLACE,
        trail=tuple(spots),
        fronts=_fronts(sheet, ground, frame),
        language=language,
    )
    heading, description = region_words(plotted, title, bool(sheet), language)
    words = caption(
        language,
        is_plan=bool(sheet),
        is_bare=not sheet and ground is None,
        has_hills=plate.scene.has_hills,
        has_fronts=bool(plate.fronts),
        rough=any(mark.is_rough for mark in marks),
        not_plotted=missing,
    )
    return _finished(plate, heading, description, "region", words, missing)


def locator_map(place: MapPlace, others: Sequence[MapPlace], language: str) -> Drawing:
    """One place, large, in its surroundings with its neighbours, and the country in a corner."""
    if place.point is None:
        return Drawing(not_plotted=(place,))
    name = plan_for([place.point])
    sheet = plan_named(name) if name else None
    if sheet and not _is_on(sheet, place):
        sheet = None
    near = [other for other in others if other.pk != place.pk and other.point and (not sheet or _is_on(sheet, other))]
    if place.is_town_only:  # the neighbours would stand where nobody knows that they are neighbours
        near = [other for other in near if other.point and distance_m(place.point, other.point) > TOWN_M]
    ground = None if sheet else ground_for([place.point])
    frame = sheet.close_up(place.point, *LOCATOR) if sheet else _surroundings(place.point, near)
    order = sorted([place, *near], key=lambda stop: (stop.number is None, stop.number or 0, stop.pk))
    turned = unwrapped([stop.point for stop in order if stop.point is not None])
    homes = [frame.xy(*at) for at in turned]
    room = frame.sheet.grown(-4)
    seen = [room.has(*home) for home in homes]
    moved = iter(_spread([home for home, is_seen in zip(homes, seen, strict=True) if is_seen], frame, SMALL + 2, 25.0))
    spots = [next(moved) if is_seen else home for home, is_seen in zip(homes, seen, strict=True)]
    marks = tuple(
        _mark(stop, at, home, RADIUS + 2 if stop.pk == place.pk else SMALL, stop.pk == place.pk)
        for stop, at, home, is_seen in zip(order, spots, homes, seen, strict=True)
        if is_seen
    )
    titles = dict(zip([stop.pk for stop in order], short_titles([stop.title for stop in order]), strict=True))
    in_italy = bool(sheet) or ground == ITALY
    plate = Plate(
        frame=frame,
        scene=schematic(sheet, frame, language) if sheet else _ground_scene(ground, frame, language),
        marks=marks,
        titles=tuple(titles[mark.key] for mark in marks),
        style=PLACE.scaled(1.07),
        trail=tuple(_near_line(spots, frame)),
        fronts=_fronts(sheet, ground, frame)[:2],
        language=language,
        has_narrow=False,
        here=(place.point.longitude, place.point.latitude) if in_italy else None,
        lesser=NEIGHBOUR,
    )
    heading, description = locator_words(place, in_italy, language)
    words = caption(
        language,
        is_plan=bool(sheet),
        is_bare=not sheet and ground is None,
        has_hills=plate.scene.has_hills,
        has_fronts=bool(plate.fronts),
        rough=any(mark.is_rough for mark in marks),
    )
    return _finished(plate, heading, description, "locator", words)


def _finished(
    plate: Plate, title: str, description: str, kind: str, words: str, missing: tuple[MapPlace, ...] = ()
) -> Drawing:
    wide: Lettered
    svg, wide, narrow = compose(plate, title, description, kind)
    return Drawing(
        svg=svg,
        width=plate.frame.width,
        height=plate.frame.height,
        title=title,
        description=description,
        caption=words,
        not_plotted=missing,
        labels=wide.labels,
        narrow_labels=narrow.labels if narrow else (),
        marks=plate.marks,
    )


def _ground_scene(ground: str | None, frame: Frame, language: str) -> Scene:
    return natural(ground, frame, language) if ground else bare(frame)


def _fronts(sheet: Plan | None, ground: str | None, frame: Frame) -> tuple[Front, ...]:
    if sheet:
        return fronts_in(frame, sheet.fronts) if sheet.fronts else ()
    return fronts_in(frame) if ground == ITALY else ()


def _is_on(sheet: Plan, place: MapPlace) -> bool:
    """Whether a place can be plotted on a plan. A city's plan is too fine for what is only known to be in the city."""
    return place.point is not None and sheet.holds(place.point) and not (sheet.lists_towns and place.is_town_only)


def _mark(place: MapPlace, at: XY, home: XY, radius: float = RADIUS, is_here: bool = False) -> Mark:
    return Mark(place.pk, place.number, at, home, radius, place.is_cemetery, is_here, place.is_town_only)


def _spread(spots: Sequence[XY], frame: Frame, radius: float, gap: float = GAP) -> list[XY]:
    """The marks, apart from each other as far as the sheet has room for so many."""
    room = frame.sheet.grown(-radius * 1.4 - 6)
    area = (room.x1 - room.x0) * (room.y1 - room.y0)
    return spread(spots, min(gap, (area / max(1, len(spots))) ** 0.5 * 0.8), room)


def _surroundings(point: Point, near: Sequence[MapPlace]) -> Frame:
    """A frame wide enough for the nearest neighbours, within reason."""
    away = sorted(distance_m(point, other.point) / 1000 for other in near if other.point)
    km = min(LOCATOR_KM[1], max(LOCATOR_KM[0], away[min(1, len(away) - 1)] * 2.7)) if away else 80.0
    return centred(point.longitude, point.latitude, km, *LOCATOR)


def _near_line(spots: Sequence[XY], frame: Frame) -> list[XY]:
    """The stretch of the trail that touches the sheet, with the stop before and after it."""
    touching = [index for index, at in enumerate(spots) if frame.sheet.grown(10).has(*at)]
    if not touching or len(spots) < 2:
        return []
    stretch = list(spots[max(0, touching[0] - 1) : touching[-1] + 2])
    far = Box(-3 * frame.width, -3 * frame.height, 4 * frame.width, 4 * frame.height)
    return [(min(max(x, far.x0), far.x1), min(max(y, far.y0), far.y1)) for x, y in stretch]


def _through(line: Sequence[XY], marks: Sequence[Mark]) -> list[XY]:
    """The line, led through the marks where they were pushed aside."""
    moved = {mark.home: mark.at for mark in marks}
    return [moved.get(at, at) for at in line]
