"""Work that is done beside the site: what waits, what runs, what failed, for whichever way of doing it is set."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.db.models import Count, Min, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tasks import TaskResultStatus, task_backends
from django_tasks.backends.dummy import DummyBackend
from django_tasks.backends.immediate import ImmediateBackend

from . import facts
from .facts import Fact

PATIENCE = timedelta(minutes=15)
FORGIVEN = timedelta(days=7)
COLUMNS = {"status", "enqueued_at", "run_after"}


def queue_table() -> Any:
    """The model in which a backend keeps its tasks in our database, or nothing: others keep them elsewhere."""
    for model in apps.get_models():
        names = {field.name for field in model._meta.get_fields()}
        if model.__module__.startswith("django_tasks") and names >= COLUMNS:
            return model
    return None


def is_reachable() -> None:
    """Ask the table of tasks for one row. Raises what the database raises where there is none."""
    table = queue_table()
    if table is not None:
        table.objects.values_list("pk").order_by().first()


def state() -> list[Fact]:
    """How tasks are done, and how many are in which state."""
    backend = task_backends["default"]
    kind = type(backend).__name__
    if isinstance(backend, ImmediateBackend):
        return [Fact("backend", _("They are done"), kind, _("at once, inside the request"))]
    if isinstance(backend, DummyBackend):
        words = _("Tasks are put aside and never done: TASKS names a backend that is for tests.")
        return [Fact("backend", _("They are done"), kind, _("never, they are put aside"), words)]
    found = [Fact("backend", _("They are done"), kind, _("by a worker"))]
    table = queue_table()
    if table is None:
        return [*found, Fact("waiting", _("Waiting"), None, _("kept elsewhere, not known here"))]
    return found + _counted(table)


def _counted(table: Any) -> list[Fact]:
    now = timezone.now()
    # Without a time of its own a task carries one that never comes (the year 9999).
    due = Q(status=TaskResultStatus.READY) & (Q(run_after__lte=now) | Q(run_after__year=9999) | Q(run_after=None))
    failed = Q(status=TaskResultStatus.FAILED, enqueued_at__gt=now - FORGIVEN)
    counted = table.objects.order_by().aggregate(
        waiting=Count("pk", filter=due),
        running=Count("pk", filter=Q(status=TaskResultStatus.RUNNING)),
        failed=Count("pk", filter=failed),
        oldest=Min("enqueued_at", filter=due),
    )
    oldest: datetime | None = counted["oldest"]
    late = oldest is not None and now - oldest > PATIENCE
    return [
        Fact("waiting", _("Waiting"), counted["waiting"]),
        Fact("running", _("Running"), counted["running"]),
        Fact(
            "failed",
            _("Failed within a week"),
            counted["failed"],
            worry=_("Tasks have failed within a week; the log of the worker says why.") if counted["failed"] else "",
        ),
        Fact(
            "oldest_waiting_since",
            _("The oldest has been waiting since"),
            oldest,
            "" if oldest else _("none waits"),
            _("Tasks wait and nobody does them: does the worker run?") if late else "",
        ),
    ]


facts.register("queue", state, heading=gettext_lazy("Tasks"), order=300)
