"""Words: headings, paragraphs with their sources, quotations."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from ..rich_text import PARAGRAPH_FEATURES
from ..sources import known_source


class SourceChooserBlock(SnippetChooserBlock):
    """Chooses a source. While a page is rendered its sources were looked up together already."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Source"))
        super().__init__("references.Source", **kwargs)

    def bulk_to_python(self, values: list[int | None]) -> list[Any]:
        known = [known_source(value) for value in values]
        return known if all(known) else super().bulk_to_python(values)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return blocks.Block.deconstruct(self)


class SourcesBlock(blocks.ListBlock):
    """The sources of one paragraph, quotation or table; the page numbers them."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault("label", _("Sources"))
        kwargs.setdefault("default", [])
        super().__init__(SourceChooserBlock(), **kwargs)


class HeadingBlock(blocks.StructBlock):
    """A heading; the title of the page stands above all of them."""

    text = blocks.CharBlock(label=_("Text"), max_length=120)
    level = blocks.ChoiceBlock(label=_("Level"), choices=[("2", _("Heading")), ("3", _("Lower heading"))], default="2")

    class Meta:
        icon = "title"
        label = _("Heading")
        group = _("Text")
        template = "blocks/heading.html"
        description = _("A heading on the trail line.")
        preview_value = {"text": "What happened here", "level": "2"}


class ParagraphBlock(blocks.StructBlock):
    """One paragraph, or one list, with the sources that carry it."""

    text = blocks.RichTextBlock(label=_("Text"), features=PARAGRAPH_FEATURES)
    sources = SourcesBlock(help_text=_("Where the facts of this paragraph come from. They appear as small numbers."))

    class Meta:
        icon = "pilcrow"
        label = _("Paragraph")
        group = _("Text")
        template = "blocks/paragraph.html"
        description = _("Text of one paragraph, with its sources.")
        preview_value = {"text": "<p>The cemetery lies beside the Aurelian Wall.</p>", "sources": []}


class QuotationBlock(blocks.StructBlock):
    """Somebody's own words, exactly as the source has them."""

    text = blocks.TextBlock(label=_("Words"), help_text=_("Word for word, without quotation marks."))
    speaker = blocks.CharBlock(label=_("Who"), max_length=160)
    work = blocks.CharBlock(label=_("Where"), max_length=200, required=False)
    source = SourceChooserBlock()

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        group = _("Text")
        template = "blocks/quotation.html"
        description = _("A quotation with its source.")
        preview_value = {"text": "Words as the source has them.", "speaker": "Name", "work": "Work, 1944"}
