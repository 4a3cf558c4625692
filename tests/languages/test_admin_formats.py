"""English dates are British in the admin too."""

from datetime import UTC, date, datetime

import pytest
from django import forms
from django.utils import translation
from django.utils.formats import date_format

DAY = date(1944, 6, 4)


@pytest.mark.parametrize(("language", "expected"), [("en", "4 June 1944"), ("de", "4. Juni 1944")])
def test_dates_are_written_as_the_language_does(language: str, expected: str) -> None:
    with translation.override(language):
        assert date_format(DAY) == expected


def test_a_moment_has_no_halves_of_the_day() -> None:
    with translation.override("en"):
        assert date_format(datetime(2026, 11, 30, 14, 5, tzinfo=UTC), "DATETIME_FORMAT") == "30 November 2026, 14:05"
        assert date_format(datetime(2026, 11, 30, 14, 5, tzinfo=UTC), "SHORT_DATETIME_FORMAT") == "30 Nov 2026, 14:05"


@pytest.mark.parametrize("typed", ["1944-06-04", "04/06/1944", "4.6.1944", "4 June 1944"])
def test_a_day_that_is_typed_comes_before_its_month(typed: str) -> None:
    with translation.override("en"):
        assert forms.DateField(localize=True).clean(typed) == DAY
