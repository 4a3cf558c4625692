"""The template tags that the telling of a page needs: source numbers, sections, tables; and words in its language."""

from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.template import Context, Template

from trail.core.templatetags.telling import refs, sections, table_rows
from trail.core.templatetags.words import file_size, host, long_date, read_on, read_together


@dataclass(frozen=True)
class FakeSource:
    """A source as the tags see it."""

    pk: int


class FakeSources:
    """Sources 10 and 20, numbered 1 and 2; general knowledge (30) is not listed."""

    def number_of(self, source: FakeSource) -> int | None:
        return {10: 1, 20: 2}.get(source.pk)


def block(kind: str, **value: Any) -> SimpleNamespace:
    """A block of a stream."""
    return SimpleNamespace(block_type=kind, value=value)


def rendered(text: str, *pks: int) -> str:
    """A paragraph with its sources, as a page prints it."""
    context = Context({"text": text, "chosen": [FakeSource(pk) for pk in pks], "sources": FakeSources()})
    return Template("{% load telling %}{% paragraph text chosen %}").render(context)


@pytest.mark.parametrize(
    ("text", "ending"),
    [
        ("<p>One.</p><p>Two.</p>", "</a></p>"),
        ("<ul><li>One</li><li>Two</li></ul>", "</a></li></ul>"),
        ("bare words", "</a>"),
    ],
)
def test_numbers_stand_inside_the_end_of_the_last_paragraph(text: str, ending: str) -> None:
    assert rendered(text, 20, 10).endswith(ending)


def test_numbers_are_in_order_each_once_and_general_knowledge_has_none() -> None:
    html = rendered("<p>One.</p>", 20, 10, 20, 30)
    assert html.count('class="ref"') == 2
    assert html.index("#s1") < html.index("#s2")
    assert 'aria-label="Source 1"' in html


def test_no_sources_leave_the_text_as_it_is() -> None:
    assert rendered("<p>One.</p>") == "<p>One.</p>"
    assert refs([None, None]) == ""


def test_a_section_begins_at_each_heading_and_holds_what_stands_beside_it() -> None:
    body = [
        block("paragraph"),
        block("heading", level="2"),
        block("paragraph"),
        block("timeline"),
        block("heading", level="3"),
        block("facts"),
    ]
    first, second = sections(body)
    assert [one.block_type for one in first.beside] == ["facts"]
    assert [one.block_type for one in second.blocks] == ["heading", "paragraph", "heading"]
    assert [one.block_type for one in second.beside] == ["timeline"]


def test_a_heading_alone_takes_its_timeline_into_the_text() -> None:
    (only,) = sections([block("heading", level="2"), block("timeline")])
    assert only.is_wide
    assert [one.block_type for one in only.blocks] == ["heading", "timeline"]


def test_a_wide_table_stays_in_the_text() -> None:
    wide = block("table", table={"data": [["a", "b", "c", "d"]]})
    narrow = block("table", table={"data": [["a", "b"]]})
    (only,) = sections([block("paragraph"), wide, narrow])
    assert (wide in only.blocks, narrow in only.beside) == (True, True)


def test_no_text_has_one_empty_section() -> None:
    assert [section.blocks for section in sections([])] == [[]]


def test_a_table_finds_its_head_and_its_columns_of_numbers() -> None:
    rows = table_rows({"data": [["Source", "Total"], ["Volksbund", "30,776"], ["A traveller", "about 30,800"]]})
    assert [cell.is_number for cell in rows["body"][1]] == [False, True]
    assert [cell.is_head for cell in rows["body"][0]] == [True, False]
    assert rows["head"][0][1].is_number


def test_an_empty_table_has_no_rows() -> None:
    assert table_rows(None) == {"head": [], "body": []}


@pytest.mark.parametrize(
    ("size", "words"), [(None, ""), (400, "1 KB"), (12_400, "12 KB"), (1_234_567, "1.2 MB"), (20_000_000, "20 MB")]
)
def test_the_size_of_a_file_in_words(size: int | None, words: str) -> None:
    assert file_size(size, "en") == words


def test_dates_are_in_words_of_the_language() -> None:
    assert long_date(date(1944, 6, 4), "en") == "4 June 1944"
    assert long_date(date(1944, 6, 4), "it") == "4 giugno 1944"
    assert long_date(None, "en") == ""


def test_when_sources_were_read() -> None:
    def entry(accessed: str) -> SimpleNamespace:
        return SimpleNamespace(source=SimpleNamespace(accessed=accessed))

    same = [entry("2026-11-20 stored copy"), entry("2026-11-20")]
    assert read_on("in a library", "en") == ""
    assert read_together(same, "en") == "20 November 2026"
    assert read_together([*same, entry("")], "en") == ""


def test_a_host_is_named_as_readers_know_it() -> None:
    assert host("https://www.cwgc.org/visit-us/") == "cwgc.org"
