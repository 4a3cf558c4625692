"""The press: what is right enters, in one transaction, and each page is saved as a draft. Nothing is published."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail_localize.models import StringTranslation, Translation

from ..adoption import CARRIED
from ..models import StaleString
from .checks import normal
from .comparing import PageReport, Report, compare
from .faults import Fate, Finding, Reason
from .reading import contents_of
from .strings import RecordStrings, Row

TOOL = "PO file"


class ReportIsOld(Exception):
    """What was shown is not true any more: `report` is what is."""

    def __init__(self, report: Report) -> None:
        self.report = report
        super().__init__()


@dataclass
class Entered:
    """What an import did."""

    report: Report
    entered: int = 0
    stale: int = 0
    pages: list[PageReport] = field(default_factory=list)

    @property
    def left_out(self) -> int:
        """How many were refused, or asked about and not ticked."""
        counts = self.report.counts
        return counts["refused"] + counts["asks"] - self._ticked

    _ticked: int = 0


@transaction.atomic
def enter(
    name: str,
    content: bytes,
    locale: Any,
    user: Any = None,
    *,
    ticked: Collection[str] | None = None,
    shown: str = "",
) -> Entered:
    """Import what is right of the files, and what was asked about where its key is `ticked` (None: all of it).

    The files are compared anew. Raises `ReportIsOld` where that gives another report than the one `shown` by its
    fingerprint.
    """
    contents = contents_of(name, content, locale)
    pages = Translation.objects.filter(source__object_id__in=list(contents.by_page), target_locale=locale)
    list(pages.select_for_update().values_list("pk", flat=True))  # two imports into one page come one after the other
    report = compare(contents, locale, user)
    if shown and shown != report.fingerprint:
        raise ReportIsOld(report)
    done = Entered(report)
    for page in report.pages:
        entering = [(finding, row) for finding, row in page.findings if row and _is_taken(finding, ticked)]
        if entering and page.strings.translation.pk is None:
            page.strings.translation.save()
        for finding, row in entering:
            _enter(page.strings.translation, finding, row, user)
            done.entered += 1
            done._ticked += finding.fate is Fate.ASKS
            done.stale += finding.reason is Reason.SOURCE_CHANGED
        if entering:
            if not isinstance(page.strings, RecordStrings):  # names wait on their screen for somebody who publishes
                page.strings.translation.save_target(user=user, publish=False)
            done.pages.append(page)
    return done


def _is_taken(finding: Finding, ticked: Collection[str] | None) -> bool:
    return finding.fate is Fate.ENTERS or (finding.fate is Fate.ASKS and (ticked is None or finding.key in ticked))


def _enter(translation: Translation, finding: Finding, row: Row, user: Any) -> None:
    """Write one translation. Of words that have changed since it stands as stale, as if it had been carried over."""
    is_stale = finding.reason is Reason.SOURCE_CHANGED
    said = row.known.data if finding.reason is Reason.CONFIRMED and row.known else normal(finding.said)
    entered = row.known or StringTranslation(locale=translation.target_locale)
    entered.translation_of, entered.context = row.segment.string, row.segment.context
    entered.data = said
    entered.translation_type = StringTranslation.TRANSLATION_TYPE_MANUAL
    entered.tool_name = CARRIED if is_stale else TOOL
    entered.last_translated_by = user
    entered.has_error, entered.field_error = False, ""
    entered.save()
    if is_stale:
        StaleString.objects.update_or_create(
            translation=translation,
            context_id=row.segment.context_id,
            string_id=row.segment.string_id,
            defaults={
                "earlier_source": finding.source,
                "earlier_translation": said,
                "since": row.stale.since if row.stale else timezone.now(),
            },
        )
