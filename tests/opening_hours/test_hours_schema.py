"""Opening hours for schema.org: right, or nothing."""

import re

import pytest
from hypothesis import given

from tests.opening_hours.expressions import expression
from trail.opening_hours.schema import opening_hours_specification

SHORT = {
    "Mo": "Monday",
    "Tu": "Tuesday",
    "We": "Wednesday",
    "Th": "Thursday",
    "Fr": "Friday",
    "Sa": "Saturday",
    "Su": "Sunday",
    "PH": "PublicHolidays",
}
ALL = "Mo Tu We Th Fr Sa Su"


def short(text: str) -> list[tuple[str, str, str]]:
    """Return the entries as (days, opens, closes)."""
    names = {f"https://schema.org/{long}": code for code, long in SHORT.items()}
    found = opening_hours_specification(text)
    assert all(entry["@type"] == "OpeningHoursSpecification" for entry in found)
    return [(" ".join(names[day] for day in e["dayOfWeek"]), e["opens"], e["closes"]) for e in found]


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("24/7", [(ALL, "00:00", "23:59")]),
        (
            "Mo-Fr 08:00-12:00,12:30-15:00",
            [("Mo Tu We Th Fr", "08:00", "12:00"), ("Mo Tu We Th Fr", "12:30", "15:00")],
        ),
        ("Mo-Fr 08:00-15:00; We off", [("Mo Tu Th Fr", "08:00", "15:00")]),
        ("Mo-We 08:00-15:00; We 13:00-24:00 off", [("Mo Tu", "08:00", "15:00"), ("We", "08:00", "13:00")]),
        ("Mo-Tu 08:00-12:00, Tu 14:00-15:00", [("Mo Tu", "08:00", "12:00"), ("Tu", "14:00", "15:00")]),
        ("Mo 10:00-12:00; PH 11:00-12:00", [("Mo", "10:00", "12:00"), ("PH", "11:00", "12:00")]),
        ("Fr 22:00-03:00", [("Fr", "22:00", "03:00")]),
        ("Mo-Tu 10:00-12:00; Mo[1] off", [("Tu", "10:00", "12:00")]),
        ("Mo-Tu 10:00-12:00; Mo[1] 14:00-16:00", [("Tu", "10:00", "12:00")]),
        ("Mo 10:00-12:00; Dec 25 off; PH off", [("Mo", "10:00", "12:00")]),
        ("Apr-Oct 08:00-18:30; Nov-Mar 08:00-17:30", []),
        ("Mo-Su 10:00-12:00; Apr-Oct Sa-Su off", [("Mo Tu We Th Fr", "10:00", "12:00")]),
        ("Mo-Su 10:00-12:00; 2026 Mar 1-31 off", [(ALL, "10:00", "12:00")]),
        ("sunrise-sunset", []),
        ("Mo 10:00+", []),
        ('"by appointment"', []),
        ("off", []),
        ("easter off", []),
        ("nonsense", []),
    ],
)
def test_entries(text: str, entries: list[tuple[str, str, str]]) -> None:
    assert short(text) == entries


@given(expression)
def test_entries_are_well_formed(text: str) -> None:
    for entry in opening_hours_specification(text):
        assert entry["dayOfWeek"]
        assert all(re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", entry[key]) for key in ("opens", "closes"))
