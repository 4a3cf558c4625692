"""Keeping the cells of the map in step with the index, and reading them.

Each place is counted once at every level in each subset it belongs to. A change of the index becomes differences to
the sums of a few cells; `rebuild` counts everything anew.
"""

import secrets
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from ..models import Entry, EntryNation, MapCell, MapEdition, MapPiece
from .cells import LEVELS, position_in_curve

FINEST = 12  # at finer levels a view holds few places, which are read from the index itself
PIECES = 7  # the level of the pieces that are kept in memory: about 300 km wide
ALL = ""
LONG = "long"  # places whose time spans more months than are counted one by one
MOST_MONTHS = 60
BATCH = 1000
MANY = 500  # from so many changes on, counting everything anew is quicker

Key = tuple[str, str, int, int, str]  # language, subset, level, cell, kind
Sums = list[int]  # count, columns, rows, entries
Member = tuple[int, int, str, tuple[str, ...]]  # a place's number, cell, kind, subsets
Change = tuple[Entry | None, Entry | None]


def subset_of(name: str, value: str) -> str:
    """The name of the subset of a filter's value: `region:rome`."""
    return f"{name}:{value}"


def months_between(earliest: date, latest: date) -> Iterator[str]:
    """The months that a time touches: 1944-05, 1944-06 …"""
    for month in range(earliest.year * 12 + earliest.month - 1, latest.year * 12 + latest.month):
        yield f"{month // 12:04}-{month % 12 + 1:02}"


def subsets(entry: Any, nations: Iterable[str]) -> list[str]:
    """The subsets a place is counted in; it may be any row with the columns of an `Entry`."""
    found = [ALL, *(subset_of("nation", code) for code in sorted(set(nations)))]
    if entry.region:
        found.append(subset_of("region", entry.region))
    if entry.step_free:
        found.append(subset_of("access", entry.step_free))
    if entry.earliest and entry.latest and entry.earliest <= entry.latest:
        months = (entry.latest.year - entry.earliest.year) * 12 + entry.latest.month - entry.earliest.month
        if months >= MOST_MONTHS:
            found.append(LONG)
        else:
            touched = list(months_between(entry.earliest, entry.latest))
            years = dict.fromkeys(month[:4] for month in touched)
            found += [subset_of("period", part) for part in (*touched, *years)]
    return found


def follow(changes: list[Change]) -> None:
    """Follow the index: a listener of `trail.finding.index`."""
    languages = sorted({entry.language for change in changes for entry in change if entry is not None})
    if len(changes) > MANY:
        for language in languages:
            rebuild(language)
        return
    nations = _nations([after for _before, after in changes if after is not None])
    differences: dict[Key, Sums] = defaultdict(lambda: [0, 0, 0, 0])
    for before, after in changes:
        if before is not None and _is_counted(before):
            _count(differences, before, [nation.code for nation in before.nations.all()], -1)
        if after is not None and _is_counted(after):
            _count(differences, after, nations.get(after.pk, ()), 1)
    with transaction.atomic():
        _new_edition(languages)
        _mark(entry for change in changes for entry in change if entry is not None and _is_counted(entry))
        _apply({key: sums for key, sums in differences.items() if any(sums)})


def rebuild(language: str = "") -> None:
    """Count all places anew, for one language or all."""
    languages = {language} if language else set(Entry.objects.order_by().values_list("language", flat=True).distinct())
    languages |= {language} if language else set(MapEdition.objects.values_list("language", flat=True))
    for each in sorted(languages):
        with transaction.atomic():
            _new_edition([each])
            MapCell.objects.filter(language=each).delete()
            members = _members(each)
            MapPiece.objects.filter(language=each).delete()
            _write_marks((each, cell >> 2 * (LEVELS - PIECES)) for _pk, cell, _kind, _subsets in members)
            for level in range(FINEST + 1):
                _write_level(each, level, members)


def edition(language: str) -> int:
    """Which edition the map of a language has."""
    return MapEdition.objects.filter(language=language).values_list("number", flat=True).first() or 0


def _members(language: str) -> list[Member]:
    """All places of a language with what they are counted by: small, because there may be very many."""
    places = Entry.objects.filter(language=language, type=Entry.Type.PLACE, cell__isnull=False)
    nations: dict[int, list[str]] = defaultdict(list)
    for pk, code in EntryNation.objects.filter(entry__in=places).values_list("entry_id", "code"):
        nations[pk].append(code)
    only = ("language", "type", "kind", "region", "cell", "step_free", "earliest", "latest")
    return [
        (place.pk, place.cell or 0, place.kind, tuple(map(sys.intern, subsets(place, nations.get(place.pk, ())))))
        for place in places.only(*only).order_by().iterator(chunk_size=BATCH)
    ]


