"""kill -9 of a web process while it writes a page into the store."""

from collections.abc import Callable
from typing import Any

import pytest

from .conftest import Installation

pytestmark = pytest.mark.django_db
#: Where the process is killed.
PLACES = {
    "before the first file": "shelf.Laid._write = after(0, shelf.Laid._write)",
    "in the middle of the first file": "shelf.os.fsync = pause",
    "after the first file": "shelf.Laid._write = after(1, shelf.Laid._write)",
    "between the files": "shelf.Laid._write = after(3, shelf.Laid._write)",
    "when all files lie beside their places": "ledger.Ledger.keep = pause",
    "when what was there before is taken away": "shelf.Shelf.remove = after(1, shelf.Shelf.remove)",
    "when the row is entered": "ledger.Ledger._keep = two_steps",
    "before the first file is in its place": "shelf.Laid.place = pause",
    "when a compressed page is in its place": "replacing(1)",
    "when both compressed pages are in their places": "replacing(2)",
    "when the page is in its place": "replacing(3)",
    "before the second commit": "shelf.Laid.place = after(1, shelf.Laid.place)",
}
# From here on the row of what was there before has gone, and so must its files.
ENTERED = list(PLACES)[list(PLACES).index("when the row is entered") - 1 :]
WRITE = """
from pathlib import Path
from contextlib import contextmanager
from trail.store import ledger, shelf

keep, writing = ledger.Ledger._keep, ledger.Ledger._writing

def two_steps(self, *arguments):
    begun = []

    @contextmanager
    def counted(self):
        begun.append(1)
        if len(begun) == 2:
            pause()
        with writing(self) as connection:
            yield connection

    ledger.Ledger._writing = counted
    return keep(self, *arguments)

def replacing(number):
    place = shelf.Laid.place

    def stopped(self):
        Path.replace = after(number, Path.replace)
        place(self)

    shelf.Laid.place = stopped

PLACE
ask("/en/about/")
"""
#: What the store holds of the page before.
BEFORE = {
    "nothing": "",
    "one put aside": "ask('/en/about/'); publish(summary='Another one.')",
    "one whose day is over": """
ask("/en/about/")
from trail.store.stores import the_store
# As if it had been made yesterday: nobody has looked after the store since midnight.
with the_store().ledger._writing() as connection:
    connection.execute("UPDATE kept SET old_after = 1")
import pathlib
from dataclasses import replace
from trail.store.entry import packed, unpacked
file = pathlib.Path(the_store().shelf.entry_file("/en/about/"))
file.write_bytes(packed(replace(unpacked(file.read_bytes()), old_after=1.0)))
import brotli, gzip
for ending, packed in {"": bytes, ".gz": gzip.compress, ".br": brotli.compress}.items():
    (the_store().folder / f"ok/en/about/index.html{ending}").write_bytes(packed(b"yesterday's page"))
assert kept("/en/about/") == ""
""",
}
FIND = """
right = fresh("/en/about/")
shelf = on_the_shelf()
first = kept("/en/about/")
visited = ask("/en/about/")
say("found", right=right, shelf=shelf, first=first, visited=visited, then=kept("/en/about/"), after=on_the_shelf())
"""
CHANGE = """
publish(summary="A newer sentence.")
say("found", shelf=on_the_shelf(), kept=kept("/en/about/"), visited=ask("/en/about/"), right=fresh("/en/about/"))
"""
TAKE_DOWN = """
from wagtail.models import Page
publish(summary="A newer sentence.")
Page.objects.get(slug="about").specific.unpublish()
say("found", shelf=on_the_shelf(), visited=ask("/en/about/")[0])
"""
END_OF_DAY = """
import time
from trail.store.stores import the_store
the_store().ledger.drop_ended(the_store().shelf, time.time() + 2 * 86400)
say("found", shelf=on_the_shelf())
"""
DAILY = """
from sites.models import StandardPage
from trail.store.recording import depends_on_today
own = StandardPage.own_context
StandardPage.own_context = lambda self, *arguments, **more: (depends_on_today(), own(self, *arguments, **more))[1]
"""


