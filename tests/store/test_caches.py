"""A cache in front is told of what has changed: a real one that takes PURGE, here."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from tests.factories import draft_of, make_picture
from trail.store import caches, minding
from trail.store.caches import CacheNotTold, purge
from trail.store.stores import Store, the_store

pytestmark = pytest.mark.django_db
ABOUT, HOME = "/en/about/", "/en/"
Publish = Callable[..., None]


class Cache:
    """What it was told; `status` is what it answers."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.status = 200
        cache = self

        class Handler(BaseHTTPRequestHandler):
            def do_PURGE(self) -> None:
                cache.told.append(f"{self.headers['Host']}{self.path}")
                self.send_response(cache.status)
                self.end_headers()

            def log_message(self, *_arguments: Any) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)

    def addresses(self) -> set[str]:
        """Of which pages it was told since it was last asked."""
        told = {each.removeprefix("trail.example") for each in self.told}
        self.told.clear()
        return told


@pytest.fixture
def cache(settings: Any, store: Store) -> Iterator[Cache]:
    cache = Cache()
    threading.Thread(target=cache.server.serve_forever, daemon=True).start()
    place = f"http://127.0.0.1:{cache.server.server_port}"
    backend = "wagtail.contrib.frontend_cache.backends.HTTPBackend"
    settings.WAGTAILFRONTENDCACHE = {"default": {"BACKEND": backend, "LOCATION": place}}
    settings.WAGTAILFRONTENDCACHE_LANGUAGES = []
    settings.TRAIL_CDN_SECONDS = 3600
    caches._untold.clear()
    yield cache
    cache.server.shutdown()
    cache.server.server_close()


@pytest.fixture
def publish(django_capture_on_commit_callbacks: Any) -> Publish:
    def publish(page: Any, **changes: Any) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            draft_of(page, **changes).publish()

    return publish


def test_it_is_told_of_the_pages_that_show_a_change_and_of_no_other(
    trail: Any, visit: Any, cache: Cache, publish: Publish
) -> None:
    for address in (HOME, ABOUT, "/en/campaign/rome/museum/"):
        assert "s-maxage=3600" in visit(address)["Cache-Control"]
    publish(trail.about, summary="Another sentence.")
    told = cache.addresses()
    assert ABOUT in told and "/en/campaign/rome/museum/" not in told


def test_letters_are_written_as_addresses_have_them(cache: Cache) -> None:
    purge.call(["/en/città/"])
    assert cache.told == ["trail.example/en/citt%C3%A0/"]


def test_a_change_that_does_not_say_what_it_changes_is_told_of_all_live_pages(
    trail: Any, cache: Cache, publish: Publish, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        trail.stories.unpublish()
        cache.told.clear()
        call_command("page_store", "clear")
    told = cache.addresses()
    assert {HOME, ABOUT, "/en/campaign/rome/"} <= told and "/en/stories/" not in told


def test_it_is_told_when_the_day_of_a_page_is_over(
    trail: Any, visit: Any, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit(HOME)  # has what happened on this day
    minding.once()
    cache.told.clear()
    monkeypatch.setattr("trail.store.minding.time.time", lambda: (datetime.now(UTC) + timedelta(days=1)).timestamp())
    minding.once()
    assert cache.addresses() == {HOME}


def test_a_page_that_may_not_be_shown_for_ever_is_not_given_to_it(trail: Any, visit: Any, cache: Cache) -> None:
    picture = make_picture(licence="permission", permission_until=datetime.now(UTC).date() + timedelta(days=9))
    type(trail.about).objects.filter(pk=trail.about.pk).update(lead_image=picture, lead_image_alt="What is seen")
    assert "s-maxage" not in visit(ABOUT)["Cache-Control"]
    assert "s-maxage" not in visit(ABOUT)["Cache-Control"]  # from the store


def test_a_page_that_is_being_replaced_is_not_given_to_it(
    trail: Any, visit: Any, cache: Cache, publish: Publish, store: Store
) -> None:
    before = visit(ABOUT).content
    publish(trail.about, summary="Another sentence.")
    with store.making(ABOUT, 0):  # somebody makes it
        older = visit(ABOUT)
    assert older.content == before
    assert older["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert "s-maxage" in visit(ABOUT)["Cache-Control"]


def test_what_changed_while_it_was_made_is_not_given_to_it(
    trail: Any, visit: Any, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("trail.store.ledger.Ledger.keep", lambda *_arguments: False)
    assert "s-maxage" not in visit(ABOUT)["Cache-Control"]


def test_a_new_version_has_it_forget_what_the_one_before_handed_out(
    trail: Any, visit: Any, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit(ABOUT)
    visit("/en/nothing/")
    assert the_store().open() is None
    monkeypatch.setattr("trail.store.stores.build_mark", lambda: "another")
    left = the_store().open()
    assert left is not None and ABOUT in left
    assert the_store().open() is None


def test_one_that_does_not_answer_is_told_again_by_the_worker(
    trail: Any,
    visit: Any,
    cache: Cache,
    publish: Publish,
    work: Any,
) -> None:
    visit(ABOUT)
    publish(trail.about, summary="Another sentence.")
    assert cache.told == []  # nobody waits for it
    cache.status = 503
    work()
    task = DBTaskResult.objects.get(task_path="trail.store.caches.purge")
    assert task.status == TaskResultStatus.READY and task.run_after > task.enqueued_at
    assert "CacheNotTold" in task.exception_class_path and "503" in task.traceback

    cache.told.clear()
    cache.status = 200
    DBTaskResult.objects.update(run_after=task.enqueued_at)
    work()
    assert ABOUT in cache.addresses()
    task.refresh_from_db()
    assert task.status == TaskResultStatus.SUCCESSFUL


def test_one_that_is_not_there_is_a_fault_that_is_named(cache: Cache) -> None:
    cache.server.shutdown()
    cache.server.server_close()
    with pytest.raises(CacheNotTold, match=r"2 of 2 addresses .*refused"):
        purge.call([HOME, ABOUT])


def test_while_the_database_is_away_it_is_remembered(trail: Any, cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_addresses: Any) -> None:
        raise OperationalError("away")

    with monkeypatch.context() as away:
        away.setattr(type(purge), "enqueue", lambda _task, addresses: refused(addresses))
        caches.tell([ABOUT])
    assert cache.told == []
    minding.once()
    assert ABOUT in cache.addresses()
