"""A page that cannot be published cannot be scheduled either.

Wagtail schedules by noting the date on the revision, without saving a page that is live; no other step is common to
all ways (the editor's form, workflow, bulk action, code).
"""

from typing import Any

from django.db.models.signals import pre_save
from wagtail.models import Revision

from .problems import PublicationRefused, publish_problems


def refuse_scheduling(sender: type, instance: Revision, update_fields: Any = None, **kwargs: Any) -> None:
    """Raise `PublicationRefused` when a revision with problems is about to be given a date of publication."""
    if not instance.approved_go_live_at or "approved_go_live_at" not in (update_fields or ()):
        return
    page = instance.as_object()
    problems = publish_problems(page)
    if problems:
        raise PublicationRefused(page, problems)


def watch() -> None:
    """Called once, when the app is ready."""
    pre_save.connect(refuse_scheduling, sender=Revision, dispatch_uid="trail-refuse-scheduling")
