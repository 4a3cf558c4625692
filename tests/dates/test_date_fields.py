"""The model field and the bounds stored beside it."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db.migrations.writer import MigrationWriter

from trail.dates.fields import EDTFField, bounds


def test_clean_strips_and_checks() -> None:
    field = EDTFField()
    assert field.max_length == 64
    assert field.clean(" 1944-06 ", None) == "1944-06"
    assert field.get_prep_value(" 1944-06 ") == "1944-06"
    assert EDTFField(blank=True).clean("", None) == ""
    with pytest.raises(ValidationError, match="29 days"):
        field.clean("1944-02-30", None)
    with pytest.raises(ValidationError):
        field.clean("1" * 65, None)


def test_deconstructs_for_migrations() -> None:
    assert EDTFField(blank=True).deconstruct()[1:] == ("trail.dates.fields.EDTFField", [], {"blank": True})
    assert EDTFField(max_length=20).deconstruct()[3] == {"max_length": 20}
    _, _, args, kwargs = EDTFField("when", max_length=20).deconstruct()
    assert EDTFField(*args, **kwargs).deconstruct()[3] == kwargs
    written, imports = MigrationWriter.serialize(EDTFField(blank=True))
    assert written == "trail.dates.fields.EDTFField(blank=True)"
    assert imports == {"import trail.dates.fields"}


def test_bounds() -> None:
    assert bounds("1943-12-20/1943-12-28") == (date(1943, 12, 20), date(1943, 12, 28))
    assert bounds("../1944-06") == (None, date(1944, 6, 30))
    assert bounds(" 1944 ") == (date(1944, 1, 1), date(1944, 12, 31))
    assert bounds("") == bounds(None) == bounds("nonsense") == (None, None)
