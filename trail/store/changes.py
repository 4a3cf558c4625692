"""Changes of which no record tells: what was done by tasks, by migrations, and by whoever restores a backup."""

from typing import Any

from django.conf import settings
from django.db import DatabaseError, transaction

from . import keys
from .dropping import drop, drop_everything

#: Wagtail's task that keeps its index of references, by which the list of picture credits is made.
OF_REFERENCES = "update_reference_index_task"


def task_finished(task_result: Any, **_kwargs: Any) -> None:
    """Wagtail's index of references has followed a change."""
    if settings.TRAIL_STORE and task_result.task.name == OF_REFERENCES:
        drop([keys.USES])


def migrated(**_kwargs: Any) -> None:
    """A migration may have changed anything."""
    try:
        with transaction.atomic():
            drop_everything()
    except DatabaseError:  # taken back to before our own first migration
        return
