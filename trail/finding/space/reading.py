"""What a view of the map shows where the cells have been counted: clusters and single places."""

from dataclasses import dataclass

from django.db.models import QuerySet, Sum

from trail.geo.coordinates import Point

from ..models import MapCell
from .cells import point_at
from .clusters import FINEST
from .view import View


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


def _cells(language: str, subset: str, kind: str, view: View, level: int) -> QuerySet[MapCell]:
    cells = MapCell.objects.filter(view.within(level), language=language, subset=subset, level=level)
    return cells.filter(kind=kind) if kind else cells
