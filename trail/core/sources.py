"""The numbered list of a page's sources, and the small numbers in its text that lead there."""

from collections.abc import Iterable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.db.models import F, FilteredRelation, Q

from trail.references.models import Source

from .stored import chosen_ids

_known_sources: ContextVar[dict[int, Source]] = ContextVar("known_sources", default={})  # noqa: B039 (never mutated)


@dataclass(frozen=True)
class NumberedSource:
    """One entry of the list."""

    number: int
    source: Source
    locator: str = ""


class NumberedSources:
    """The sources of a page in order: those that the editor listed, then those cited in the text and at figures."""

    def __init__(self, entries: Iterable[tuple[Source, str]]) -> None:
        self.entries: list[NumberedSource] = []
        self._numbers: dict[int, int] = {}
        for source, locator in entries:
            if source.pk in self._numbers or not source.is_citable:
                continue
            self._numbers[source.pk] = len(self.entries) + 1
            self.entries.append(NumberedSource(len(self.entries) + 1, source, locator))

    def __iter__(self) -> Iterator[NumberedSource]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    def number_of(self, source: Source | int | None) -> int | None:
        """The number of a source in the list, or `None` where it is not in it (general knowledge is not)."""
        return self._numbers.get(source.pk if isinstance(source, Source) else source)


def sources_of(page: Any, extra_ids: Iterable[int] = ()) -> NumberedSources:
    """Number the sources of `page`; `extra_ids` are those cited outside its text (figures, opening hours, position)."""
    chosen = chosen_ids(page, *page.cited_in)
    cited = [*chosen["sources"], *chosen["source"], *(pk for pk in extra_ids if pk)]
    listed, by_id = listed_and_cited(page, set(cited))
    _known_sources.set(by_id)
    return NumberedSources([*listed, *((by_id[pk], "") for pk in cited if pk in by_id)])


def listed_and_cited(page: Any, cited: set[int]) -> tuple[list[tuple[Source, str]], dict[int, Source]]:
    """The page's ordered citations, and all its sources by id: one query for a stored page.

    A page in preview carries citations that are not stored yet.
    """
    if "citations" in (getattr(page, "_cluster_related_objects", None) or {}):
        citations = list(page.citations.all())
        by_id = Source.objects.in_bulk({*cited, *(citation.source_id for citation in citations)})
        return [(by_id[one.source_id], one.locator) for one in citations if one.source_id in by_id], by_id
    rows = list(
        Source.objects.annotate(on_page=FilteredRelation("citations", condition=Q(citations__page=page.pk)))
        .filter(Q(on_page__isnull=False) | Q(pk__in=cited))
        .annotate(place=F("on_page__sort_order"), citation_id=F("on_page__id"), locator=F("on_page__locator"))
    )
    listed = sorted((row for row in rows if row.citation_id), key=lambda row: (row.place or 0, row.citation_id))
    return [(row, row.locator) for row in listed], {row.pk: row for row in rows}


def forget_sources(**_signal: Any) -> None:
    """What was looked up for a page is not known to the next request of the same thread."""
    _known_sources.set({})


def known_source(pk: int) -> Source | None:
    """A source that was looked up for the page being rendered."""
    return _known_sources.get().get(pk)
