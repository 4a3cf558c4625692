"""What a change of the index means for the kept pages: the map, the finder of cemeteries, and what is near a place."""

from django.conf import settings

from trail.store import keys
from trail.store.dropping import drop

from .index import Change
from .models import Entry, EntryNation

# What lists and maps show of a row; the text that is only searched is not among them.
SHOWN = (
    "url",
    "path",
    "type",
    "kind",
    "region",
    "title",
    "summary",
    "earliest",
    "latest",
    "latitude",
    "longitude",
    "step_free",
    "always_open",
    "opening_hours",
    "country",
    "managing_body",
    "burials",
)
NEAR = ("url", "type", "kind", "title", "latitude", "longitude")


def follow(changes: list[Change]) -> None:
    """Called with the rows that changed, before and after."""
    if not settings.TRAIL_STORE:
        return
    found: set[str] = set()
    for before, after in changes:
        if before is None or after is None or _differ(before, after, SHOWN) or _nations(before) != _nations(after):
            found |= {key for row in (before, after) if row is not None for key in _lists(row)}
        if before is None or after is None or _differ(before, after, NEAR):
            found |= {
                keys.at(row.language, row.latitude, row.longitude)
                for row in (before, after)
                if row is not None and row.latitude is not None and row.longitude is not None
            }
    drop(found, hard=any(after is None for _before, after in changes))


def _lists(row: Entry) -> set[str]:
    """The lists in which a row stands."""
    on_map = {keys.index(row.language, "*")} if row.type in {Entry.Type.PLACE, Entry.Type.REGION} else set()
    return on_map | {keys.index(row.language, row.kind), keys.index(row.language, row.type)}


def _differ(one: Entry, other: Entry, names: tuple[str, ...]) -> bool:
    return any(getattr(one, name) != getattr(other, name) for name in names)


def _nations(row: Entry) -> set[tuple[str, int | None]]:
    if "nations" in getattr(row, "_prefetched_objects_cache", {}):
        return {(nation.code, nation.burials) for nation in row.nations.all()}
    return set(EntryNation.objects.filter(entry_id=row.pk).values_list("code", "burials"))
