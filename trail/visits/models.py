"""How often each page was read on each day, and which logs have been counted up to where."""

from django.db import models
from django.utils.translation import gettext_lazy as _

LONGEST_PATH = 500


class VisitCount(models.Model):
    """How often a page was read on one day. No more is known: not by whom, from where, or what they read before."""

    day = models.DateField(_("day"))
    language = models.CharField(_("language"), max_length=20)
    path = models.CharField(_("page"), max_length=LONGEST_PATH)
    count = models.PositiveIntegerField(_("times read"))

    class Meta:
        verbose_name = _("count of pages read")
        verbose_name_plural = _("counts of pages read")
        default_permissions = ("view",)
        constraints = [models.UniqueConstraint(fields=["day", "language", "path"], name="one_count_a_day_and_page")]

    def __str__(self) -> str:
        return f"{self.day} {self.path}: {self.count}"


class CountedLog(models.Model):
    """A log that has been counted up to some place. It is known again by a keyed sum of its beginning, so that renaming
    or compressing it changes nothing."""

    beginning = models.PositiveIntegerField()
    mark = models.CharField(max_length=64)
    counted = models.PositiveBigIntegerField()
    read_at = models.DateTimeField(auto_now=True)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["beginning", "mark"], name="each_log_is_known_once")]

    def __str__(self) -> str:
        return f"{self.mark[:8]} ({self.counted})"
