"""Blocks of a file become the stored form of a StreamField, and block definitions are asked about them without a database."""

import datetime
import difflib
import json
import uuid
from collections.abc import Iterator
from typing import Any, Protocol

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.html import strip_tags
from wagtail import blocks
from wagtail.blocks.field_block import ChooserBlock
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.models import Page

from .content import Block, PageRef, Ref
from .links import settle_links

NAMESPACE = uuid.UUID("5f0f6a52-1d0b-4d0a-9a44-0b6f7f1c2a19")


class Finder(Protocol):
    """Finds the records and pages behind references: real ones on a load, stand-ins while files are checked."""

    def record(self, ref: Ref) -> Model: ...

    def page(self, ref: PageRef) -> Page: ...


def settle(value: Any, finder: Finder) -> Any:
    """A value with its references as primary keys, as JSON holds it."""
    if isinstance(value, Ref):
        return finder.record(value).pk
    if isinstance(value, PageRef):
        return finder.page(value).pk
    if isinstance(value, str):
        return settle_links(value, lambda link: finder.page(PageRef(link)).pk)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, dict):
        return {name: settle(item, finder) for name, item in value.items()}
    if isinstance(value, list):
        return [settle(item, finder) for item in value]
    return value


def plain_stream(found: list[Block], finder: Finder) -> list[dict[str, Any]]:
    """The blocks with references settled, without ids: what a digest is taken of."""
    return [{"type": block.type, "value": settle(block.value, finder)} for block in found]


def stored_stream(
    definition: blocks.StreamBlock, plain: list[dict[str, Any]], standing: list[dict[str, Any]], seed: str
) -> list[dict[str, Any]]:
    """Give each block an id. A block that stood there before keeps its own, so that comments and translations stay with it."""
    ids = _kept_ids(plain, standing)
    used = {found for found in ids if found}
    stored = []
    for number, block in enumerate(plain):
        block_id = ids[number] or _new_id(f"{seed}|{block['type']}", used)
        used.add(block_id)
        value = _list_ids(definition.child_blocks[block["type"]], block["value"], block_id)
        stored.append({"type": block["type"], "value": value, "id": block_id})
    return stored


def _new_id(seed: str, used: set[str]) -> str:
    """The same id whenever the same page is built anew, and in each of its languages."""
    number = 0
    while (found := str(uuid.uuid5(NAMESPACE, f"{seed}|{number}"))) in used:
        number += 1
    return found


def _kept_ids(plain: list[dict[str, Any]], standing: list[dict[str, Any]]) -> list[str]:
    ids = [""] * len(plain)
    old, new = ([_bare(block) for block in side] for side in (standing, plain))
    for kind, first, last, start, end in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        pairs = list(zip(range(first, last), range(start, end), strict=False)) if kind in {"equal", "replace"} else []
        for was, now in pairs:
            if standing[was]["type"] == plain[now]["type"]:
                ids[now] = standing[was].get("id") or ""
    return ids


def _bare(block: dict[str, Any]) -> str:
    """A block without ids, to compare."""
    return json.dumps([block["type"], _without_ids(block["value"])], sort_keys=True)


def _without_ids(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_ids(item) for item in value]
    if isinstance(value, dict):
        if value.keys() == {"type", "value", "id"} and value["type"] == "item":
            return _without_ids(value["value"])
        return {name: _without_ids(item) for name, item in value.items()}
    return value


def _list_ids(definition: blocks.Block, value: Any, seed: str) -> Any:
    """Write the items of lists in their stored form, each with an id that follows from its place."""
    if isinstance(definition, blocks.ListBlock):
        items = []
        for number, item in enumerate(value):
            item_id = str(uuid.uuid5(NAMESPACE, f"{seed}|{number}"))
            items.append({"type": "item", "value": _list_ids(definition.child_block, item, item_id), "id": item_id})
        return items
    if isinstance(definition, blocks.StructBlock):
        return {name: _list_ids(definition.child_blocks[name], item, f"{seed}|{name}") for name, item in value.items()}
    return value


def block_problems(definition: blocks.Block, value: Any) -> Iterator[str]:
    """What a block's own definition says against a value; choosers are asked only whether they are empty."""
    if isinstance(definition, blocks.StructBlock):
        for name, child in definition.child_blocks.items():
            yield from (f"{child.label}: {problem}" for problem in block_problems(child, value.get(name)))
    elif isinstance(definition, blocks.ListBlock):
        yield from _count_problems(definition.meta.min_num, definition.meta.max_num, len(value or []))
        for item in value or []:
            yield from block_problems(definition.child_block, item)
    elif isinstance(definition, ChooserBlock | blocks.RichTextBlock):
        if definition.required and not (strip_tags(value).strip() if isinstance(value, str) else value):
            yield "This field is required."
    elif isinstance(definition, TableBlock):
        if not any(cell for row in value["data"] for cell in row):
            yield "The table is empty."
    else:
        try:
            definition.clean(definition.to_python(value))
        except ValidationError as error:
            yield from error.messages


def stream_problems(definition: blocks.StreamBlock, found: list[Block]) -> Iterator[tuple[int, str]]:
    """The line and the message of each problem in a stream."""
    for block in found:
        child = definition.child_blocks[block.type]
        yield from ((block.line, f"{child.label}: {problem}") for problem in block_problems(child, block.value))
    line = found[0].line if found else 0
    for problem in _count_problems(definition.meta.min_num, definition.meta.max_num, len(found)):
        yield line, problem


def _count_problems(least: int | None, most: int | None, count: int) -> Iterator[str]:
    if least is not None and count < least:
        yield f"There are {count} entries, fewer than {least}."
    if most is not None and count > most:
        yield f"There are {count} entries, more than {most}."
