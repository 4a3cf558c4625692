"""Keeping the index in step with the live pages.

A page type takes part by a method `index_entry() -> EntryData | None`. Whatever changes what the public sees of a page
(going live, being taken down, moved, renamed, restricted) refreshes its row; `listeners` are told of the rows that
changed, so that derived tables (words, cells of the map) follow.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from copy import copy
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import F, prefetch_related_objects
from django.db.models.signals import post_delete, post_save, pre_delete
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from trail.core.addresses import page_address

from .data import EntryData
from .models import Entry, EntryNation, SearchDocument
from .space.cells import cell_of

_held: ContextVar["Held | None"] = ContextVar("held_back", default=None)
_removals: ContextVar["list[Change] | None"] = ContextVar("gathered_removals", default=None)
Change = tuple[Entry | None, Entry | None]  # the row before and after
listeners: list[Callable[[list[Change]], None]] = []
rebuilders: list[Callable[[str], None]] = []  # make a derived table anew, for one language or ("") all


@dataclass
class Held:
    """What is written at the end: pages that changed, and pages beneath which others may have got other places."""

    changed: set[int] = field(default_factory=set)
    placed: set[int] = field(default_factory=set)


@contextmanager
def held() -> Iterator[None]:
    """Within it rows are not written page by page; those of all pages that changed are written once at its end.

    Rows that go because their pages are deleted go at once; the listeners are told at the end, with all the rest.
    Within another it is a part of that one.
    """
    if _held.get() is not None:
        yield
        return
    waiting, removed = Held(), list[Change]()
    token, gone = _held.set(waiting), _removals.set(removed)
    try:
        yield
    finally:
        _held.reset(token)
        _removals.reset(gone)
    changed = Page.objects.filter(pk__in=waiting.changed).order_by("path")
    refresh(changed.specific(defer=False).iterator(chunk_size=200), removed)
    _take_over_places(waiting.placed)


def refresh(pages: Iterable[Page], removed: Iterable[Change] = ()) -> None:
    """Write anew the rows of these pages (specific ones), or remove them where they are not public any more.

    `removed` are rows that went before, to be told of with these: each telling has its price.
    """
    held_back = _held.get()
    if held_back is not None:
        held_back.changed.update(page.pk for page in pages)
        return
    with transaction.atomic():
        token = _removals.set([])
        try:
            written = [change for page in pages if (change := _refresh(page)) != (None, None)]
            changes = [*removed, *(_removals.get() or []), *written]
        finally:
            _removals.reset(token)
        if changes:
            for listener in listeners:
                listener(changes)


def rebuild(language: str = "") -> int:
    """Write all rows anew, for one language or all; give how many there are. Rows of pages that are gone go too."""
    pages = Page.objects.filter(depth__gte=2)
    entries = Entry.objects.all()
    if language:
        pages, entries = pages.filter(locale__language_code=language), entries.filter(language=language)
    refresh(pages.order_by("path").specific(defer=False).iterator(chunk_size=200))
    for rebuilder in rebuilders:
        rebuilder(language)
    return entries.count()


def fill_if_empty() -> int:
    """Make the index where an upgrade has brought its tables and nothing in them; give how many rows were made."""
    is_filled = SearchDocument.objects.exists() and not Entry.objects.filter(document__isnull=True).exists()
    return 0 if is_filled or not Page.objects.filter(depth__gte=2, live=True).exists() else rebuild()


def _refresh(page: Any) -> Change:
    # With its nations, which are gone from the database when the listeners are told of the change.
    before = Entry.objects.filter(page_id=page.pk).prefetch_related("nations").first()
    say = getattr(page, "index_entry", None)
    data = say() if say and page.live and not page.get_view_restrictions().exists() else None
    if data is None:
        if before is not None:
            before.delete()  # `_removed` gathers it
        return None, None
    after = _row(page, data)
    after.pk = before.pk if before else None
    after.save()
    EntryNation.objects.filter(entry=after).delete()
    EntryNation.objects.bulk_create(
        EntryNation(entry=after, code=code, burials=burials) for code, burials in data.nations.items()
    )
    return before, after


def _row(page: Any, data: EntryData) -> Entry:
    language = page.locale.language_code
    return Entry(
        page_id=page.pk,
        language=language,
        path=page.path,
        url=page_address(page.url_path, language),
        type=data.type,
        kind=data.kind,
        region=data.region,
        title=page.title,
        names="\n".join(dict.fromkeys(name for name in data.names if name)),
        summary=page.summary,
        body=data.body,
        earliest=data.earliest,
        latest=data.latest,
        latitude=data.point.latitude if data.point else None,
        longitude=data.point.longitude if data.point else None,
        cell=cell_of(data.point) if data.point else None,
        step_free=data.step_free,
        always_open=data.always_open,
        opening_hours=data.opening_hours,
        country=data.country,
        managing_body=data.managing_body,
        burials=data.burials,
        keywords="\n".join(dict.fromkeys(word for word in data.keywords if word)),
    )


def refresh_branch(page: Page) -> None:
    """A page and all below it: their addresses, their region or their being public have changed together."""
    branch = Page.objects.filter(path__startswith=page.path).order_by("path")
    refresh(branch.specific().iterator(chunk_size=200))


def _removed(instance: Entry, origin: Any = None, **_kwargs: object) -> None:
    """A row goes because its page is no longer public: told while its nations can still be read.

    While a page is deleted, its row is met twice: when the page is taken down, and among what goes with the page.
    The first is told, the second is not.
    """
    if getattr(origin, "model", type(origin)) is not Entry:
        return
    gathered = _removals.get()
    if gathered is not None:
        prefetch_related_objects([instance], "nations")
        gathered.append((copy(instance), None))  # the row itself is about to lose its number
        return
    for listener in listeners:
        listener([(instance, None)])


def _published(instance: Any, **_kwargs: object) -> None:
    affected = getattr(instance, "also_indexed", None)
    refresh([instance, *(affected() if affected else [])])


def _taken_down(instance: Any, **_kwargs: object) -> None:
    """Also sent while a page is being deleted, when it is still live in the database, and so are the pages below it."""
    affected = getattr(instance, "also_indexed", None)
    others = affected() if affected else []
    held_back = _held.get()
    if held_back is not None and not Page.objects.filter(pk=instance.pk, live=True).exists():
        held_back.changed.update(page.pk for page in [instance, *others])
        return
    Entry.objects.filter(page_id=instance.pk).delete()
    known = set(Entry.objects.filter(page__in=[page.pk for page in others]).values_list("page_id", flat=True))
    refresh(page for page in others if page.pk in known)


def _branch_changed(instance: Any, **_kwargs: object) -> None:
    refresh_branch(instance)


def _moved(instance: Any, parent_page_before: Page, parent_page_after: Page, **_kwargs: object) -> None:
    """The pages beside it may have been given other places in the tree, of which nothing tells."""
    if parent_page_before.pk != parent_page_after.pk:
        refresh_branch(instance)
    _take_over_places({parent_page_before.pk, parent_page_after.pk})


def _take_over_places(parents: set[int]) -> None:
    """Write where the pages beneath these stand now. Nothing else of them has changed, so that nothing else is made anew."""
    held_back = _held.get()
    if held_back is not None:
        held_back.placed.update(parents)
        return
    with transaction.atomic():
        changes: list[Change] = []
        for parent in Page.objects.filter(pk__in=parents):
            below = Entry.objects.filter(page__path__startswith=parent.path).exclude(path=F("page__path"))
            for entry in below.annotate(place=F("page__path")).prefetch_related("nations"):
                before = copy(entry)
                entry.path = entry.place
                entry.save(update_fields=["path"])
                changes.append((before, entry))
        if changes:
            for listener in listeners:
                listener(changes)


def _restriction_changed(instance: PageViewRestriction, **_kwargs: object) -> None:
    refresh_branch(instance.page)


def watch() -> None:
    """Follow everything that changes what the public sees."""
    page_published.connect(_published, dispatch_uid="finding-published")
    page_unpublished.connect(_taken_down, dispatch_uid="finding-taken-down")
    page_slug_changed.connect(_branch_changed, dispatch_uid="finding-branch")
    post_page_move.connect(_moved, dispatch_uid="finding-moved")
    pre_delete.connect(_removed, sender=Entry, dispatch_uid="finding-removed")
    for deleted_or_saved in (post_save, post_delete):
        deleted_or_saved.connect(_restriction_changed, sender=PageViewRestriction, dispatch_uid="finding-restricted")
