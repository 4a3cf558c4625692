"""Which of Wagtail's signals lead to what. All translations of a page follow it together."""

from typing import Any

from django.db.models.signals import post_save
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, post_page_move
from wagtail_localize.models import StringTranslation

from trail.publishing.together import together

from .adoption import ADOPTED_OR_CARRIED
from .freshness import source_published
from .models import StaleString
from .placing import source_is_back, source_moved, source_unpublished
from .records import following


def watch() -> None:
    """Called once when the apps are ready."""
    page_published.connect(_published, dispatch_uid="translation-published")
    page_unpublished.connect(_unpublished, dispatch_uid="translation-unpublished")
    post_page_move.connect(_moved, dispatch_uid="translation-moved")
    post_save.connect(following.saved, dispatch_uid="translation-record-saved")
    post_save.connect(_entered, sender=StringTranslation, dispatch_uid="translation-entered")


def _published(instance: Any, **_kwargs: object) -> None:
    with together():
        source_published(instance, minor=bool(getattr(instance, "minor_change", False)))
        source_is_back(instance)
    if getattr(instance, "minor_change", False):
        type(instance).objects.filter(pk=instance.pk).update(minor_change=False)


def _unpublished(instance: Any, **_kwargs: object) -> None:
    """Wagtail sends this before it deletes a live page too, whose row is live still: `deleting` asks about that case."""
    if not Page.objects.filter(pk=instance.pk, live=True).exists():
        with together(same_references=True):
            source_unpublished(instance)


def _moved(instance: Any, **_kwargs: object) -> None:
    with together(same_references=True):
        source_moved(instance)


def _entered(instance: StringTranslation, **_kwargs: object) -> None:
    """A translator has dealt with a string: what was stale there is not any more."""
    if instance.tool_name not in ADOPTED_OR_CARRIED:
        StaleString.objects.filter(
            translation__target_locale_id=instance.locale_id,
            context_id=instance.context_id,
            string_id=instance.translation_of_id,
        ).delete()
