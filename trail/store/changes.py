"""Changes of which no record tells: what was done by tasks, by migrations, and by whoever restores a backup."""

import hashlib
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError, transaction
from django.db.models import Q
from wagtail.images import get_image_model
from wagtail.models import ReferenceIndex

from . import keys
from .dropping import drop, drop_everything
from .stores import the_store

#: Wagtail's task that keeps its index of references, by which the list of picture credits is made.
OF_REFERENCES = "update_reference_index_task"


def task_finished(task_result: Any, **_kwargs: Any) -> None:
    """Wagtail's index of references has followed a change."""
    if not settings.TRAIL_STORE or task_result.task.name != OF_REFERENCES:
        return
    now, ledger = _uses(), the_store().ledger
    if ledger.fact("uses") != now:
        ledger.remember("uses", now)
        drop([keys.USES])


def _uses() -> str:
    """A mark of what uses which picture: another one when that is otherwise."""
    pictures = ContentType.objects.get_for_model(get_image_model())
    people = ReferenceIndex.objects.filter(to_content_type=pictures).exclude(base_content_type__app_label="wagtailcore")
    wanted = Q(to_content_type=pictures) | Q(to_content_type__in=people.values("base_content_type"))
    rows = (
        ReferenceIndex.objects.filter(wanted)
        .order_by()
        .values_list("base_content_type_id", "object_id", "to_content_type_id", "to_object_id")
    )
    return hashlib.sha256(repr(sorted(set(rows))).encode()).hexdigest()


def migrated(**_kwargs: Any) -> None:
    """A migration may have changed anything."""
    try:
        with transaction.atomic():
            drop_everything()
    except DatabaseError:  # taken back to before our own first migration
        return
