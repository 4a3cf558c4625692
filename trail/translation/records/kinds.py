"""Which records are translated, and which version of each is the source of the others."""

from collections import defaultdict
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.models import Page, Site, TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField, get_translatable_fields


@lru_cache(maxsize=1)
def kinds() -> tuple[type[models.Model], ...]:
    """The models of records that have words of their own in each language: not pages, and not what belongs to one."""
    return tuple(
        model
        for model in apps.get_models()
        if issubclass(model, TranslatableMixin)
        and not issubclass(model, Page)
        and not any(isinstance(field, ParentalKey) for field in model._meta.concrete_fields)
        and _declared(model, TranslatableField)
    )


def words_fields(model: type[models.Model]) -> list[Any]:
    """The fields that are translated, in the order of the form."""
    return _declared(model, TranslatableField)


def fact_fields(model: type[models.Model]) -> list[Any]:
    """The fields that are the same in all languages."""
    return _declared(model, SynchronizedField)


def _declared(model: type[models.Model], kind: type) -> list[Any]:
    return [each.get_field(model) for each in get_translatable_fields(model) if isinstance(each, kind)]


def first_locale() -> int | None:
    """The id of the trail's first language."""
    return Site.objects.filter(is_default_site=True).values_list("root_page__locale", flat=True).first()


def all_records() -> dict[UUID, list[Any]]:
    """All records with their versions by their key in all languages, the source first: one query for each kind, and one.

    The source is the version in the trail's first language; of a record that has none there, the oldest.
    """
    first, found = first_locale(), defaultdict(list)
    for model in kinds():
        for record in model._default_manager.select_related("locale").order_by("pk"):
            found[record.translation_key].append(record)
    for versions in found.values():
        versions.sort(key=lambda record: (record.locale_id != first, record.pk))
    return dict(found)
