"""The pictures in use on pages, with their records: looked up once for one page, or for many pages together."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Page

from .models import Picture
from .use import Use, found_on, records_of, uses_of


@dataclass(frozen=True)
class PictureInUse:
    """A picture with one of its uses."""

    picture: Picture
    use: Use


# By the identity of the page in memory: a draft and its live page have the same number.
_together: ContextVar[dict[int, list[PictureInUse]] | None] = ContextVar("pictures_in_use", default=None)


def pictures_in_use(page: Page) -> list[PictureInUse]:
    """The pictures of a page in the order of the page, dark versions after the pictures that have one.

    One query for the pictures, one for the people where there are any; none within `looked_up_together`.
    """
    known = _together.get() or {}
    return known[id(page)] if id(page) in known else _look_up([page])[id(page)]


@contextmanager
def looked_up_together(pages: Iterable[Page]) -> Iterator[None]:
    """Within it, the pictures of these pages are known: the same number of queries for one page and for thousands."""
    pages = list(pages)
    known = _together.get() or {}
    missing = [page for page in pages if id(page) not in known]
    token = _together.set(known | _look_up(missing) if missing else known)
    try:
        yield
    finally:
        _together.reset(token)


def _look_up(pages: list[Page]) -> dict[int, list[PictureInUse]]:
    found = {id(page): found_on(page) for page in pages}
    records = records_of(one for all_of_page in found.values() for one in all_of_page)
    uses = {key: uses_of(all_of_page, records) for key, all_of_page in found.items()}
    wanted = {use.picture_id for all_of_page in uses.values() for use in all_of_page}
    pictures = Picture.objects.select_related("dark_version").in_bulk(wanted) if wanted else {}
    return {key: list(_with_dark_versions(all_of_page, pictures)) for key, all_of_page in uses.items()}


def _with_dark_versions(uses: list[Use], pictures: dict[int, Any]) -> Iterator[PictureInUse]:
    for use in uses:
        picture = pictures.get(use.picture_id)
        if picture is None:
            continue
        yield PictureInUse(picture, use)
        if picture.dark_version is not None:
            words = _("%(place)s, version for dark screens") % {"place": use.place}
            yield PictureInUse(picture.dark_version, Use(picture.dark_version.pk, words, use.field))


def shown_already(page: Page) -> set[int]:
    """The ids of the pictures that visitors are shown on a page now; empty where the page is not public."""
    if page.pk is None:
        return set()
    stored = type(page)._base_manager.filter(pk=page.pk, live=True).first()
    return {one.picture.pk for one in pictures_in_use(stored)} if stored is not None else set()
