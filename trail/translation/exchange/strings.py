"""The strings of pages with their translations into one language, gathered in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, TemplateSegment, Translation

from ..models import StaleString
from ..records.names import begun, names_of
from .identity import Identity, canonical
from .places import Places


@dataclass
class Row:
    """One string of a page as it stands now."""

    identity: Identity
    segment: StringSegment
    source: str
    is_rich: bool  # its place holds inline HTML; in other places a tag would vanish
    known: StringTranslation | None
    stale: StaleString | None

    @property
    def translation(self) -> str:
        """The translation that there is, or nothing."""
        return canonical(self.known.data) if self.known else ""

    @property
    def is_machine(self) -> bool:
        """Whether a machine translated it and nobody has read it."""
        return bool(self.known and self.known.translation_type == StringTranslation.TRANSLATION_TYPE_MACHINE)

    @property
    def is_settled(self) -> bool:
        """Whether there is nothing left to do here."""
        return bool(self.known and not self.known.has_error and not self.stale and not self.is_machine)


@dataclass
class PageStrings:
    """One page with its strings in reading order."""

    translation: Translation
    page: Page  # the source
    target: Page | None
    rows: list[Row] = field(default_factory=list)

    @property
    def address(self) -> str:
        """Where the source is read."""
        return self.page.full_url or ""

    @property
    def reference(self) -> str:
        """Where it lies in the trail."""
        return self.page.url_path.strip("/")

    @property
    def edit_address(self) -> str:
        """Where it is translated in the admin."""
        return reverse("wagtailadmin_pages:edit", args=[self.target.pk]) if self.target else ""

    @cached_property
    def places(self) -> Places:
        """What its places are called."""
        return Places(self.translation.source)

    @cached_property
    def by_path(self) -> dict[str, list[Row]]:
        """The strings of each place."""
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows:
            found[row.identity.path].append(row)
        return found


@dataclass
class RecordStrings(PageStrings):
    """A record that pages name (a person, an organisation, a force) with its strings: there is no draft of it."""

    page: Any
    target: Any | None

    @property
    def address(self) -> str:
        return ""

    @property
    def reference(self) -> str:
        return f"names/{self.page._meta.model_name}/{self.page.key}"

    @property
    def edit_address(self) -> str:
        names = reverse("trail_names", args=[self.translation.target_locale.language_code])
        return f"{names}?record={self.page.translation_key}"


def gather(locale: Any, keys: Iterable[UUID] | None = None) -> list[PageStrings]:
    """The pages under translation into a language, in the order of the tree, then the names on its pages.

    With translation `keys`, only what has one of them.
    """
    translations = Translation.objects.filter(target_locale=locale, enabled=True).select_related(
        "source__locale", "source__specific_content_type", "target_locale"
    )
    if keys is not None:
        translations = translations.filter(source__object_id__in=list(keys))
    by_source = {each.source_id: each for each in translations}
    here = {each.source.object_id for each in by_source.values()}
    pages: dict[tuple[UUID, int], Page] = {
        (page.translation_key, page.locale_id): page
        for page in Page.objects.filter(translation_key__in=here).select_related("locale")
    }
    found = {
        pk: PageStrings(each, page, pages.get((each.source.object_id, locale.pk)))
        for pk, each in by_source.items()
        if (page := pages.get((each.source.object_id, each.source.locale_id))) is not None
    }
    records = _records(locale, keys)
    _fill(found | records, locale)
    return [*sorted(found.values(), key=lambda each: each.page.path), *records.values()]


def _records(locale: Any, keys: Iterable[UUID] | None) -> dict[int, PageStrings]:
    wanted = None if keys is None else set(keys)
    names = [
        name for name in names_of(locale) if (name.pages if wanted is None else name.record.translation_key in wanted)
    ]
    found: dict[int, PageStrings] = {}
    for name in begun(names, locale):
        found[name.translation.source_id] = RecordStrings(name.translation, name.record, name.target)
    return found


def _fill(pages: dict[int, PageStrings], locale: Any) -> None:
    known = {
        (row.context_id, row.translation_of_id): row
        for row in StringTranslation.objects.filter(
            locale=locale, context__object_id__in={each.page.translation_key for each in pages.values()}
        )
    }
    stale = {
        (row.translation_id, row.context_id, row.string_id): row
        for row in StaleString.objects.filter(
            translation__in=[each.translation for each in pages.values() if each.translation.pk]
        )
    }
    rich = set(
        TemplateSegment.objects.filter(source__in=pages, template__template_format="html").values_list(
            "source_id", "context_id"
        )
    )
    numbers: dict[tuple[int, int], int] = defaultdict(int)
    segments = (
        StringSegment.objects.filter(source__in=pages).select_related("string", "context").order_by("order", "pk")
    )
    for segment in segments:
        if not (source := canonical(segment.string.data)):
            continue
        of = pages[segment.source_id]
        numbers[segment.source_id, segment.context_id] += 1
        identity = Identity(
            of.page.translation_key, segment.context.path, numbers[segment.source_id, segment.context_id]
        )
        of.rows.append(
            Row(
                identity,
                segment,
                source,
                (segment.source_id, segment.context_id) in rich,
                known.get((segment.context_id, segment.string_id)),
                stale.get((of.translation.pk, segment.context_id, segment.string_id)),
            )
        )
