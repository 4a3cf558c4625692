"""What a page says of itself to the index."""

from dataclasses import dataclass, field
from datetime import date

from trail.geo.coordinates import Point


@dataclass(frozen=True)
class EntryData:
    """The findable facts and words of one page. `nations` maps ISO codes to burials, `None` where nobody counted."""

    type: str
    kind: str = ""
    region: str = ""
    names: tuple[str, ...] = ()
    body: str = ""
    keywords: tuple[str, ...] = ()  # words of the facts: the kind, the nations, the date as people write it
    earliest: date | None = None
    latest: date | None = None
    point: Point | None = None
    step_free: str = ""
    always_open: bool = False
    opening_hours: str = ""
    country: str = ""
    managing_body: str = ""
    burials: int | None = None
    nations: dict[str, int | None] = field(default_factory=dict)
