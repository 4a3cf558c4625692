"""The pages around a page, in one query: its ancestors, the menu, its other languages, the pages that its text links to."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import DateTimeField, Q, Subquery, Value
from wagtail.models import Page

from trail.languages.cldr import endonym, is_rtl, sort_key
from trail.store import keys
from trail.store.recording import depends

from .addresses import page_address
from .alternates import alternates
from .rich_text import linked_page_ids, remember_pages
from .stored import chosen_ids


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
    is_home: bool = False
    stale_since: datetime | None = None  # since when the page's own words have waited for its translator

    @property
    def alternates(self) -> list[tuple[str, str]]:
        """`hreflang` and address of the page in each language in which visitors find it."""
        return alternates({choice.tag: choice.url for choice in self.languages if choice.url}, self.is_home)

    @property
    def lacking(self) -> list[LanguageChoice]:
        """The languages of the trail into which the page has not been translated."""
        return [choice for choice in self.languages if not choice.url and not choice.is_current]


def language_choice(tag: str, url: str, current: str = "", title: str = "") -> LanguageChoice:
    """A language of the trail under its own name, with where the page stands in it."""
    return LanguageChoice(tag, endonym(tag), "rtl" if is_rtl(tag) else "ltr", url, tag == current, title)


def in_reading_order(choices: Iterable[LanguageChoice]) -> list[LanguageChoice]:
    """By their own names, as in any list of languages: Deutsch, English, italiano, polski, العربية."""
    return sorted(choices, key=lambda choice: sort_key(choice.name, ""))


def surroundings_of(page: Any) -> Surroundings:
    """Look up what is around `page`, and remember the pages its rich text links to (see `trail.core.rich_text`)."""
    language = page.locale.language_code
    home_path = page.path[: page.steplen * 2]
    ancestor_paths = [page.path[:end] for end in range(page.steplen * 2, len(page.path), page.steplen)]
    linked = linked_page_ids(*_stored_rich_text(page)) | _chosen_pages(page)
    rows = Page.objects.filter(
        Q(path__in=ancestor_paths)
        | Q(path__startswith=home_path, depth=3, live=True)
        | Q(translation_key=page.translation_key, live=True)
        | Q(depth=2, live=True)
        | Q(live=True, translation_key__in=Page.objects.filter(pk__in=linked).values("translation_key"))
    ).annotate(stale_since=_stale_since(page))
    # Put in order below: the database would choose the index of the order, and read all pages.
    depends(
        keys.kin(page.pk),
        keys.menu(home_path),
        keys.LANGUAGES,
        keys.stale(page.translation_key, page.locale_id),
        *(keys.line(pk) for pk in linked),
        *(keys.kin(pk) for pk in linked),
    )
    rows = rows.order_by().values_list(
        "pk", "title", "url_path", "locale__language_code", "path", "depth", "live", "show_in_menus",
        "translation_key", "stale_since",
    )  # fmt: skip
    found = Surroundings()
    here: dict[str, str] = {}
    homes: dict[str, str] = {}
    targets: dict[Any, dict[str, tuple[str, str]]] = {}
    own_keys: dict[int, Any] = {}
    for pk, title, url_path, code, path, depth, live, in_menus, key, stale in sorted(rows, key=lambda row: row[4]):
        found.stale_since = stale
        depends(keys.line(pk))
        link = PageLink(pk, title, page_address(url_path, code), code, page.path.startswith(path))
        if path in ancestor_paths:
            found.ancestors.append(link)
        if depth == 3 and live and path.startswith(home_path):
            (found.menu if in_menus else found.footer).append(link)
        if key == page.translation_key and live:
            here[code] = link.url
        if depth == 2 and live:
            homes[code] = link.url
        own_keys[pk] = key
        targets.setdefault(key, {})[code] = (url_path, code)
    found.parent = found.ancestors[-1] if found.ancestors else None
    found.is_home = page.path == home_path
    # A language is offered once its home page is live; an editor who previews a page before that sees its own.
    found.languages = in_reading_order(
        language_choice(code, here.get(code, ""), current=language) for code in {*homes, language}
    )
    remember_pages(
        {
            pk: targets[own_keys[pk]].get(language) or next(iter(targets[own_keys[pk]].values()))
            for pk in linked
            if pk in own_keys
        }
    )
    return found


def _stale_since(page: Any) -> Any:
    """Since when the first of a translation's words has been stale: it rides on the query for the pages around it."""
    if not page.translated_from:
        return Value(None, output_field=DateTimeField())
    from trail.translation.models import StaleString  # its models need those of Wagtail

    stale = StaleString.objects.filter(
        translation__source__object_id=page.translation_key, translation__target_locale_id=page.locale_id
    )
    return Subquery(stale.order_by("since").values("since")[:1])


def _chosen_pages(page: Any) -> set[int]:
    """The pages that buttons and timelines in its text lead to."""
    return set(chosen_ids(page, "body")["page"]) if hasattr(page, "body") else set()


def _stored_rich_text(page: Any) -> list[str]:
    """The stored form of the page's rich text: stream fields as JSON, rich-text fields as they are."""
    texts = []
    for stored in page._meta.concrete_fields:
        if stored.get_internal_type() == "JSONField" and hasattr(stored, "stream_block"):
            texts.append(stored.value_to_string(page) or "")
        elif stored.__class__.__name__ == "RichTextField":
            texts.append(stored.value_from_object(page) or "")
    return texts
