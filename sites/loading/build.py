"""Fill a page in memory with what its file says. The same for a rehearsal as for a load."""

import datetime
import hashlib
import json
import uuid
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.db.models import Field, Model
from modelcluster.models import get_all_child_relations
from wagtail.fields import StreamField
from wagtail.models import Page, TranslatableMixin

from .content import PageContent, PageRef, Ref, Row
from .schema import TYPES
from .streams import NAMESPACE, Finder, plain_stream, settle, stored_stream

#: Raise it when the same files are to give other pages, so that the next load builds them anew.
LOADER_VERSION = 1
CHILDREN = ("contributions", "citations", "figures", "forces_involved", "places")
ALSO_FROM_THE_FILE = ("title", "show_in_menus")


def page_model(content: PageContent) -> type[Page]:
    """The model of a page's type."""
    return TYPES[content.type]


def own_fields(model: type[Page]) -> Iterator[Field]:
    """The fields that files decide on: those of our page types, and the title. What a file leaves out is reset."""
    for field in model._meta.concrete_fields:
        ours = field.model is not Page and field.editable and not field.primary_key
        if (ours and not field.is_relation) or (ours and field.many_to_one) or field.name in ALSO_FROM_THE_FILE:
            yield field


def digest_of(value: Any) -> str:
    """A hash of anything that JSON can hold, and of the loader's version."""
    text = json.dumps([LOADER_VERSION, value], sort_keys=True, ensure_ascii=False, default=_plain)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> str:
    if isinstance(value, Decimal | datetime.date):
        return str(value)
    raise TypeError(f"{value!r} cannot stand in a digest")


def page_digest(content: PageContent, finder: Finder) -> str:
    """A hash of all that the page's file says, references settled."""
    return digest_of(
        {
            "type": content.type,
            "fields": settle(content.fields, finder),
            "streams": {name: plain_stream(found, finder) for name, found in content.streams.items()},
            "children": {
                name: [settle(row.fields, finder) for row in rows] for name, rows in content.children.items() if rows
            },
        }
    )


def fill(page: Page, content: PageContent, finder: Finder, source: Page | None = None) -> None:
    """Set every field and child of `page`. `source` is the page that this one translates, filled already."""
    for field in own_fields(type(page)):
        if isinstance(field, StreamField):
            _fill_stream(page, field, content, finder)
            continue
        value = content.fields.get(field.name, _empty(field))
        if isinstance(value, Ref):
            setattr(page, field.name, finder.record(value))
        else:
            setattr(page, field.name, settle(value, finder) if isinstance(value, str) else value)
    names = {relation.get_accessor_name() for relation in get_all_child_relations(type(page))}
    for name in CHILDREN:
        if name in names and (page.pk or content.children.get(name)):
            _fill_children(page, name, content.children.get(name, []), finder, source)


def _empty(field: Field) -> Any:
    if field.has_default():
        return field.get_default()
    return None if field.null else ""


def _fill_stream(page: Page, field: StreamField, content: PageContent, finder: Finder) -> None:
    standing = list(getattr(page, field.name).raw_data)
    plain = plain_stream(content.streams.get(field.name, []), finder)
    stored = stored_stream(field.stream_block, plain, standing, f"{content.file.link}|{field.name}")
    setattr(page, field.name, json.dumps(stored))


def _fill_children(page: Page, name: str, rows: list[Row], finder: Finder, source: Page | None) -> None:
    manager = getattr(page, name)
    standing = list(manager.all()) if page.pk else []
    sources = list(getattr(source, name).all()) if source is not None else []
    children = []
    for number, row in enumerate(rows):
        values = {key: _linked(value, finder) for key, value in row.fields.items()}
        child = manager.model(**values, sort_order=number)
        if isinstance(child, TranslatableMixin):
            child.locale = page.locale
            child.translation_key = _child_key(page, name, number, child, sources, children)
        twin = next((other for other in standing if _same(other, child)), None)
        if twin is not None:
            standing.remove(twin)
            child.pk = twin.pk
        children.append(child)
    manager.set(children)


def _linked(value: Any, finder: Finder) -> Any:
    if isinstance(value, Ref):
        return finder.record(value)
    return finder.page(value) if isinstance(value, PageRef) else value


def _child_key(
    page: Page, name: str, number: int, child: Model, sources: list[Model], before: list[Model]
) -> uuid.UUID:
    """That of the source page's child in the same place; else one that follows from what the child is about."""
    if number < len(sources):
        return sources[number].translation_key
    about = [str(getattr(child, part, "")) for part in ("kind", "nation", "force_id", "source_id")]
    taken = {other.translation_key for other in before}
    count = 0
    while (found := uuid.uuid5(NAMESPACE, "|".join([str(page.translation_key), name, *about, str(count)]))) in taken:
        count += 1
    return found


def _same(standing: Model, child: Model) -> bool:
    """Whether a stored child is the one that the file names: it keeps its row."""
    if isinstance(child, TranslatableMixin):
        return standing.translation_key == child.translation_key
    skipped = {"id", "sort_order", "page", "story"}
    fields = [field for field in child._meta.concrete_fields if field.name not in skipped]
    return all(getattr(standing, field.attname) == getattr(child, field.attname) for field in fields)
