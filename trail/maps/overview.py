"""The map of any places: small marks by kind on the ground, numbered discs where many stand together, and the trail."""

from __future__ import annotations

from collections.abc import Sequence

from trail.geo.coordinates import Point

from .compose import Plate, compose
from .draw import CLOSEST, ITALY_WINDOW, WIDTH
from .fronts import GREAT, fronts_in
from .ground import ITALY, ground_for
from .layers import bare, natural
from .lettering import REGION
from .projection import Frame, fitted, unwrapped, window
from .records import Drawing, MapPlace
from .waymarks import Mark, spread
from .words import caption, overview_words

RADIUS, DISC = 5.4, 10.0
GAP, DISC_GAP = 9.0, 21.0
WIDE = 640_000  # metres of height above which the whole country is shown


def overview_map(places: Sequence[MapPlace], trail: Sequence[Point], language: str, title: str) -> Drawing:
    """A drawing of places without their names, which the list beside it has.

    A place with a number stands for so many places, in a disc that shows it.
    """
    known = [place for place in places if place.point is not None]
    points = [place.point for place in known if place.point is not None]
    if not points:
        return Drawing(not_plotted=tuple(places))
    ground = ground_for(points)
    turned = unwrapped(points)
    frame = _frame(points, ground, fitted(turned, WIDTH, (500, 740), (60, 60), CLOSEST))
    homes = [frame.xy(*at) for at in turned]
    discs = any(place.number is not None for place in known)
    room = frame.sheet.grown(-RADIUS * 1.5 - 4)
    spots = spread(homes, DISC_GAP if discs else GAP, room, rounds=40)
    marks = tuple(
        Mark(
            place.pk, place.number, at, home,
            RADIUS if place.number is None else DISC,
            place.is_cemetery, is_rough=place.is_town_only,
        )
        for place, at, home in zip(known, spots, homes, strict=True)
    )  # fmt: skip
    scene = natural(ground, frame, language) if ground else bare(frame)
    fronts = fronts_in(frame, GREAT) if ground == ITALY else ()
    plate = Plate(
        frame=frame,
        scene=scene,
        marks=marks,
        titles=("",) * len(marks),
        style=REGION,
        trail=tuple(frame.xy(*at) for at in unwrapped(trail)) if ground else (),
        fronts=fronts,
        language=language,
    )
    description = overview_words(sum(place.number or 1 for place in known), bool(fronts), language)
    svg, wide, narrow = compose(plate, title, description, "overview")
    return Drawing(
        svg=svg,
        width=frame.width,
        height=frame.height,
        title=title,
        description=description,
        caption=caption(
            language, is_bare=ground is None, has_hills=scene.has_hills, has_fronts=bool(fronts),
            rough=any(mark.is_rough for mark in marks),
        ),
        labels=wide.labels,
        narrow_labels=narrow.labels if narrow else (),
        marks=marks,
    )  # fmt: skip


def _frame(points: Sequence[Point], ground: str | None, close: Frame) -> Frame:
    """The whole country where the places are strewn over it, else the frame that fits them."""
    whole = window(*ITALY_WINDOW, WIDTH)
    if ground != ITALY or close.height / close.units_per_km < WIDE / 1000:
        return close
    return whole if all(whole.on_sheet(point.longitude, point.latitude, 12) for point in points) else close
