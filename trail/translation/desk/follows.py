"""The facts of a page, for translators to see and not to type: they follow the source by themselves."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext
from wagtail.models import TranslatableMixin
from wagtail_localize.fields import SynchronizedField, get_translatable_fields

from trail.languages.cldr import format_date


def facts_of(source: Any) -> list[tuple[str, str]]:
    """The name and the value of each field that follows the source and says something."""
    return list(_facts(source))


def _facts(source: Any) -> Iterator[tuple[str, str]]:
    for declared in get_translatable_fields(type(source)):
        field = declared.get_field(type(source))
        if isinstance(field, models.ManyToOneRel):
            yield from _children(source, field)
        elif isinstance(declared, SynchronizedField):
            value = _value(source, field)
            if value:
                yield capfirst(str(field.verbose_name)), value


def _value(source: Any, field: Any) -> str:
    value = field.value_from_object(source)
    if value in field.empty_values or value is False:
        return ""
    if value is True:
        return gettext("yes")
    if field.is_relation:
        return str(getattr(source, field.name) or "")
    if isinstance(value, date):
        return format_date(value, get_language() or "en")
    display = getattr(source, f"get_{field.name}_display", None)
    return str(display() if display else value)


def _children(source: Any, field: models.ManyToOneRel) -> Iterator[tuple[str, str]]:
    """Figures by name and number; of others, which only point at something, how many there are."""
    children = list(getattr(source, field.name).all())
    if not children:
        return
    name = capfirst(str(field.related_model._meta.verbose_name_plural))
    has_facts = issubclass(field.related_model, TranslatableMixin)
    yield name, " · ".join(map(str, children)) if has_facts else str(len(children))
