"""Finished tasks and mails that nobody took are removed; run daily."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from trail.background.models import Errand, OutgoingMail, Parcel
from trail.background.retrying import bring_back_lost

DONE_KEPT = timedelta(days=1)
FAILED_KEPT = timedelta(days=30)


class Command(BaseCommand):
    """`manage.py tidy_queue`: tasks that are done, those that failed a month ago, mails that could not be delivered."""

    help = (
        "Remove finished tasks and mails given up a month ago; bring back tasks whose worker has vanished. Once a day."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what was removed. Can be repeated."""
        now = timezone.now()
        done = DBTaskResult.objects.successful().filter(finished_at__lt=now - DONE_KEPT).delete()[0]
        failed = DBTaskResult.objects.failed().filter(finished_at__lt=now - FAILED_KEPT).delete()[0]
        mails = OutgoingMail.objects.filter(created_at__lt=now - FAILED_KEPT).delete()[0]
        Errand.objects.filter(asked_at__lt=now - FAILED_KEPT).delete()
        Parcel.objects.filter(created_at__lt=now - 2 * DONE_KEPT).delete()
        lost = bring_back_lost()
        self.stdout.write(
            f"Removed {done} finished and {failed} failed tasks, {mails} mails that nobody took; {lost} tasks done again."
        )
