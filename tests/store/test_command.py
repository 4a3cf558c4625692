"""`manage.py page_store` says what is kept, empties it, fills it, and explains one page."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError
from django.utils import timezone
from wagtail.models import PageViewRestriction

from trail.store import dropping, warming
from trail.store.models import Drop
from trail.store.stores import Store

pytestmark = pytest.mark.django_db


def page_store(*words: str) -> str:
    """What the command prints."""
    out = StringIO()
    call_command("page_store", *words, stdout=out, stderr=out)
    return out.getvalue()


def test_status_says_what_there_is(trail: Any, visit: Any, store: Store) -> None:
    visit("/en/about/")
    found = page_store("status")
    assert "Kept:                                   1 pages" in found
    assert f"Build:                                  {store.folder.name}\n" in found
    assert "KB" in found


def test_status_says_what_differs(trail: Any, visit: Any, store: Store) -> None:
    visit("/en/about/")
    visit("/en/stories/")
    (store.folder / "entries/en/about/entry").unlink()
    (store.folder / "entries/en/nowhere").mkdir()
    (store.folder / "entries/en/nowhere/entry").write_bytes(b"")
    found = page_store("status")
    assert "/en/about/ is entered and has no file" in found
    assert "/en/nowhere/ has a file and is not entered" in found
    assert "All is in order" not in found


def test_clear_drops_all_and_tells_the_others(
    trail: Any, visit: Any, store: Store, django_capture_on_commit_callbacks: Any
) -> None:
    visit("/en/about/")
    messages = Drop.objects.count()
    with django_capture_on_commit_callbacks(execute=True):
        assert page_store("clear").startswith("1 pages were dropped.")
    assert store.ledger.count() == {}
    assert Drop.objects.count() == messages + 1


def test_clear_works_while_the_database_is_away(trail: Any, visit: Any, store: Store, monkeypatch: Any) -> None:
    visit("/en/about/")

    def away(*_arguments: Any) -> None:
        raise DatabaseError

    monkeypatch.setattr(dropping, "_write", away)
    with pytest.raises(CommandError, match="others were not told"):
        page_store("clear")
    assert store.ledger.count() == {}


def test_warm_makes_each_page_once_and_goes_on_where_it_ended(
    trail: Any, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    ask = warming.Visitor.ask
    monkeypatch.setattr(warming.Visitor, "ask", lambda self, path: (made.append(path), ask(self, path))[1])
    assert page_store("warm").endswith("8 of 8 pages are kept.\n")
    assert len(store.ledger.addresses()) == len(set(made)) == 8

    store.drop([(0, [f"page:{trail.about.pk}"], False)])
    made.clear()
    page_store("warm")
    assert made == ["/en/about/"]


def test_warm_lists_what_cannot_be_made(trail: Any, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_arguments: Any) -> None:
        raise ValueError

    monkeypatch.setattr(type(trail.story), "own_context", broken)
    out = StringIO()
    with pytest.raises(CommandError, match="Some pages could not be made"):
        call_command("page_store", "warm", stdout=out, stderr=out)
    assert "/en/stories/fourth-of-june/: status 500" in out.getvalue()
    assert len(store.ledger.addresses()) == 7


def test_warm_knows_the_languages(trail: Any, store: Store) -> None:
    with pytest.raises(CommandError, match=r"no language “xx”\. It has: en"):
        page_store("warm", "--language", "xx")
    assert "8 of 8" in page_store("warm", "--language", "en")


def test_why_names_what_a_page_depends_on(trail: Any, store: Store) -> None:
    for given in ("/en/about/", "en/about", "http://trail.example/en/about/"):
        found = page_store("why", given)
        assert "http://trail.example/en/about/ is kept." in found
        assert f"page:{trail.about.pk}\n" in found


def test_why_names_the_reason_against_it(trail: Any, store: Store) -> None:
    assert "is not kept: the view does not say that it may" in page_store("why", "/en/search/")
    PageViewRestriction.objects.create(page=trail.about, restriction_type="login")
    assert "http://trail.example/en/about/ is not kept:" in page_store("why", "/en/about/")
    with pytest.raises(CommandError, match="can be no page"):
        page_store("why", "/en/.git/")


def test_tidy_deletes_what_all_have_followed(db: Any, store: Store) -> None:
    Drop.objects.all().delete()
    for keys, hours in ((["a"], 25), (["b"], 1)):
        row = Drop.objects.create(keys=keys)
        Drop.objects.filter(pk=row.pk).update(at=timezone.now() - timedelta(hours=hours))
    assert page_store("tidy") == "1 messages and 0 files were removed.\n"
    assert Drop.objects.get().keys == ["b"]


def test_it_says_where_the_store_is_off(settings: Any) -> None:
    settings.TRAIL_STORE = False
    with pytest.raises(CommandError, match="TRAIL_STORE=true"):
        page_store("status")


def test_the_page_of_the_state_knows_it(trail: Any, visit: Any, store: Store, settings: Any) -> None:
    from trail.store.facts import about_the_store

    visit("/en/about/")
    assert {fact.key: fact.value for fact in about_the_store()}["kept"] == 1
    settings.TRAIL_STORE = False
    assert [(fact.key, fact.value) for fact in about_the_store()] == [("on", False)]
