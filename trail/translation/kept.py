"""A translated page says since when its original has been ahead of it."""

from typing import Any

from django.conf import settings
from django.db.models.signals import post_delete, post_save

from trail.store import keys
from trail.store.dropping import drop, listening

from .models import StaleString


def watch() -> None:
    """Called once when the apps are ready."""
    for signal in (post_save, post_delete):
        listening(signal, _changed, f"stale-{id(signal)}", sender=StaleString)


def _changed(instance: StaleString, **_kwargs: Any) -> None:
    if settings.TRAIL_STORE:
        translation = instance.translation
        drop([keys.stale(translation.source.object_id, translation.target_locale_id)])
