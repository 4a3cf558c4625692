"""Pages that depend on the day end with it, whether or not anybody looks after the store."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.factories import make_picture
from trail.store.dropping import all_at_once, drop
from trail.store.entry import Entry
from trail.store.models import Drop
from trail.store.recording import depends_on_day_until, recording
from trail.store.stores import Store

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 4)
TOMORROW = timezone.make_aware(datetime.combine(TODAY + timedelta(days=1), time.min)).timestamp()


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the fourth of June."""
    monkeypatch.setattr(timezone, "localdate", lambda *_arguments: TODAY)


@pytest.fixture
def entry(visit: Callable[..., Any], store: Store) -> Callable[[str], Entry]:
    """What is kept for an address after a visit."""

    def found(address: str) -> Entry:
        visit(address)
        kept = store.shelf.read(store.shelf.entry_file(address))
        assert kept is not None
        return kept

    return found


def test_what_happened_on_this_day_is_right_until_midnight(trail: Any, entry: Any) -> None:
    kept = entry("/en/")
    assert (kept.old_after, kept.gone_after) == (TOMORROW, 0)
    assert entry("/en/about/").old_after == 0


def test_a_notice_ends_with_its_last_day(trail: Any, entry: Any) -> None:
    last = TODAY + timedelta(days=3)
    type(trail.site).objects.filter(pk=trail.site.pk).update(notice="Flooded.", notice_until=last)
    kept = entry("/en/campaign/rome/museum/")
    assert kept.old_after == TOMORROW + 3 * 24 * 3600
    type(trail.cemetery).objects.filter(pk=trail.cemetery.pk).update(
        notice="Was flooded.", notice_until=TODAY - timedelta(days=1)
    )
    assert entry("/en/campaign/rome/cemetery/").old_after == 0


def test_a_permission_that_ends_takes_the_page_away(trail: Any, entry: Any, store: Store) -> None:
    picture = make_picture(licence="permission", permission_until=TODAY)
    type(trail.about).objects.filter(pk=trail.about.pk).update(lead_image=picture, lead_image_alt="What is seen")
    kept = entry("/en/about/")
    assert kept.gone_after == TOMORROW
    # No server that does not look at the day is given it.
    assert not (store.folder / "ok/en/about").exists()
    assert store.find("/en/about/", TOMORROW - 1) is not None
    assert store.find("/en/about/", TOMORROW) is None
    assert store.find_old("/en/about/", TOMORROW) is None
    assert store.ledger.drop_ended(store.shelf, TOMORROW - 1) == []
    assert store.ledger.drop_ended(store.shelf, TOMORROW) == ["/en/about/"]
    assert not list(store.folder.rglob("about/*"))


def test_what_is_only_older_may_be_shown_while_a_new_one_is_made(trail: Any, entry: Any, store: Store) -> None:
    entry("/en/")
    assert store.find("/en/", TOMORROW) is None
    assert store.find_old("/en/", TOMORROW) is not None
    assert store.ledger.drop_ended(store.shelf, TOMORROW) == ["/en/"]
    assert store.find_old("/en/", TOMORROW) is not None
    assert not (store.folder / "ok/en/index.html").exists()


def test_the_first_end_counts() -> None:
    with recording() as noted:
        for days in (5, 2, 9):
            depends_on_day_until(TODAY + timedelta(days=days))
        depends_on_day_until(TODAY + timedelta(days=7), withdraws=True)
        depends_on_day_until(date.max)
    assert noted.old_after is not None and noted.old_after.timestamp() == TOMORROW + 2 * 24 * 3600
    assert noted.gone_after is not None and noted.gone_after.timestamp() == TOMORROW + 7 * 24 * 3600


def test_outside_of_a_recording_nothing_is_noted() -> None:
    depends_on_day_until(TODAY)


def test_many_changes_at_once_are_one_message(store: Store, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True), all_at_once():
        for number in range(50):
            drop([f"page:{number}"])
    assert list(Drop.objects.values_list("keys", "hard")) == [(["*"], False)]
    with all_at_once():
        pass
    assert Drop.objects.count() == 1
