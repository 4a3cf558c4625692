"""On this day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sites.anniversaries import anniversaries, first_day, in_year, on_this_day
from sites.selectors import StoryRow


def story(edtf: str, title: str = "A story") -> StoryRow:
    """A row as the selectors make it."""
    return StoryRow(1, title, "What happened.", "/en/stories/a/", edtf, edtf, None)


@pytest.mark.parametrize(
    ("edtf", "expected"),
    [
        ("1944-06-04", date(1944, 6, 4)),
        ("1944-06-04/1944-06-05", date(1944, 6, 4)),
        ("1944-06", None),
        ("1944", None),
        ("1944-06-04~", None),
        ("1944-06-04?", None),
        ("../1944-06-04", None),
        ("nonsense", None),
    ],
)
def test_only_events_known_to_the_day_have_one(edtf: str, expected: date | None) -> None:
    assert first_day(edtf) == expected


def test_an_event_of_today_is_shown_today() -> None:
    shown = on_this_day([story("1944-06-04", "Rome"), story("1944-06-05", "After")], date(2027, 6, 4), "en")

    assert [one.story.title for one in shown.today] == ["Rome"]
    assert shown.today[0].years == 83
    assert [one.story.title for one in shown.coming] == ["After"]
    assert shown.label == "4 June"


def test_a_day_without_events_shows_the_next_ones_over_the_turn_of_the_year() -> None:
    shown = on_this_day([story("1944-01-22", "Anzio"), story("1943-12-20", "Ortona")], date(2026, 12, 28), "en")

    assert shown.today == []
    assert [(one.story.title, one.day) for one in shown.coming] == [
        ("Anzio", date(2027, 1, 22)),
        ("Ortona", date(2027, 12, 20)),
    ]


def test_the_day_itself_is_no_anniversary() -> None:
    assert anniversaries([story("1944-06-04")], date(1944, 6, 1), date(1944, 6, 30)) == []


def test_the_29_february_is_remembered_every_year() -> None:
    assert in_year(date(1944, 2, 29), 2028) == date(2028, 2, 29)
    assert in_year(date(1944, 2, 29), 2027) == date(2027, 3, 1)


@given(
    happened=st.dates(date(1939, 1, 1), date(1945, 12, 31)),
    today=st.dates(date(1950, 1, 1), date(2100, 1, 1)),
)
def test_every_event_comes_round_within_a_year(happened: date, today: date) -> None:
    shown = on_this_day([story(happened.isoformat())], today, "en")

    assert len(shown.today) + len(shown.coming) >= 1
