"""Publishes what is due and takes down what has expired, one page at a time.

It stands in the place of Wagtail's command of the same name, which stops at the first page that is refused and leaves
the good ones behind it unpublished.
"""

import logging
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.management.base import CommandError
from django.db import transaction
from django.utils import timezone
from wagtail.management.commands.publish_scheduled import Command as WagtailCommand
from wagtail.models import DraftStateMixin, Page, Revision

from trail.health.runs import noted
from trail.publishing.problems import PublicationRefused
from trail.publishing.refusals import record_refusal, tell_those_concerned

logger = logging.getLogger(__name__)


class Command(WagtailCommand):
    """`manage.py publish_scheduled`; `--dryrun` is Wagtail's."""

    help = "Publish the pages that are due and take down those that have expired."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do all that can be done, then fail if something unexpected stood in the way of a page."""
        if options["dryrun"]:
            super().handle(*args, **options)
            return
        with noted("publish_scheduled"):
            self._do_what_is_due()

    def _do_what_is_due(self) -> None:
        failures = sum(not self._take_down(expired) for expired in _expired())
        due = Revision.objects.filter(approved_go_live_at__lt=timezone.now()).order_by("approved_go_live_at")
        failures += sum(not self._publish(revision) for revision in list(due))
        if failures:
            raise CommandError(f"{failures} could not be published or taken down; the log says why.")

    def _take_down(self, expired: Any) -> bool:
        try:
            with transaction.atomic():
                expired.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
        except Exception:
            logger.exception("“%s” has expired and could not be taken down.", expired)
            return False
        return True

    def _publish(self, revision: Revision) -> bool:
        """Publish one revision. A refused one loses its date, or the queue would meet it again every minute."""
        try:
            with transaction.atomic():
                revision.publish(log_action="wagtail.publish.scheduled")
        except PublicationRefused as refused:
            Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
            logger.warning("Not published: “%s”. %s", refused.page, " ".join(refused.messages))
            record_refusal(refused, revision=revision)
            tell_those_concerned(refused, revision)
            self.stdout.write(f"Refused: {refused.page}. {' '.join(refused.messages)}")
        except Exception:
            logger.exception("“%s” was due and could not be published.", revision)
            return False
        return True


def _expired() -> Iterator[Any]:
    """All live pages and snippets whose last day is over, first come first."""
    models = [Page, *(m for m in apps.get_models() if issubclass(m, DraftStateMixin) and not issubclass(m, Page))]
    for model in models:
        yield from list(model.objects.filter(live=True, expire_at__lt=timezone.now()).order_by("expire_at"))
