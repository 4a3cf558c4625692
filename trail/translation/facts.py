"""Facts follow the source: everything of a page that is no word is copied into its translation; the words stay.

The structure of the text belongs to the words: a paragraph that is new in the source waits for the translator, one that
the source has lost stays until the translator deals with it.
"""

from typing import Any

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.models import TranslatableMixin
from wagtail_localize.fields import SynchronizedField, get_translatable_fields

from .records.pointing import point_at_own_language
from .words import words_of


def copy_facts(source: Any, target: Any) -> bool:
    """Copy the facts of `source` into `target`, in memory; whether anything changed."""
    before = target.serializable_data()
    for declared in get_translatable_fields(type(source)):
        field = declared.get_field(type(source))
        if _is_child_relation(field):
            if issubclass(field.related_model, TranslatableMixin):
                _copy_children(source, target, field)
            else:
                source.copy_child_relation(field.name, target)
        elif isinstance(field, StreamField):
            _copy_stream(source, target, field)
        elif isinstance(declared, SynchronizedField):
            setattr(target, field.attname, getattr(source, field.attname))
    point_at_own_language(target)
    return _comparable(before) != _comparable(target.serializable_data())


def _is_child_relation(field: Any) -> bool:
    return isinstance(field, models.ManyToOneRel) and isinstance(field.remote_field, ParentalKey)


def _comparable(data: Any) -> Any:
    """The content without the keys of children, which `copy_child_relation` gives up to have new ones."""
    if isinstance(data, dict):
        return {key: _comparable(value) for key, value in data.items() if key not in {"pk", "page"}}
    return [_comparable(item) for item in data] if isinstance(data, list) else data


def _copy_children(source: Any, target: Any, field: Any) -> None:
    """Children with words of their own: each keeps its words, takes the facts, and goes when its source has gone.

    A child that is new and says something in words waits for the translator: a figure without its note may mislead.
    """
    standing = {child.translation_key: child for child in getattr(target, field.name).all()}
    children = []
    for original in getattr(source, field.name).all():
        child = standing.get(original.translation_key)
        if child is None:
            if words_of(original):
                continue
            child = field.related_model(translation_key=original.translation_key, locale=target.locale)
        for declared in get_translatable_fields(field.related_model):
            if isinstance(declared, SynchronizedField):
                attname = declared.get_field(field.related_model).attname
                setattr(child, attname, getattr(original, attname))
        if hasattr(original, "sort_order"):
            child.sort_order = original.sort_order
        children.append(child)
    getattr(target, field.name).set(children)


def _copy_stream(source: Any, target: Any, field: StreamField) -> None:
    block = field.stream_block
    stored = block.get_prep_value(field.value_from_object(target))
    original = block.get_prep_value(field.value_from_object(source))
    setattr(target, field.name, block.to_python(_merge_items(block.child_blocks, original, stored)))


def _merge_items(kinds: dict[str, Any], original: list[Any], stored: list[Any]) -> list[Any]:
    """Blocks or list items with ids; those of the translation stay as they are and take the facts of their source."""
    by_id = {item.get("id"): item for item in original if isinstance(item, dict)}
    merged = []
    for item in stored:
        like = by_id.get(item.get("id")) if isinstance(item, dict) else None
        kind = kinds.get(item.get("type", "item")) if isinstance(item, dict) else None
        if like is None or kind is None or like.get("type") != item.get("type"):
            merged.append(item)
        else:
            merged.append({**item, "value": _merge(kind, like["value"], item["value"])})
    return merged


def _merge(block: Any, original: Any, stored: Any) -> Any:
    """The value of a block in its stored form, with the facts of the source."""
    if hasattr(block, "merge_facts"):
        return block.merge_facts(original, stored)
    if isinstance(block, blocks.BaseStructBlock):
        return {
            name: _merge(child, original.get(name), stored.get(name)) if name in stored else original.get(name)
            for name, child in block.child_blocks.items()
        }
    if isinstance(block, blocks.ListBlock):
        if not _has_words(block.child_block):
            return original
        return _merge_items({"item": block.child_block}, original, stored)
    if isinstance(block, blocks.BaseStreamBlock):
        return _merge_items(block.child_blocks, original, stored)
    return stored if _has_words(block) else original


def _has_words(block: Any) -> bool:
    """Whether translators are given anything of a block; the same reading as that of wagtail-localize."""
    if hasattr(block, "get_translatable_segments"):
        return not getattr(block, "is_fact", False)
    if isinstance(block, blocks.BaseStructBlock | blocks.BaseStreamBlock):
        return any(_has_words(child) for child in block.child_blocks.values())
    if isinstance(block, blocks.ListBlock):
        return _has_words(block.child_block)
    if isinstance(block, blocks.URLBlock | blocks.EmailBlock):
        return False
    return isinstance(block, blocks.CharBlock | blocks.TextBlock | blocks.RichTextBlock)
