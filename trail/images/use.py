"""Which pictures a page uses, and where on it, in the editor's words.

Found are pictures in fields of the page and of its children, in the blocks of its texts however deep they lie, in rich
text, and those that come with a record which the page names: the portrait of an author. The page is read as it stands
in memory, so that a draft is judged before it goes live.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from modelcluster.models import get_all_child_relations
from wagtail import blocks
from wagtail.coreutils import resolve_model_string
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from .models import Picture

_EMBED = re.compile(r"<embed\b[^>]*>")
_ATTRIBUTE = re.compile(r"""\b([a-z]+)=["']([^"']*)["']""")


@dataclass(frozen=True)
class Use:
    """One use of a picture: where it is, and in which field of the page's form."""

    picture_id: int
    place: str
    field: str = ""


@dataclass(frozen=True)
class Found:
    """A picture, or a record that may bring one along, met while a page is read.

    `alt` is `None` where a use has no words of its own (a portrait).
    """

    model: type[models.Model]
    pk: int
    place: str
    field: str
    alt: str | None = None
    decorative: bool = False

    @property
    def lacks_alt(self) -> bool:
        """Whether readers who do not see the picture are told nothing, and nobody meant it so."""
        return self.model is Picture and self.alt is not None and not self.decorative and not self.alt.strip()


@cache
def picture_fields(model: type[models.Model]) -> tuple[models.ForeignKey, ...]:
    """The fields of a model that hold a picture."""
    return tuple(field for field in model._meta.concrete_fields if field.related_model is Picture)


def _brings_pictures(model: type[models.Model] | None) -> bool:
    """Whether whoever names a record of this model shows its pictures. A link to a page does not show that page's."""
    return model is not None and not issubclass(model, Page | Picture) and bool(picture_fields(model))


@cache
def _fields_to_read(model: type[models.Model]) -> tuple[models.Field, ...]:
    return tuple(
        field
        for field in model._meta.concrete_fields
        if isinstance(field, StreamField | RichTextField)
        or field.related_model is Picture
        or _brings_pictures(field.related_model)
    )


@cache
def _relations_to_read(model: type[models.Model]) -> tuple[Any, ...]:
    return tuple(relation for relation in get_all_child_relations(model) if _fields_to_read(relation.related_model))


def found_in_fields(page: Page) -> list[Found]:
    """What the page's own fields and texts name; asks the database nothing."""
    return list(_found_in_row(type(page), lambda field: _stored(page, field)))


def found_on(page: Page) -> list[Found]:
    """What a page in memory names, children included; asks the database only for children that are not in memory."""
    found = found_in_fields(page)
    for relation in _relations_to_read(type(page)):
        name = relation.get_accessor_name()
        for child in getattr(page, name).all():
            found += _found_in_row(relation.related_model, lambda field, row=child: _stored(row, field), name)
    elsewhere = getattr(page, "pictures_elsewhere", list)()
    return found + [Found(Picture, pk, _("picture of a page that is shown here"), "") for pk in elsewhere if pk]


def found_in_draft(model: type[Page], content: dict[str, Any]) -> list[Found]:
    """The same for the stored content of a revision, without making a page of it."""
    found = list(_found_in_row(model, lambda field: content.get(field.name)))
    for relation in _relations_to_read(model):
        name = relation.get_accessor_name()
        for child in content.get(name) or []:
            found += _found_in_row(relation.related_model, lambda field, row=child: row.get(field.name), name)
    return found


def _stored(row: models.Model, field: models.Field) -> Any:
    return field.value_to_string(row) if isinstance(field, StreamField) else getattr(row, field.attname)


def _found_in_row(
    model: type[models.Model], stored: Callable[[models.Field], Any], form_field: str = ""
) -> Iterator[Found]:
    for field in _fields_to_read(model):
        value = stored(field)
        if not value:
            continue
        name = form_field or field.name
        if isinstance(field, StreamField):
            raw = json.loads(value) if isinstance(value, str) else value
            yield from _in_stream(field, raw, name)
        elif isinstance(field, RichTextField):
            yield from _in_rich_text(value, _Spot(name, str(field.verbose_name)))
        else:
            alt = _words_beside(model, field, stored)
            yield Found(field.related_model, value, str(field.verbose_name), name, *alt)


def _words_beside(
    model: type[models.Model], field: models.Field, stored: Callable[[models.Field], Any]
) -> tuple[str | None, bool]:
    """The words beside a picture field, by the names that pages give them: `lead_image_alt`, `lead_image_decorative`."""
    names = {other.name: other for other in model._meta.concrete_fields}
    alt, decorative = names.get(f"{field.name}_alt"), names.get(f"{field.name}_decorative")
    return (None if alt is None else stored(alt) or "", bool(decorative is not None and stored(decorative)))


