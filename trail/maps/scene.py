"""What any ground offers to a map: its drawing, the lines labels should respect, and the names it would like to show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .geometry import XY, Box, tidy
from .labels import Label
from .lettering import Style

ID = "@@"  # stands for the map's own prefix of ids until the map is finished


def nowhere(_x: float, _y: float) -> bool:
    """No land."""
    return False


def no_share(_box: Box) -> float:
    """No land."""
    return 0.0


@dataclass(frozen=True)
class Wish:
    """A lesser name at a point; `sign` is what stands there: a dot, a peak, or nothing."""

    text: str
    at: XY
    style: Style
    sign: str = "dot"

    @property
    def radius(self) -> float:
        """How much room the sign needs."""
        return {"dot": 2.5, "peak": 4.5}.get(self.sign, 0.0)

    def drawn(self) -> str:
        """The sign as SVG."""
        x, y = self.at
        if self.sign == "dot":
            return f'<circle class="d-dot" cx="{tidy(x)}" cy="{tidy(y)}" r="2.3"/>'
        if self.sign == "peak":
            return f'<path class="d-peak" d="M{tidy(x)} {tidy(y - 4.5)}l4.6 8h-9.2z"/>'
        return ""


@dataclass(frozen=True)
class LineWish:
    """A name along a line; `kind` is the line's own in the board's prices."""

    text: str
    line: tuple[XY, ...]
    style: Style
    kind: str
    lift: float = 4.5


@dataclass(frozen=True)
class WaterWish:
    """A name in open water: offers of places on wide and on narrow screens, or exactly where it goes."""

    text: str
    style: Style
    wide: tuple[tuple[float, Label], ...] = ()
    narrow: tuple[tuple[float, Label], ...] = ()
    at: XY | None = None


@dataclass(frozen=True)
class Scene:
    """A ground, ready to be drawn on."""

    under: str
    lines: tuple[tuple[str, tuple[XY, ...]], ...] = ()
    wishes: tuple[Wish, ...] = ()
    along: tuple[LineWish, ...] = ()
    waters: tuple[WaterWish, ...] = ()
    is_land: Callable[[float, float], bool] = nowhere
    land_share: Callable[[Box], float] = no_share
    halo: str = ""  # class of the map where its ground is no land: a city's plan, or none at all
    has_hills: bool = False
    great: int = 6  # so many of the wishes come before the names of the fronts
    most: int = 24  # names at points, after the great ones
