"""Build the pages: everything or nothing, and only what has changed."""

from collections.abc import Callable, Collection
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.fields import StreamField
from wagtail.models import Locale, Page, ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from trail.finding.index import held
from trail.publishing.problems import publish_problems
from trail.store.dropping import all_at_once
from trail.translation.adoption import adopt

from ..models import LoadedPage
from .arrange import arrange
from .build import fill, own_fields, page_digest, page_model
from .content import PageContent, PageRef, Ref
from .faults import LoadRefused
from .folder import Trail, read_trail
from .home import settle_site
from .jobs import FILE_GONE, Job
from .pictures import NewFiles
from .placing import Placing
from .records import RecordStore
from .rehearsal import REMEDY, add_problem, rehearse
from .report import Report

Progress = Callable[[int, int], None]


def load_folder(
    folder: Path,
    overwrite: bool = False,
    progress: Progress | None = None,
    languages: Collection[str] | None = None,
) -> Report:
    """Load a folder, or of its translations only those into `languages`.

    Raises `LoadRefused` with all faults, and then nothing has been written, neither rows nor files.
    """
    trail = read_trail(folder, standing_links(), languages)
    rehearse(trail)
    if trail.faults:
        raise LoadRefused(trail.faults)
    files = NewFiles()
    try:
        with transaction.atomic(), all_at_once():
            report = _Load(trail, files, overwrite, progress or (lambda _done, _all: None)).run()
            if trail.faults:
                raise LoadRefused(trail.faults)
    except BaseException:
        files.remove()
        raise
    return report


def standing_links() -> dict[str, set[str]]:
    """The addresses, by language, of the pages that stand already."""
    found: dict[str, set[str]] = {}
    pages = Page.objects.filter(depth__gt=1).values_list("url_path", "locale__language_code")
    for url_path, language in pages:
        found.setdefault(language, set()).add("/" + url_path.lstrip("/").partition("/")[2])
    return found


class _Finder:
    """Finds real records and pages, from the point of view of one language."""

    def __init__(self, load: "_Load", locale: Locale) -> None:
        self._load = load
        self._locale = locale

    def record(self, ref: Ref) -> object:
        """The record, or a fault where it was deleted by hand."""
        found = self._load.records.find(ref, self._locale)
        if found is None:
            raise _Missing(
                f"The {ref.kind} “{ref.key}” was deleted in the admin", "load with --overwrite, or name another"
            )
        return found

    def page(self, ref: PageRef) -> Page:
        """The page in this language, else in the source language."""
        found = self._load.page_at(ref.link, self._locale)
        if found is None:
            raise _Missing(
                f"The page {ref.link} was deleted in the admin", "load with --overwrite, or take the link out"
            )
        return found


class _Missing(Exception):
    """Something that a page refers to is no longer there."""

    def __init__(self, message: str, remedy: str) -> None:
        self.message, self.remedy = message, remedy
        super().__init__(message)


