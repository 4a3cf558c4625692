"""What the content depends on besides the tree: stories are told at places, and places lie on stories' pages."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models.signals import post_delete, post_save, pre_save
from wagtail.models import Page

from trail.core.kept import on_coming_and_going
from trail.store import keys
from trail.store.dropping import drop, listening

from .models import StoryPlace


def watch() -> None:
    """Called once when the apps are ready."""
    on_coming_and_going.append(stories_and_places)
    listening(pre_save, _before_saving, "story-place-before", sender=StoryPlace)
    listening(post_save, _told_elsewhere, "story-place-saved", sender=StoryPlace)
    listening(post_delete, _told_elsewhere, "story-place-gone", sender=StoryPlace)


def stories_and_places(page: Any) -> Iterable[str]:
    """A story that comes or goes is seen at its places in all languages; a place is seen on its stories' pages."""
    places = StoryPlace.objects.filter(story_id=page.pk).values("place__translation_key")
    for pk in Page.objects.filter(translation_key__in=places).values_list("pk", flat=True):
        yield keys.told(pk)
    told_here = StoryPlace.objects.filter(place__translation_key=page.translation_key)
    for pk in told_here.values_list("story_id", flat=True):
        yield keys.page(pk)


def _before_saving(instance: StoryPlace, **_kwargs: Any) -> None:
    """A story is saved with all its places, whether they are others or not."""
    if settings.TRAIL_STORE:
        instance.place_before = StoryPlace.objects.filter(pk=instance.pk).values_list("place_id", flat=True).first()


def _told_elsewhere(instance: StoryPlace, created: bool = False, **kwargs: Any) -> None:
    if not settings.TRAIL_STORE:
        return
    is_saved = kwargs["signal"] is post_save
    before = instance.__dict__.pop("place_before", None)
    if is_saved and before == instance.place_id:
        return
    same = Page.objects.filter(pk__in=[instance.place_id, before or 0]).values("translation_key")
    drop(keys.told(pk) for pk in Page.objects.filter(translation_key__in=same).values_list("pk", flat=True))
