"""Reading EDTF: what is accepted, what is refused and why."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from trail.dates.edtf import InvalidEdtf, parse, validate_edtf

ACCEPTED = [
    ("1944", "1944-01-01", "1944-12-31", "year"),
    ("1944-06", "1944-06-01", "1944-06-30", "month"),
    ("1944-02", "1944-02-01", "1944-02-29", "month"),
    ("1944-06-04", "1944-06-04", "1944-06-04", "day"),
    (" 1944-06-04 ", "1944-06-04", "1944-06-04", "day"),
    ("1944-06-04~", "1944-06-04", "1944-06-04", "day"),
    ("1944-06?", "1944-06-01", "1944-06-30", "month"),
    ("1944%", "1944-01-01", "1944-12-31", "year"),
    ("1943-12-20/1943-12-28", "1943-12-20", "1943-12-28", "day"),
    ("1943-12-20/1944", "1943-12-20", "1944-12-31", "year"),
    ("1944/1944-06", "1944-01-01", "1944-06-30", "year"),
    ("../1944-06", None, "1944-06-30", "month"),
    ("1944-06/..", "1944-06-01", None, "month"),
    ("194X", "1940-01-01", "1949-12-31", "decade"),
    ("19XX", "1900-01-01", "1999-12-31", "century"),
    ("1944-XX", "1944-01-01", "1944-12-31", "year"),
    ("1944-06-XX", "1944-06-01", "1944-06-30", "month"),
    ("1944-XX-XX", "1944-01-01", "1944-12-31", "year"),
    ("1944-21", "1944-03-01", "1944-05-31", "season"),
    ("1943-24", "1943-12-01", "1944-02-29", "season"),
]


@pytest.mark.parametrize(("text", "earliest", "latest", "precision"), ACCEPTED)
def test_accepted(text: str, earliest: str | None, latest: str | None, precision: str) -> None:
    fuzzy = parse(text)
    assert fuzzy.earliest == (earliest and date.fromisoformat(earliest))
    assert fuzzy.latest == (latest and date.fromisoformat(latest))
    assert fuzzy.precision == precision
    assert fuzzy.text == text.strip()
    validate_edtf(text)


def test_doubts_and_ends() -> None:
    assert [(parse(t).approximate, parse(t).uncertain) for t in ("1944", "1944~", "1944?", "1944%")] == [
        (False, False),
        (True, False),
        (False, True),
        (True, True),
    ]
    until, since, span = parse("../1944"), parse("1944/.."), parse("1943~/1944?")
    assert (until.is_interval, until.open_start, until.open_end) == (True, True, False)
    assert (since.is_interval, since.open_start, since.open_end) == (True, False, True)
    assert (span.approximate, span.uncertain, span.open_start, span.open_end) == (True, True, False, False)
    assert not parse("1944").open_start


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1944-02-30", "29 days"),
        ("1943-02-29", "28 days"),
        ("1944-06-00", "30 days"),
        ("1944-13", "no month 13"),
        ("1944-00", "no month 00"),
        ("1944-06-04/1943-01-01", "ends before it begins"),
        ("0000", "begin with 0001"),
        ("/1944", "Write .. for an open end"),
        ("1944/", "Write .. for an open end"),
        ("../..", "must be a date"),
        ("1944-6-4", "two digits"),
        ("04/06/1944", "year, month, day"),
        ("4.6.1944", "year, month, day"),
        ("04-06-1944", "year, month, day"),
        ("1944–06", "plain hyphen"),
        ("194x", "capital X"),
        ("194X-06", "month of an unknown year"),
        ("1944-XX-04", "day of an unknown month"),
        ("1944/1945/1946", "Example"),
        ("Y17000", "Examples"),
        ("-0044", "Examples"),
        ("1944-06-04T10:00", "Examples"),
        ("١٩٤٤", "Examples"),
        ("1944-21-04", "no month 21"),
        ("June 1944", "Examples"),
        ("", "missing"),
    ],
)
def test_refused_with_reason_and_example(text: str, said: str) -> None:
    with pytest.raises(InvalidEdtf) as caught:
        parse(text)
    assert said in str(caught.value)
    assert "Example" in str(caught.value)
    with pytest.raises(ValidationError) as refused:
        validate_edtf(text)
    assert refused.value.code == "invalid_edtf"
    assert said in refused.value.messages[0]


@given(st.text() | st.text("0123456789X-/.~?% ", max_size=24) | st.from_regex(r"\d{3}[\dX](-\d\d){0,2}[~?%]?"))
def test_parse_never_crashes_and_orders_its_bounds(text: str) -> None:
    try:
        fuzzy = parse(text)
    except InvalidEdtf as error:
        assert str(error)
        return
    assert fuzzy.earliest is None or fuzzy.latest is None or fuzzy.earliest <= fuzzy.latest
    assert parse(fuzzy.text) == fuzzy


@given(st.dates(), st.dates(), st.sampled_from([4, 7, 10]), st.sampled_from(["", "~", "?", "%"]))
def test_round_trip(a: date, b: date, length: int, mark: str) -> None:
    start, end = sorted((a, b))
    single = parse(start.isoformat()[:length] + mark)
    assert single.earliest and single.latest
    assert single.earliest <= start <= single.latest
    assert single.earliest.isoformat()[:length] == single.latest.isoformat()[:length] == start.isoformat()[:length]
    # The next day is outside, or in the same month or year.
    if single.latest < date.max:
        assert (single.latest + timedelta(days=1)).isoformat()[:length] != start.isoformat()[:length]
    span = parse(f"{start}/{end}")
    assert (span.earliest, span.latest) == (start, end)
