"""What the trail says otherwise than the catalogues that ship: a row for each phrase of a language."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Phrase(models.Model):
    """A phrase in the trail's own words. Without a row the shipped translation holds.

    The language is its tag and no locale: words outlive a language that is withdrawn. A row whose phrase the site no
    longer says is kept and has no effect.
    """

    language = models.CharField(_("language"), max_length=35)
    key = models.CharField(max_length=16)  # trail.phrases.offered.key_of the English
    msgid = models.TextField(_("phrase in English"))
    forms = models.JSONField(_("translation"))  # a list: one text, or one for each plural form of the language
    changed_at = models.DateTimeField(_("changed"), auto_now=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("interface phrase")
        verbose_name_plural = _("interface phrases")
        constraints = [models.UniqueConstraint(fields=["language", "key"], name="phrase_once_per_language")]

    def __str__(self) -> str:
        return self.msgid


class PhraseEdition(models.Model):
    """A mark that is new after each change of a language's phrases, by which each process sees that it is behind.

    No counter: after a restored backup the same number could stand for other words.
    """

    language = models.CharField(max_length=35, unique=True)
    mark = models.CharField(max_length=32)

    class Meta:
        verbose_name = _("edition of the phrases")
        verbose_name_plural = _("editions of the phrases")

    def __str__(self) -> str:
        return f"{self.language}: {self.mark}"
