"""How long the search takes with 1,000, 10,000 and 100,000 entries on both databases. Run from the project's folder:

    python bench/search.py [rounds] [count …]

Prints a table and writes it to docs/reference/benchmarks-search.md. Pages and suggestions are asked for as a browser
does, through all of Django, and read from the database anew each time; times are of the clock, for PostgreSQL works
in a process of its own. With `sqlite` or `postgresql` among the words only that one is measured, and nothing written.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.databases import Bench, Case, main, page  # noqa: E402

CASES = {
    "search, a rare name": ["/en/search/?q=camonte", "/en/search/?q=salerforli", "/en/search/?q=battle+of+romavena"],
    "search, a common word": ["/en/search/?q=cemetery", "/en/search/?q=memorial"],
    "search, two common words": ["/en/search/?q=polish+cemetery", "/en/search/?q=german+troops+river"],
    "search, words and two filters": [
        "/en/search/?q=war+cemetery&nation=PL&period=1944",
        "/en/search/?q=bridge&kind=landmark&nation=GB",
    ],
    "search, a slip": ["/en/search/?q=cemetary", "/en/search/?q=polsih+cemetary"],
    "search, filters alone": ["/en/search/?kind=museum&nation=NZ"],
    "search, open today": ["/en/search/?q=museum&open=today&nation=PL"],
    "suggestions": ["/en/search/suggest?q=ca", "/en/search/suggest?q=memorial+of+sal", "/en/search/suggest?q=gra"],
    "finder of cemeteries": ["/en/cemeteries/", "/en/cemeteries/?nation=PL&least=500&sort=burials"],
}
NEAR = ((41.49, 13.81), (45.5, 9.2), (38.1, 15.6), (43.8, 11.2))
BENCH = Bench(
    module="bench.search",
    title="search",
    target=ROOT / "docs" / "reference" / "benchmarks-search.md",
    intro=(
        "Milliseconds of the clock for one whole answer, in a warm process. Targets with 100,000 entries on PostgreSQL: near\n"
        "here 50 ms, search with facets 150 ms."
    ),
    last=lambda made: f"{made['word_seconds']:.0f} s",
    last_title="Making the words anew (`manage.py rebuild_index`, its last part)",
)


def cases() -> list[Case]:
    """The pages of the search and the finder, suggestions, and what is near."""
    from trail.finding.space.nearby import nearest
    from trail.geo.coordinates import Point

    found = [Case(name, [page(address) for address in addresses]) for name, addresses in CASES.items()]
    near = [lambda at=at: repr(nearest(Point(*at), "en", 3)).encode() for at in NEAR]
    return [*found, Case("near here", near)]


if __name__ == "__main__":
    main([BENCH], sys.argv[1:])
