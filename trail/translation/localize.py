"""The one place where wagtail-localize is made to do something else than it ships.

Words in another language (`<span lang="it">`) would cut a sentence in three strings; here they stay within it, as a link
does, and the translator may keep the mark or leave it out.

`Translation.save_target` writes the words of the source into the row of a page that is live, and publishes it with them
where a translation is missing. Here a draft is saved as a draft, and what is not translated does not go live.
"""

from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import ngettext
from wagtail.coreutils import find_available_slug
from wagtail.models import DraftStateMixin, Page
from wagtail_localize import strings
from wagtail_localize.models import MissingRelatedObjectError, MissingTranslationError, Translation, TranslationLog

from trail.publishing.problems import Problem, PublicationRefused

from .records.pointing import point_at_own_language

MARK = "span"
_shipped = Translation.save_target
_validate_shipped = strings.validate_element


def replace_save_target() -> None:
    """Called once when the apps are ready."""
    Translation.save_target = save_target


def keep_marks_of_language() -> None:
    """Called once when the apps are ready, before any text is taken apart."""
    if MARK not in strings.INLINE_TAGS:
        strings.INLINE_TAGS.append(MARK)
        strings.validate_element = validate_element


def validate_element(element: Any) -> None:
    """wagtail-localize's rule for the markup of a string, with the id of a mark allowed as that of a link is."""
    if getattr(element, "name", None) == MARK and set(element.attrs) <= {"id"}:
        for child in element.children:
            validate_element(child)
        return
    _validate_shipped(element)


def save_target(translation: Translation, user: Any = None, publish: bool = True, reviewed: bool | None = None) -> None:
    """Save the translated page with the words that there are: as a draft, or, if all are there, for the public.

    `reviewed` says whether a native speaker has read it; without it the page goes on saying what it said. Raises
    `PublicationRefused` where words are missing. Snippets have no draft and are saved as they ship.
    """
    source = translation.source
    source.refresh_from_db()  # whoever holds the record may have read it before its source was published again
    model = source.specific_content_type.model_class()
    if not issubclass(model, Page) or not issubclass(model, DraftStateMixin):
        _shipped(translation, user=user, publish=publish)
        return
    target = model.objects.filter(translation_key=source.object_id, locale=translation.target_locale).first()
    if target is None or target.alias_of_id:
        # A page that is not there yet is made as it ships: a draft, with its words in the source's language.
        source.create_or_update_translation(
            translation.target_locale, user=user, publish=False, fallback=True, copy_parent_pages=True
        )
        if not publish:
            return
        target = translation.get_target_instance()
    _write(translation, target, user, publish, reviewed)


@transaction.atomic
def _write(translation: Translation, target: Any, user: Any, publish: bool, reviewed: bool | None) -> None:
    source = translation.source
    try:
        written = source.get_ephemeral_translated_instance(translation.target_locale, fallback=not publish)
    except (MissingTranslationError, MissingRelatedObjectError) as missing:
        raise PublicationRefused(target, [missing_words(translation)]) from missing
    point_at_own_language(written)
    written.translated_from = source.locale.language_code
    written.translation_reviewed = target.get_latest_revision_as_object().translation_reviewed
    if reviewed is not None:
        written.translation_reviewed = reviewed
    written.slug = find_available_slug(
        written.get_parent(), slugify(written.slug, allow_unicode=True) or target.slug, ignore_page_id=written.pk
    )
    revision = written.save_revision(user=user, clean=publish)
    TranslationLog.objects.create(source=source, locale=translation.target_locale, revision=revision)
    source.sync_view_restrictions(source.as_instance(), written)
    if publish:
        revision.publish(user=user)


def missing_words(translation: Translation) -> Problem:
    """How many strings have no translation yet, as a reason not to publish."""
    total, done = translation.get_progress()
    missing = max(1, total - done)
    return Problem(
        "untranslated",
        ngettext(
            "%(count)s text of the page is not translated yet. Translate it, then publish.",
            "%(count)s texts of the page are not translated yet. Translate them, then publish.",
            missing,
        )
        % {"count": missing},
    )
