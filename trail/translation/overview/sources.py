"""Counting the words of pages that nobody translates yet: wagtail-localize records their strings, which takes a while.

A page is recorded once, and again after it was published anew. The table does some of it each time that it is opened, the
digests do all of it overnight; with a hundred pages it would take a request ten seconds.
"""

import logging
from collections.abc import Sequence
from time import monotonic

from django.db import IntegrityError, transaction
from wagtail.models import Page
from wagtail_localize.models import TranslationSource

from .state import Row

logger = logging.getLogger(__name__)


def uncounted(rows: Sequence[Row]) -> list[Row]:
    """The live pages whose words are not counted, or were before they were published again."""
    return [row for row in rows if row.live and not row.is_counted]


def count_words(rows: Sequence[Row], seconds: float | None = None) -> int:
    """Record the strings of pages, at least one of them and as many as fit into some seconds; give how many."""
    started, done = monotonic(), 0
    for row in rows:
        page = Page.objects.filter(pk=row.pk).first()
        if page is not None:
            try:
                with transaction.atomic():
                    TranslationSource.update_or_create_from_instance(page.specific)
            except IntegrityError:
                continue  # somebody else has opened the table in the same moment
            except Exception:  # one page that cannot be read must not keep everybody from the table
                logger.exception("The words of page %s could not be counted.", row.pk)
                continue
        done += 1
        if seconds is not None and monotonic() - started > seconds:
            break
    return done
