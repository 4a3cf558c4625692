"""Machine translation, where the operator has configured a service: what it gives is marked until a person has read it."""

import logging
from typing import Any

from django.core import checks
from django.db import transaction
from wagtail_localize.machine_translators import get_machine_translator
from wagtail_localize.models import StringTranslation, Translation
from wagtail_localize.strings import StringValue, validate_translation_links

from .entries import Strings

logger = logging.getLogger(__name__)


def translator_for(translation: Translation) -> Any | None:
    """The service, if there is one and it knows both languages."""
    try:
        translator = get_machine_translator()
    except Exception:  # whatever a class of the operator's own may raise while it is made
        logger.exception("TRAIL_MACHINE_TRANSLATOR cannot be used.")
        return None
    if translator is None or not translator.can_translate(translation.source.locale, translation.target_locale):
        return None
    return translator


@checks.register(checks.Tags.translation)
def check_translator(**_kwargs: object) -> list[checks.CheckMessage]:
    """Say before the start that the class which was named is none, or does not take its options."""
    try:
        get_machine_translator()
    except Exception as fault:
        message = f"TRAIL_MACHINE_TRANSLATOR cannot be used: {fault or type(fault).__name__}"
        return [checks.Error(message, hint="See docs/reference/environment.md.", id="trail.E005")]
    return []


def translate_open(strings: Strings, translator: Any, user: Any) -> int:
    """Have all strings translated that have no translation; give how many were. Whatever the service raises goes on."""
    translation = strings.translation
    wanting = [entry for entry in strings.entries if entry.row is None and entry.path != "slug"]
    wanting = [entry for entry in wanting if not entry.is_same_everywhere]
    asked = list(dict.fromkeys(StringValue(entry.source) for entry in wanting))
    if not asked:
        return 0
    answers = translator.translate(translation.source.locale, translation.target_locale, asked)
    count = 0
    with transaction.atomic():
        for entry in wanting:
            answer = answers.get(StringValue(entry.source))
            data = _sound(entry.source, answer.data if answer else "")
            if not data:
                continue
            _row, created = StringTranslation.objects.get_or_create(
                translation_of_id=entry.string_id,
                context_id=entry.context_id,
                locale=translation.target_locale,
                defaults={
                    "data": data,
                    "translation_type": StringTranslation.TRANSLATION_TYPE_MACHINE,
                    "tool_name": str(translator.display_name),
                    "last_translated_by": user,
                },
            )
            count += created
    return count


def _sound(source: str, data: str) -> str:
    """What the service gave, if its markup is that of the source; else nothing."""
    try:
        data = StringValue.from_translated_html(data).data
        validate_translation_links(source, data)
    except ValueError as fault:
        logger.warning("The machine's translation of “%s” is left out: %s", source, fault)
        return ""
    return data
