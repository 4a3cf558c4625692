"""Putting a map together: marks, trail, fronts, names in both sizes, furniture; and writing it out as one SVG."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape as escape_markup

from . import names, water
from .board import COSTS, Board
from .fronts import Front
from .furniture import INSET, ScaleBar, corner_for, inset, neat_line, scale_bar
from .geometry import XY, Box, length, path, smooth, tidy
from .labels import Label, Named, extent, place_all, place_along, place_one
from .layers import NARROW_WATER
from .lettering import FRONT, LEADING, Style, adapted, is_upright
from .projection import Frame
from .scene import ID, LineWish, Scene, Wish
from .waymarks import NARROW, Mark, drawn, tether

NARROW_NAME = 1.27  # 15 units become 19, which is about 12 px on a phone 390 px wide
ISOLATE, POP = "\u2067", "\u2069"  # right-to-left isolate, so that brackets and figures keep their side


#: Where a name without a mark may move to, for want of room on its spot.
CLOSE_BY = (
    *((0, 0), (0, -14), (0, 14), (24, 0), (-24, 0), (24, -14), (-24, 14)),
    *((0, -26), (0, 26), (44, 0), (-44, 0), (44, 18), (-44, 18), (44, -18), (-44, -18), (30, 40), (-30, 40)),
)
NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def escape(text: str) -> str:
    """Text for SVG, without the characters that XML cannot hold."""
    return escape_markup(NO_XML.sub("", text))


@dataclass(frozen=True)
class Plate:
    """Everything that goes on one map. `names_of` are the names of the marks, in the order of the marks."""

    frame: Frame
    scene: Scene
    marks: tuple[Mark, ...]
    titles: tuple[str, ...]
    style: Style
    trail: tuple[XY, ...]
    fronts: tuple[Front, ...]
    language: str
    has_narrow: bool = True
    here: XY | None = None  # degrees: adds the inset
    lesser: Style | None = None  # the style of names of marks other than the one that is "here"


@dataclass(frozen=True)
class Lettered:
    """One set of names, and the furniture that stands among them."""

    labels: tuple[Label, ...]
    signs: str
    bar: ScaleBar


def compose(plate: Plate, title: str, description: str, kind: str) -> tuple[str, Lettered, Lettered | None]:
    """The finished SVG, and where the names stand on wide and on narrow screens."""
    trail = tuple(smooth(plate.trail, 12)) if len(plate.trail) > 1 else ()
    board = Board(plate.frame.sheet)
    for line_kind, line in plate.scene.lines:
        board.draw(line, line_kind)
    for front in plate.fronts:
        for piece in front.pieces:
            board.draw(piece, "front")
    if trail:
        board.draw(trail, "trail")
    blocked = [mark.box() for mark in plate.marks]
    corner = corner_for(plate.frame.sheet, INSET, blocked, board, "ne nw se sw") if plate.here else None
    bar = scale_bar(plate.frame, plate.language, [*blocked, *([corner] if corner else [])], board)
    wide = _lettered(plate, board.copy(), bar, corner, narrow=False)
    narrow = _lettered(plate, board.copy(), bar, corner, narrow=True) if plate.has_narrow else None
    body = _body(plate, trail, wide, narrow, corner)
    uid = f"{kind}-{hashlib.sha1((title + body).encode(), usedforsecurity=False).hexdigest()[:8]}-"
    return _wrapped(plate, body, title, description, uid), wide, narrow


def _wrapped(plate: Plate, body: str, title: str, description: str, uid: str) -> str:
    css = "drawn-map" + f" {plate.scene.halo}" * bool(plate.scene.halo) + " d-upright" * is_upright(plate.language)
    css += " d-two" * plate.has_narrow
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{css}" viewBox="0 0 {plate.frame.width} {plate.frame.height}" '
        f'width="{plate.frame.width}" height="{plate.frame.height}" role="img" direction="ltr" '
        f'lang="{escape(plate.language)}" aria-labelledby="{uid}t {uid}d">'
        f'<title id="{uid}t">{escape(title)}</title><desc id="{uid}d">{escape(description)}</desc>'
        f"{body.replace(ID, uid)}</svg>"
    )


def _body(plate: Plate, trail: Sequence[XY], wide: Lettered, narrow: Lettered | None, corner: Box | None) -> str:
    parts = [plate.scene.under]
    for front in plate.fronts:
        data = "".join(path(smooth(piece, 5)) for piece in front.pieces)
        parts.append(f'<path class="d-front{"" if front.is_great else " d-lesser"}" d="{data}"/>')
    if trail:
        data = path(trail)
        parts.append(f'<path class="d-case" d="{data}"/><path class="d-trail" d="{data}"/>')
    tethers = "".join(tether(mark) for mark in plate.marks)
    if tethers:
        parts.append(f'<path class="d-tether" d="{tethers}"/>')
    parts.append(neat_line(plate.frame))
    if corner and plate.here:
        parts.append(inset(*plate.here, corner))
    parts.append(f'<g class="d-wide">{_written(plate, wide, False)}</g>')
    if narrow:
        parts.append(f'<g class="d-narrow">{_written(plate, narrow, True)}</g>')
    ordered = sorted(plate.marks, key=lambda mark: mark.is_here)
    parts.append(f'<g text-anchor="middle">{"".join(drawn(mark) for mark in ordered)}</g>')
    return "".join(parts)


def _written(plate: Plate, lettered: Lettered, narrow: bool) -> str:
    """Names as SVG, those of one style in one group."""
    leaders = "".join(
        f"M{tidy(a[0])} {tidy(a[1])}L{tidy(b[0])} {tidy(b[1])}"
        for a, b in (x.leader for x in lettered.labels if x.leader)
    )
    parts = [f'<path class="d-leader" d="{leaders}"/>'] if leaders else []
    parts.append(lettered.signs)
    groups: dict[Style, list[str]] = {}
    for label in lettered.labels:
        groups.setdefault(label.style, []).append(_text(plate, label))
    for style, texts in groups.items():
        spacing = f' letter-spacing="{tidy(style.spacing * style.size)}"' if style.spacing else ""
        parts.append(f'<g class="{style.css}" font-size="{style.size:g}"{spacing}>{"".join(texts)}</g>')
    parts.append(lettered.bar.drawn(plate.language, narrow))
    return "".join(parts)


def _text(plate: Plate, label: Label) -> str:
    anchor = "" if label.anchor == "start" else f' text-anchor="{label.anchor}"'
    wet = "d-wet" if plate.scene.land_share(label.box) < 0.5 and not label.angle else ""
    css = f' class="{wet}"' if wet else ""
    lines = [f"{ISOLATE}{line}{POP}" if is_rtl_text(line) else line for line in map(escape, label.lines)]
    if label.angle:
        turn = f"translate({tidy(label.x)} {tidy(label.y)}) rotate({tidy(label.angle)})"
        return f'<text{css}{anchor} transform="{turn}">{lines[0]}</text>'
    x, y = tidy(label.x), tidy(label.y)
    if len(lines) == 1:
        return f'<text{css}{anchor} x="{x}" y="{y}">{lines[0]}</text>'
    step = tidy(label.style.size * LEADING)
    down = f' dy="{step}"'
    spans = "".join(f'<tspan x="{x}"{down if index else ""}>{line}</tspan>' for index, line in enumerate(lines))
    return f'<text{css}{anchor} x="{x}" y="{y}">{spans}</text>'


def is_rtl_text(text: str) -> bool:
    """Whether a name runs from right to left: by its first letter of Hebrew, Arabic or a like script."""
    first = next((letter for letter in text if letter.isalpha()), "")
    return "\u0590" <= first <= "\u08ff" or "\ufb1d" <= first <= "\ufefc"


def _lettered(plate: Plate, board: Board, bar: ScaleBar, corner: Box | None, narrow: bool) -> Lettered:
    """Find room for all names of one set, the marks' own names first."""
    scale = NARROW if narrow else 1.0
    board.take(bar.box(narrow), *([corner.grown(4)] if corner else []))
    board.take(*(box for mark in plate.marks for box in mark.boxes(scale)))
    own = adapted(plate.style.scaled(NARROW_NAME) if narrow else plate.style, plate.language)
    lesser = adapted(plate.lesser or plate.style, plate.language)
    wanted = [
        Named(title, mark.at, mark.radius * scale + (1 if mark.is_cemetery else 0), own if (mark.is_here or not plate.lesser) else lesser, key)
        for key, (mark, title) in enumerate(zip(plate.marks, plate.titles, strict=True))
        if title
    ]  # fmt: skip
    first = [named for named in wanted if named.style is own]
    labels = list(place_all(first, board).values())
    labels += place_all([named for named in wanted if named.style is not own], board).values()
    labels += _water_names(plate, board, narrow)
    great, rest = plate.scene.wishes[: plate.scene.great], plate.scene.wishes[plate.scene.great :]
    signs = ""
    if not narrow:
        labels += (placed := _at_points(great, plate.scene.most, board))[0]
        signs += placed[1]
    labels += _front_names(plate, board, narrow)
    if not narrow:
        labels += _along_lines(plate.scene.along[: plate.scene.great], board)
        labels += (placed := _at_points(rest, plate.scene.most, board))[0]
        labels += _along_lines(plate.scene.along[plate.scene.great :], board)
        signs += placed[1]
    return Lettered(tuple(labels), signs, bar)


