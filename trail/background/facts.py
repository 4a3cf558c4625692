"""What the state of the installation says of the queue, and whether visitors would be told that it is broken."""

from django.db import DatabaseError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tasks_db.models import DBTaskResult

from trail.health import facts, readiness
from trail.health.facts import Fact

from .queue import has_worker, read_queue


def register() -> None:
    """Called once, when the app is ready."""
    facts.register("queue", state, heading=gettext_lazy("Tasks"), order=300)
    readiness.also_asked.append(problem)


def problem() -> str:
    """Why tasks cannot be put into the queue; nothing if they can."""
    try:
        DBTaskResult.objects.values_list("pk").order_by().first()
    except DatabaseError as error:
        return f"The queue of tasks cannot be read ({type(error).__name__}): run “manage.py migrate”."
    return ""


def state() -> list[Fact]:
    """How tasks are done, and how many are in which state."""
    if not has_worker():
        return [Fact("backend", _("They are done"), "immediate", _("at once, inside the request"))]
    queue = read_queue()
    failed = _("Tasks have failed: the report “Background work” says why, and tries them again.")
    stuck = _("Tasks wait and nobody does them: does the worker run?")
    return [
        Fact("backend", _("They are done"), "database", _("by a worker")),
        Fact("waiting", _("Waiting"), queue.waiting),
        Fact("later", _("To be tried again later"), queue.later),
        Fact("running", _("Running"), queue.running),
        Fact("failed", _("Failed"), queue.failed, worry=failed if queue.failed else ""),
        Fact(
            "oldest_waiting_since",
            _("The oldest has been waiting since"),
            queue.waits_since,
            "" if queue.waits_since else _("none waits"),
            stuck if queue.is_stuck else "",
        ),
    ]