class _Load:
    """One load, inside its transaction."""

    def __init__(self, trail: Trail, files: NewFiles, overwrite: bool, progress: Progress) -> None:
        self.trail = trail
        self.overwrite = overwrite
        self.progress = progress
        self.report = Report()
        self.locales = {page.file.language: None for page in trail.in_order()}
        for language in self.locales:
            self.locales[language] = Locale.objects.get_or_create(language_code=language)[0]
        source = self.locales[trail.source_language]
        self.records = RecordStore(trail, source, self.locales, files, overwrite, self.report.entries)
        self.placing = Placing(trail, self.locales, overwrite, self.report.pages)
        self._written: list[Page] = []
        self._by_link: dict[tuple[str, int], Page | None] = {}

    def run(self) -> Report:
        """Lists, then the tree with drafts, then the content, which can now link to any page."""
        self.records.load()
        jobs = self.placing.place()
        if self.trail.faults:
            return self.report
        # A page is saved several times on its way to the public; what is derived from it is made once, at the end.
        with held(), disable_reference_index_auto_update():
            for number, job in enumerate(jobs, 1):
                self._bring_up_to_date(job)
                self.progress(number, len(jobs))
        for page in self._written:
            ReferenceIndex.create_or_update_for_object(type(page).objects.get(pk=page.pk))
        arrange(self.trail, jobs)
        home = self.placing.pages.get(((), self.trail.source_language))
        if home is not None and not self.trail.faults:
            settle_site(home, self.placing.welcome)
        files = {page.file.path for page in self.trail.pages.values()} | self.trail.passed_by
        for path, loaded in self.placing.loaded.items():
            if path not in files and loaded.page is not None:
                self.report.pages.left.append((f"{self.trail.folder.name}/{path}", FILE_GONE))
        return self.report

    def page_at(self, link: str, locale: Locale) -> Page | None:
        """The page at an address: from the files, or one that stood there before."""
        address = tuple(part for part in link.split("/") if part)
        for candidate in (locale, self.locales[self.trail.source_language]):
            found = self.placing.pages.get((address, candidate.language_code)) or self._standing(link, candidate)
            if found is not None:
                return found
        return None

    def _standing(self, link: str, locale: Locale) -> Page | None:
        home = self.placing.pages.get(((), locale.language_code))
        if (link, locale.pk) not in self._by_link:
            path = f"{home.url_path.rstrip('/')}{link}" if home is not None else ""
            self._by_link[link, locale.pk] = Page.objects.filter(url_path=path).first()
        return self._by_link[link, locale.pk]

    def _bring_up_to_date(self, job: Job) -> None:
        shown = job.content.file.shown
        try:
            digest = page_digest(job.content, _Finder(self, job.locale))
        except _Missing as missing:
            if job.reason and not self.overwrite:
                self.report.pages.left.append((shown, job.reason))
            else:
                self.trail.faults.add(shown, 0, missing.message, missing.remedy)
            return
        if job.reason and not self.overwrite:
            self.report.pages.left.append((shown, job.reason))
        elif not job.reason and not job.is_new and job.loaded is not None and job.loaded.digest == digest:
            moved = job.has_new_position
            (self.report.pages.changed if moved else self.report.pages.unchanged).append(shown)
            if moved:
                self._remember(job, digest, job.loaded.revision)
        else:
            (self.report.pages.new if job.is_new else self.report.pages.changed).append(shown)
            self._write(job, digest)

    def _write(self, job: Job, digest: str) -> None:
        """Fill the page, ask everything that may speak against it, and publish it."""
        faults, content = self.trail.faults, job.content
        before = len(faults)
        page = page_model(content).objects.select_related("locale").get(pk=job.page.pk)
        if job.reason:
            page.alias_of = page.go_live_at = page.expire_at = None
        source = self._source_of(content)
        if job.reason and source is None:
            page.slug = content.file.slug or page.slug
        fill(page, content, _Finder(self, job.locale), source)
        page.translated_from = self.trail.source_language if source is not None else ""
        self._check(page, content)
        if len(faults) > before:
            return
        if not page.live:
            page.save(clean=False)
        if source is not None:
            # The words of the file go into the translators' memory; what was stale is settled by it.
            adopt(source, page).stale_strings.all().delete()
        self._written.append(page)
        revision = page.save_revision(clean=False, log_action=job.is_new)
        revision.publish()
        self._remember(job, digest, revision.pk)

    def _source_of(self, content: PageContent) -> Page | None:
        """The page that this one translates, as it stands in the database now."""
        if content.file.language == self.trail.source_language:
            return None
        page = self.placing.pages.get((content.file.address, self.trail.source_language))
        # Anew: `specific` would give the page as it was before its text was written.
        return page.specific_class.objects.get(pk=page.pk) if page is not None else None

    def _check(self, page: Page, content: PageContent) -> None:
        shown, faults = content.file.shown, self.trail.faults
        for field in own_fields(type(page)):
            if isinstance(field, StreamField):
                try:
                    field.stream_block.clean(getattr(page, field.name))
                except ValidationError as error:
                    faults.add(
                        shown,
                        content.line_of(field.name),
                        f"{field.verbose_name}: {'; '.join(_messages(error))}",
                        REMEDY,
                    )
        try:
            page.full_clean()
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                faults.add(shown, content.line_of(name), f"{name}: {' '.join(messages)}", REMEDY)
        for problem in publish_problems(page):
            add_problem(content, problem, faults)

    def _remember(self, job: Job, digest: str, revision: int | None) -> None:
        row = job.loaded or LoadedPage(file=job.content.file.path)
        row.page, row.digest, row.revision, row.position = job.page, digest, revision, job.position
        row.save()


def _messages(error: ValidationError) -> list[str]:
    """All messages of a block's error, however deep they lie."""
    inner = getattr(error, "block_errors", None)
    if not inner:
        return [str(message) for message in error.messages]
    parts = inner.values() if isinstance(inner, dict) else inner
    return [message for part in parts if isinstance(part, ValidationError) for message in _messages(part)]
