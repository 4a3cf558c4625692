"""The places that a visitor has chosen on the map: as rows of the index, and, where it can be, as a counted subset."""

from collections import Counter
from functools import cached_property

from django.db.models import Q, QuerySet
from django.utils import timezone

from trail.finding.models import Entry, MapCell
from trail.finding.space.clusters import ALL, LONG, subset_of

from .filters import Filters, narrow
from .opening import condition_on


class Selection:
    """The places that pass the filters and bear the name. What has to be looked up is looked up once."""

    def __init__(self, language: str, filters: Filters, name: str = "") -> None:
        self.language, self.filters, self.name = language, filters, name

    @cached_property
    def _hours(self) -> Q:
        return condition_on(timezone.localdate()) if self.filters.open else Q()

    @cached_property
    def has_long(self) -> bool:
        """Whether some place's time is too long to be counted month by month."""
        return MapCell.objects.filter(language=self.language, subset=LONG, level=0).exists()

    def places(self, leave_out: str = "") -> QuerySet[Entry]:
        """The places, with the filter that is named left out."""
        kept = self.filters.with_(open="")
        places = narrow(places_in(self.language), kept, timezone.localdate(), leave_out=leave_out).filter(self._hours)
        return places.filter(named(self.name)) if self.name else places

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


def places_in(language: str) -> QuerySet[Entry]:
    """All places of a language that stand somewhere on the map."""
    return Entry.objects.filter(language=language, type=Entry.Type.PLACE, cell__isnull=False)


def named(words: str) -> Q:
    """The condition that each of the words stands in one of a place's names."""
    found = Q()
    for word in words.split():
        found &= Q(title__icontains=word) | Q(names__icontains=word)
    return found


def count_by_kind(language: str, subset: str) -> Counter[str]:
    """How many places of each kind a counted subset has, all over the world."""
    rows = MapCell.objects.filter(language=language, subset=subset, level=0)
    return Counter(dict(rows.values_list("kind", "count")))