@dataclass(frozen=True)
class _Spot:
    """Where in a text the reader of blocks stands."""

    field: str
    field_label: str
    heading: str = ""
    block: str = ""
    block_label: str = ""
    number: int = 0

    def words(self, what: str = "") -> str:
        """The spot as an editor would say it: picture 3 in the gallery under “The battle”."""
        if not what and self.number and self.block == "gallery":
            what = _("picture %(number)s in the gallery") % {"number": self.number}
        elif not what and self.number:
            what = _("picture %(number)s in “%(block)s”") % {"number": self.number, "block": self.block_label}
        what = what or _("picture")
        if self.heading:
            return _("%(what)s under “%(heading)s”") % {"what": what, "heading": self.heading}
        return _("%(what)s in “%(field)s”") % {"what": what, "field": self.field_label}


def _in_stream(field: StreamField, raw: list[Any], name: str) -> Iterator[Found]:
    """The blocks of a text in order; a heading counts for all that stands below it."""
    spot = _Spot(name, str(field.verbose_name))
    for item in raw:
        block = field.stream_block.child_blocks.get(item.get("type"))
        if block is None:
            continue
        value = item.get("value")
        if item["type"] == "heading" and isinstance(value, dict):
            spot = replace(spot, heading=str(value.get("text", "")))
        yield from _in_block(block, value, replace(spot, block=item["type"], block_label=str(block.label)), {})


def _in_block(block: blocks.Block, value: Any, spot: _Spot, beside: dict[str, Any]) -> Iterator[Found]:
    """What the stored value of a block names. `beside` is what stands with it in the same struct: its alt text."""
    if isinstance(block, blocks.ChooserBlock):
        # Wagtail's chooser of documents gives its model by name.
        model = resolve_model_string(block.target_model)
        if isinstance(value, int) and (model is Picture or _brings_pictures(model)):
            alt = beside.get("alt", beside.get("alt_text", "")) or ""
            yield Found(model, value, spot.words(), spot.field, alt, bool(beside.get("decorative")))
    elif isinstance(block, blocks.RichTextBlock):
        yield from _in_rich_text(str(value or ""), spot)
    elif isinstance(block, blocks.BaseStructBlock) and isinstance(value, dict):
        for name, child in block.child_blocks.items():
            yield from _in_block(child, value.get(name), spot, value)
    elif isinstance(block, blocks.ListBlock) and isinstance(value, list):
        for number, item in enumerate(value, 1):
            stored = item["value"] if isinstance(item, dict) and item.get("type") == "item" else item
            yield from _in_block(block.child_block, stored, replace(spot, number=number), {})
    elif isinstance(block, blocks.BaseStreamBlock) and isinstance(value, list):
        for number, item in enumerate(value, 1):
            child = block.child_blocks.get(item.get("type"))
            if child is not None:
                yield from _in_block(child, item.get("value"), replace(spot, number=number), {})


def _in_rich_text(text: str, spot: _Spot) -> Iterator[Found]:
    """Pictures among the words. Our editor offers none; text that came from elsewhere may have them."""
    for tag in _EMBED.findall(text):
        given = dict(_ATTRIBUTE.findall(tag))
        if given.get("embedtype") == "image" and given.get("id", "").isdigit():
            words = spot.words(_("picture within a paragraph"))
            yield Found(Picture, int(given["id"]), words, spot.field, given.get("alt", ""))


def uses_of(found: Iterable[Found], records: dict[tuple[type, int], models.Model]) -> list[Use]:
    """The uses of pictures among what was found; `records` are those that bring pictures along (`records_of`)."""
    uses = []
    for one in found:
        if one.model is Picture:
            uses.append(Use(one.pk, one.place, one.field))
        elif (record := records.get((one.model, one.pk))) is not None:
            for field in picture_fields(one.model):
                pk = getattr(record, field.attname)
                words = _("%(field)s of %(name)s") % {"field": field.verbose_name, "name": record}
                uses += [Use(pk, words, one.field)] if pk else []
    return uses


def records_of(found: Iterable[Found]) -> dict[tuple[type, int], models.Model]:
    """The records that bring pictures along: one query for each kind of record that was found."""
    wanted: dict[type[models.Model], set[int]] = {}
    for one in found:
        if one.model is not Picture:
            wanted.setdefault(one.model, set()).add(one.pk)
    return {
        (model, pk): record
        for model, pks in wanted.items()
        for pk, record in model._default_manager.in_bulk(pks).items()
    }
