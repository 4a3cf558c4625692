"""The names of a language: each record with its strings and their translations, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.utils.text import capfirst
from wagtail.models import Page, ReferenceIndex
from wagtail_localize.models import (
    StringSegment,
    StringTranslation,
    TemplateSegment,
    Translation,
    TranslationSource,
)

from trail.languages.cldr import is_rtl

from ..desk.entries import Entry
from ..models import StaleString
from ..words import words_of
from .kinds import all_records, kinds, words_fields


@dataclass
class Name:
    """A record as the translators of a language see it."""

    record: Any  # the source
    target: Any | None  # in the language
    pages: int = 0  # in the language, that name it
    entries: list[Entry] = field(default_factory=list)
    translation: Translation | None = None  # not stored where nobody has begun

    @property
    def kind(self) -> str:
        return capfirst(str(self.record._meta.verbose_name))

    @property
    def title(self) -> str:
        """What the group of its strings is called."""
        return f"{self.kind}: {self.record}"

    @property
    def source_direction(self) -> str:
        return "rtl" if is_rtl(self.record.locale.language_code) else "ltr"

    @property
    def is_complete(self) -> bool:
        """Whether all its words are translated, and a person has read them."""
        return bool(self.entries) and all(entry.is_done and not entry.is_machine for entry in self.entries)

    @property
    def waits(self) -> bool:
        """Whether it is translated, and visitors do not read it so yet: somebody who publishes has to let it."""
        return self.is_complete and (self.target is None or self._said() != words_of(self.target))

    def _said(self) -> dict[str, list[str]]:
        said: dict[str, list[str]] = {}
        for entry in self.entries:
            said.setdefault(entry.path, []).append(entry.data)
        return said


def names_of(locale: Any, records: dict[UUID, list[Any]] | None = None) -> list[Name]:
    """All records that are in another language first, without their strings: those that pages name before the others."""
    records = all_records() if records is None else records
    named = pages_naming(records, [locale.pk])[locale.pk]
    found = []
    for key, versions in records.items():
        if versions[0].locale_id != locale.pk:
            target = next((each for each in versions if each.locale_id == locale.pk), None)
            found.append(Name(versions[0], target, named[key]))
    return sorted(found, key=lambda one: (not one.pages, one.kind, str(one.record).casefold()))


def pages_naming(records: dict[UUID, list[Any]], locales: Collection[int]) -> dict[int, dict[UUID, int]]:
    """By language and key: how many pages point at a record, in whichever language."""
    types = ContentType.objects.get_for_models(*kinds())
    keys = {
        (types[type(version)].pk, str(version.pk)): key for key, versions in records.items() for version in versions
    }
    pages = dict(Page.objects.filter(locale__in=locales).values_list("pk", "locale_id"))
    references = ReferenceIndex.objects.filter(
        to_content_type__in=types.values(), base_content_type__app_label="wagtailcore"
    ).values_list("to_content_type_id", "to_object_id", "object_id")
    holders: dict[int, dict[UUID, set[str]]] = {locale: defaultdict(set) for locale in locales}
    for kind, pk, page in references:
        locale, key = pages.get(int(page)), keys.get((kind, pk))
        if locale is not None and key is not None:
            holders[locale][key].add(page)
    return {
        locale: defaultdict(int, {key: len(found) for key, found in by_key.items()})
        for locale, by_key in holders.items()
    }


def progress(locales: Collection[int]) -> dict[int, tuple[int, int]]:
    """By language: how many of the records that its pages name are translated, and how many there are."""
    records = all_records()
    named = pages_naming(records, locales)
    stale = {
        (key, locale)
        for key, locale in StaleString.objects.filter(
            translation__target_locale__in=locales, translation__source__object_id__in=list(records)
        ).values_list("translation__source__object_id", "translation__target_locale_id")
    }
    counted = {}
    for locale in locales:
        wanted = [key for key, versions in records.items() if named[locale][key] and versions[0].locale_id != locale]
        done = [key for key in wanted if any(each.locale_id == locale for each in records[key])]
        counted[locale] = (sum((key, locale) not in stale for key in done), len(wanted))
    return counted


def begun(names: Sequence[Name], locale: Any) -> Sequence[Name]:
    """Put the record of its translation beside each name; it is not stored where nobody has entered anything."""
    sources = _sources(names)
    pks = [source.pk for source in sources.values()]
    stored = {each.source_id: each for each in Translation.objects.filter(source__in=pks, target_locale=locale)}
    for name in names:
        source = sources[name.record.translation_key]
        name.translation = stored.get(source.pk) or Translation()
        name.translation.source, name.translation.target_locale = source, locale
    return names


def fill_in_strings(names: Sequence[Name], locale: Any) -> None:
    """Put the strings of some records beside them."""
    by_key = {name.record.translation_key: name for name in names}
    sources = {name.record.translation_key: name.translation.source for name in begun(names, locale)}
    segments = StringSegment.objects.filter(source__in=list(sources.values())).select_related("string", "context")
    rich = set(TemplateSegment.objects.filter(source__in=list(sources.values())).values_list("context_id", flat=True))
    rows = {
        (row.context_id, row.translation_of_id): row
        for row in StringTranslation.objects.filter(locale=locale, context__object_id__in=list(by_key)).select_related(
            "last_translated_by", "translation_of", "context"
        )
    }
    stale = {
        (row.context_id, row.string_id): row
        for row in StaleString.objects.filter(translation__target_locale=locale, context__object_id__in=list(by_key))
    }
    by_source = defaultdict(list)
    for segment in segments.order_by("order"):
        by_source[segment.source_id].append(segment)
    for name in names:
        order = [each.name for each in words_fields(type(name.record))]
        found = by_source[name.translation.source_id]
        for segment in sorted(found, key=lambda each: (order.index(each.context.path), each.order)):
            described = name.record._meta.get_field(segment.context.path)
            place = (segment.context_id, segment.string_id)
            name.entries.append(
                Entry(
                    pk=segment.pk,
                    context_id=segment.context_id,
                    string_id=segment.string_id,
                    path=segment.context.path,
                    source=segment.string.data,
                    label=capfirst(str(described.verbose_name)),
                    longest=described.max_length,
                    is_rich=segment.context_id in rich,
                    row=rows.get(place),
                    stale=stale.get(place),
                )
            )


def _sources(names: Sequence[Name]) -> dict[UUID, TranslationSource]:
    """The records of their strings; made where nobody has looked yet. Saving a record keeps them up to date."""
    keys = [name.record.translation_key for name in names]
    kept = {
        (one.object_id, one.locale_id): one
        for one in TranslationSource.objects.filter(object_id__in=keys).select_related(
            "locale", "specific_content_type"
        )
    }
    found = {}
    for name in names:
        key = name.record.translation_key
        source = kept.get((key, name.record.locale_id))
        found[key] = source or TranslationSource.get_or_create_from_instance(name.record)[0]
    return found
