"""What an import would do: each entry of the files against the page as it is now. Writes nothing."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.utils.functional import cached_property
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail_localize.models import String, TranslationContext

from ..adoption import CARRIED
from ..begin_view import may_begin
from ..words import counterparts
from .checks import normal, problems
from .faults import Fate, Finding, Reason
from .identity import canonical
from .reading import Contents, Said
from .strings import PageStrings, RecordStrings, Row, gather
from .writing import site_key


@dataclass
class PageReport:
    """What the files say of one page."""

    strings: PageStrings
    findings: list[tuple[Finding, Row | None]] = field(default_factory=list)

    @property
    def title(self) -> str:
        """What the page is called in its own language."""
        return self.strings.places.title

    @property
    def problems(self) -> list[Finding]:
        """What somebody should read, in the order of the page."""
        return [finding for finding, _row in self.findings if finding.is_a_problem]

    @property
    def entering(self) -> list[Finding]:
        """What would enter."""
        return [finding for finding, _row in self.findings if finding.fate is Fate.ENTERS]

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many strings have which fate."""
        return _counted(finding for finding, _row in self.findings)


@dataclass
class Report:
    """The whole: pages in the order of the tree, and what is wrong outside of any page."""

    locale: Any
    pages: list[PageReport]
    loose: list[Finding]
    passed_over: list[str]
    obsolete: int

    @cached_property
    def findings(self) -> list[Finding]:
        """All that is said."""
        return [*self.loose, *(finding for page in self.pages for finding, _row in page.findings)]

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many strings have which fate."""
        return _counted(self.findings)

    @property
    def problems(self) -> list[Finding]:
        """What somebody should read."""
        return [finding for finding in self.findings if finding.is_a_problem]

    @property
    def can_enter(self) -> bool:
        """Whether a press would do anything, perhaps after a tick."""
        return bool(self.counts["enters"] or self.counts["asks"])

    @property
    def fingerprint(self) -> str:
        """Tells whether what is reported now is what was reported before."""
        told = "\n".join(f"{each.fate.value} {each.reason.value} {each.key}" for each in self.findings)
        return sha256(told.encode()).hexdigest()


def _counted(findings: Iterable[Finding]) -> dict[str, int]:
    counted: Counter[str] = Counter()
    for finding in findings:
        counted[finding.fate.value] += finding.strings
    return {fate.value: counted[fate.value] for fate in Fate}


def compare(contents: Contents, locale: Any, user: Any = None) -> Report:
    """What would become of each string. Without a user (the command line) all pages may be changed."""
    known = {each.page.translation_key: each for each in gather(locale, contents.by_page)}
    free = _Rights(user, known.values())
    loose = list(contents.findings)
    for key, entries in contents.by_page.items():
        if key not in known:
            loose.append(_of_no_page(key, entries))
    reports = []
    for key, strings in known.items():
        if (hindrance := free.hindrance(strings)) is not None:
            loose.append(_of_whole_page(hindrance, contents.by_page[key], strings.places.title))
            continue
        reports.append(_Comparison(strings, contents.by_page[key]).report())
    return Report(locale, reports, loose, contents.passed_over, contents.obsolete)


class _Rights:
    """Which pages somebody may change."""

    def __init__(self, user: Any, pages: Iterable[PageStrings]) -> None:
        self.user = user
        targets = [each.target.pk for each in pages if each.target and not isinstance(each, RecordStrings)]
        if user is not None:
            allowed = PagePermissionPolicy().instances_user_has_permission_for(user, "change")
            self.allowed = set(allowed.filter(pk__in=targets).values_list("pk", flat=True))

    def hindrance(self, strings: PageStrings) -> Reason | None:
        """What keeps a whole page from being changed; names are changed by whoever may begin pages in the language."""
        if isinstance(strings, RecordStrings):
            may = self.user is None or may_begin(self.user, strings.translation.target_locale)
            return None if may else Reason.NO_RIGHT
        if strings.target is None or strings.target.alias_of_id:
            return Reason.NOT_BEGUN
        if self.user is None:
            return None
        if strings.target.pk not in self.allowed:
            return Reason.NO_RIGHT
        return Reason.LOCKED if strings.target.permissions_for_user(self.user).page_locked() else None


def _of_no_page(key: UUID, entries: list[Said]) -> Finding:
    page = Page.objects.filter(translation_key=key).order_by("pk").first()
    if page is not None:
        reason = Reason.NOT_BEGUN
    elif entries[0].site and entries[0].site == site_key():
        reason = Reason.PAGE_DELETED
    else:
        reason = Reason.UNKNOWN_PAGE
    return _of_whole_page(reason, entries, page.title if page else "")


def _of_whole_page(reason: Reason, entries: list[Said], title: str) -> Finding:
    """One finding that stands for all strings of a page."""
    return Finding(
        Fate.REFUSED,
        reason,
        entries[0].file,
        entries[0].entry.line,
        page=title,
        context=str(entries[0].identity.page),
        strings=len(entries),
    )


class _Comparison:
    """The entries of one page against its strings."""

    def __init__(self, strings: PageStrings, entries: list[Said]) -> None:
        self.strings = strings
        self.entries = entries
        self.rows = self._matched()
        self.split = self._contradictions()

    def report(self) -> PageReport:
        """One finding for each entry; of several that say the same of one string, the first enters."""
        report = PageReport(self.strings)
        entered: set[tuple[int, int]] = set()
        for said, row in zip(self.entries, self.rows, strict=True):
            finding = self._finding(said, row)
            if row is not None and finding.fate in {Fate.ENTERS, Fate.ASKS}:
                if _key(row) in entered:
                    finding = self._say(said, row, Fate.UNCHANGED, Reason.SAME)
                entered.add(_key(row))
            report.findings.append((finding, row))
        return report

    def _matched(self) -> list[Row | None]:
        """The string that each entry means: the same words in the same place, else the one that they became."""
        of_path: dict[str, list[int]] = defaultdict(list)
        for index, said in enumerate(self.entries):
            of_path[said.identity.path].append(index)
        found: list[Row | None] = [None] * len(self.entries)
        for path, indexes in of_path.items():
            rows = self.strings.by_path.get(path, [])
            changed = []
            for index in indexes:
                same = [row for row in rows if row.source == self.entries[index].source]
                at_number = [row for row in same if row.identity.number == self.entries[index].identity.number]
                found[index] = (at_number or same or [None])[0]
                if found[index] is None:
                    changed.append(index)
            self._match_changed(changed, rows, found)
        return found

    def _match_changed(self, changed: list[int], rows: list[Row], found: list[Row | None]) -> None:
        """What is stale remembers what it was; of the rest, the likeness and the order decide.

        Words that the source never said became nothing: somebody has altered them in the file.
        """
        taken = {_key(row) for row in found if row is not None}
        free = [row for row in rows if _key(row) not in taken]
        left = []
        for index in sorted(changed, key=lambda index: self.entries[index].identity.number):
            source = self.entries[index].source
            was = next((row for row in free if row.stale and canonical(row.stale.earlier_source) == source), None)
            if was is not None:
                found[index] = was
                free.remove(was)
            elif source in self._once_said:
                left.append(index)
        pairs = counterparts([self.entries[index].source for index in left], [row.source for row in free])
        for now, before in pairs.items():
            found[left[before]] = free[now]

    @cached_property
    def _once_said(self) -> set[str]:
        """Which of the originals in the file stood on some page of their language at some time."""
        hashes = {String._get_data_hash(said.source) for said in self.entries}
        strings = String.objects.filter(locale=self.strings.translation.source.locale, data_hash__in=hashes)
        return set(strings.values_list("data", flat=True))

    def _contradictions(self) -> set[tuple[int, int]]:
        """The strings of which the files say two different things for certain."""
        words: dict[tuple[int, int], set[str]] = defaultdict(set)
        for said, row in zip(self.entries, self.rows, strict=True):
            if row is not None and said.translation and not said.entry.is_fuzzy and row.source == said.source:
                words[_key(row)].add(said.translation)
        return {key for key, different in words.items() if len(different) > 1}

    def _finding(self, said: Said, row: Row | None) -> Finding:
        if said.entry.has_plural:
            return self._say(said, row, Fate.REFUSED, Reason.PLURAL)
        if row is None:
            return self._say(said, row, Fate.REFUSED, self._why_unknown(said))
        if not said.translation.strip():
            return self._say(said, row, Fate.SKIPPED, Reason.EMPTY)
        if said.entry.is_fuzzy:
            return self._say(said, row, Fate.SKIPPED, Reason.FUZZY)
        if row.source != said.source:
            return self._of_changed_source(said, row)
        if _key(row) in self.split:
            return self._say(said, row, Fate.REFUSED, Reason.DUPLICATE)
        is_same = _means(row, said)
        if is_same and row.is_settled:
            return self._say(said, row, Fate.UNCHANGED, Reason.SAME)
        if wrong := self._wrong(said, row):
            return wrong
        if row.known is None:
            return self._say(said, row, Fate.ENTERS, Reason.NEW)
        if is_same:
            return self._say(said, row, Fate.ENTERS, Reason.CONFIRMED)
        if said.exported is None or row.known.updated_at > said.exported:
            return self._say(said, row, Fate.ASKS, Reason.TRANSLATED_SINCE)
        return self._say(said, row, Fate.ENTERS, Reason.CHANGED)

    def _of_changed_source(self, said: Said, row: Row) -> Finding:
        if _means(row, said):
            return self._say(said, row, Fate.SKIPPED, Reason.STANDS)
        if row.known and not row.stale and row.known.tool_name != CARRIED:
            return self._say(said, row, Fate.REFUSED, Reason.ANEW)
        return self._wrong(said, row) or self._say(said, row, Fate.ASKS, Reason.SOURCE_CHANGED)

    def _wrong(self, said: Said, row: Row) -> Finding | None:
        found = problems(row, said.translation, self.strings.places.field(row.identity.path))
        return self._say(said, row, Fate.REFUSED, Reason.TEXT, details=tuple(found)) if found else None

    def _why_unknown(self, said: Said) -> Reason:
        """A place or words that the page once had, or never."""
        if said.identity.path not in self.strings.by_path:
            was = TranslationContext.objects.filter(object_id=said.identity.page, path=said.identity.path)
            return Reason.STRING_GONE if was.exists() else Reason.UNKNOWN_STRING
        return Reason.STRING_GONE if said.source in self._once_said else Reason.UNKNOWN_STRING

    def _say(self, said: Said, row: Row | None, fate: Fate, reason: Reason, **more: Any) -> Finding:
        return said.finding(
            fate,
            reason,
            page=self.strings.places.title,
            place=self.strings.places.name(said.identity.path),
            source_now=row.source if row and row.source != said.source else "",
            said_now=row.translation if row and row.translation != said.translation else "",
            **more,
        )


def _key(row: Row) -> tuple[int, int]:
    return row.segment.context_id, row.segment.string_id


def _means(row: Row, said: Said) -> bool:
    """Whether the file says what stands here, however its signs are written (`&` or `&amp;`)."""
    if row.known is None:
        return False
    if row.translation == said.translation:
        return True
    try:
        return row.translation == canonical(normal(said.translation))
    except ValueError:
        return False
