"""What a change of a page of the tree means for the kept pages: which of them show it, and how much of it.

An edit of a page's text drops that page alone; one of its title drops all that link to it; its going live drops the lists
in which it now stands. `trail.store.keys` has the names.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.db.models.signals import post_delete, post_save, pre_save
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page, PageViewRestriction, Site
from wagtail.signals import page_slug_changed, post_page_move

from trail.store import keys
from trail.store.dropping import drop, drop_everything, listening
from trail.store.remembering import rememberers

from .addresses import page_path

LINE_FIELDS = ("title", "slug", "url_path", "live", "show_in_menus", "path", "depth", "locale_id", "translation_key")
CARD_FIELDS = ("summary", "lead_image_id", "lead_image_alt")
# Whether a page is there at all, and where: what decides on the lists in which it stands.
PLACE_FIELDS = ("live", "path", "url_path", "locale_id", "translation_key", "show_in_menus")
# What a draft changes in the page's own row: nothing that visitors see.
OF_DRAFTS = frozenset(
    {
        "alias_of",
        "approved_schedule",
        "draft_title",
        "expire_at",
        "go_live_at",
        "has_unpublished_changes",
        "latest_revision",
        "latest_revision_created_at",
        "locked",
        "locked_at",
        "locked_by",
        "minor_change",
        "owner",
    }
)
#: Content says what else depends on whether a page is there: given the page, further keys.
on_coming_and_going: list[Callable[[Any], Iterable[str]]] = []


def watch() -> None:
    """Follow the tree."""
    rememberers[keys.SITE] = Site.clear_site_root_paths_cache
    listening(pre_save, _before_saving, "page-before")
    listening(post_save, _saved, "page-saved")
    listening(post_delete, _deleted, "page-deleted")
    listening(page_slug_changed, _renamed, "page-renamed")
    listening(post_page_move, _moved, "page-moved")
    for signal in (post_save, post_delete):
        listening(signal, _restricted, f"restricted-{id(signal)}", sender=PageViewRestriction)
        listening(signal, _redirected, f"redirected-{id(signal)}", sender=Redirect)
        listening(signal, _languages_changed, f"locale-{id(signal)}", sender=Locale)
        listening(signal, _site_changed, f"site-{id(signal)}", sender=Site)


def fields_of(model: type[Page]) -> dict[str, tuple[str, ...]]:
    """The fields of a page type that each narrower key stands for."""
    card = (*CARD_FIELDS, *getattr(model, "card_fields", ()))
    known = {field.attname for field in model._meta.concrete_fields}
    return {
        "line": LINE_FIELDS,
        "card": tuple(name for name in (*LINE_FIELDS, *card) if name in known),
        "furniture": tuple(name for name in getattr(model, "furniture_fields", ()) if name in known),
    }


def _before_saving(instance: Any, raw: bool = False, update_fields: Any = None, **_kwargs: Any) -> None:
    """Look up what visitors see until now."""
    if not settings.TRAIL_STORE or not isinstance(instance, Page) or raw:
        return
    instance._seen_before = None
    if instance.pk and not _is_of_drafts(update_fields):
        wanted = {name for names in fields_of(type(instance)).values() for name in names}
        instance._seen_before = type(instance)._base_manager.filter(pk=instance.pk).values(*wanted).first()


def _saved(instance: Any, raw: bool = False, update_fields: Any = None, **_kwargs: Any) -> None:
    if not settings.TRAIL_STORE or not isinstance(instance, Page) or raw or _is_of_drafts(update_fields):
        return
    before = instance.__dict__.pop("_seen_before", None)
    was_live = bool(before and before["live"])
    if not was_live and not instance.live:
        return
    changed = {name for name in before or () if before[name] != getattr(instance, name)}
    found = {keys.page(instance.pk)}
    for key, name in ((keys.line, "line"), (keys.card, "card"), (keys.furniture, "furniture")):
        if before is None or changed.intersection(fields_of(type(instance))[name]):
            found.add(key(instance.pk))
    if before is None or changed.intersection(PLACE_FIELDS):
        found |= coming_or_going(instance, old_path=before["path"] if before else "")
    drop(found, hard=was_live and not instance.live)


def _is_of_drafts(update_fields: Any) -> bool:
    return update_fields is not None and OF_DRAFTS.issuperset(update_fields)


def _deleted(instance: Any, origin: Any = None, **_kwargs: Any) -> None:
    if settings.TRAIL_STORE and isinstance(instance, Page) and type(instance) is not Page:
        drop({*of_all(instance.pk), *coming_or_going(instance)}, hard=True)


def of_all(pk: Any) -> set[str]:
    """All that can be shown of a page."""
    return {keys.page(pk), keys.card(pk), keys.line(pk), keys.furniture(pk)}


def coming_or_going(page: Any, old_path: str = "") -> set[str]:
    """The keys of the lists in which a page appears, or from which it has gone."""
    language = _language_of(page)
    found = {keys.line(page.pk), keys.card(page.pk)}
    kind = page.cached_content_type.model
    for path in {page.path, old_path}:
        found |= {keys.below(prefix, kind) for prefix in _prefixes(path, page.steplen)}
        if len(path) == 3 * page.steplen:
            found.add(keys.menu(path[: 2 * page.steplen]))
    kin = Page.objects.filter(translation_key=page.translation_key).values_list("pk", flat=True)
    found |= {keys.kin(pk) for pk in (page.pk, *kin)}
    if page.url_path:
        found.add(keys.address(page_path(page.url_path, language)))
    if page.depth == 2:
        found.add(keys.LANGUAGES)
    for also in on_coming_and_going:
        found.update(also(page))
    return found


def _prefixes(path: str, step: int) -> list[str]:
    """The place of a page in the tree and all places above it, but the root."""
    return [path[:end] for end in range(step * 2, len(path) + 1, step)]


def branch(path: str) -> set[str]:
    """The keys of a page and all below it, for what changes them together; `path` is the place in the tree."""
    found: set[str] = set()
    for page in Page.objects.filter(path__startswith=path).select_related("locale"):
        found |= of_all(page.pk) | coming_or_going(page)
    return found


def _renamed(instance: Any, instance_before: Any, **_kwargs: Any) -> None:
    """Wagtail writes the addresses of all pages below without a word."""
    if not settings.TRAIL_STORE:
        return
    found = branch(instance.path) | _addresses(instance.path, instance_before.url_path, instance.url_path, instance)
    drop(found, hard=True)


def _moved(instance: Any, parent_page_before: Any, parent_page_after: Any, url_path_before: str, url_path_after: str,
           **_kwargs: Any) -> None:  # fmt: skip
    """The tree gives other places to the pages beside it, too; which pages those are is not told."""
    if not settings.TRAIL_STORE:
        return
    page = Page.objects.get(pk=instance.pk)
    if url_path_before != url_path_after:
        drop(branch(page.path) | _addresses(page.path, url_path_before, url_path_after, page), hard=True)
    beside: set[str] = set()
    for parent in Page.objects.filter(pk__in=[parent_page_before.pk, parent_page_after.pk]):
        kinds = set()
        for pk, kind in Page.objects.filter(path__startswith=parent.path).values_list("pk", "content_type__model"):
            beside.add(keys.page(pk))
            kinds.add(kind)
        beside |= {keys.below(prefix, kind) for prefix in _prefixes(parent.path, page.steplen) for kind in kinds}
        if parent.depth == 2:
            beside.add(keys.menu(parent.path))
    drop(beside)


def _addresses(path: str, before: str, after: str, page: Any) -> set[str]:
    """The addresses of a branch before a change of its beginning: redirects may lead away from there now."""
    language = _language_of(page)
    now = Page.objects.filter(path__startswith=path).values_list("url_path", flat=True)
    return {keys.address(page_path(before + each.removeprefix(after), language)) for each in now}


def _restricted(instance: PageViewRestriction, **_kwargs: Any) -> None:
    """Who may read a branch has changed."""
    if not settings.TRAIL_STORE:
        return
    page = Page.objects.filter(pk=instance.page_id).first()
    if page is None:
        return
    found = branch(page.path)
    for alias in Page.objects.filter(alias_of=page):
        found |= branch(alias.path)
    drop(found, hard=True)


def _redirected(instance: Redirect, **_kwargs: Any) -> None:
    drop([keys.address(f"{instance.old_path.rstrip('/')}/")])


def _languages_changed(instance: Locale, **_kwargs: Any) -> None:
    drop([keys.LANGUAGES])


def _site_changed(**_kwargs: Any) -> None:
    drop_everything()


def _language_of(page: Any) -> str:
    from trail.languages.available import language_of

    return language_of(page) or page.locale.language_code
