"""A page points at the record in its own language, where there is one: “Commonwealth War Graves Commission” in Arabic."""

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from django.db import models, transaction
from modelcluster.fields import ParentalKey
from modelcluster.models import get_all_child_relations
from wagtail.fields import StreamField
from wagtail.models import Page, ReferenceIndex
from wagtail.snippets.blocks import SnippetChooserBlock

from trail.finding.index import refresh

from .kinds import kinds

Wanted = dict[type[models.Model], set[int]]
Own = dict[type[models.Model], dict[int, int]]


def point_at_own_language(page: Any) -> bool:
    """Let a page in memory, its children and its choosers point at the records in its language; whether any changed."""
    wanted: Wanted = defaultdict(set)
    children = {name: list(getattr(page, name).all()) for name in _child_relations(type(page))}
    for holder in [page, *(child for found in children.values() for child in found)]:
        for field in _references(type(holder)):
            if pk := getattr(holder, field.attname):
                wanted[field.related_model].add(pk)
    streams = [field for field in page._meta.concrete_fields if isinstance(field, StreamField) and _choosers(field)]
    for field in streams:
        for model, item in _chosen(field, _stored(page, field)):
            wanted[model].add(item["value"])
    own = _counterparts(wanted, page.locale_id)
    if not any(own.values()):
        return False
    _point(page, own)
    for name, found in children.items():
        # Nobody stands twice in a list: who is there already in this language is left alone.
        there = {_pointed(child) for child in found}
        changed = [_point(child, own) for child in found if _pointed(child, own) not in there]
        if any(changed):
            getattr(page, name).set(found)
    for field in streams:
        stored = _stored(page, field)
        for model, item in _chosen(field, stored):
            item["value"] = own.get(model, {}).get(item["value"], item["value"])
        setattr(page, field.name, field.stream_block.to_python(stored))
    return True


@transaction.atomic
def point_pages_at(record: Any, source: Any) -> int:
    """A record has come to be in a language: the pages in it that point at its source point at it; how many did."""
    holders = ReferenceIndex.get_references_to(source).filter(base_content_type__app_label="wagtailcore")
    pks = {int(pk) for pk in holders.values_list("object_id", flat=True)}
    changed = []
    for page in Page.objects.filter(pk__in=pks, locale_id=record.locale_id).specific():
        if point_at_own_language(page):
            page.save(clean=False)
            changed.append(page)
    refresh([page for page in changed if page.live])
    return len(changed)


@lru_cache(maxsize=64)
def _references(model: type[models.Model]) -> list[Any]:
    """The fields that point at a record."""
    translated = kinds()
    return [
        field
        for field in model._meta.concrete_fields
        if field.many_to_one and not isinstance(field, ParentalKey) and issubclass(field.related_model, translated)
    ]


def _child_relations(model: type[models.Model]) -> list[str]:
    relations = get_all_child_relations(model)
    return [each.get_accessor_name() for each in relations if _references(each.related_model)]


def _choosers(field: StreamField) -> dict[str, type[models.Model]]:
    """The blocks of a stream, at its top, that choose a record."""
    translated = kinds()
    return {
        name: block.target_model
        for name, block in field.stream_block.child_blocks.items()
        if isinstance(block, SnippetChooserBlock) and issubclass(block.target_model, translated)
    }


def _stored(page: Any, field: StreamField) -> list[Any]:
    return field.stream_block.get_prep_value(field.value_from_object(page))


def _chosen(field: StreamField, stored: list[Any]) -> Iterator[tuple[type[models.Model], dict[str, Any]]]:
    choosers = _choosers(field)
    return ((choosers[item["type"]], item) for item in stored if item["type"] in choosers and item["value"])


def _counterparts(wanted: Wanted, locale_id: int) -> Own:
    """For each record that is in another language the one in this, if there is one: two queries for each kind."""
    own: Own = {}
    for model, pks in wanted.items():
        others = model._default_manager.filter(pk__in=pks).exclude(locale_id=locale_id)
        keys = dict(others.values_list("pk", "translation_key"))
        here = model._default_manager.filter(translation_key__in=keys.values(), locale_id=locale_id)
        by_key = dict(here.values_list("translation_key", "pk")) if keys else {}
        own[model] = {pk: by_key[key] for pk, key in keys.items() if key in by_key}
    return own


def _point(holder: Any, own: Own) -> bool:
    changed = False
    for field in _references(type(holder)):
        pk = getattr(holder, field.attname)
        if pk in own.get(field.related_model, {}):
            setattr(holder, field.attname, own[field.related_model][pk])
            changed = True
    return changed


def _pointed(child: Any, own: Own | None = None) -> Any:
    """What tells a child from its siblings: what it points at, now or once it points at its own language."""
    skipped = {"id", "sort_order", "translation_key"}
    values = {field.attname: getattr(child, field.attname) for field in child._meta.concrete_fields}
    for field in _references(type(child)):
        values[field.attname] = (
            (own or {}).get(field.related_model, {}).get(values[field.attname], values[field.attname])
        )
    return tuple((name, str(value)) for name, value in values.items() if name not in skipped)
