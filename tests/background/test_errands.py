"""What is listed of errands, and for how long. How they are done is tested where they are asked for (`tests/publishing/test_trees.py`)."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import Trail, persona
from trail.background.errands import run
from trail.background.models import Errand

pytestmark = pytest.mark.django_db


def asked(number: int, **values: Any) -> Errand:
    """An errand of the editor's, with its task."""
    usual = {"kind": "request", "about": f"it-{number}", "title": f"It {number}", "language": "en", "back": "/admin/"}
    errand = Errand.objects.create(user=persona("editor"), asked_at=timezone.now(), **usual | values)
    Errand.objects.filter(pk=errand.pk).update(task=str(run.enqueue(str(errand.pk)).id))
    return errand


@pytest.mark.parametrize("address", ["/admin/errands/", "/admin/", "/admin/reports/background/"])
def test_the_lists_ask_the_same_number_of_queries(address: str, trail: Trail, sign_in: Any, by_worker: None) -> None:
    person = sign_in("administrator" if "reports" in address else "editor")

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            assert "It 1" in person.get(address).content.decode()
        return len(found)

    asked(1)
    queries()
    few = queries()
    for number in range(10, 14):
        asked(number)
    assert queries() == few


def test_everybody_sees_their_own(trail: Trail, sign_in: Any, by_worker: None) -> None:
    asked(1)
    assert "It 1" not in sign_in("administrator").get("/admin/errands/").content.decode()
    assert sign_in("visitor").get("/admin/errands/").status_code == 302


def test_without_a_worker_the_first_page_says_nothing_of_it(trail: Trail, sign_in: Any) -> None:
    Errand.objects.create(user=persona("editor"), about="it", title="It 1", asked_at=timezone.now())
    assert "It 1" not in sign_in("editor").get("/admin/").content.decode()


def test_the_table_itself_knows_one_about_the_same_at_a_time(trail: Trail, by_worker: None) -> None:
    asked(1)
    with pytest.raises(IntegrityError), transaction.atomic():
        asked(1)
    Errand.objects.update(finished_at=timezone.now())
    asked(1)


def test_work_that_this_version_does_not_know_is_told(trail: Trail, sign_in: Any, work: Any) -> None:
    errand = asked(1, kind="of-an-older-version")
    work()
    said = sign_in("editor").get(f"/admin/errands/{errand.pk}/").content.decode()
    assert "Ask for it anew." in said


def test_what_a_sentence_says_is_markup_only_where_a_view_made_it(trail: Trail, sign_in: Any, by_worker: None) -> None:
    said = {"sentences": [["<b>bold</b>", False], ["<i>slanted</i>", True]]}
    errand = asked(1, state="done", finished_at=timezone.now(), outcome=said)
    shown = sign_in("editor").get(f"/admin/errands/{errand.pk}/").content.decode()
    assert "&lt;b&gt;bold" in shown and "<i>slanted</i>" in shown


def test_after_a_month_it_is_forgotten(trail: Trail, by_worker: None) -> None:
    asked(1)
    old = asked(3)
    Errand.objects.filter(pk=old.pk).update(asked_at=timezone.now() - timedelta(days=31))
    call_command("tidy_queue")
    assert list(Errand.objects.values_list("title", flat=True)) == ["It 1"]
