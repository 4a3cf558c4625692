"""How the queue stands, for people and for monitoring."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, Min, Q
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

# A task that could have been done for so long says that no worker is there, or that it does not keep up.
PATIENCE = timedelta(minutes=5)


@dataclass(frozen=True)
class Queue:
    """What waits, what is being done, what failed; and since when the first of those that could be done waits."""

    waiting: int
    later: int
    running: int
    failed: int
    waits_since: datetime | None

    @property
    def is_stuck(self) -> bool:
        """Whether nobody seems to do what waits."""
        return self.waits_since is not None and timezone.now() - self.waits_since > PATIENCE


def has_worker() -> bool:
    """Whether this installation leaves work to a worker (`TRAIL_TASKS=database`)."""
    return settings.BY_WORKER


def read_queue() -> Queue:
    """One query."""
    now = timezone.now()
    ready = Q(status=TaskResultStatus.READY)
    due = ready & (Q(run_after=get_date_max()) | Q(run_after__lte=now))
    found = DBTaskResult.objects.aggregate(
        waiting=Count("pk", filter=due),
        later=Count("pk", filter=ready & ~due),
        running=Count("pk", filter=Q(status=TaskResultStatus.RUNNING)),
        failed=Count("pk", filter=Q(status=TaskResultStatus.FAILED)),
        since=Min("enqueued_at", filter=ready & Q(run_after=get_date_max())),
        since_retried=Min("run_after", filter=ready & Q(run_after__lte=now)),
    )
    since = [moment for moment in (found.pop("since"), found.pop("since_retried")) if moment]
    return Queue(**found, waits_since=min(since, default=None))
