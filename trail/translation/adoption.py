"""Taking a translation under care: one that was made by loading files, or by hand before anybody thought of memory."""

from typing import Any

from django.db import transaction
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from .words import words_of

ADOPTED = "adopted"
CARRIED = "carried"
# Translations that no translator has entered here: the machine wrote them down.
ADOPTED_OR_CARRIED = frozenset({ADOPTED, CARRIED})


@transaction.atomic
def adopt(source: Any, target: Any) -> Translation:
    """Remember the words of `target` as the translations of those of `source`, string by string, and give the record.

    What a translator has entered already is left alone. Where a rich text has another number of strings than its
    source, the surplus has no counterpart and is not remembered.
    """
    kept, _created = TranslationSource.update_or_create_from_instance(source)
    translation, _created = Translation.objects.get_or_create(source=kept, target_locale=target.locale)
    words = words_of(target)
    seen: dict[str, int] = {}
    segments = StringSegment.objects.filter(source=kept).select_related("context").order_by("order")
    for segment in segments:
        path = segment.context.path
        index = seen.get(path, 0)
        seen[path] = index + 1
        if index >= len(words.get(path, [])):
            continue
        row, created = StringTranslation.objects.get_or_create(
            translation_of_id=segment.string_id,
            locale=target.locale,
            context=segment.context,
            defaults={
                "data": words[path][index],
                "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
                "tool_name": ADOPTED,
            },
        )
        if not created and row.tool_name in ADOPTED_OR_CARRIED and row.data != words[path][index]:
            row.data, row.tool_name = words[path][index], ADOPTED
            row.save()
    return translation


def translation_in(source: Any, locale: Locale) -> Any | None:
    """The page in a language, itself if it is in that one; an alias does not count."""
    found = Page.objects.filter(translation_key=source.translation_key, locale=locale, alias_of__isnull=True).first()
    return found.specific if found else None


def translations_of(source: Any) -> Any:
    """The records of a page's translations that are under care."""
    return (
        Translation.objects.filter(
            source__object_id=source.translation_key, source__locale_id=source.locale_id, enabled=True
        )
        .select_related("source", "target_locale")
        .order_by("target_locale__language_code")
    )
