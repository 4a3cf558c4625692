"""The counts as a table: by day, by language, by both, or by page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet, Sum

from .counting import Key
from .models import VisitCount

WAYS = {"day": ("day", "language"), "language": ("language",), "page": ("language", "path")}


def kept(by: str, since: date | None = None) -> list[tuple[Any, ...]]:
    """The rows of what was kept: the names of `WAYS[by]`, then how often."""
    rows = VisitCount.objects.filter(day__gte=since) if since else VisitCount.objects.all()
    return _ordered(by, summed(rows, by).values_list(*WAYS[by], "times"))


def summed(rows: QuerySet[VisitCount], by: str) -> QuerySet[Any]:
    """Counts added up over what a table does not show."""
    return rows.order_by().values(*WAYS[by]).annotate(times=Sum("count"))


def found(by: str, pages: Counter[Key], since: date | None = None) -> list[tuple[Any, ...]]:
    """The same of what was just found in a log."""
    sums: Counter[tuple[Any, ...]] = Counter()
    for (day, language, path), times in pages.items():
        if since is None or day >= since:
            values = {"day": day, "language": language, "path": path}
            sums[tuple(values[name] for name in WAYS[by])] += times
    return _ordered(by, ((*key, times) for key, times in sums.items()))


def _ordered(by: str, rows: Iterable[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Days as they come, all else the most read first."""
    return sorted(rows) if by == "day" else sorted(rows, key=lambda row: (-row[-1], row[:-1]))
