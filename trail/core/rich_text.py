"""What rich text can hold, and how its links are looked up.

Links to pages are looked up once for a whole page, not once for each paragraph.
"""

import re
from contextvars import ContextVar
from typing import Any

from django.utils.html import escape
from django.utils.translation import get_language
from wagtail.models import Page
from wagtail.rich_text import LinkHandler

from .addresses import page_address

MARKED_LANGUAGES = ("it", "de", "fr", "pl", "la")
PARAGRAPH_FEATURES = [
    "bold",
    "italic",
    "link",
    "document-link",
    "ol",
    "ul",
    *(f"lang-{tag}" for tag in MARKED_LANGUAGES),
]
SHORT_FEATURES = ["bold", "italic", "link", "ol", "ul", *(f"lang-{tag}" for tag in MARKED_LANGUAGES)]

_PAGE_LINK = re.compile(r'linktype=\\?"page\\?"[^>]*?\bid=\\?"(\d+)|\bid=\\?"(\d+)\\?"[^>]*?linktype=\\?"page')
_known_pages: ContextVar[dict[int, tuple[str, str]] | None] = ContextVar("known_pages", default=None)


def linked_page_ids(*sources: str) -> set[int]:
    """The ids of the pages that stored rich text (HTML, or JSON that holds it) links to."""
    return {int(first or second) for text in sources for first, second in _PAGE_LINK.findall(text or "")}


def remember_pages(known: dict[int, tuple[str, str]]) -> None:
    """Hand over the `(url_path, language)` of pages by id, for all rich text that is rendered hereafter in this request."""
    _known_pages.set(known)


def forget_pages(**_signal: Any) -> None:
    """What was looked up for a page is not known to the next request of the same thread."""
    _known_pages.set(None)


def known_page(pk: int) -> tuple[str, str] | None:
    """The `(url_path, language)` of a page that was looked up for the page being rendered."""
    return (_known_pages.get() or {}).get(pk)


class TrailPageLinkHandler(LinkHandler):
    """Turns a stored link to a page into its address; a link to a page that is not live keeps its words only."""

    identifier = "page"

    @staticmethod
    def get_model() -> type[Page]:
        return Page

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        known = _known_pages.get() or {}
        wanted = {int(attrs["id"]) for attrs in attrs_list if str(attrs.get("id", "")).isdigit()}
        missing = wanted - known.keys()
        if missing:
            known = known | {
                pk: (path, code)
                for pk, path, code in Page.objects.filter(pk__in=missing, live=True).values_list(
                    "pk", "url_path", "locale__language_code"
                )
            }
        return [cls._opening_tag(known.get(int(attrs["id"]))) if attrs.get("id") else "<a>" for attrs in attrs_list]

    @classmethod
    def expand_db_attributes(cls, attrs: dict[str, Any]) -> str:
        return cls.expand_db_attributes_many([attrs])[0]

    @staticmethod
    def _opening_tag(found: tuple[str, str] | None) -> str:
        if not found:
            return "<a>"
        # A page that has not been translated yet is read in another language.
        elsewhere = f' hreflang="{found[1]}"' if found[1] != get_language() else ""
        return f'<a href="{escape(page_address(*found))}"{elsewhere}>'
