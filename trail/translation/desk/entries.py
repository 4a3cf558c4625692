"""The strings of one page with their translations, in the order in which the page is read: a fixed number of queries."""

import hashlib
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from wagtail_localize.models import StringSegment, StringTranslation, TemplateSegment, Translation

from ..models import StaleString
from ..words import has_letters
from .layout import Layout
from .texts import compared, shown, to_text


@dataclass
class Entry:
    """One string: what the source says, what the translation says, and how matters stand."""

    pk: int  # of the segment
    context_id: int
    string_id: int
    path: str
    source: str
    label: str
    longest: int | None
    is_rich: bool
    row: StringTranslation | None
    stale: StaleString | None
    typed: str | None = None  # what the translator has sent and could not be saved
    problem: str = ""  # why not
    theirs: str | None = None  # what somebody else has saved meanwhile
    offers: list[Any] = field(default_factory=list)
    terms: list[Any] = field(default_factory=list)
    hints: list[Any] = field(default_factory=list)

    @property
    def data(self) -> str:
        """The translation as it is kept, or nothing."""
        return self.row.data if self.row else ""

    @property
    def text(self) -> str:
        """What stands in the field."""
        return self.typed if self.typed is not None else to_text(self.data, self.is_rich)

    @property
    def version(self) -> str:
        """By which it is known again whether somebody else has changed the translation meanwhile."""
        return version_of(self.data)

    @property
    def source_shown(self) -> SafeString:
        """The source; where it has changed, with what was changed in it."""
        now = to_text(self.source, self.is_rich)
        return compared(to_text(self.stale.earlier_source, self.is_rich), now) if self.stale else shown(now)

    @property
    def source_text(self) -> str:
        return to_text(self.source, self.is_rich)

    @property
    def is_machine(self) -> bool:
        """Whether a machine translated it and nobody has read it yet."""
        return self.row is not None and self.row.translation_type == StringTranslation.TRANSLATION_TYPE_MACHINE

    @property
    def is_same_everywhere(self) -> bool:
        """A bare number or a dash needs no translation."""
        return not has_letters(self.source)

    @property
    def is_done(self) -> bool:
        return self.row is not None and not self.row.has_error

    @property
    def state(self) -> str:
        """One word for how matters stand, which also names its style."""
        if self.problem or (self.row and self.row.has_error):
            return "faulty"
        if self.stale:
            return "stale"
        if self.is_machine:
            return "machine"
        return "done" if self.is_done else "open"

    @property
    def rows_high(self) -> int:
        """How many lines the field has at first."""
        return min(14, max(1, round(max(len(self.source), len(self.text)) / 55 + 0.4)))


@dataclass
class Group:
    """Strings that belong together: a field, a paragraph, a figure."""

    title: str
    under: str
    entries: list[Entry] = field(default_factory=list)


@dataclass
class Section:
    """The groups of one tab of the editor."""

    title: str
    groups: list[Group] = field(default_factory=list)


def version_of(data: str) -> str:
    """A short mark of a text."""
    return hashlib.sha256(data.encode()).hexdigest()[:16] if data else ""


class Strings:
    """All strings of a translation."""

    def __init__(self, translation: Translation) -> None:
        self.translation = translation
        self.source = translation.source.as_instance()
        self.layout = Layout(self.source)

    @cached_property
    def entries(self) -> list[Entry]:
        """In the order of the page; a string that a field says twice is translated once."""
        source = self.translation.source
        segments = StringSegment.objects.filter(source=source).select_related("string", "context")
        paths = set(TemplateSegment.objects.filter(source=source).values_list("context_id", flat=True))
        locale = self.translation.target_locale_id
        rows = {
            (row.context_id, row.translation_of_id): row
            for row in StringTranslation.objects.filter(
                locale_id=locale, context__object_id=source.object_id
            ).select_related("last_translated_by", "translation_of", "context")
        }
        stale = {(row.context_id, row.string_id): row for row in self.translation.stale_strings.all()}
        layout, found = self.layout, {}
        order = {each.pk: (layout.order(self._field_path(each)), each.order) for each in segments}
        for segment in sorted(segments, key=lambda each: order[each.pk]):
            key = (segment.context_id, segment.string_id)
            if key in found:
                continue
            field_path = self._field_path(segment)
            found[key] = Entry(
                pk=segment.pk,
                context_id=segment.context_id,
                string_id=segment.string_id,
                path=segment.context.path,
                source=segment.string.data,
                label=layout.label(field_path),
                longest=layout.longest(field_path),
                is_rich=segment.context_id in paths,
                row=rows.get(key),
                stale=stale.get(key),
            )
            self._field_paths[segment.pk] = field_path
        return list(found.values())

    @cached_property
    def _field_paths(self) -> dict[int, str]:
        return {}

    def _field_path(self, segment: StringSegment) -> str:
        return segment.context.get_field_path(self.source)

    @cached_property
    def by_pk(self) -> dict[int, Entry]:
        return {entry.pk: entry for entry in self.entries}

    @cached_property
    def by_path(self) -> dict[str, Entry]:
        """The strings of plain fields by their names."""
        return {entry.path: entry for entry in reversed(self.entries)}

    @cached_property
    def sections(self) -> list[Section]:
        """The strings as the screen shows them."""
        sections: list[Section] = []
        seen: dict[str, Section] = {}
        keys: dict[str, Group] = {}
        heading = ""
        for entry in self.entries:
            field_path = self._field_paths[entry.pk]
            tab = self.layout.tab(field_path)
            if tab not in seen:
                seen[tab] = Section(tab)
                sections.append(seen[tab])
            key = self.layout.group_key(entry.path)
            if "." not in entry.path or self.layout.is_heading(field_path):
                heading = ""
            if key not in keys:
                keys[key] = Group(self.layout.group_title(entry.path, field_path), heading)
                seen[tab].groups.append(keys[key])
            keys[key].entries.append(entry)
            if self.layout.is_heading(field_path):
                heading = to_text(entry.data or entry.source, entry.is_rich)
        return sections

    @property
    def total(self) -> int:
        return len(self.entries)

    @property
    def done(self) -> int:
        return sum(1 for entry in self.entries if entry.is_done)

    @property
    def stale(self) -> int:
        return sum(1 for entry in self.entries if entry.stale)

    @property
    def unread(self) -> int:
        """How many strings a machine has translated and nobody has read."""
        return sum(1 for entry in self.entries if entry.is_machine)
