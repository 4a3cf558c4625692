"""Changing many pages at once: all or nothing, and what is derived from pages is written once, at the end.

One page more or less makes Wagtail read all references of the page for each row that belongs to it, and our index count
words and cells anew. For a page that is worth nothing; for a tree of a hundred pages it was four fifths of the time.
"""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from modelcluster.fields import ParentalKey
from wagtail.models import ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update, reference_index_auto_update_disabled
from wagtail.tasks import update_reference_index_task

from trail.finding.index import held

Row = tuple[type, str]
_gathered: ContextVar[dict[Row, None] | None] = ContextVar("gathered_references", default=None)


@contextmanager
def together(*, same_references: bool = False) -> Iterator[None]:
    """All or nothing of what changes within. Within another it is a part of that one.

    `same_references` says that pages only go and come, and refer to the same as before: the index need not be asked.
    """
    if _gathered.get() is not None:
        yield
        return
    # Whoever has switched the index of references off makes it anew themselves (the loader of trails).
    is_off = getattr(reference_index_auto_update_disabled, "value", False)
    with transaction.atomic(), held():
        gathered: dict[Row, None] = {}
        token = _gathered.set(gathered)
        try:
            with nullcontext() if is_off else disable_reference_index_auto_update():
                yield
        finally:
            _gathered.reset(token)
        if not same_references and not is_off:
            for model, pk in gathered:
                if model.objects.filter(pk=pk).exists():
                    update_reference_index_task.enqueue(model._meta.app_label, model._meta.model_name, pk)


def watch() -> None:
    """Called once when the apps are ready."""
    post_save.connect(_saved, dispatch_uid="together-saved")
    post_delete.connect(_deleted, dispatch_uid="together-deleted")


def _saved(sender: type, instance: Any, raw: bool = False, **_kwargs: object) -> None:
    gathered = _gathered.get()
    if gathered is not None and not raw and sender in ReferenceIndex.tracked_models:
        gathered.setdefault(_owner(instance))


def _deleted(sender: type, instance: Any, **_kwargs: object) -> None:
    """Wagtail's own handler is off meanwhile, for saving and for deleting."""
    gathered = _gathered.get()
    if gathered is None or sender not in ReferenceIndex.tracked_models:
        return
    ReferenceIndex.remove_for_object(instance)
    ReferenceIndex.remove_references_to(instance)
    if (owner := _owner(instance)) != _row(instance):
        gathered.setdefault(owner)


def _owner(instance: Any) -> Row:
    """What a row belongs to, for which references are kept: the page of a figure, the page itself."""
    for field in instance._meta.get_fields():
        if isinstance(field, ParentalKey):
            key = getattr(instance, field.attname)
            if key is not None:
                return field.remote_field.model, str(key)
    return _row(instance)


def _row(instance: Any) -> Row:
    return type(instance), str(instance.pk)
