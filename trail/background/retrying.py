"""A task that fails is tried again, later each time; one whose worker died is brought back.

Every task must therefore bear to be done twice. `GivenUp` says that trying again is of no use.
"""

import logging
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks.signals import task_finished
from django_tasks_db.models import DBTaskResult

from .backend import WorkerBackend

# How long after each failure. A mail server or a CDN that is gone for a night is met again in the morning.
DELAYS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=8),
)
# A task that has been going on for so long has no worker any more, whatever its name was.
LOST_AFTER = timedelta(hours=6)

logger = logging.getLogger(__name__)


class GivenUp(Exception):
    """Raised by a task, from what went wrong, where it would go wrong again."""


def watch() -> None:
    """Called once, when the app is ready."""
    task_finished.connect(try_again_later, dispatch_uid="trail-background-retry")


def try_again_later(sender: type, task_result: Any, **kwargs: Any) -> None:
    """Put a task that has failed back into the queue, as long as it has tries left."""
    if task_result.status != TaskResultStatus.FAILED or not issubclass(sender, WorkerBackend):
        return
    if task_result.errors and task_result.errors[-1].exception_class_path == _path(GivenUp):
        return
    row = DBTaskResult.objects.filter(pk=task_result.id, status=TaskResultStatus.FAILED)
    if delay := delay_after(len(task_result.worker_ids)):
        row.update(status=TaskResultStatus.READY, run_after=timezone.now() + delay)
        logger.warning("%s failed and is tried again in %s.", task_result.task.module_path, delay)


def delay_after(tries: int) -> timedelta | None:
    """How long to wait after so many tries; `None` where it was the last."""
    return DELAYS[tries - 1] if tries <= len(DELAYS) else None


@transaction.atomic
def bring_back_lost(worker: str | None = None) -> int:
    """Put tasks back whose worker was killed in the middle of them; say how many.

    `worker` is the name of one that starts now, and so cannot be busy with anything. Without it, tasks are brought back that
    have been going on for hours. One that has killed its worker so often is given up.
    """
    running = DBTaskResult.objects.running().select_for_update()
    if worker is None:
        running = running.filter(started_at__lt=timezone.now() - LOST_AFTER)
    count = 0
    for task in running:
        if worker is not None and (not task.worker_ids or task.worker_ids[-1] != worker):
            continue
        count += 1
        if delay_after(len(task.worker_ids)):
            DBTaskResult.objects.filter(pk=task.pk).update(status=TaskResultStatus.READY)
            logger.warning("%s was interrupted and is tried again.", task.task_path)
        else:
            task.set_failed(GivenUp("The worker was stopped in the middle of this task, each time it was tried."))
            logger.error("%s was interrupted again and is given up.", task.task_path)
    return count


def _path(error: type[Exception]) -> str:
    return f"{error.__module__}.{error.__qualname__}"
