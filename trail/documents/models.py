"""Files offered for download: leaflets, transcripts, recordings."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument

from .content import problem_of


class TrailDocument(AbstractDocument):
    """A file with the language it is written or spoken in, so that a link to it can say so."""

    language = models.CharField(
        _("language"),
        max_length=20,
        blank=True,
        help_text=_("The language of the file, as a tag: en, it, pt-br. Leave empty if it has no words."),
    )

    admin_form_fields = ("title", "file", "language", "collection", "tags")

    def clean(self) -> None:
        """Refuse a new file that is not what its name says. What is stored already is not read again."""
        super().clean()
        if self.file and not self.file._committed:
            problem = problem_of(self.file.file, self.file_extension)
            if problem:
                raise ValidationError({"file": problem})

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        permissions = [("choose_document", "Can choose document")]
