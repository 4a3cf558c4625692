"""The pieces of the map are loaded by processes that have just begun, and made anew where what is kept is not true."""

import pytest
from django.core.cache.backends.locmem import LocMemCache
from django.core.management import call_command
from django.test import override_settings

from bench.places import generate
from sites.finding.filters import Filters
from sites.finding.selection import Selection
from sites.models import SitePage
from tests.factories import make_page, make_trail
from trail.finding.models import Entry, MapPiece
from trail.finding.space import clusters, pieces

pytestmark = pytest.mark.django_db
FILES = "django.core.cache.backends.filebased.FileBasedCache"


@pytest.fixture
def files(tmp_path):
    """The files of the pieces lie in a folder of the test's own."""
    kept = {name: {"BACKEND": FILES, "LOCATION": tmp_path / name} for name in ("default", "pieces")}
    with override_settings(CACHES=kept):
        pieces.forget()
        yield tmp_path / "pieces"
    pieces.forget()


@pytest.fixture
def folder(files):
    """The same, with places in many pieces."""
    generate(150)
    clusters.rebuild()
    return files


def answers():
    """What some questions are answered."""
    asked = [Selection("en", Filters(nation="PL", period="1944")), Selection("en", Filters(open="today"), "bridge")]
    return [(each.chosen.in_order(0, 200), each.chosen.counts("period"), each.chosen.bounds()) for each in asked]


def test_a_process_that_has_just_begun_loads_what_another_has_made(folder, django_assert_num_queries):
    expected = answers()
    assert len(list(folder.iterdir())) == MapPiece.objects.filter(language="en").count() > 1
    pieces.forget()
    with django_assert_num_queries(1):
        loaded = pieces.pieces_of("en")
    assert sum(piece.count for piece in loaded) == Entry.objects.filter(type="place").count()
    assert answers() == expected


def test_one_that_has_changed_is_made_anew_and_takes_the_place_of_the_other(folder, django_assert_num_queries):
    pieces.pieces_of("en")
    files = len(list(folder.iterdir()))
    entry = Entry.objects.filter(type="place").prefetch_related("nations").first()
    changed = Entry.objects.get(pk=entry.pk)
    changed.title = "Quagga"
    changed.save()
    clusters.follow([(entry, changed)])
    for _another_process in range(2):
        pieces.forget()
        assert Selection("en", Filters(), "quagga").chosen.in_order(0, 5) == [entry.pk]
    assert len(list(folder.iterdir())) == files


def test_what_changes_while_it_is_read_is_not_kept(folder, monkeypatch):
    read = pieces._made

    def changed_meanwhile(language, numbers):
        yield from read(language, numbers)
        clusters.rebuild(language)

    monkeypatch.setattr(pieces, "_made", changed_meanwhile)
    pieces.pieces_of("en")
    assert not folder.exists() or not list(folder.iterdir())


@pytest.mark.parametrize("content", [b"", b"not what was written", b"\x80"])
def test_files_that_are_broken_are_made_again(folder, content):
    expected = answers()
    for path in folder.iterdir():
        path.write_bytes(content)
    pieces.forget()
    assert answers() == expected


class Refusing(LocMemCache):
    """A folder that may be neither read nor written."""

    def get(self, *args, **kwargs):
        raise PermissionError

    def set(self, *args, **kwargs):
        raise PermissionError


def test_without_a_cache_everything_works(folder, monkeypatch, caplog):
    expected = answers()
    pieces.forget()
    monkeypatch.setattr(pieces, "caches", {"pieces": Refusing("refusing", {})})
    with caplog.at_level("WARNING", logger=pieces.logger.name):
        assert answers() == expected
    assert "cannot be kept" in caplog.text and "could not be read" in caplog.text


def test_rebuilding_the_index_leaves_the_pieces_ready(files, django_assert_num_queries):
    make_page(SitePage, make_trail().region, "Gate", latitude="41.9", longitude="12.5")
    call_command("rebuild_index", verbosity=0)
    pieces.forget()
    with django_assert_num_queries(1):
        assert sum(piece.count for piece in pieces.pieces_of("en")) == 3
