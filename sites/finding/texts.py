"""The words that visitors read on a page, without marks: what the search looks into besides title and summary."""

from collections.abc import Iterator
from typing import Any

from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.rich_text import get_text_for_indexing

from trail.core.blocks.data import EDTFBlock
from trail.dates.display import describe

# Notes on what the page once said wrongly are no place to be found by; a credit is as little the text as a byline is.
LEFT_OUT_FIELDS = ("corrections",)
LEFT_OUT_PARTS = ("credit",)


def text_of(page: Any) -> str:
    """The words of a page's text; choices, addresses, sources and the byline are not among them."""
    return "\n".join(part for part in _fields(page) if part)


def _fields(page: Any) -> Iterator[str]:
    for field in page._meta.concrete_fields:
        if field.name in LEFT_OUT_FIELDS:
            continue
        value = field.value_from_object(page)
        if isinstance(field, StreamField):
            yield from _words(value.stream_block, value, page.locale.language_code)
        elif isinstance(field, RichTextField) and value:
            yield get_text_for_indexing(value)


def _words(block: Any, value: Any, language: str) -> Iterator[str]:
    """The words of a block and of those within it. Kinds of blocks that are not named here are not words."""
    if isinstance(block, blocks.BaseStreamBlock):
        for child in value:
            yield from _words(child.block, child.value, language)
    elif isinstance(block, blocks.ListBlock):
        for child in value:
            yield from _words(block.child_block, child, language)
    elif isinstance(block, blocks.BaseStructBlock):
        for name, child in block.child_blocks.items():
            if name not in LEFT_OUT_PARTS:
                yield from _words(child, value.get(name), language)
    elif not value:
        return
    elif isinstance(block, EDTFBlock):
        yield describe(value, language)
    elif isinstance(block, blocks.RichTextBlock):
        yield get_text_for_indexing(value.source)
    elif isinstance(block, TableBlock):
        yield from block.get_searchable_content(value)
    elif isinstance(block, blocks.CharBlock | blocks.TextBlock):
        yield value
