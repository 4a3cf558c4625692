"""Checks that need all pages together: the tree, the order, the languages, and what kinds of page may be referred to."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings

from .content import PageContent, PageRef
from .faults import Faults
from .files import INDEX, PageFile
from .schema import PLACES, TYPES

Pages = dict[tuple[tuple[str, ...], str], PageContent]


def check_structure(pages: Pages, files: Iterable[PageFile], source_language: str, faults: Faults) -> None:
    """Note what does not fit together."""
    standing = {(file.address, file.language): file for file in files}
    tags = {tag for tag, _name in settings.WAGTAIL_CONTENT_LANGUAGES}
    for file in standing.values():
        if file.language not in tags:
            faults.add(
                file.shown,
                0,
                f"“{file.language}” is not a language that a trail can have",
                "correct the tag in the file’s name",
            )
        _check_parent(file, standing, faults)
        if file.language != source_language and (file.address, source_language) not in standing:
            faults.add(file.shown, 0, "The page that this one translates is missing",
                       f"add {_sibling(file, source_language)}, or correct the name of this file")  # fmt: skip
    orders: dict[tuple, PageContent] = {}
    for page in pages.values():
        _check_type(page, pages, source_language, faults)
        _check_order(page, orders, faults)
        _check_places(page, pages, source_language, faults)
    if not any(not file.address for file in standing.values()):
        faults.add("the folder", 0, "There is no home page", f"write {INDEX}.{source_language or 'en'}.md")


def _sibling(file: PageFile, language: str) -> str:
    return file.path.removesuffix(f".{file.language}.md") + f".{language}.md"


def _check_parent(file: PageFile, standing: dict, faults: Faults) -> None:
    parent = file.parent
    if parent is None or (parent, file.language) in standing:
        return
    name = "/".join((*parent, f"{INDEX}.{file.language}.md"))
    faults.add(file.shown, 0, "There is no page above this one", f"write {name}")


def _check_type(page: PageContent, pages: Pages, source_language: str, faults: Faults) -> None:
    model, line = TYPES[page.type], page.line_of("type")
    if page.file.parent is None:
        if page.type != "home":
            faults.add(page.file.shown, line, f"The first page is a {page.type}", "its type must be home")
        return
    source = pages.get((page.file.address, source_language))
    if source is not None and source.type != page.type:
        faults.add(
            page.file.shown,
            line,
            f"The type {page.type} is not that of the page it translates",
            f"write type: {source.type}",
        )
    above = pages.get((page.file.parent, page.file.language))
    if above is None:
        return
    if model not in TYPES[above.type].allowed_subpage_models():
        allowed = [name for name, other in TYPES.items() if other in TYPES[above.type].allowed_subpage_models()]
        faults.add(page.file.shown, line, f"A page of type {page.type} cannot stand under one of type {above.type}",
                   f"types allowed here are: {', '.join(allowed) or 'none'}")  # fmt: skip
    if model.max_count_per_parent is not None:
        same = [other for (address, language), other in pages.items()
                if language == page.file.language and address[:-1] == page.file.parent and address and other.type == page.type]  # fmt: skip
        if len(same) > model.max_count_per_parent and same[0] is not page:
            faults.add(
                page.file.shown,
                line,
                f"There is a second page of type {page.type} here",
                f"keep {same[0].file.shown} or this one",
            )


def _check_order(page: PageContent, orders: dict[tuple, PageContent], faults: Faults) -> None:
    if page.order is None:
        return
    twin = orders.setdefault((page.file.parent, page.file.language, page.order), page)
    if twin is not page:
        faults.add(
            page.file.shown,
            page.line_of("order"),
            f"The order {page.order} is that of {twin.file.shown} too",
            "give each its own number",
        )


def _check_places(page: PageContent, pages: Pages, source_language: str, faults: Faults) -> None:
    """The places of a story are sites and cemeteries."""
    for row in page.children.get("places", []):
        target: Any = row.fields.get("place")
        if not isinstance(target, PageRef):
            continue
        address = tuple(part for part in target.link.split("/") if part)
        found = pages.get((address, page.file.language)) or pages.get((address, source_language))
        if found is not None and found.type not in PLACES:
            faults.add(page.file.shown, row.line, f"{target.link} is a {found.type}, not a place",
                       "name sites and cemeteries; link to other pages in the text")  # fmt: skip
