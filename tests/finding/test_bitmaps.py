"""What is kept in memory and what stands among the words gives the same places as the database's own columns."""

import random
from datetime import date

import pytest
from django.core.cache import cache, caches
from django.db.models import Q
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bench.places import generate
from sites.finding.filters import KINDS, Filters, narrow
from sites.finding.opening import open_wordings
from sites.finding.selection import Selection, places_in
from sites.finding.wanted import Wanted
from tests.factories import make_trail
from trail.finding.index import listeners
from trail.finding.models import Entry, MapPiece, SearchDocument
from trail.finding.space import clusters, pieces
from trail.finding.space.view import view_of
from trail.finding.text import search, store
from trail.finding.text.query import read_question

pytestmark = pytest.mark.django_db
CHOICES = {
    "kind": ["", "", *KINDS],
    "region": ["", "", "region-1", "region-2", "nowhere"],
    "nation": ["", "PL", "NZ", "XX"],
    "period": ["", "", "1944", "1944-05", "1943-09", "1900", "1870-07", "1950-12"],
    "open": ["", "", "today"],
    "access": ["", "", "step-free"],
}
LONG = (
    (date(1861, 3, 17), date(1946, 6, 2)),
    (date(1939, 9, 1), date(1945, 9, 2)),
    (date(1000, 1, 1), date(2999, 12, 31)),
)


@pytest.fixture
def places():
    """Many places, some of a long time."""
    cache.clear()
    caches[pieces.CACHE].clear()
    pieces.forget()
    generate(150)
    for entry, (earliest, latest) in zip(Entry.objects.filter(type="place").order_by("pk"), LONG, strict=False):
        Entry.objects.filter(pk=entry.pk).update(earliest=earliest, latest=latest)
    clusters.rebuild()
    store.rebuild()


def filters_at_random():
    """Thirty ways to narrow the places down."""
    dice = random.Random(5)
    return [Filters(**{name: dice.choice(values) for name, values in CHOICES.items()}) for _ in range(30)]


def in_database(filters):
    return narrow(places_in("en"), filters, timezone.localdate())


def test_any_filters_choose_the_same_places_as_the_database(places):
    view = view_of(7, 10.0, 40.0, 15.0, 44.0)
    found = 0
    for filters in filters_at_random():
        expected = in_database(filters)
        selection = Selection("en", filters)
        numbers = list(expected.order_by("path").values_list("pk", flat=True))
        assert selection.chosen.in_order(0, 1000) == numbers and selection.chosen.count == len(numbers), filters
        assert selection.chosen.in_order(3, 4) == numbers[3:7]
        within = expected.filter(view.within())
        assert set(selection.within(view).within(view)) == set(within.values_list("pk", flat=True))
        assert sum(cluster.count for cluster in selection.within(view).clusters(view)) == within.count()
        found += bool(numbers)
    assert found >= 4


def test_the_same_filters_choose_the_same_pages_in_the_search(places):
    everything = read_question("", "en")
    for filters in filters_at_random():
        expected = narrow(SearchDocument.objects.filter(language="en"), filters, timezone.localdate())
        values = Wanted("en", timezone.localdate()).values(filters)
        found = search.matching(everything, values, 1000).values_list("pk", flat=True)
        assert set(found) == set(expected.values_list("pk", flat=True)), filters


def test_words_and_filters_are_asked_together(places):
    filters = Filters(kind="cemetery", nation="PL")
    question = read_question("war cemetery", "en")
    values = Wanted("en", timezone.localdate()).values(filters)
    allowed = set(in_database(filters).values_list("pk", flat=True))
    assert allowed and set(search.best(question, values, 1000)) == allowed
    assert set(search.matching(question, values, 1000).values_list("pk", flat=True)) == allowed


@pytest.mark.parametrize("facet", ["kind", "region", "nation", "access", "period"])
def test_each_count_is_what_its_filter_leaves(places, facet):
    for filters in (Filters(nation="PL", open="today"), Filters(kind="memorial", period="1944")):
        counts = Selection("en", filters).without(facet).counts(facet)
        for value, count in counts.items():
            if facet == "access":
                expected = in_database(filters).filter(step_free=value)
            else:
                expected = in_database(filters.with_(**{facet: value}))
            # A time of more than 10,000 days is counted under no month or year.
            expected = expected.exclude(earliest__year__lt=1900) if facet == "period" else expected
            assert count == expected.count(), (filters, value)