def _water_names(plate: Plate, board: Board, narrow: bool) -> list[Label]:
    found = []
    for wish in plate.scene.waters:
        if wish.at:
            style = wish.style.scaled(NARROW_WATER) if narrow else wish.style
            label = place_one(Named(wish.text, wish.at, 0, style), board)
        else:
            label = water.place(wish.narrow if narrow else wish.wide, board)
        if label:
            found.append(label)
    return found


def _front_names(plate: Plate, board: Board, narrow: bool) -> list[Label]:
    found = []
    style = adapted(FRONT.scaled(1.28) if narrow else FRONT, plate.language)
    for front in plate.fronts:
        text = names.front_name(front.name, plate.language)
        line = max(front.pieces, key=length)
        if not text:
            continue
        label = place_along(text, line, style, board, COSTS["front"], lift=6)
        ends = (end for end in (line[-1], line[0]) if plate.frame.sheet.has(*end))
        label = label or next(filter(None, (place_one(Named(text, end, 2, style), board) for end in ends)), None)
        if label:
            found.append(label)
    return found


def _at_points(wishes: Sequence[Wish], most: int, board: Board) -> tuple[list[Label], str]:
    """Towns, peaks and hills, as far as there is room."""
    found: list[Label] = []
    signs = ""
    for wish in wishes:
        if len(found) >= most:
            break
        sign = Box.around(*wish.at, wish.radius + 1.5)
        if wish.radius and (board.hits(sign) or board.cost((sign,)) >= COSTS["trail"]):
            continue
        if not wish.radius:
            label = _centred_name(wish.text, wish.at, wish.style, board)
        else:
            board.take(sign)
            label = place_one(Named(wish.text, wish.at, wish.radius, wish.style), board)
            if label is None:
                board.give_back(sign)
        if label:
            found.append(label)
            signs += wish.drawn()
    return found, signs


def _along_lines(wishes: Sequence[LineWish], board: Board) -> list[Label]:
    """Rivers, roads: each name once."""
    found: dict[str, Label] = {}
    for wish in wishes:
        if wish.text not in found:
            label = place_along(wish.text, wish.line, wish.style, board, COSTS[wish.kind], wish.lift)
            if label:
                found[wish.text] = label
    return list(found.values())


def _centred_name(text: str, at: XY, style: Style, board: Board) -> Label | None:
    """A name on its spot, or close by."""
    for dx, dy in CLOSE_BY:
        found = _try(text, (at[0] + dx, at[1] + dy), style, board)
        if found:
            return found
    return None


def _try(text: str, at: XY, style: Style, board: Board) -> Label | None:
    box = extent((text,), at[0], at[1] + style.size * 0.32, "middle", style)
    if board.is_free((box,)) and board.cost((box,)) < COSTS["front"]:
        board.take(box.grown(1))
        return Label((text,), at[0], at[1] + style.size * 0.32, "middle", style, (box,))
    return None
