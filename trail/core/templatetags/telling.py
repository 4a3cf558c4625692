"""What the telling of a page needs: the small numbers that lead to its sources, its sections, links to other pages."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import pgettext
from wagtail.rich_text import RichText, expand_db_html

from trail.languages.available import language_of

from ..addresses import page_address
from ..rich_text import known_page

register = template.Library()

# A table with more columns than this does not go into the margin.
NARROW_COLUMNS = 3

_LAST_END = re.compile(r"</(?:p|li|h[2-6])>(?:\s*</(?:ul|ol)>)?\s*$")
_NUMBER = re.compile(r"^(?:[a-z]+\s)?[\d\s.,'’–-]*\d[\d\s.,'’–-]*%?$", re.IGNORECASE)


@register.filter
def ref(number: int | None) -> SafeString:
    """The small number that leads to a source of the page; nothing where the page does not list it."""
    if not number:
        return mark_safe("")
    label = pgettext("trail", "Source %(number)s") % {"number": number}
    return format_html('<a class="ref" href="#s{}" aria-label="{}">{}</a>', number, label, number)


@register.filter
def refs(numbers: Iterable[int | None]) -> SafeString:
    """Several of them, in order and each once."""
    return format_html_join("", "{}", ((ref(number),) for number in sorted({number for number in numbers if number})))


@register.simple_tag(takes_context=True)
def source_refs(context: template.Context, sources: Any) -> SafeString:
    """The numbers of one source or of several, as the page lists them."""
    listed = context.get("sources")
    if not sources or listed is None:
        return mark_safe("")
    several = sources if not hasattr(sources, "pk") else [sources]
    return refs(listed.number_of(source) for source in several if source is not None)


@register.simple_tag(takes_context=True)
def paragraph(context: template.Context, text: RichText | str, sources: Any = ()) -> SafeString:
    """Rich text with the numbers of its sources inside the end of its last paragraph or item."""
    html = expand_db_html(text.source if isinstance(text, RichText) else str(text or ""))
    numbers = source_refs(context, sources)
    end = _LAST_END.search(html)
    if not numbers or end is None:
        return mark_safe(html + numbers)
    return mark_safe(html[: end.start()] + numbers + html[end.start() :])


@dataclass
class Section:
    """A part of a page's text from one heading to the next, and what stands beside it."""

    blocks: list[Any] = field(default_factory=list)
    beside: list[Any] = field(default_factory=list)
    is_wide: bool = False

    def settle(self) -> None:
        """Where there is a heading only, what would stand in the margin takes the whole width."""
        if self.beside and all(block.block_type == "heading" for block in self.blocks):
            self.blocks, self.beside, self.is_wide = [*self.blocks, *self.beside], [], True


@register.filter
def sections(body: Iterable[Any]) -> list[Section]:
    """The text in sections, each with the timelines and narrow tables that can stand in its margin.

    Boxes of facts sum up the whole text and so stand beside its first section.
    """
    found = [Section()]
    boxes = []
    for block in body or ():
        if block.block_type == "heading" and block.value["level"] == "2":
            found.append(Section())
        place = (
            boxes if block.block_type == "facts" else found[-1].beside if _stands_beside(block) else found[-1].blocks
        )
        place.append(block)
    kept = [section for section in found if section.blocks or section.beside] or [Section()]
    kept[0].beside = [*boxes, *kept[0].beside]
    for section in kept:
        section.settle()
    return kept


def _stands_beside(block: Any) -> bool:
    if block.block_type != "table":
        return block.block_type == "timeline"
    rows = (block.value["table"] or {}).get("data") or [[]]
    return len(rows[0]) <= NARROW_COLUMNS


@register.simple_tag
def page_link(page: Any) -> str:
    """The address of a chosen page in the language of this one where it has been translated.

    Empty where it is not to be read (draft, deleted).
    """
    if not page:
        return ""
    found = known_page(page.pk)
    if found is None and page.live and page.url_path:
        found = (page.url_path, language_of(page))
    return page_address(*found) if found else ""


@dataclass(frozen=True)
class Cell:
    """A cell of a table; numbers stand at the end of their column."""

    text: str
    is_number: bool
    is_head: bool


@register.filter
def table_rows(table: dict[str, Any] | None) -> dict[str, list[list[Cell]]]:
    """An editor's table as head and body, with the columns found that hold numbers only."""
    data = [[str(cell or "") for cell in row] for row in (table or {}).get("data") or []]
    has_head = bool((table or {}).get("first_row_is_table_header", True))
    head, body = (data[:1], data[1:]) if has_head else ([], data)
    numeric = [all(_NUMBER.match(cell) for cell in column) for column in zip(*body, strict=False)]
    width = len(data[0]) if data else 0
    numeric += [False] * (width - len(numeric))

    def cells(row: list[str]) -> list[Cell]:
        return [Cell(text, numeric[at], at == 0 and not numeric[0]) for at, text in enumerate(row)]

    return {"head": [cells(row) for row in head], "body": [cells(row) for row in body]}
