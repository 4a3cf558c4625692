"""Where the source goes, its translations go: moving, re-ordering and taking down a page does the same for them."""

from typing import Any

from django.db import transaction
from wagtail.models import Page

from trail.languages.withdrawn import remember_for_later

from .adoption import translations_of
from .facts import copy_facts
from .freshness import publish_beneath
from .models import Withdrawn


@transaction.atomic
def source_moved(source: Any) -> list[Page]:
    """Put the translations of a page under the translation of its parent, in the same order; give those that moved.

    A translation whose new parent is not translated stays where it is: it cannot stand in the tree of another language.
    """
    moved = []
    source = Page.objects.get(pk=source.pk)  # the signal brings it as it stood before
    parent = Page.objects.filter(path=source.path[: -source.steplen]).first()
    for translation in translations_of(source):
        target = _target(translation)
        place = (
            parent
            and Page.objects.filter(translation_key=parent.translation_key, locale=translation.target_locale).first()
        )
        if target is None or place is None or target.pk == place.pk or place.is_descendant_of(target):
            continue
        if not target.is_child_of(place) and not target.specific.can_move_to(place.specific):
            continue
        before = _sibling_before(source, translation)
        if _stands(target, place, before):
            continue
        if before is None:
            target.move(place, pos="first-child")
        else:
            target.move(before, pos="right")
        moved.append(target)
    return moved


def _target(translation: Any) -> Page | None:
    """The translated page, as it stands in the tree now."""
    return Page.objects.filter(
        translation_key=translation.source.object_id, locale=translation.target_locale, alias_of__isnull=True
    ).first()


def _sibling_before(source: Any, translation: Any) -> Page | None:
    """The translation of the nearest sibling before the source that is translated into the same language."""
    siblings = Page.objects.filter(
        path__startswith=source.path[: -source.steplen], depth=source.depth, path__lt=source.path
    ).order_by("-path")
    here = Page.objects.filter(path=source.path[: -source.steplen]).values_list("translation_key", flat=True)
    parent = Page.objects.filter(translation_key__in=here, locale=translation.target_locale).first()
    for key in siblings.values_list("translation_key", flat=True):
        found = Page.objects.filter(translation_key=key, locale=translation.target_locale).first()
        if found is not None and parent is not None and found.is_child_of(parent):
            return found
    return None


def _stands(target: Page, parent: Page, before: Page | None) -> bool:
    """Whether a page stands under a parent right behind a sibling, or first."""
    if not target.is_child_of(parent):
        return False
    siblings = list(Page.objects.child_of(parent).order_by("path").values_list("pk", flat=True))
    index = siblings.index(target.pk)
    return (siblings[index - 1] if index else None) == (before.pk if before else None)


@transaction.atomic
def source_unpublished(source: Any) -> None:
    """Take the translations down with their source, and remember which, so that they come back with it."""
    for translation in translations_of(source):
        target = _target(translation)
        if target is not None and target.live:
            Withdrawn.objects.get_or_create(translation=translation)
            target.specific.unpublish()


@transaction.atomic
def source_is_back(source: Any) -> None:
    """Publish again, with their own words, the translations that went down with their source."""
    for withdrawn in Withdrawn.objects.filter(translation__in=translations_of(source)).select_related("translation"):
        target = _target(withdrawn.translation)
        withdrawn.delete()
        if target is not None and not target.live and not remember_for_later(target):
            shown, draft = target.specific, target.get_latest_revision_as_object()
            copy_facts(source, shown)
            publish_beneath(shown, draft)
