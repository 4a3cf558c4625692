"""How long the map's answers take with 1,000, 10,000 and 100,000 places on both databases. Run from the project's folder:

    python bench/map_data.py [rounds] [count …]

Prints a table and writes it to docs/reference/benchmarks-map-data.md. Views are asked for as a browser does, through all
of Django, each time from the database and from what a process keeps in memory: finished answers are not kept. With
`sqlite` or `postgresql` among the words only that one is measured, and nothing written.
"""

import atexit
import random
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.databases import Bench, Case, main, page  # noqa: E402

ZOOMS = (5, 8, 11, 14)
WIDE, HIGH = 760, 620  # pixels of the map on a desk
FILTERS = {
    "all places": "",
    "one kind": "&kind=cemetery",
    "one nation": "&nation=PL",
    "one month": "&period=1944-05",
    "kind and nation": "&kind=cemetery&nation=PL",
    "nation and month": "&nation=PL&period=1944-05",
    "open today": "&open=today",
    "a name": "&q=bridge",
    "three filters and a name": "&nation=PL&period=1944&open=today&q=memorial",
}
FILES = "django.core.cache.backends.filebased.FileBasedCache"
NOTHING = "/-/live"  # what any answer costs, for comparison
PAGES = {"the page": "", "the page, one kind": "?kind=cemetery", "the page, two filters": "?nation=PL&period=1944-05"}
BENCH = Bench(
    module="bench.map_data",
    title="the map's data",
    target=ROOT / "docs" / "reference" / "benchmarks-map-data.md",
    intro=(
        "Milliseconds of the clock for one whole answer in a warm process; an answer that is kept comes at once. Targets with\n"
        "100,000 places: 50 ms and 30 KB. What is counted beforehand (all places, one kind, one nation, one month, a kind and\n"
        "one of these) costs the same however many places there are, down to level 12. Other filters are answered from bitmaps\n"
        "that a process keeps in memory, and files that all processes share: “loaded by a process that has just begun” is what\n"
        "the first such question of a process does; “made anew” is done once, when the index is rebuilt, and after a change only\n"
        "by the first to ask, for the pieces of the world in which something changed."
    ),
    last=lambda made: f"{made['cell_seconds']:.0f} s, {made['cells']:,} cells",
    last_title="Counting the cells anew (`manage.py rebuild_index`, one part of it)",
)


def views(zoom: int) -> list[str]:
    """Views round places that are there, as a visitor's screen would show them."""
    from trail.finding.models import Entry
    from trail.finding.space.cells import column_and_row, point_at
    from trail.geo.coordinates import Point

    found = Entry.objects.filter(cell__isnull=False).order_by("pk").values_list("latitude", "longitude")
    several = random.Random(zoom).sample(list(found[:1000]), 12)
    addresses = []
    for latitude, longitude in several:
        column, row = column_and_row(Point(latitude, longitude))
        half = (1 << (24 - zoom)) / 256
        size = 1 << 24
        west, east = max(0, column - WIDE / 2 * half), min(size, column + WIDE / 2 * half)
        north, south = max(0, row - HIGH / 2 * half), min(size, row + HIGH / 2 * half)
        upper, lower = point_at(west, north), point_at(east, south)
        bbox = f"{upper.longitude:.4f},{lower.latitude:.4f},{lower.longitude:.4f},{upper.latitude:.4f}"
        addresses.append(f"/en/map/places.json?z={zoom}&bbox={bbox}")
    return addresses


def cases() -> list[Case]:
    """Views with all filters, and the page."""
    from django.conf import settings
    from django.core.cache.backends.dummy import DummyCache

    from sites.finding import map_data

    map_data.cache = DummyCache("", {})  # finished answers are not kept
    folder = tempfile.TemporaryDirectory(prefix="trail-pieces-")
    atexit.register(folder.cleanup)
    settings.CACHES["pieces"] |= {"BACKEND": FILES, "LOCATION": folder.name}
    found = [
        Case("an answer without content", [page(NOTHING)]),
        Case("places made anew from the index", [_make_all], share=0),
        Case("places loaded by a process that has just begun", [_load_all], share=0.2),
        Case("after a change of one place", [_read_one], share=0.2),
    ]
    for name, query in FILTERS.items():
        for zoom in ZOOMS:
            found.append(Case(f"{name}, zoom {zoom}", [page(address + query) for address in views(zoom)]))
    return [*found, *(Case(name, [page(f"/en/map/{query}")], share=0.25) for name, query in PAGES.items())]


def _make_all() -> bytes:
    from django.core.cache import caches

    from trail.finding.space import pieces

    caches[pieces.CACHE].clear()
    return _load_all()


def _load_all() -> bytes:
    from trail.finding.space import pieces

    pieces.forget()
    pieces.pieces_of("en")
    return b""


def _read_one() -> bytes:
    """What the next question costs after a place of the fullest piece has changed."""
    from trail.finding.models import MapPiece
    from trail.finding.space import pieces

    fullest = max(pieces.pieces_of("en"), key=lambda piece: piece.count)
    MapPiece.objects.filter(language="en", cell=fullest.cells[0] >> pieces.SHIFT).update(mark=time.monotonic_ns())
    pieces.pieces_of("en")
    return b""


if __name__ == "__main__":
    main([BENCH], sys.argv[1:])
