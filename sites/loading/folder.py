"""The whole folder, read and checked. Needs no database."""

from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

from .content import PageContent
from .faults import Faults
from .files import PageFile, find_pages, read_text, split_page
from .list_languages import read_translated_lists
from .lists import read_lists
from .pages import read_page
from .reading import Known, Reading
from .structure import check_structure

Address = tuple[tuple[str, ...], str]


@dataclass
class Trail:
    """A folder that has been read: pages by address and language, lists, and the faults that were found."""

    folder: Path
    known: Known
    pages: dict[Address, PageContent] = field(default_factory=dict)
    faults: Faults = field(default_factory=Faults)
    passed_by: frozenset[str] = frozenset()  # files in languages that were not asked for

    @property
    def source_language(self) -> str:
        """The language that the trail is written in first; the others translate it."""
        return self.known.addresses.source_language

    def in_order(self) -> list[PageContent]:
        """All pages so that each stands after its parent and its source page, and siblings stand in the order of the trail."""
        tree: dict[Address, list[PageContent]] = {}
        for page in self.pages.values():
            if page.file.parent is not None:
                tree.setdefault((page.file.parent, page.file.language), []).append(page)
        found: list[PageContent] = []

        def walk(page: PageContent) -> None:
            found.append(page)
            for child in sorted(tree.get((page.file.address, page.file.language), []), key=self.sort_key):
                walk(child)

        homes = [page for page in self.pages.values() if not page.file.address]
        for home in sorted(homes, key=lambda page: (page.file.language != self.source_language, page.file.language)):
            walk(home)
        return found

    def sort_key(self, page: PageContent) -> tuple[int, int, str, str]:
        """By order; then what is dated, by date; then by name. A translation stands where its source page stands."""
        order = page.order
        if order is None:
            source = self.pages.get((page.file.address, self.source_language))
            order = source.order if source else None
        when = str(page.fields.get("when", ""))
        return (0 if order is not None else 1 if when else 2, order or 0, when.lstrip("./"), page.file.slug)


def source_language_of(files: list[PageFile]) -> str:
    """The default language if there is a home page in it, else the language of the first home page."""
    homes = sorted(file.language for file in files if not file.address)
    default = settings.LANGUAGE_CODE
    return default if default in homes or not homes else homes[0]


def read_trail(
    folder: Path, standing: dict[str, set[str]] | None = None, languages: Collection[str] | None = None
) -> Trail:
    """Read and check a folder. `standing` are the addresses, by language, of pages that the site has already.

    With `languages` only the pages in these are read, and those in the source language, which they translate.
    """
    trail = Trail(folder, Known())
    if not folder.is_dir():
        trail.faults.add(str(folder), 0, "There is no such folder", "give the folder that holds index.en.md")
        return trail
    files = find_pages(folder, trail.faults)
    there = {file.language for file in files}
    addresses = trail.known.addresses
    addresses.source_language = source_language_of(files)
    if languages is not None:
        files = _chosen(files, languages, trail)
    for file in files:
        addresses.add(file.link, file.language)
    for language, links in (standing or {}).items():
        addresses.known.setdefault(language, set()).update(links)
    read_lists(folder, trail.faults, trail.known)
    read_translated_lists(folder, trail.faults, trail.known, {file.language for file in files}, there)
    for file in files:
        content = read_text(folder / file.path, file.shown, trail.faults)
        raw = split_page(content, file, trail.faults) if content is not None else None
        page = read_page(raw, Reading(file.shown, file.language, trail.faults, trail.known)) if raw else None
        if page is not None:
            trail.pages[file.address, file.language] = page
    check_structure(trail.pages, files, addresses.source_language, trail.faults)
    return trail


def _chosen(files: list[PageFile], languages: Collection[str], trail: Trail) -> list[PageFile]:
    """The files in the source language and in those asked for; a fault for a language that the folder does not have."""
    there = {file.language for file in files}
    for language in sorted(set(languages) - there):
        trail.faults.add(
            trail.folder.name, 0, f"No page is in the language “{language}”",
            f"name one of {', '.join(sorted(there)) or 'none'}",
        )  # fmt: skip
    wanted = {trail.known.addresses.source_language, *languages}
    trail.passed_by = frozenset(file.path for file in files if file.language not in wanted)
    return [file for file in files if file.language in wanted]
