"""Reading the syntax: into the right parts, and the same as the library reads."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opening_hours import OpeningHours

from tests.opening_hours.expressions import expression
from trail.opening_hours.rules import (
    DateRange,
    Day,
    ImpossibleDate,
    Rule,
    TimeSpan,
    UnsupportedRule,
    WeekdayRange,
    parse,
    tidy,
    to_text,
)


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("24/7", (Rule(),)),
        ("off", (Rule(state="closed"),)),
        (
            "Mo-Fr 8:00-12:00,12:30-15:00",
            (Rule(weekdays=(WeekdayRange(0, 4),), times=(TimeSpan(480, 720), TimeSpan(750, 900))),),
        ),
        (
            "Th[3],Th[-1] off",
            (Rule(weekdays=(WeekdayRange(3, 3, (3,)), WeekdayRange(3, 3, (-1,))), state="closed"),),
        ),
        (
            "Su[1-3,-1] 10:00+",
            (Rule(weekdays=(WeekdayRange(6, 6, (1, 2, 3, -1)),), times=(TimeSpan(600, None, True),)),),
        ),
        ("PH off", (Rule(holidays=("PH",), state="closed"),)),
        ("sunrise-sunset", (Rule(times=(TimeSpan("sunrise", "sunset"),)),)),
        ("Dec 24-26 off", (Rule(dates=(DateRange(Day(12, 24), Day(12, 26)),), state="closed"),)),
        (
            "2026 Dec 24-Jan 6 off",
            (Rule(dates=(DateRange(Day(12, 24, 2026), Day(1, 6, 2027)),), state="closed"),),
        ),
        ("Apr-Oct: 10:00-12:00", (Rule(dates=(DateRange(Day(4), Day(10)),), times=(TimeSpan(600, 720),)),)),
        ('"by appointment"', (Rule(state="unknown", comment="by appointment"),)),
        (
            '10:00-12:00 "ring; wait, please"',
            (Rule(times=(TimeSpan(600, 720),), comment="ring; wait, please"),),
        ),
        (
            "Mo 10:00-12:00, Tu 11:00-12:00 || off",
            (
                Rule(weekdays=(WeekdayRange(0, 0),), times=(TimeSpan(600, 720),)),
                Rule(weekdays=(WeekdayRange(1, 1),), times=(TimeSpan(660, 720),), joined=","),
                Rule(state="closed", joined="||"),
            ),
        ),
        (
            "Mo 10:00-12:00, 13:00-14:00",
            (Rule(weekdays=(WeekdayRange(0, 0),), times=(TimeSpan(600, 720), TimeSpan(780, 840))),),
        ),
    ],
)
def test_parts(text: str, rules: tuple[Rule, ...]) -> None:
    assert parse(text) == rules


@pytest.mark.parametrize(
    "text",
    [
        "week 1-10 10:00-12:00",
        "easter off",
        "2026-2028 Mo",
        "(sunrise+01:00)-sunset",
        "Su[-1] +1 day off",
        "10:00-16:00/02:00",
        "Mo 10:00-48:00",
        "2026 Nov-Feb off",
        "Mo 10:60-11:00",
        "",
        ";",
        "Mo;",
        "nonsense",
        '"',
    ],
)
def test_beyond(text: str) -> None:
    with pytest.raises(UnsupportedRule):
        parse(text)


def test_impossible_dates() -> None:
    for text in ("Feb 30 off", "Apr 31-May 2 off", "2026 Feb 29 off", "Dec 0 off"):
        with pytest.raises(ImpossibleDate):
            parse(text)
    assert parse("Feb 29 off") and parse("2028 Feb 29 off")


def test_weekdays_and_midnight() -> None:
    assert WeekdayRange(5, 1).days() == (5, 6, 0, 1)
    assert TimeSpan(1320, 180).over_midnight and TimeSpan(480, 1560).over_midnight
    assert not TimeSpan(480, 1440).over_midnight and not TimeSpan("sunset", 120).over_midnight


def test_tidy_leaves_comments_alone() -> None:
    assert tidy('  Mo   10:00-12:00\n "a  b" ') == 'Mo 10:00-12:00 "a  b"'


@given(expression)
def test_the_library_reads_the_same(text: str) -> None:
    """What is written back means what was read; only comments in place of hours are marked."""
    try:
        rules = parse(text)
    except ImpossibleDate:
        return
    assert parse(to_text(rules)) == rules
    ours, theirs = (str(OpeningHours(t)).replace(" unknown", "") for t in (to_text(rules), text))
    assert ours == theirs


@given(st.text() | st.text('MoTuFr0123456789:-,;|[]"Apr PHof+/ ', max_size=40))
def test_parse_raises_nothing_else(text: str) -> None:
    with suppress(UnsupportedRule):
        parse(text)
