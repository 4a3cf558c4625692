"""What some page types share."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail_localize.fields import SynchronizedField

from trail.dates.fields import EDTFField, bounds

WHEN_HELP = _("EDTF: 1944-06-04, 1944-06, 1943-12-20/1943-12-28, 1944-06-04~ for about, 1944-06? for uncertain.")


class DatedPage(models.Model):
    """A page that tells of a time: an EDTF date, and its first and last day to sort by."""

    when = EDTFField(_("when it happened"), help_text=WHEN_HELP)
    earliest = models.DateField(null=True, blank=True, editable=False, db_index=True)
    latest = models.DateField(null=True, blank=True, editable=False)

    dated_translatable_fields = [SynchronizedField("when"), SynchronizedField("earliest"), SynchronizedField("latest")]

    card_fields = ("when", "earliest", "latest")

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Keep the sortable days in step with the text."""
        self.earliest, self.latest = bounds(self.when)
        return super().save(*args, **kwargs)
