"""One page on its way from a file into the tree."""

from dataclasses import dataclass

from wagtail.models import Locale, Page

from ..models import LoadedPage
from .content import PageContent

CHANGED = "changed in the admin"
UNPUBLISHED = "unpublished in the admin"
MOVED = "moved or renamed in the admin"
DELETED = "deleted in the admin"
BY_HAND = "made in the admin"
NO_PARENT = "the page above it was deleted in the admin"
NO_SOURCE = "the page that it translates was deleted in the admin"
FILE_GONE = "its file is gone"


@dataclass
class Job:
    """A page that stands in the tree, and what is to be done with it."""

    content: PageContent
    page: Page
    parent: Page
    locale: Locale
    loaded: LoadedPage | None
    is_new: bool = False
    reason: str = ""
    position: str = ""
    has_new_position: bool = False

    def __post_init__(self) -> None:
        """Decide now whether its place among its siblings is to be found again: what was remembered is soon overwritten."""
        self.has_new_position = self.is_new or (self.loaded is not None and self.loaded.position != self.position)


def reason_to_leave(page: Page, loaded: LoadedPage, parent: Page, slug: str) -> str:
    """Why the page belongs to the editors now, or nothing."""
    if not page.live:
        return UNPUBLISHED
    if page.latest_revision_id != loaded.revision:
        return CHANGED
    if page.path[: -page.steplen] != parent.path or (slug and page.slug != slug):
        return MOVED
    return ""
