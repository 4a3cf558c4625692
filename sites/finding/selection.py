"""The places that a visitor has chosen on the map: as a counted subset where it can be, else as bits in memory."""

from collections import Counter
from functools import cached_property

from django.db.models import QuerySet
from django.utils import timezone

from trail.finding.models import Entry, MapCell
from trail.finding.space.bitmaps import ALWAYS, Chosen, Piece
from trail.finding.space.clusters import ALL, LONG, subset_of
from trail.finding.space.pieces import pieces_of
from trail.finding.space.view import View
from trail.finding.text.tokens import plain

from .filters import Filters, days_of
from .opening import open_wordings

SINGLE = ("kind", "region", "nation")  # filters that are values of their own


class Selection:
    """The places that pass the filters and bear the name. What has to be looked up is looked up once."""

    def __init__(self, language: str, filters: Filters, name: str = "") -> None:
        self.language, self.filters, self.name = language, filters, name

    @cached_property
    def chosen(self) -> Chosen:
        """The places, whatever the filters are."""
        return self.without("")

    def without(self, name: str) -> Chosen:
        """The places that pass all filters but one."""
        return Chosen([(piece, self._bits(piece, name)) for piece in self._pieces])

    def within(self, view: View) -> Chosen:
        """The places of the pieces that a view touches."""
        return Chosen([(piece, self._bits(piece, "")) for piece in pieces_of(self.language, view)])

    @cached_property
    def has_long(self) -> bool:
        """Whether some place's time is too long to be counted month by month."""
        return MapCell.objects.filter(language=self.language, subset=LONG, level=0).exists()

    def counted(self, leave_out: str = "") -> str | None:
        """The subset in which the filters, but for the kind, are counted; `None` where places must be looked at."""
        values = self.filters.with_(kind="", type="", **({leave_out: ""} if leave_out else {})).values()
        if self.name or len(values) > 1 or "open" in values:
            return None
        if not values:
            return ALL
        key, value = next(iter(values.items()))
        if key == "period" and self.has_long:
            return None
        return subset_of(key, "yes" if key == "access" else value)

    @cached_property
    def _pieces(self) -> list[Piece]:
        return pieces_of(self.language)

    @cached_property
    def _wordings(self) -> list[str]:
        return open_wordings(timezone.localdate())

    def _bits(self, piece: Piece, leave_out: str) -> int:
        found = piece.named(plain(self.name).split()) if self.name else piece.all
        for name, value in self.filters.values().items():
            if name == leave_out or not found:
                continue
            if name == "period":
                days = days_of(value)
                found &= piece.during(*days, value) if days else found
            elif name == "open":
                found &= piece.having(ALWAYS, [""]) | piece.having("hours", self._wordings)
            elif name == "access":
                found &= piece.having("access", ["yes"])
            elif name in SINGLE:
                found &= piece.having(name, [value])
        return found


def places_in(language: str) -> QuerySet[Entry]:
    """All places of a language that stand somewhere on the map."""
    return Entry.objects.filter(language=language, type=Entry.Type.PLACE, cell__isnull=False)


def count_by_kind(language: str, subset: str) -> Counter[str]:
    """How many places of each kind a counted subset has, all over the world."""
    rows = MapCell.objects.filter(language=language, subset=subset, level=0)
    return Counter(dict(rows.values_list("kind", "count")))
