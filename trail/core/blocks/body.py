"""The body of a page, and the shape of a correction."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .data import CaptionedTableBlock, FactsBlock, TimelineBlock
from .media import ActionBlock, DocumentBlock, RecordingBlock
from .pictures import GalleryBlock, PictureBlock
from .text import HeadingBlock, ParagraphBlock, QuotationBlock, SourceChooserBlock


class BodyBlock(blocks.StreamBlock):
    """What the text of any page is built of."""

    heading = HeadingBlock()
    paragraph = ParagraphBlock()
    quotation = QuotationBlock()
    action = ActionBlock()
    picture = PictureBlock()
    gallery = GalleryBlock()
    recording = RecordingBlock()
    document = DocumentBlock()
    facts = FactsBlock()
    timeline = TimelineBlock()
    table = CaptionedTableBlock()


class CorrectionBlock(blocks.StructBlock):
    """A public note: what was wrong, here or in what is widely told, and what is true."""

    date = blocks.DateBlock(label=_("Date"))
    wrong = blocks.TextBlock(label=_("What was wrong"))
    right = blocks.TextBlock(label=_("What is true"))
    source = SourceChooserBlock(required=False)

    class Meta:
        icon = "edit"
        label = _("Correction")
