"""When a record changes, its translations follow: facts at once, words as soon as somebody has looked at them."""

from typing import Any

from django.db import transaction
from wagtail_localize.models import Translation, TranslationSource

from .kinds import fact_fields, kinds


@transaction.atomic
def record_saved(record: Any) -> None:
    """Bring what translators see of a record up to date; what has changed in its words is stale in other languages."""
    kept = TranslationSource.objects.filter(object_id=record.translation_key, locale_id=record.locale_id).first()
    if kept is None:
        return
    from ..freshness import source_published  # it asks this module for the facts of records

    if not source_published(record):
        kept.update_from_db()


def follow_facts_of_record(source: Any, translation: Translation) -> None:
    """Copy what is the same in all languages into a translated record; its words stay."""
    model = type(source)
    record = model._default_manager.filter(
        translation_key=source.translation_key, locale_id=translation.target_locale_id
    ).first()
    if record is None:
        return
    names = [field.attname for field in fact_fields(model)]
    if any(getattr(record, name) != getattr(source, name) for name in names):
        for name in names:
            setattr(record, name, getattr(source, name))
        record.save()


def saved(sender: Any, instance: Any, raw: bool = False, **_kwargs: object) -> None:
    """A listener of `post_save`."""
    if not raw and sender in kinds():
        record_saved(instance)
