"""Figures as readers see them: which come first, what stands beside them, and whether parts add up."""

from typing import Any

import pytest

from sites.models import Figure
from sites.presentation.figures import figures_view
from trail.core.sources import NumberedSources
from trail.references.models import Source


def source(pk: int, **values: Any) -> Source:
    """A source as it is stored."""
    return Source(pk=pk, title=f"Source {pk}", kind=Source.Kind.OFFICIAL, **values)


def figure(kind: str, value: int, **values: Any) -> Figure:
    """A figure of source 1, unless said otherwise."""
    return Figure(kind=kind, value=value, **{"source_id": 1, **values})


def view(*figures: Figure, sources: tuple[Source, ...] = ()) -> Any:
    """The figures in English."""
    return figures_view(figures, NumberedSources((one, "") for one in sources or (source(1, year="2019"),)), "en")


def test_current_totals_come_first_and_others_stand_beside_them() -> None:
    shown = view(
        figure("unidentified", 4),
        figure("burials", 426),
        figure("burials", 422, is_current=False, note="One visitor's page."),
    )

    assert [(one.number, one.label) for one in shown.headline] == [("426", "burials"), ("4", "unidentified")]
    assert [(one.number, one.note) for one in shown.other_counts] == [("422", "One visitor's page.")]
    assert shown.headline[0].source_number == 1


@pytest.mark.parametrize(
    ("values", "year", "accessed", "expected"),
    [
        ({"as_of": "2018-02"}, "2019", "", "As of February 2018"),
        ({}, "2019", "", "As the source of 2019 gives it"),
        ({}, "", "2026-11-20 stored copy", "As the source gives it, read on 20 November 2026"),
        ({}, "", "", "As the source gives it; its date is not known"),
        ({"as_of": "2018", "qualifier": "disputed"}, "", "", "As of 2018; disputed"),
    ],
)
def test_every_number_says_as_of_when(values: dict[str, str], year: str, accessed: str, expected: str) -> None:
    shown = view(figure("burials", 426, **values), sources=(source(1, year=year, accessed=accessed),))

    assert shown.headline[0].basis == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"value": 20100, "qualifier": "about"}, "about 20,100"),
        ({"value": 6200, "value_to": 7000}, "6,200–7,000"),
        ({"value": 50, "qualifier": "at-least"}, "at least 50"),
        ({"value": 50, "qualifier": "at-most"}, "at most 50"),
    ],
)
def test_a_number_says_how_sure_it_is(values: dict[str, Any], expected: str) -> None:
    assert view(Figure(kind="killed", source_id=1, **values)).headline[0].number == expected


def test_parts_that_do_not_add_up_are_said_not_to() -> None:
    parts = [figure("burials", 350, nation="GB"), figure("burials", 66, nation="ZA")]
    table = view(figure("burials", 426), *parts).parts[0]

    assert [(row.name, row.number, row.bar) for row in table.rows] == [
        ("United Kingdom", "350", 100),
        ("South Africa", "66", 19),
    ]
    assert table.listed == "416"
    assert "416" in table.difference
    assert "426" in table.difference
    assert view(figure("burials", 416), *parts).parts[0].difference == ""


def test_a_labelled_rest_makes_the_parts_add_up() -> None:
    shown = view(
        figure("burials", 417),
        figure("burials", 350, nation="GB"),
        figure("burials", 66, nation="ZA"),
        figure("burials", 1, label="other"),
    )

    assert shown.parts[0].difference == ""
    assert [one.label for one in shown.more] == ["burial, other"]
