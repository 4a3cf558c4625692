"""What a search finds: the best pages in order, as a list shows them, and how the question was understood."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from trail.finding.models import Entry
from trail.finding.text import marking, ranking, search, spelling
from trail.finding.text.query import Question, read_question
from trail.languages import cldr

from .entries import CEMETERY
from .facets import COUNTED, Found
from .filters import Filters
from .names import kind_label, type_label
from .wanted import Wanted

MOST_IN_ORDER = 1_000_000  # pages that filters alone leave and that are put into the order of the trail
LISTED = 100  # of the best: nobody leafs further, and a filter leads there sooner


@dataclass(frozen=True)
class Result:
    """A page as the list of results shows it."""

    page_id: int
    url: str
    title: list[marking.Segment]
    label: str
    region: str
    when: str
    excerpt: list[marking.Segment]
    is_cemetery: bool = False
    is_place: bool = False


@dataclass
class Answer:
    """What was found. `instead_of` is what the visitor typed where something else was looked for."""

    question: Question
    found: Found | None = None
    listed: list[int] = field(default_factory=list)
    instead_of: str = ""
    any_word: bool = False
    entries: dict[int, Entry] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """How many pages were found; as many as are counted where there are more (`found.shows_a_part`)."""
        return len(self.found.rows) if self.found else 0

    @property
    def is_cut(self) -> bool:
        """Whether more was found than is listed."""
        return self.total > len(self.listed)


def ask(text: str, language: str, filters: Filters, today: date, *, as_typed: bool = False) -> Answer:
    """Look for a text, or for all pages that the filters leave. `as_typed` changes no word."""
    question = read_question(text, language)
    if question:
        return _answer(question, filters, today, as_typed=as_typed)
    if question.text or not filters:
        return Answer(question)
    wanted = Wanted(language, today)
    found = Found(lambda passed: search.matching(question, wanted.values(passed), COUNTED + 1), filters)
    if len(found.rows) < COUNTED:
        first = Entry.objects.filter(pk__in=[row.pk for row in found.rows])
    else:
        first = Entry.objects.filter(document__in=search.matching(question, wanted.values(filters), MOST_IN_ORDER))
    return Answer(question, found, list(first.order_by("path").values_list("pk", flat=True)[:LISTED]))


def _answer(question: Question, filters: Filters, today: date, *, as_typed: bool) -> Answer:
    """All words first; then common words for rare ones; then any of the words."""
    wanted = Wanted(question.language, today)
    checked = spelling.check(question, change=not as_typed)

    def look_for(asked: Question, *, any_word: bool = False) -> Found:
        return Found(
            lambda passed: search.matching(asked, wanted.values(passed), COUNTED + 1, any_word=any_word), filters
        )

    asked, any_word = checked.question, False
    found = look_for(asked)
    if found.is_empty and not as_typed and (likelier := spelling.likelier(checked)):
        asked, found = likelier, look_for(likelier)
    if found.is_empty and len(asked.groups) > 1:
        any_word, found = True, look_for(asked, any_word=True)
    numbers = [row.pk for row in found.rows]
    if len(numbers) > LISTED:
        numbers = search.best(asked, wanted.values(filters), LISTED, any_word=any_word)
    entries = ranking.ranked(asked, Entry.objects.filter(pk__in=numbers), checked.entries)
    return Answer(
        question=asked,
        found=found,
        listed=[entry.pk for entry in entries],
        instead_of=question.text if asked.key != question.key else "",
        any_word=any_word,
        entries={entry.pk: entry for entry in entries},
    )


def results_of(answer: Answer, numbers: Iterable[int], regions: dict[str, str]) -> list[Result]:
    """Some of what was found, as the list shows it."""
    wanted = list(numbers)
    missing = [number for number in wanted if number not in answer.entries]
    entries = answer.entries | (Entry.objects.in_bulk(missing) if missing else {})
    asked, language = answer.question.stems, answer.question.language
    return [result_of(entries[number], asked, language, regions) for number in wanted if number in entries]


def result_of(entry: Entry, asked: frozenset[str], language: str, regions: dict[str, str]) -> Result:
    """One entry as the list shows it, the words that were asked for marked."""
    is_place = entry.type == Entry.Type.PLACE
    return Result(
        page_id=entry.page_id,
        url=entry.url,
        title=marking.marked(entry.title, asked, language),
        label=kind_label(entry.kind) if is_place else type_label(entry.type),
        region="" if entry.type == Entry.Type.REGION else regions.get(entry.region, ""),
        # Of a place these days are those of what is told there, which says little in a list.
        when="" if is_place else _when(entry, language),
        excerpt=marking.excerpt(entry.summary, entry.body, asked, language),
        is_cemetery=entry.kind == CEMETERY,
        is_place=is_place,
    )


def _when(entry: Entry, language: str) -> str:
    """The days of an entry in words; whole months without their days. Its EDTF date is not asked: reading it is slow."""
    first, last = entry.earliest, entry.latest
    if first is None or last is None:
        return ""
    if first.day == 1 and (last + timedelta(days=1)).day == 1:
        is_one = (first.year, first.month) == (last.year, last.month)
        return cldr.format_month_year(first, language) if is_one else cldr.format_month_interval(first, last, language)
    return cldr.format_date(first, language) if first == last else cldr.format_date_interval(first, last, language)
