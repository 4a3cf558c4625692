"""What changes without a signal drops everything; what a signal tells of does not."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from wagtail.models import Page

from sites.models import Figure, StandardPage
from tests.factories import draft_of, make_picture, make_source
from trail.images.models import Picture
from trail.store.models import Drop
from trail.store.silent import is_silent, watched_tables
from trail.store.stores import Store

pytestmark = pytest.mark.django_db
EVERYTHING = ["*"]


def figure(page: Any, number: int) -> Figure:
    """One that is not stored."""
    return Figure(page=page, kind="burials", value=number, source=make_source(), locale=page.locale)


def sql(statement: str) -> Callable[[Any], None]:
    """A statement as a migration or a shell might write it."""

    def carry_out(_trail: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)

    return carry_out


SILENT: dict[str, Callable[[Any], Any]] = {
    "update": lambda trail: Page.objects.filter(pk=trail.about.pk).update(title="Other"),
    "update of a type": lambda trail: StandardPage.objects.filter(pk=trail.about.pk).update(summary="Other."),
    "update of a picture": lambda trail: Picture.objects.update(credit_line="Other"),
    "many made at once": lambda trail: Figure.objects.bulk_create(
        [figure(trail.cemetery, 1), figure(trail.cemetery, 2)]
    ),
    "SQL": sql("UPDATE wagtailcore_page SET title = 'Other'"),
    "SQL in many lines": sql("  update wagtailcore_page\n set live = live"),
    "rows deleted by SQL": sql("DELETE FROM references_citation"),
}
TOLD: dict[str, Callable[[Any], Any]] = {
    "a draft": lambda trail: draft_of(trail.about, title="Other"),
    "publishing": lambda trail: trail.about.save_revision().publish(),
    "another address": lambda trail: _renamed(trail.campaign),
    "order": lambda trail: trail.cemetery.move(trail.site, pos="left"),
    "a record": lambda trail: make_source().save(),
    "deleting": lambda trail: trail.story.delete(),
    "taking down": lambda trail: trail.cemetery.unpublish(),
    "what nobody sees": lambda trail: Picture.objects.update(expiry_warned=7),
    "another table": sql("DELETE FROM django_session"),
}


def _renamed(page: Any) -> None:
    page.slug = "other"
    page.save_revision().publish()


@pytest.mark.parametrize("change", SILENT.values(), ids=SILENT.keys())
def test_silent_changes_drop_everything(trail: Any, store: Store, change: Callable[[Any], Any]) -> None:
    make_picture()
    Drop.objects.all().delete()
    change(trail)
    assert EVERYTHING in Drop.objects.values_list("keys", flat=True)


@pytest.mark.parametrize("change", TOLD.values(), ids=TOLD.keys())
def test_what_is_told_drops_only_what_it_concerns(trail: Any, store: Store, change: Callable[[Any], Any]) -> None:
    make_picture()
    Drop.objects.all().delete()
    change(trail)
    assert EVERYTHING not in Drop.objects.values_list("keys", flat=True)


def test_reading_is_no_writing() -> None:
    assert "wagtailcore_page" in watched_tables()
    assert not is_silent("SELECT title FROM wagtailcore_page FOR UPDATE")
    assert is_silent('INSERT INTO "wagtailcore_page" ("title") VALUES (%s)')


def test_while_a_database_is_being_made_there_is_nothing_to_drop(
    trail: Any, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("trail.store.silent._prepared", set())
    monkeypatch.setattr(type(connection.introspection), "table_names", lambda *_arguments: ["wagtailcore_page"])
    Page.objects.filter(pk=trail.about.pk).update(title="Other")
    assert not Drop.objects.exists()
