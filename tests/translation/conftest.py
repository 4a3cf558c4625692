"""A trail in English, and how a translator works on it."""

from typing import Any

import pytest
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation
from wagtail_localize.operations import translate_object

from tests.factories import Trail, make_trail


@pytest.fixture
def trail(db: None) -> Trail:
    """The small trail; every page's words say which language they are in."""
    return make_trail()


@pytest.fixture
def italian() -> Locale:
    return Locale.objects.get_or_create(language_code="it")[0]


def live(page: Any) -> Any:
    """The page as it stands in the database."""
    return type(page).objects.get(pk=page.pk)


def edit(page: Any, **changes: Any) -> Any:
    """Change a page and publish it, as an editor does."""
    page = live(page)
    for name, value in changes.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return live(page)


def begin(page: Any, locale: Locale) -> Translation:
    """Begin the translation of a page, as “Translate this page” does."""
    translate_object(live(page), [locale])
    return Translation.objects.get(source__object_id=page.translation_key, target_locale=locale)


def enter(translation: Translation, words: dict[str, str] | None = None, mark: str = "it") -> None:
    """Enter a translation for each string, or for those at the paths of `words`."""
    for segment in StringSegment.objects.filter(source=translation.source).select_related("string", "context"):
        if words is not None and segment.context.path not in words:
            continue
        said = words[segment.context.path] if words else f"{mark}: {segment.string.data}"
        if segment.context.path == "slug":
            said = segment.string.data
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            context=segment.context,
            locale=translation.target_locale,
            defaults={"data": said, "translation_type": "manual", "tool_name": "", "has_error": False},
        )


def translated(page: Any, locale: Locale) -> Translation:
    """A live translation of a page and of all pages above it."""
    for above in page.get_ancestors().filter(depth__gte=2):
        if not above.get_translations().filter(locale=locale, live=True).exists():
            translated(above.specific, locale)
    translation = begin(page, locale)
    enter(translation)
    translation.save_target(publish=True)
    return translation


def target(translation: Translation) -> Any:
    """The translated page as it stands in the database."""
    return translation.get_target_instance()
