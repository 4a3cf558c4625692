"""The list of translators stands on one page, and names people of all others."""

from typing import Any

from django.db.models.signals import post_delete, post_save

from trail.store import keys
from trail.store.dropping import drop, listening

from .models import Contribution, Person


def watch() -> None:
    """Called once when the apps are ready."""
    for signal in (post_save, post_delete):
        listening(signal, _contributed, f"translators-{id(signal)}", sender=Contribution)
        listening(signal, _renamed, f"people-{id(signal)}", sender=Person)


def _contributed(instance: Contribution, **_kwargs: Any) -> None:
    if instance.role == Contribution.Role.TRANSLATOR:
        drop([keys.TRANSLATORS])


def _renamed(**_kwargs: Any) -> None:
    drop([keys.TRANSLATORS])
