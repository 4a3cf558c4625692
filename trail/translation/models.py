"""What wagtail-localize does not remember: stale words, what was taken down with its source, the glossary, who does what."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale
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


class GlossaryTerm(models.Model):
    """How a term is translated into a language, or that it is left as it is: names of places, units, ranks."""

    source_locale = models.ForeignKey(
        Locale, on_delete=models.CASCADE, related_name="+", verbose_name=_("source language")
    )
    locale = models.ForeignKey(
        Locale, on_delete=models.CASCADE, related_name="glossary_terms", verbose_name=_("language")
    )
    term = models.CharField(_("term"), max_length=200, help_text=_("As it is written in the source language."))
    translation = models.CharField(_("translation"), max_length=200, blank=True)
    leave_as_is = models.BooleanField(
        _("leave as it is"), default=False, help_text=_("The translation uses the term in its own spelling.")
    )
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        ordering = ["locale", "term"]
        verbose_name = _("glossary term")
        verbose_name_plural = _("glossary terms")
        constraints = [
            models.UniqueConstraint(
                fields=["source_locale", "locale", "term"],
                name="term_once_per_pair_of_languages",
                violation_error_message=_("The glossary of this language has this term already."),
            )
        ]

    def __str__(self) -> str:
        return self.term

    def clean(self) -> None:
        """A term has a translation or is left as it is: not both, not neither."""
        if self.leave_as_is and self.translation and self.translation != self.term:
            raise ValidationError({"translation": _("Leave this empty where the term is left as it is.")})
        if not self.leave_as_is and not self.translation.strip():
            raise ValidationError({"translation": _("Enter the translation, or tick “leave as it is”.")})


class Assignment(models.Model):
    """Who translates a page into a language."""

    translation = models.OneToOneField(Translation, on_delete=models.CASCADE, related_name="assignment")
    translator = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="translations", verbose_name=_("translator")
    )
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")

    def __str__(self) -> str:
        return f"{self.translation_id}: {self.translator_id}"


class Digest(models.Model):
    """Whether somebody wants the digest of translations by mail, and when the last one was sent. No row: they do."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="translation_digest")
    wanted = models.BooleanField(_("send me a digest of what is to be translated"), default=True)
    sent_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("digest of translations")
        verbose_name_plural = _("digests of translations")

    def __str__(self) -> str:
        return str(self.user_id)
