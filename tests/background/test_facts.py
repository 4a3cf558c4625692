"""What administrators and monitoring are told of the queue."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from trail.background import facts
from trail.background.queue import PATIENCE

from . import chores

pytestmark = pytest.mark.django_db


def worries() -> list[str]:
    return [str(fact.worry) for fact in facts.state() if fact.worry]


def test_without_a_worker_there_is_nothing_to_count():
    assert [(fact.key, fact.value) for fact in facts.state()] == [("backend", "immediate")]


def test_with_one_it_is_counted_what_waits_and_failed(by_worker: Any):
    assert {fact.key: fact.value for fact in facts.state()} == {
        "backend": "database", "waiting": 0, "later": 0, "running": 0, "failed": 0, "oldest_waiting_since": None,
    }  # fmt: skip
    for word in ("waits", "later", "fails", "runs"):
        chores.note.enqueue(word)
    waits, later, fails, runs = DBTaskResult.objects.order_by("enqueued_at").values_list("pk", flat=True)
    rows = DBTaskResult.objects
    rows.filter(pk=later).update(run_after=timezone.now() + timedelta(hours=1))
    rows.filter(pk=runs).update(status=TaskResultStatus.RUNNING)

    found = {fact.key: fact.value for fact in facts.state()}
    assert (found["waiting"], found["later"], found["running"], found["failed"]) == (2, 1, 1, 0)
    assert found["oldest_waiting_since"] is not None and worries() == []

    rows.filter(pk=fails).update(status=TaskResultStatus.FAILED)
    rows.filter(pk=waits).update(enqueued_at=timezone.now() - PATIENCE * 2)
    failed, stuck = worries()
    assert "Background work" in failed and "does the worker run?" in stuck
