"""A translation from a file whose facts follow their source by themselves still counts as the file's own."""

from typing import Any

from ..models import LoadedPage


def loaded_page_followed(page: Any, before: int | None, after: int, **_kwargs: object) -> None:
    """Remember the new revision in place of the old one; a page that an editor has changed has another one already."""
    LoadedPage.objects.filter(page_id=page.pk, revision=before).update(revision=after)
