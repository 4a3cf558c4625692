"""What a view of the map shows: clusters and single places, from the counted cells where they know the answer."""

from dataclasses import dataclass

from django.db.models import Avg, Count, F, Min, QuerySet, Sum

from trail.geo.coordinates import Point

from ..models import Entry, MapCell
from .cells import LEVELS, point_at
from .clusters import FINEST
from .view import View

MOST_READ = 5000  # so many places of a close view are grouped one by one; where there are more, cells are coarser


@dataclass(frozen=True)
class Cluster:
    """Places that stand together: how many, their midst, and, of a single one, its entry's number."""

    count: int
    midst: Point
    entry: int | None = None


def clusters_of_cells(language: str, subset: str, kind: str, view: View) -> list[Cluster]:
    """The clusters of a counted subset: a few hundred rows, however many places there are."""
    level = min(view.cell_level, FINEST)
    cells = _cells(language, subset, kind, view, level)
    sums = cells.values("cell").annotate(
        n=Sum("count"), x=Sum("columns"), y=Sum("rows"), numbers=Sum("entries")
    )  # fmt: skip
    return [
        Cluster(
            int(row["n"]),
            point_at(int(row["x"]) / int(row["n"]) + 0.5, int(row["y"]) / int(row["n"]) + 0.5),
            int(row["numbers"]) if row["n"] == 1 else None,
        )
        for row in sums.order_by("cell")
    ]


def is_close(language: str, subset: str, kind: str, view: View) -> bool:
    """Whether a view is finer than the counted cells, and its places few enough to be grouped one by one."""
    if view.cell_level <= FINEST:
        return False
    around = _cells(language, subset, kind, view, FINEST).aggregate(n=Sum("count"))
    return int(around["n"] or 0) <= MOST_READ


def clusters_of_index(places: QuerySet[Entry], view: View) -> list[Cluster]:
    """The clusters of any places, grouped by the database: its work grows with the places that are in view."""
    shift = 2 * (LEVELS - view.cell_level)
    grouped = places.filter(view.within()).order_by().values(part=F("cell").bitrightshift(shift))
    rows = grouped.annotate(n=Count("pk"), north=Avg("latitude"), east=Avg("longitude"), entry=Min("pk"))
    return [
        Cluster(row["n"], Point(row["north"], row["east"]), row["entry"] if row["n"] == 1 else None)
        for row in rows.order_by("part")
    ]


def _cells(language: str, subset: str, kind: str, view: View, level: int) -> QuerySet[MapCell]:
    cells = MapCell.objects.filter(view.within(level), language=language, subset=subset, level=level)
    return cells.filter(kind=kind) if kind else cells
