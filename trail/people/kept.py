"""The list of translators stands on one page, and names people of all others."""

from typing import Any

from django.db.models.signals import post_delete, post_save

from trail.store import keys
from trail.store.dropping import drop, listening

from .models import Contribution, Person


def watch() -> None:
    """Called once when the apps are ready."""
    for signal in (post_save, post_delete):
        for model in (Contribution, Person):
            listening(signal, _changed, f"translators-{model.__name__}-{id(signal)}", sender=model)


def _changed(**_kwargs: Any) -> None:
    drop([keys.TRANSLATORS])
