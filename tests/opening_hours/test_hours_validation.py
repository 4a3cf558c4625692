"""The validator: accepts what the library reads, says what is wrong with the rest."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given

from tests.opening_hours.expressions import expression
from trail.opening_hours.rules import ImpossibleDate, parse
from trail.opening_hours.validators import validate_opening_hours


@pytest.mark.parametrize(
    "text",
    [
        "24/7",
        "Mo-Fr 08:00-12:00,12:30-15:00",
        "Th[3],Th[-1] off",
        "sunrise-sunset",
        "week 1-10 Mo 10:00-12:00",
        "easter off",
        'Mo-Fr 08:00-15:00 "9am – or 10.30, ask"',
        "  Mo  10:00-12:00 ",
        "Mo 10:00-12:00, 13:00-14:00",
        "Dec 24-26,Jan 1 off",
        "Mo[1-3] off",
        "Mo-Fr 08:00-18:00, Fr 20:00-22:00",
        "2028 Feb 29 off",
    ],
)
def test_accepted(text: str) -> None:
    validate_opening_hours(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("   ", "missing"),
        ("Mo–Fr 08:00-15:00", "“–” is a dash"),
        ("monday 10:00-12:00", "“monday” to two letters"),
        ("Mo-Fr 9am-5pm", "“9am” by the 24-hour clock"),
        ("Mo-Fr 08.00-15.00", "“08.00” with a colon"),
        ("Mo-Fr 8-15", "“8-15” with hours and minutes"),
        ("Mo - Fr 08:00-15:00", "no spaces around the hyphen"),
        ("Mo-Fr 08:00-12:00;", "leave it out"),
        ("Mo, Tu 10:00-12:00", "no space beside the comma"),
        ("Apr, Jun 10:00-12:00", "no space beside the comma"),
        ("Feb 30 off", "“Feb 30” is not in the calendar"),
        ("2026 Feb 29 off", "not in the calendar"),
        ('Mo "ask', 'quotation mark is missing: "ask'),
        ("Apr 15-Oct", "missing after “Apr 15-Oct”"),
        ("Mo-Fr 08:00-12:00 and 13:00-14:00", "from “and 13:00-14:00” on"),
        ("Xx 10:00-12:00", "from “Xx 10:00-12:00” on"),
        ("x" * 500, "cannot be read"),
    ],
)
def test_refused_with_reason_and_example(text: str, said: str) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_opening_hours(text)
    assert refused.value.code == "invalid_opening_hours"
    (message,) = refused.value.messages
    assert said in message
    assert "Example:" in message
    assert len(message) < 250


@given(expression)
def test_valid_expressions_pass(text: str) -> None:
    try:
        parse(text)
    except ImpossibleDate:
        with pytest.raises(ValidationError):
            validate_opening_hours(text)
    else:
        validate_opening_hours(text)
