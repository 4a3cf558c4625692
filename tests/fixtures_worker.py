"""A worker in the test's own process: the loop of `manage.py work`, until nothing is left."""

from collections.abc import Callable
from typing import Any

import pytest
from django_tasks_db.management.commands import db_worker

QUEUED = {"default": {"BACKEND": "trail.background.backend.WorkerBackend", "QUEUES": []}}


@pytest.fixture
def by_worker(settings: Any) -> None:
    """As with TRAIL_TASKS=database; what is delivered lands in `mailoutbox`."""
    settings.TASKS = QUEUED
    settings.BY_WORKER = True
    settings.TRAIL_MAIL_DELIVERY = "django.core.mail.backends.locmem.EmailBackend"
    settings.EMAIL_BACKEND = "trail.background.mail.QueueingBackend"


@pytest.fixture
def work(by_worker: None, db: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Let a worker do all that waits, on the connection of the test."""
    monkeypatch.setattr(db_worker, "close_old_connections", lambda: None)

    def until_done(name: str = "one") -> None:
        db_worker.Worker(
            queue_names=["default"],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=name,
            excluded_queue_names=[],
        ).run()

    return until_done
