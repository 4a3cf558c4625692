"""What waits for the worker, what does not, and what becomes of that which fails."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from wagtail.models import ReferenceIndex

from tests.factories import Trail, make_picture
from trail.background.models import OutgoingMail
from trail.background.queue import PATIENCE, read_queue
from trail.background.retrying import DELAYS, LOST_AFTER, bring_back_lost
from trail.images.models import Rendition

from . import chores

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_done() -> None:
    chores.done.clear()


def test_without_a_worker_everything_is_done_at_once():
    chores.note.enqueue("now")

    assert chores.done == ["now"]
    assert not DBTaskResult.objects.exists()


def test_with_a_worker_it_waits_for_it(work):
    chores.note.enqueue("later")
    assert chores.done == []

    work()
    assert chores.done == ["later"]


def test_a_task_of_a_change_that_is_rolled_back_never_was(work):
    with pytest.raises(RuntimeError), transaction.atomic():
        chores.note.enqueue("never")
        raise RuntimeError

    work()
    assert chores.done == []


def test_the_files_of_a_page_are_made_by_the_worker_and_where_it_is_used_is_known_at_once(
    trail: Trail, work: Any, django_capture_on_commit_callbacks: Any
):
    picture = make_picture()
    trail.about.lead_image, trail.about.lead_image_alt = picture, "x"
    with django_capture_on_commit_callbacks(execute=True):
        trail.about.save_revision().publish()

    assert ReferenceIndex.get_references_to(picture).exists()
    assert not Rendition.objects.filter(image=picture).exists()
    work()
    assert Rendition.objects.filter(image=picture).exists()


def test_what_fails_is_tried_again_later_each_time_and_then_given_up(work):
    task = chores.fail.enqueue("bread")
    for tries, delay in enumerate(DELAYS, start=1):
        before = timezone.now()
        work()
        row = DBTaskResult.objects.get(pk=task.id)
        assert (row.status, len(row.worker_ids)) == (TaskResultStatus.READY, tries)
        assert delay <= row.run_after - before
        work()  # not due yet
        assert len(chores.done) == tries
        DBTaskResult.objects.update(run_after=before)

    work()
    row.refresh_from_db()
    assert row.status == TaskResultStatus.FAILED
    assert "no bread today" in row.traceback
    assert len(chores.done) == len(DELAYS) + 1


def test_what_would_fail_again_is_not_tried_again(work):
    chores.give_up.enqueue()
    work()

    assert DBTaskResult.objects.get().status == TaskResultStatus.FAILED


def test_a_failure_does_not_stop_what_waits_behind_it(work):
    chores.fail.enqueue("bread")
    chores.note.enqueue("milk")
    work()

    assert chores.done == ["bread", "milk"]


def running(worker: str, tries: int = 1, since: timedelta = timedelta()) -> DBTaskResult:
    """A task in the middle of which a worker is, or was."""
    task = DBTaskResult.objects.get(pk=chores.note.enqueue("again").id)
    task.status, task.worker_ids, task.started_at = TaskResultStatus.RUNNING, [worker] * tries, timezone.now() - since
    task.save()
    return task


def test_a_worker_that_starts_takes_up_its_own_and_leaves_the_others_alone(work):
    running("one")
    others = running("two")

    assert bring_back_lost("one") == 1
    work("one")
    assert chores.done == ["again"]
    others.refresh_from_db()
    assert others.status == TaskResultStatus.RUNNING


def test_a_task_that_kills_its_worker_each_time_is_given_up(work):
    task = running("one", tries=len(DELAYS) + 1)
    bring_back_lost("one")

    task.refresh_from_db()
    assert task.status == TaskResultStatus.FAILED
    assert "each time" in task.traceback


def test_tidying_brings_back_what_a_vanished_worker_left_and_forgets_what_is_done(work):
    lost = running("a container that is gone", since=LOST_AFTER + timedelta(minutes=1))
    young = running("two", since=LOST_AFTER - timedelta(minutes=1))
    old, recent = (DBTaskResult.objects.get(pk=chores.note.enqueue(word).id) for word in ("old", "recent"))
    for task, days in ((old, 2), (recent, 0.5)):
        task.status, task.finished_at = TaskResultStatus.SUCCESSFUL, timezone.now() - timedelta(days=days)
        task.save()
    OutgoingMail.objects.create(recipients="a@example.org", subject="x", content={})
    OutgoingMail.objects.update(created_at=timezone.now() - timedelta(days=31))

    call_command("tidy_queue", verbosity=0)

    assert set(DBTaskResult.objects.values_list("pk", "status")) == {
        (lost.pk, "READY"),
        (young.pk, "RUNNING"),
        (recent.pk, "SUCCESSFUL"),
    }
    assert not OutgoingMail.objects.exists()


def test_how_the_queue_stands_is_read_in_one_query(work, django_assert_num_queries: Any):
    assert read_queue().waits_since is None
    running("one")
    task = DBTaskResult.objects.get(pk=chores.note.enqueue("now").id)
    chores.note.using(run_after=timezone.now() + timedelta(hours=1)).enqueue("later")
    with django_assert_num_queries(1):
        queue = read_queue()
    assert (queue.waiting, queue.later, queue.running, queue.failed) == (1, 1, 1, 0)
    assert queue.waits_since == task.enqueued_at
    assert not queue.is_stuck

    DBTaskResult.objects.update(enqueued_at=timezone.now() - PATIENCE - timedelta(seconds=1))
    assert read_queue().is_stuck
