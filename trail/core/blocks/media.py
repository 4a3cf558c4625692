"""Files and ways onward: recordings, documents, calls to action."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

AUDIO = {"mp3": "audio/mpeg", "m4a": "audio/mp4", "ogg": "audio/ogg"}
VIDEO = {"mp4": "video/mp4", "webm": "video/webm"}


class RecordingBlock(blocks.StructBlock):
    """Sound or film from our own server, with its words written out."""

    recording = DocumentChooserBlock(label=_("File"), help_text=_("MP3, M4A, OGG, MP4 or WebM."))
    title = blocks.CharBlock(label=_("Title"), max_length=160)
    captions = DocumentChooserBlock(label=_("Captions"), required=False, help_text=_("A WebVTT file, for film."))
    transcript = blocks.RichTextBlock(
        label=_("Transcript"), features=["bold", "italic"], help_text=_("All that is said, and what is heard besides.")
    )
    credit = blocks.CharBlock(label=_("Credit"), max_length=255, help_text=_("Who made it, and under which terms."))

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if cleaned["recording"].file_extension.lower() not in {*AUDIO, *VIDEO}:
            raise blocks.StructBlockValidationError(
                block_errors={"recording": ValidationError(_("Choose an MP3, M4A, OGG, MP4 or WebM file."))}
            )
        return cleaned

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        extension = value["recording"].file_extension.lower() if value["recording"] else ""
        return {
            **super().get_context(value, parent_context=parent_context),
            "is_film": extension in VIDEO,
            "media_type": {**AUDIO, **VIDEO}.get(extension, ""),
        }

    class Meta:
        icon = "media"
        label = _("Audio or film")
        group = _("Pictures and media")
        template = "blocks/recording.html"
        description = _("A recording with its transcript.")
        preview_value = {
            "recording": None,
            "title": "A voice from the time",
            "captions": None,
            "transcript": "<p>All that is said, written out.</p>",
            "credit": "Who made it, CC BY 4.0",
        }


class DocumentBlock(blocks.StructBlock):
    """A file to download; its language, kind and size are said."""

    document = DocumentChooserBlock(label=_("Document"))
    text = blocks.CharBlock(label=_("Link text"), max_length=160, required=False)

    class Meta:
        icon = "doc-full"
        label = _("Document")
        group = _("Pictures and media")
        template = "blocks/document.html"
        description = _("A file to download, with its language and size.")
        preview_value = {"document": None, "text": "A leaflet"}


class ActionBlock(blocks.StructBlock):
    """One thing to do next."""

    text = blocks.CharBlock(label=_("Text"), max_length=60)
    page = blocks.PageChooserBlock(label=_("Page"), required=False)
    url = blocks.URLBlock(label=_("Or an address elsewhere"), required=False)

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if bool(cleaned["page"]) == bool(cleaned["url"]):
            message = ValidationError(_("Choose a page or give an address, one of the two."))
            raise blocks.StructBlockValidationError(block_errors={"page": message})
        return cleaned

    class Meta:
        icon = "link"
        label = _("Call to action")
        group = _("Text")
        template = "blocks/action.html"
        description = _("A button that leads on.")
        preview_value = {"text": "Start the trail", "page": None, "url": "https://example.org/"}
