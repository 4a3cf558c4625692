"""Beginning to translate a page: it and the pages above it come to be, as drafts, in the tree of the other language.

Wagtail's own “Translate this page” asks for a right that holds for all languages at once. This asks for none: who may
begin is a question to the view.
"""

import json
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation, TranslationSource
from wagtail_localize.operations import TranslationCreator

from trail.languages.cldr import name_in

from .adoption import translation_in
from .freshness import source_published
from .placing import source_moved


class CannotBegin(Exception):
    """A page cannot be translated yet; the text says why and what to do."""


@dataclass
class Beginning:
    """The page in the other language, and which pages were made for it, those above it first; none if it was there."""

    page: Any
    made: list[Any] = field(default_factory=list)


@transaction.atomic
def begin_translation(source_page: Any, locale: Locale, user: Any = None) -> Beginning:
    """Make a page ready to be translated into a language. What is there already stays as it is.

    The pages above that are not translated yet are made too, since a page stands under its parent. All of them are
    drafts with the words of their source. Raises `CannotBegin`.
    """
    source = Page.objects.select_related("locale").get(pk=source_page.pk).specific
    standing = translation_in(source, locale)
    if standing is not None:
        return Beginning(standing)
    if source.alias_of_id:
        raise CannotBegin(_("“%(page)s” repeats another page. Translate that one.") % {"page": source})
    made = []
    for above in source.get_ancestors(inclusive=True).filter(depth__gte=2).select_related("locale").specific():
        if translation_in(above, locale) is None:
            _refuse_what_is_not_ready(above, locale)
            made.append(make_draft(above, locale, user))
    return Beginning(made[-1], made)


def _refuse_what_is_not_ready(source: Any, locale: Locale) -> None:
    if source.depth == 2:
        raise CannotBegin(
            _("%(language)s has no home page yet. An administrator adds the language first, in Settings → Languages.")
            % {"language": name_in(locale.language_code, get_language() or "en")}
        )
    if not source.live:
        raise CannotBegin(
            _("“%(page)s” is not public yet. Its words may still change; it can be translated once it is published.")
            % {"page": source}
        )


def _bring_up_to_date(kept: TranslationSource, source: Any) -> None:
    """Nobody keeps the record of a source up to date while nothing is translated from it."""
    if json.loads(kept.content_json) == json.loads(source.to_json()):
        return
    if not source_published(source):
        kept.update_from_db()


def make_draft(source: Any, locale: Locale, user: Any = None) -> Any:
    """Make the page in another language, a draft with the words of its source, and the record of its translation."""
    kept, is_new = TranslationSource.get_or_create_from_instance(source)
    if not is_new:
        _bring_up_to_date(kept, source)
    creator = TranslationCreator(user, [locale])
    for related in kept.relatedobjectsegment_set.select_related("object"):
        # A record that the source's language lacks (an organisation under its English name) is named as it is.
        instance = related.object.get_instance_or_none(source.locale)
        if instance is not None:
            creator.create_translations(instance, include_related_objects=False)
    translation, _created = Translation.objects.update_or_create(
        source=kept, target_locale=locale, defaults={"enabled": True}
    )
    translation.save_target(user=user, publish=False)
    if source.depth > 2:
        source_moved(source)  # a new page stands last; its place is where the source has its own
    return translation.get_target_instance()
