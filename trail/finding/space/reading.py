"""What a view of the map shows where the cells have been counted: clusters and single places."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet, Sum

from trail.geo.coordinates import Point

from ..models import MapCell
from .cells import point_at, position_in_curve
from .clusters import ALL, FINEST, subset_of
from .view import View

EDGES = 10  # the level of the cells whose edges are those of the whole: 40 km at the equator
MIDSTS = 8


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


def edges_of_cells(language: str, kind: str) -> tuple[float, float, float, float] | None:
    """West, south, east and north of all places, or of those of a kind: the edges of the cells they lie in."""
    cells = MapCell.objects.filter(language=language, subset=ALL, level=EDGES)
    cells = cells.filter(kind=kind) if kind else cells
    positions = [position_in_curve(cell) for cell in cells.order_by().values_list("cell", flat=True).distinct()]
    if not positions:
        return None
    columns, rows = [column for column, _row in positions], [row for _column, row in positions]
    upper, lower = point_at(min(columns), min(rows), EDGES), point_at(max(columns) + 1, max(rows) + 1, EDGES)
    return upper.longitude, lower.latitude, lower.longitude, upper.latitude


def midsts_of_subsets(language: str, name: str, values: Iterable[str]) -> dict[str, list[Point]]:
    """For each of some values of a filter where its places lie: the midst of each cell that has some."""
    wanted = [subset_of(name, value) for value in values]
    cells = MapCell.objects.filter(language=language, subset__in=wanted, level=MIDSTS)
    sums = cells.values("subset", "cell").annotate(n=Sum("count"), x=Sum("columns"), y=Sum("rows"))
    found: dict[str, list[Point]] = {}
    for row in sums.order_by("subset", "cell"):
        midst = point_at(int(row["x"]) / int(row["n"]) + 0.5, int(row["y"]) / int(row["n"]) + 0.5)
        found.setdefault(row["subset"].partition(":")[2], []).append(midst)
    return found


def _cells(language: str, subset: str, kind: str, view: View, level: int) -> QuerySet[MapCell]:
    cells = MapCell.objects.filter(view.within(level), language=language, subset=subset, level=level)
    return cells.filter(kind=kind) if kind else cells
