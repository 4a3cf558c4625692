"""The pages around a page, in one query: its ancestors, the menu, its other languages, the pages that its text links to."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from wagtail.models import Page

from trail.languages.cldr import endonym, is_rtl

from .addresses import page_address
from .rich_text import linked_page_ids, remember_pages


@dataclass(frozen=True)
class PageLink:
    """A page as a link needs it."""

    pk: int
    title: str
    url: str
    language: str
    is_current: bool = False


@dataclass(frozen=True)
class LanguageChoice:
    """One language of the trail, and where this page stands in it (`url` empty: not there)."""

    tag: str
    name: str
    direction: str
    url: str
    is_current: bool
    title: str = ""


@dataclass
class Surroundings:
    """What the head, the breadcrumb, the menu and the language switcher show."""

    ancestors: list[PageLink] = field(default_factory=list)
    menu: list[PageLink] = field(default_factory=list)
    footer: list[PageLink] = field(default_factory=list)
    languages: list[LanguageChoice] = field(default_factory=list)
    parent: PageLink | None = None


def surroundings_of(page: Any) -> Surroundings:
    """Look up what is around `page`, and remember the pages its rich text links to (see `trail.core.rich_text`)."""
    language = page.locale.language_code
    home_path = page.path[: page.steplen * 2]
    ancestor_paths = [page.path[:end] for end in range(page.steplen * 2, len(page.path), page.steplen)]
    linked = linked_page_ids(*_stored_rich_text(page))
    rows = Page.objects.filter(
        Q(path__in=ancestor_paths)
        | Q(path__startswith=home_path, depth=3, live=True)
        | Q(translation_key=page.translation_key, live=True)
        | Q(depth=2, live=True)
        | Q(live=True, translation_key__in=Page.objects.filter(pk__in=linked).values("translation_key"))
    ).values_list(
        "pk", "title", "url_path", "locale__language_code", "path", "depth", "live", "show_in_menus", "translation_key"
    )
    found = Surroundings()
    here: dict[str, str] = {}
    homes: dict[str, str] = {}
    targets: dict[Any, dict[str, tuple[str, str]]] = {}
    keys: dict[int, Any] = {}
    for pk, title, url_path, code, path, depth, live, in_menus, key in sorted(rows, key=lambda row: row[4]):
        link = PageLink(pk, title, page_address(url_path, code), code, page.path.startswith(path))
        if path in ancestor_paths:
            found.ancestors.append(link)
        if depth == 3 and live and path.startswith(home_path):
            (found.menu if in_menus else found.footer).append(link)
        if key == page.translation_key and live:
            here[code] = link.url
        if depth == 2 and live:
            homes[code] = link.url
        keys[pk] = key
        targets.setdefault(key, {})[code] = (url_path, code)
    found.parent = found.ancestors[-1] if found.ancestors else None
    found.languages = [
        LanguageChoice(code, endonym(code), "rtl" if is_rtl(code) else "ltr", here.get(code, ""), code == language)
        for code in sorted({*homes, *here})
    ]
    remember_pages(
        {pk: targets[keys[pk]].get(language) or next(iter(targets[keys[pk]].values())) for pk in linked if pk in keys}
    )
    return found


def _stored_rich_text(page: Any) -> list[str]:
    """The stored form of the page's rich text: stream fields as JSON, rich-text fields as they are."""
    texts = []
    for stored in page._meta.concrete_fields:
        if stored.get_internal_type() == "JSONField" and hasattr(stored, "stream_block"):
            texts.append(stored.value_to_string(page) or "")
        elif stored.__class__.__name__ == "RichTextField":
            texts.append(stored.value_from_object(page) or "")
    return texts
