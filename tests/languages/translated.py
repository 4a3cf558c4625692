"""Pages of the small trail in other languages, live, with titles and addresses of their own."""

from typing import Any

from django.core.cache import cache
from wagtail.models import Locale

from tests.factories import Trail

# Eleven besides English, of four scripts: as many as a trail may well have.
ELEVEN = ("ar", "de", "es", "fr", "it", "mi", "ne", "pa", "pl", "pt-br", "ur")


def translate(page: Any, language: str, live: bool = True, **values: Any) -> Any:
    """Put one page into a language; the pages above it must be there."""
    locale, _new = Locale.objects.get_or_create(language_code=language)
    copy = page.copy_for_translation(locale)
    copy.title = f"{page.title} [{language}]"
    copy.slug = f"home-{language}" if copy.depth == 2 else f"{page.slug}-{language}"
    copy.live, copy.translated_from = live, page.locale.language_code
    for name, value in values.items():
        setattr(copy, name, value)
    copy.save()
    cache.clear()
    return copy


def translate_all(trail: Trail, *languages: str) -> None:
    """Put every page of the trail into each language, live."""
    for language in languages:
        for page in trail.pages:
            translate(page, language)
