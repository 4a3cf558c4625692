"""Pictures looked up together for a whole page: one query for the records, one for their renditions."""

from collections.abc import Iterable
from contextvars import ContextVar
from typing import Any

from .models import Picture

_known: ContextVar[dict[int, Picture]] = ContextVar("known_pictures", default={})  # noqa: B039 (never mutated)


def pictures_by_id(ids: Iterable[int | None]) -> dict[int, Picture]:
    """The pictures with their dark versions and renditions, and remember them for the blocks of the page."""
    wanted = {pk for pk in ids if pk}
    if not wanted:
        _known.set({})
        return {}
    found = (
        Picture.objects.filter(pk__in=wanted).select_related("dark_version").prefetch_related("renditions").in_bulk()
    )
    _known.set(found)
    return found


def forget_pictures(**_signal: Any) -> None:
    """What was looked up for a page is not known to the next request of the same thread."""
    _known.set({})


def known_picture(pk: int | None) -> Picture | None:
    """A picture that was looked up for the page being rendered."""
    return _known.get().get(pk) if pk else None
