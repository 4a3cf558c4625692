"""What wagtail-localize does not remember: which words are stale, and what was taken down together with its source."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail_localize.models import String, Translation, TranslationContext


class StaleString(models.Model):
    """A string whose source has changed since it was translated. The earlier translation stands until it is dealt with.

    A string that is new in the source has no row here: it is simply not translated yet.
    """

    translation = models.ForeignKey(Translation, on_delete=models.CASCADE, related_name="stale_strings")
    context = models.ForeignKey(TranslationContext, on_delete=models.CASCADE, related_name="+")
    string = models.ForeignKey(String, on_delete=models.CASCADE, related_name="+")  # as the source says it now
    earlier_source = models.TextField()
    earlier_translation = models.TextField()
    since = models.DateTimeField()

    class Meta:
        verbose_name = _("stale string")
        verbose_name_plural = _("stale strings")
        constraints = [
            models.UniqueConstraint(fields=["translation", "context", "string"], name="stale_once_per_context")
        ]

    def __str__(self) -> str:
        return self.earlier_source


class Withdrawn(models.Model):
    """A translation that was taken down because its source was; it comes back when the source does."""

    translation = models.OneToOneField(Translation, on_delete=models.CASCADE, related_name="withdrawn")
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("translation taken down with its source")
        verbose_name_plural = _("translations taken down with their source")

    def __str__(self) -> str:
        return str(self.translation_id)