def test_a_name_is_found_by_any_part_and_without_accents(places):
    entry = Entry.objects.filter(type="place").first()
    before = Entry.objects.get(pk=entry.pk)
    Entry.objects.filter(pk=entry.pk).update(title="Cimitero di Forlì", names="Montecassino")
    for listener in listeners:
        listener([(before, Entry.objects.get(pk=entry.pk))])
    for words in ("forli", "FORLÌ cimit", "cassino", "ecass di"):
        assert entry.pk in Selection("en", Filters(), words).chosen.in_order(0, 1000)
    assert Selection("en", Filters(), "cassino forl x").chosen.count == 0
    parts = in_database(Filters()).filter(Q(title__icontains="bridge") | Q(names__icontains="bridge"))
    assert Selection("en", Filters(), "bridge").chosen.count == parts.count() > 0


def test_only_the_piece_that_changed_is_read_again(places, django_assert_num_queries):
    pieces.forget()
    before = {piece.cells[0] >> pieces.SHIFT: piece for piece in pieces.pieces_of("en")}
    with django_assert_num_queries(1):
        assert pieces.pieces_of("en") == list(before.values())
    caches[pieces.CACHE].clear()
    entry = Entry.objects.filter(type="place").prefetch_related("nations").first()
    changed = Entry.objects.get(pk=entry.pk)
    changed.always_open, changed.kind = not entry.always_open, "landmark"
    changed.save()
    clusters.follow([(entry, changed)])
    with django_assert_num_queries(4):  # the marks, the places of the piece, their nations, the marks again
        after = {piece.cells[0] >> pieces.SHIFT: piece for piece in pieces.pieces_of("en")}
    assert {number for number in after if after[number] is not before[number]} == {entry.cell >> pieces.SHIFT}
    assert Selection("en", Filters(kind="landmark", region=entry.region)).chosen.count == (
        in_database(Filters(kind="landmark", region=entry.region)).count()
    )


def test_a_piece_whose_last_place_has_gone_is_empty(places):
    entry = Entry.objects.filter(type="place").first()
    others = Entry.objects.filter(type="place").exclude(pk=entry.pk)
    others.delete()
    assert Selection("en", Filters()).chosen.in_order(0, 10) == [entry.pk]
    entry.delete()
    assert Selection("en", Filters()).chosen.count == 0


def test_a_question_reads_only_the_pieces_in_view(places):
    pieces.forget()
    entry = Entry.objects.filter(type="place").first()
    view = view_of(14, entry.longitude, entry.latitude, entry.longitude, entry.latitude)
    assert len(pieces.pieces_of("en", view)) == 1 < MapPiece.objects.filter(language="en").count()


def test_each_wording_of_hours_is_found_in_one_query(places, django_assert_num_queries):
    day = timezone.localdate()
    expected = set()
    for words in set(Entry.objects.exclude(opening_hours="").values_list("opening_hours", flat=True)):
        place = Entry.objects.filter(opening_hours=words).order_by("latitude").first()
        from sites.finding.opening import _opens

        if _opens(words, day, place.country, place.latitude, place.longitude):
            expected.add(words)
    cache.clear()
    with django_assert_num_queries(1):
        assert set(open_wordings(day)) == expected


def test_the_answers_ask_the_database_as_often_for_few_places_as_for_many(client, places):
    from django.db import connection

    def asked(address):
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    address = "/en/map/?nation=PL&open=today&q=a"
    many = asked(address)
    Entry.objects.filter(type="place", pk__gt=Entry.objects.order_by("pk")[40].pk).delete()
    clusters.rebuild()
    assert asked(address) <= many <= 16


def test_an_empty_trail_has_no_places():
    make_trail()
    assert Selection("en", Filters(nation="PL")).chosen.bounds() is None
    assert Selection("en", Filters(), "x").chosen.in_order(0, 5) == []