def files_of(shelf: dict[str, str], folder: str = "") -> set[str]:
    """The whole files of the page."""
    return {text for name, text in shelf.items() if "/en/about/" in name and name.startswith(folder)}


@pytest.mark.parametrize("before", BEFORE)
@pytest.mark.parametrize("place", PLACES)
def test_nothing_half_written_is_served_and_the_next_visitor_gets_the_page(
    installation: Installation, run: Callable[[str], Any], place: str, before: str
) -> None:
    if BEFORE[before]:
        run(BEFORE[before])

    installation.killed(WRITE.replace("PLACE", PLACES[place]))

    found = run(FIND)
    assert found["first"] in {"", found["right"]}
    if place in ENTERED or before != "one whose day is over":
        assert files_of(found["shelf"], "ok/") | files_of(found["shelf"], "entries/") <= {found["right"]}
    assert found["visited"] == [200, found["right"]]
    assert found["then"] == found["right"]
    assert len([name for name in found["after"] if "/en/about/" in name]) == 4
    assert files_of(found["after"]) == {found["right"]}

    changed = run(CHANGE)
    assert "A newer sentence." in changed["right"] and found["right"] not in {changed["right"], changed["kept"]}
    assert changed["visited"] == [200, changed["right"]]
    assert not files_of(changed["shelf"], "ok/") | files_of(changed["shelf"], "entries/")


@pytest.mark.parametrize("place", PLACES)
def test_a_change_right_after_it_finds_what_was_left(
    installation: Installation, run: Callable[[str], Any], place: str
) -> None:
    installation.killed(WRITE.replace("PLACE", PLACES[place]))

    changed = run(CHANGE)

    assert changed["kept"] == ""
    assert not files_of(changed["shelf"], "ok/") | files_of(changed["shelf"], "entries/")
    assert changed["visited"] == [200, changed["right"]]


@pytest.mark.parametrize("place", PLACES)
def test_what_is_taken_down_right_after_it_is_shown_to_nobody(
    installation: Installation, run: Callable[[str], Any], place: str
) -> None:
    installation.killed(WRITE.replace("PLACE", PLACES[place]))

    found = run(TAKE_DOWN)

    assert files_of(found["shelf"]) == set()
    assert found["visited"] == 404


@pytest.mark.parametrize("place", PLACES)
def test_the_end_of_the_day_finds_what_was_left(
    installation: Installation, run: Callable[[str], Any], place: str
) -> None:
    installation.killed(DAILY + WRITE.replace("PLACE", PLACES[place]))

    assert not files_of(run(END_OF_DAY)["shelf"], "ok/")


def test_what_was_being_written_is_tidied_away_in_time(installation: Installation, run: Callable[[str], Any]) -> None:
    installation.killed(WRITE.replace("PLACE", PLACES["between the files"]))
    left = list((installation.folder / "store").rglob("*.new"))
    assert len(left) == 3

    run("import time; from trail.store.stores import the_store; the_store().shelf.tidy(time.time() - 3600)")
    assert list((installation.folder / "store").rglob("*.new")) == left
    run("import time; from trail.store import stores; stores.LEFT_WRITING = -60; stores.the_store().open()")
    assert not list((installation.folder / "store").rglob("*.new"))


def test_a_change_of_everything_keeps_what_is_known_of_the_older_pages(run: Callable[[str], Any]) -> None:
    found = run(
        """
from django.db import transaction
from trail.store.dropping import drop_everything
from wagtail.models import Page
ask("/en/about/")
drop_everything(hard=False)
first = on_the_shelf()
Page.objects.get(slug="about").specific.unpublish()
say("found", first=sorted(first), shelf=on_the_shelf())
"""
    )
    assert found == {"word": "found", "first": ["old/en/about/entry"], "shelf": {}}
