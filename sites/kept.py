"""What the content depends on besides the tree: stories are told at places, and places lie on stories' pages."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page

from trail.core.kept import on_coming_and_going
from trail.store import keys
from trail.store.dropping import drop, listening

from .models import StoryPlace


def watch() -> None:
    """Called once when the apps are ready."""
    on_coming_and_going.append(stories_and_places)
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


def _told_elsewhere(instance: StoryPlace, **_kwargs: Any) -> None:
    if not settings.TRAIL_STORE:
        return
    same = Page.objects.filter(pk=instance.place_id).values("translation_key")
    drop(keys.told(pk) for pk in Page.objects.filter(translation_key__in=same).values_list("pk", flat=True))