def _write_level(language: str, level: int, members: list[Member]) -> None:
    """Count and store one level: the sums of all levels at once would not fit into a small machine."""
    sums: dict[tuple[str, int, str], Sums] = defaultdict(lambda: [0, 0, 0, 0])
    for pk, cell, kind, found in members:
        column, row = position_in_curve(cell)
        at = cell >> 2 * (LEVELS - level)
        for subset in found:
            total = sums[(subset, at, kind)]
            total[0] += 1
            total[1] += column
            total[2] += row
            total[3] += pk
    rows = (_row((language, subset, level, at, kind), values) for (subset, at, kind), values in sums.items())
    while part := list(islice(rows, BATCH)):
        MapCell.objects.bulk_create(part)


def _is_counted(entry: Entry | None) -> bool:
    return entry is not None and entry.type == Entry.Type.PLACE and entry.cell is not None


def _nations(entries: list[Entry]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    keys = [entry.pk for entry in entries]
    for start in range(0, len(keys), BATCH):
        rows = EntryNation.objects.filter(entry__in=keys[start : start + BATCH])
        for pk, code in rows.values_list("entry_id", "code"):
            found[pk].append(code)
    return found


def _count(sums: dict[Key, Sums], entry: Entry, nations: Iterable[str], sign: int) -> None:
    """Add a place to the sums of its cells, or take it away."""
    cell = entry.cell
    assert cell is not None
    column, row = position_in_curve(cell)
    values = (sign, sign * column, sign * row, sign * entry.pk)
    found = subsets(entry, nations)
    for level in range(FINEST + 1):
        at = cell >> 2 * (LEVELS - level)
        for subset in found:
            total = sums[(entry.language, subset, level, at, entry.kind)]
            for index, value in enumerate(values):
                total[index] += value


def _new_edition(languages: Iterable[str]) -> None:
    """Lock the languages' rows until the transaction ends, and raise their numbers."""
    for language in languages:
        row, _is_new = MapEdition.objects.select_for_update().get_or_create(language=language)
        MapEdition.objects.filter(pk=row.pk).update(number=F("number") + 1)


def _mark(entries: Iterable[Entry]) -> None:
    """Give the pieces of these places new marks: what is kept of them in memory is no longer true."""
    _write_marks((entry.language, (entry.cell or 0) >> 2 * (LEVELS - PIECES)) for entry in entries)


def _write_marks(pieces: Iterable[tuple[str, int]]) -> None:
    rows = [MapPiece(language=language, cell=cell, mark=secrets.randbits(62)) for language, cell in sorted(set(pieces))]
    MapPiece.objects.bulk_create(
        rows, BATCH, update_conflicts=True, unique_fields=["language", "cell"], update_fields=["mark"]
    )


def _apply(differences: dict[Key, Sums]) -> None:
    """Add differences to the stored sums; cells in which nothing is left go."""
    keys = sorted(differences)
    for start in range(0, len(keys), BATCH // 5):
        part = keys[start : start + BATCH // 5]
        stored = {_key(row): row for row in MapCell.objects.filter(_any_of(part))}
        changed, new, gone = [], [], []
        for key in part:
            row = stored.get(key)
            if row is None:
                new.append(_row(key, differences[key]))
                continue
            row.count, row.columns, row.rows, row.entries = (
                value + more for value, more in zip(_sums(row), differences[key], strict=True)
            )
            (changed if row.count else gone).append(row)
        MapCell.objects.bulk_create(new)
        MapCell.objects.bulk_update(changed, ["count", "columns", "rows", "entries"], batch_size=BATCH // 5)
        MapCell.objects.filter(pk__in=[row.pk for row in gone]).delete()


def _any_of(keys: list[Key]) -> Q:
    """The rows of the cells of these keys: grouped, so that the condition stays short."""
    grouped: dict[tuple[str, int], tuple[set[str], set[int]]] = defaultdict(lambda: (set(), set()))
    for language, subset, level, cell, _kind in keys:
        grouped[(language, level)][0].add(subset)
        grouped[(language, level)][1].add(cell)
    found = Q(pk__in=[])
    for (language, level), (names, cells) in grouped.items():
        found |= Q(language=language, subset__in=names, level=level, cell__in=cells)
    return found


def _key(row: MapCell) -> Key:
    return row.language, row.subset, row.level, row.cell, row.kind


def _sums(row: MapCell) -> Sums:
    return [row.count, row.columns, row.rows, row.entries]


def _row(key: Key, sums: Any) -> MapCell:
    language, subset, level, cell, kind = key
    count, columns, rows, entries = sums
    return MapCell(
        language=language, subset=subset, level=level, cell=cell, kind=kind,
        count=count, columns=columns, rows=rows, entries=entries,
    )  # fmt: skip
