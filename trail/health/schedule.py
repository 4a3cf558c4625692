"""Pages that are to go live by themselves, and the commands that a clock has to start."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Count, Min, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Revision

from . import facts
from .facts import Fact
from .models import Run

PATIENCE = timedelta(minutes=30)
PUBLISHING = "publish_scheduled"


def state() -> list[Fact]:
    """What is due when, and when each command last ran."""
    now = timezone.now()
    waiting = Revision.objects.filter(approved_go_live_at__isnull=False).aggregate(
        pending=Count("pk"),
        first=Min("approved_go_live_at"),
        overdue=Count("pk", filter=Q(approved_go_live_at__lt=now - PATIENCE)),
    )
    late = _("Pages are due and not published: does a clock start “manage.py publish_scheduled”?")
    found = [
        Fact("pending", _("Pages that wait for their day"), waiting["pending"]),
        Fact("next_at", _("The next one is due"), waiting["first"], "" if waiting["first"] else _("none waits")),
        Fact("overdue", _("Overdue"), waiting["overdue"], worry=late if waiting["overdue"] else ""),
    ]
    runs = {run.command: run for run in Run.objects.order_by("command")}
    for command in [PUBLISHING, *(name for name in runs if name != PUBLISHING)]:
        run = runs.get(command)
        label = _("“%(command)s” last ran") % {"command": command}
        worry = _("“%(command)s” failed when it last ran; the log says why.") % {"command": command}
        key = f"{command}_last_run"
        if run is None:
            found.append(Fact(key, label, None, _("never")))
        else:
            found.append(Fact(key, label, run.finished_at, worry=worry if run.failed else ""))
    return found


facts.register("schedule", state, heading=gettext_lazy("Clock"), order=400)
