"""What the places of a page are called: “Text: Paragraph, under “The landings””. Read from what was kept of the source."""

import json
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.utils.functional import cached_property
from wagtail import blocks
from wagtail.fields import StreamField


class Places:
    """The names of one page's places, without a query."""

    def __init__(self, source: Any) -> None:
        self.model = source.specific_content_type.model_class()
        self._written = source.content_json

    @cached_property
    def content(self) -> dict[str, Any]:
        """The page as it was when its words were taken."""
        return json.loads(self._written)

    @property
    def title(self) -> str:
        """What the page is called."""
        return str(self.content.get("title") or self.content.get("name") or "")

    def field(self, path: str) -> Any | None:
        """The model's field that holds the words at a path, or nothing where they stand in a block."""
        name, _dot, rest = path.partition(".")
        try:
            found = self.model._meta.get_field(name)
            if found.one_to_many and "." in rest:
                found = found.related_model._meta.get_field(rest.split(".")[1])
        except (AttributeError, FieldDoesNotExist):
            return None
        return None if isinstance(found, StreamField) else found

    def name(self, path: str) -> str:
        """The place in words."""
        first, *rest = path.split(".")
        try:
            found = self.model._meta.get_field(first)
        except (AttributeError, FieldDoesNotExist):
            return path
        if isinstance(found, StreamField):
            return ": ".join([_label(found), *self._in_stream(found, rest)])
        if found.one_to_many:
            inner = self.field(path)
            return ": ".join(filter(None, [_capital(found.related_model._meta.verbose_name), inner and _label(inner)]))
        return _label(found)

    def _in_stream(self, found: StreamField, rest: list[str]) -> list[str]:
        stream = json.loads(self.content.get(found.name) or "[]")
        heading, block = "", found.stream_block
        names: list[str] = []
        for item in stream:
            if item.get("id") == (rest[0] if rest else ""):
                names = _within(block, item, rest[1:])
                break
            if item.get("type") == "heading":
                value = item.get("value")
                heading = str(value.get("text", "") if isinstance(value, dict) else value)
        if heading and names:
            names[-1] += f", “{heading}”"
        return names


def _within(block: Any, item: dict[str, Any], rest: list[str]) -> list[str]:
    """The labels of a block, and of what lies within it as far as the path leads."""
    inner = block.child_blocks.get(item.get("type", ""))
    if inner is None:
        return []
    names = [str(inner.label)]
    value = item.get("value")
    for part in rest:
        if isinstance(inner, blocks.StructBlock) and part in inner.child_blocks:
            inner = inner.child_blocks[part]
            value = value.get(part) if isinstance(value, dict) else None
        elif isinstance(inner, blocks.ListBlock):
            inner = inner.child_block
            values = {each.get("id"): each.get("value") for each in value or [] if isinstance(each, dict)}
            value = values.get(part)
            continue
        else:
            break
        if part != "text" and inner.label and str(inner.label) not in names:
            names.append(str(inner.label))
    return names


def _label(found: Any) -> str:
    return _capital(found.verbose_name)


def _capital(words: Any) -> str:
    said = str(words)
    return said[:1].upper() + said[1:]
