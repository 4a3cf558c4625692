"""Dates in words. Phrases are replaced where a table is about CLDR, so that translations cannot change it."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trail.dates import display
from trail.dates.display import describe, describe_precision, iso_interval, start_end
from trail.languages.cldr import known_tags

ENGLISH = [
    ("1944-06-04", "4 June 1944"),
    ("1944-06", "June 1944"),
    ("1944", "1944"),
    ("1943-12-20~", "about 20 December 1943"),
    ("1944-06?", "June 1944 (uncertain)"),
    ("1944-06%", "about June 1944 (uncertain)"),
    ("1943-12-20/1943-12-28", "20–28 December 1943"),
    ("1943-09-11/1944-06-04", "11 September 1943 – 4 June 1944"),
    ("1944-06-04/1944-06-04", "4 June 1944"),
    ("1943-06/1944-08", "June 1943 – August 1944"),
    ("1943/1945", "1943–1945"),
    ("1943~/1944-06", "about 1943 – June 1944"),
    ("../1944-06", "until June 1944"),
    ("1944-06-04~/..", "from about 4 June 1944"),
    ("194X", "1940s"),
    ("19XX", "between 1900 and 1999"),
    ("1944-XX", "1944"),
    ("1944-22", "summer 1944"),
    ("1943-24", "winter 1943–1944"),
    ("not a date", "not a date"),
]
OTHERS = [
    ("it", "1944-06-04", "4 giugno 1944"),
    ("it", "1943-12-20/1943-12-28", "20–28 dicembre 1943"),
    ("it", "1943-09-11/1944-06-04", "11 settembre 1943 – 4 giugno 1944"),
    ("de", "1944-06-04", "4. Juni 1944"),
    ("de", "1943-12-20/1943-12-28", "20.–28. Dezember 1943"),
    ("ar", "1944-06", "يونيو 1944"),
    ("ar", "1943-12-20/1943-12-28", "20–28 ديسمبر 1943"),
    ("mi", "1944-06-04", "4 Hune 1944"),
]


@pytest.mark.parametrize(("text", "words"), ENGLISH)
def test_english(text: str, words: str) -> None:
    assert describe(text, "en") == words


@pytest.mark.parametrize(("language", "text", "words"), OTHERS)
def test_other_languages(language: str, text: str, words: str) -> None:
    assert describe(text, language) == words


def test_phrases_come_from_gettext_with_context(monkeypatch: pytest.MonkeyPatch) -> None:
    italian = {"about %(day)s": "circa il %(day)s", "%(date)s (uncertain)": "%(date)s (incerto)"}
    assert describe("1943-12-20%", "en") == "about 20 December 1943 (uncertain)"
    monkeypatch.setattr(
        display, "pgettext", lambda context, text: italian.get(text, text) if context == "trail" else ""
    )
    assert describe("1943-12-20%", "it") == "circa il 20 dicembre 1943 (incerto)", "nothing stale in a cache"


def test_precision() -> None:
    assert describe_precision("1944-06-04", "en") == "exact to the day"
    assert describe_precision("1944-06-04~", "en") == "to the day, approximate"
    assert describe_precision("1944-06?", "en") == "month only, uncertain"
    assert describe_precision("1943-12-20/1944%", "en") == "year only, approximate and uncertain"
    assert describe_precision("194X", "en") == "decade only"
    assert describe_precision("nonsense", "en") == ""


@pytest.mark.parametrize(
    ("text", "coverage", "ends"),
    [
        ("1944-06-04~", "1944-06-04", ("1944-06-04", "1944-06-04")),
        ("1944-06?", "1944-06", ("1944-06", "1944-06")),
        ("1944-XX", "1944", ("1944", "1944")),
        ("1943-12-20/1943-12-28", "1943-12-20/1943-12-28", ("1943-12-20", "1943-12-28")),
        ("../1944-06", "../1944-06", (None, "1944-06")),
        ("1944/..", "1944/..", ("1944", None)),
        ("194X", "1940/1949", ("1940", "1949")),
        ("1943-24", "1943-12/1944-02", ("1943-12", "1944-02")),
        ("nonsense", "", (None, None)),
    ],
)
def test_schema_org(text: str, coverage: str, ends: tuple[str | None, str | None]) -> None:
    assert iso_interval(text) == coverage
    assert start_end(text) == ends


@given(st.text() | st.text("0123456789X-/.~?%", max_size=24), st.sampled_from(known_tags()))
def test_describe_never_crashes(text: str, tag: str) -> None:
    assert isinstance(describe(text, tag), str)
    assert isinstance(describe_precision(text, tag), str)
    iso_interval(text)


@given(st.dates(), st.dates(), st.sampled_from(["en", "it", "de", "ar", "ru", "cs"]))
def test_months_are_never_figures(a: date, b: date, tag: str) -> None:
    start, end = sorted((a, b))
    for text in (f"{start}", f"{start}/{end}", f"{start}/..", f"{start}~/{end}"):
        words = describe(text, tag)
        assert not re.search(r"\d[./-]\d|\d\.\s*\d", words)
        assert str(start.year) in words
        assert re.search(r"[^\W\d]{3}", words)
