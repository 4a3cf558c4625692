"""Facts in a fixed shape: boxes of facts, timelines, tables."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail_localize.segments.types import StringSegmentValue

from trail.dates.edtf import validate_edtf

from .text import SourcesBlock


class EDTFBlock(blocks.CharBlock):
    """A date in EDTF. Its value is a fact, not words: it is never offered for translation."""

    is_fact = True

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Date"))
        kwargs.setdefault("max_length", 64)
        kwargs.setdefault("help_text", _("1944-06-04, 1944-06, 1943-12-20/1943-12-28, 1944-06~ for about."))
        super().__init__(validators=[validate_edtf], **kwargs)

    def get_translatable_segments(self, value: str) -> list:
        """wagtail-localize asks each block; a date has nothing to translate."""
        return []

    def restore_translated_segments(self, value: str, segments: list) -> str:
        return value


class FactsBlock(blocks.StructBlock):
    """A box of terms and details."""

    title = blocks.CharBlock(label=_("Title"), max_length=80, required=False)
    facts = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("term", blocks.CharBlock(label=_("Term"), max_length=60)),
                ("detail", blocks.CharBlock(label=_("Detail"), max_length=200)),
            ],
            label=_("Fact"),
        ),
        label=_("Facts"),
        min_num=1,
    )
    sources = SourcesBlock()

    class Meta:
        icon = "list-ul"
        label = _("Facts")
        group = _("Facts")
        template = "blocks/facts.html"
        description = _("A box of short facts.")
        preview_value = {"title": "Rome in brief", "facts": [{"term": "Freed", "detail": "4 June 1944"}], "sources": []}


class TimelineEntryBlock(blocks.StructBlock):
    """One date on a timeline."""

    date = EDTFBlock()
    text = blocks.CharBlock(label=_("What happened"), max_length=300)
    page = blocks.PageChooserBlock(label=_("Page that tells of it"), required=False)
    sources = SourcesBlock()


class TimelineBlock(blocks.StructBlock):
    """Dates in order."""

    title = blocks.CharBlock(label=_("Title"), max_length=80, required=False)
    entries = blocks.ListBlock(TimelineEntryBlock(label=_("Entry")), label=_("Entries"), min_num=1)

    class Meta:
        icon = "history"
        label = _("Timeline")
        group = _("Facts")
        template = "blocks/timeline.html"
        description = _("Dates in order, each with a line of text.")
        preview_value = {
            "title": "",
            "entries": [
                {"date": "1943-07-10", "text": "The Allies land in Sicily.", "page": None, "sources": []},
                {"date": "1944-06-04", "text": "Rome is free.", "page": None, "sources": []},
            ],
        }


class WordsTableBlock(TableBlock):
    """A table whose cells translators are given one by one, those without a letter left out: numbers are facts."""

    def get_translatable_segments(self, value: dict[str, Any] | None) -> list[StringSegmentValue]:
        """The cells with words in reading order, all under one path, so that a new row moves nothing."""
        return [StringSegmentValue("cells", cell) for row in _rows(value) for cell in row if _has_words(cell)]

    def restore_translated_segments(self, value: dict[str, Any], segments: list[StringSegmentValue]) -> dict[str, Any]:
        """The table with the translated cells, given in the order in which they were taken out."""
        words = iter(segment.render_text() for segment in sorted(segments, key=lambda segment: segment.order))
        rows = [[next(words) if _has_words(cell) else cell for cell in row] for row in _rows(value)]
        return {**value, "data": rows}

    def merge_facts(self, original: dict[str, Any] | None, stored: dict[str, Any] | None) -> Any:
        """A translated table with the numbers of its source, as long as the two have the same shape."""
        source, rows = _rows(original), _rows(stored)
        if [len(row) for row in source] != [len(row) for row in rows]:
            return stored
        merged = [
            [theirs if _has_words(ours) or _has_words(theirs) else ours for ours, theirs in zip(*pair, strict=True)]
            for pair in zip(source, rows, strict=True)
        ]
        return {**(stored or {}), "data": merged} if merged else stored


def _rows(table: dict[str, Any] | None) -> list[list[Any]]:
    return (table or {}).get("data") or []


def _has_words(cell: Any) -> bool:
    return isinstance(cell, str) and any(character.isalpha() for character in cell)


class CaptionedTableBlock(blocks.StructBlock):
    """A table with the caption that says what it shows."""

    caption = blocks.CharBlock(label=_("Caption"), max_length=200, help_text=_("What the table shows, and as of when."))
    table = WordsTableBlock(label=_("Table"), table_options={"startRows": 3, "startCols": 3, "contextMenu": True})
    sources = SourcesBlock()

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        cells = [cell for row in (cleaned["table"] or {}).get("data", []) for cell in row]
        if not any(cells):
            raise blocks.StructBlockValidationError(block_errors={"table": ValidationError(_("The table is empty."))})
        return cleaned

    class Meta:
        icon = "table"
        label = _("Table")
        group = _("Facts")
        template = "blocks/table.html"
        description = _("Rows and columns; the first row is the head.")
        preview_value = {
            "caption": "Burials by country",
            "table": {
                "data": [["Country", "Graves"], ["United Kingdom", "350"], ["South Africa", "28"]],
                "first_row_is_table_header": True,
                "first_col_is_header": True,
            },
            "sources": [],
        }
