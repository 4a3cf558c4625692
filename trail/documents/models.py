"""Files offered for download: leaflets, transcripts, recordings."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument


class TrailDocument(AbstractDocument):
    """A file with the language it is written or spoken in, so that a link to it can say so."""

    language = models.CharField(
        _("language"),
        max_length=20,
        blank=True,
        help_text=_("The language of the file, as a tag: en, it, pt-br. Leave empty if it has no words."),
    )

    admin_form_fields = ("title", "file", "language", "collection", "tags")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        permissions = [("choose_document", "Can choose document")]
