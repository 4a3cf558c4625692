"""Records that pages show: noted by themselves when a page loads them, dropped by themselves when they change.

Pages of the tree have rules of their own (`trail.core.kept`). What a record belongs to (the page of a figure, of a
citation) is dropped with it.
"""

from typing import Any

from django.apps import apps
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_init, post_save
from wagtail.models import Page

from . import keys
from .dropping import drop, listening
from .recording import depends, is_recording

#: Apps of Wagtail whose records stand on public pages; ours are told by where they come from.
OTHERS = ("wagtailcore.locale", "wagtailcore.site", "wagtailredirects.redirect")
#: Tables of which no public page loads a record: they are made of others, or belong to the admin.
LEFT_OUT = frozenset(
    {
        "accounts.user",
        "finding.entry",
        "finding.entrynation",
        "finding.mapcell",
        "finding.mapedition",
        "finding.mappiece",
        "finding.searchdocument",
        "finding.searchoutcome",
        "finding.searchword",
        "heritage.loadedpage",
        "heritage.loadedrecord",
        "languages.takendown",
        "phrases.phrase",
        "phrases.phraseedition",
    }
)
OURS = ("trail.", "sites")
#: Rooms that are all about the admin, or that say themselves what their changes mean.
ROOMS_LEFT_OUT = (
    "trail.store",
    "trail.background",
    "trail.upgrading",
    "trail.translation",
    "trail.safety",
    "trail.health",
    "trail.visits",
    "trail.keeping",
)


def tracked_models() -> list[type[Model]]:
    """The models whose records pages may show."""
    return [model for model in apps.get_models() if _is_tracked(model)]


def _is_tracked(model: type[Model]) -> bool:
    label, room = model._meta.label_lower, apps.get_app_config(model._meta.app_label).name
    if issubclass(model, Page) or label in OTHERS:
        return True
    return room.startswith(OURS) and not room.startswith(ROOMS_LEFT_OUT) and label not in LEFT_OUT


def key_of(instance: Model) -> str:
    """The key of a record. Of a page all that its type has; loaded without that, what can be said of any page."""
    if type(instance) is Page:
        return keys.line(instance.pk)
    if isinstance(instance, Page):
        return keys.page(instance.pk)
    return keys.record(instance._meta.label_lower, instance.pk)


def _loaded(instance: Model, **_kwargs: Any) -> None:
    if is_recording() and instance.pk is not None:
        depends(key_of(instance))


def _changed(instance: Model, **_kwargs: Any) -> None:
    drop([key_of(instance), *_owners(instance)])


def _gone(instance: Model, **_kwargs: Any) -> None:
    drop([key_of(instance), *_owners(instance)], hard=True)


def _owners(instance: Model) -> list[str]:
    """The pages that a record is a part of: it hangs on them by a `ParentalKey`."""
    found = []
    for field in instance._meta.concrete_fields:
        related = field.related_model
        if related is not None and issubclass(related, Page) and field.__class__.__name__ == "ParentalKey":
            found.append(keys.page(field.value_from_object(instance)))
    return found


def watch() -> None:
    """Follow all tracked models."""
    for model in tracked_models():
        listening(post_init, _loaded, f"loaded-{model._meta.label_lower}", sender=model)
        if not issubclass(model, Page):
            listening(post_save, _changed, f"changed-{model._meta.label_lower}", sender=model)
            listening(post_delete, _gone, f"gone-{model._meta.label_lower}", sender=model)
    listening(m2m_changed, _linked, "linked")


def _linked(sender: Any, instance: Model, action: str, **_kwargs: Any) -> None:
    if action.startswith("post_") and isinstance(instance, tuple(tracked_models())):
        drop([key_of(instance)])
