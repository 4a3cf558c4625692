"""The first pass: every page finds its place in the tree, new ones as empty drafts."""

from wagtail.coreutils import find_available_slug
from wagtail.models import Locale, Page

from trail.languages.slugs import slug_of

from ..models import LoadedPage
from .build import page_model
from .content import PageContent
from .folder import Address, Trail
from .home import home_slug, make_room, standing_home
from .jobs import BY_HAND, DELETED, MOVED, NO_PARENT, NO_SOURCE, Job, reason_to_leave
from .report import Tally


class Placing:
    """Finds or makes the page of each file. `pages` knows them afterwards by address and language."""

    def __init__(self, trail: Trail, locales: dict[str, Locale], overwrite: bool, tally: Tally) -> None:
        self.trail = trail
        self.locales = locales
        self.overwrite = overwrite
        self.tally = tally
        self.root = Page.get_first_root_node()
        self.pages: dict[Address, Page] = {}
        self.welcome: Page | None = None
        rows = LoadedPage.objects.select_related("page", "page__content_type")
        self.loaded = {row.file: row for row in rows}

    def place(self) -> list[Job]:
        """A job for each page that has a place."""
        found = [self._place(content) for content in self.trail.in_order()]
        return [job for job in found if job is not None]

    def _place(self, content: PageContent) -> Job | None:
        file = content.file
        locale = self.locales[file.language]
        loaded = self.loaded.get(file.path)
        parent = self.root if file.parent is None else self.pages.get((file.parent, file.language))
        if loaded is not None and loaded.page is None and not self.overwrite:
            return self._leave(content, DELETED)
        if parent is None:
            return self._leave(content, NO_PARENT)
        source = self.pages.get((file.address, self.trail.source_language))
        is_translation = file.language != self.trail.source_language
        if is_translation and source is None:
            return self._leave(content, NO_SOURCE)
        position = str(self.trail.sort_key(content)[:3])
        page = loaded.page if loaded else None
        reason = ""
        if page is None:
            page = self._standing(content, parent, locale, source if is_translation else None)
            reason = BY_HAND if page is not None else ""
        elif loaded is not None:
            # A translation was given its address once, from its title; it keeps it, whatever becomes of the title.
            reason = reason_to_leave(page, loaded, parent, "" if is_translation else file.slug)
        if page is not None and not self._same_type(content, page):
            return None
        is_new = page is None
        if page is None:
            page = self._make(content, parent, locale, source if is_translation else None)
            if page is None:
                return None
        elif reason == MOVED and self.overwrite and page.path[: -page.steplen] != parent.path:
            page.move(parent, pos="last-child")
            page = Page.objects.get(pk=page.pk)
        self.pages[file.address, file.language] = page
        return Job(content, page, parent, locale, loaded, is_new, reason, position)

    def _leave(self, content: PageContent, reason: str) -> None:
        self.tally.left.append((content.file.shown, reason))

    def _standing(self, content: PageContent, parent: Page, locale: Locale, source: Page | None) -> Page | None:
        """A page that somebody else made where this one belongs."""
        if content.file.parent is None:
            return standing_home(self.root, locale)
        if source is not None:
            translated = Page.objects.filter(translation_key=source.translation_key, locale=locale).first()
            if translated is not None:
                return translated
        if parent.numchild == 0:
            return None
        return Page.objects.child_of(parent).filter(slug=content.file.slug).first()

    def _same_type(self, content: PageContent, page: Page) -> bool:
        """A page cannot change its type. One that is only passed by may have any type that takes the pages below it."""
        if issubclass(page.specific_class, page_model(content)):
            return True
        self.trail.faults.add(
            content.file.shown, content.line_of("type"),
            f"At this address stands a {page.specific_class._meta.verbose_name} (“{page.title}”)",
            "delete or rename that page in the admin, or correct the type",
        )  # fmt: skip
        return False

    def _make(self, content: PageContent, parent: Page, locale: Locale, source: Page | None) -> Page | None:
        """An empty draft with its title. Everything else follows when all pages stand."""
        model = page_model(content)
        if content.file.parent is None:
            self.welcome = self.welcome or make_room(self.root)
        slug = content.file.slug or home_slug(self.root, content.file.language, source is None)
        if content.file.slug and source is not None:
            slug = find_available_slug(parent, slug_of(content.title) or slug)
        page = model(title=content.title, draft_title=content.title, slug=slug, locale=locale, live=False)
        if source is not None:
            page.translation_key = source.translation_key
        parent.add_child(instance=page)
        return page
