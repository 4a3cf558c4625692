"""The model field for EDTF dates, and the days to sort them by."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models

from trail.dates.edtf import InvalidEdtf, parse, validate_edtf

#: Long enough for two ends with every mark.
MAX_LENGTH = 64


class EDTFField(models.CharField):
    """A CharField that holds an EDTF date as text, without spaces around it, and checks it.

    Databases cannot sort such texts: store :func:`bounds` beside it.
    """

    default_validators: ClassVar[list[Any]] = [validate_edtf]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take CharField's arguments; ``max_length`` is 64 unless given."""
        kwargs.setdefault("max_length", MAX_LENGTH)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Leave the usual length out, so that migrations stay short."""
        name, path, args, kwargs = super().deconstruct()
        if kwargs.get("max_length") == MAX_LENGTH:
            del kwargs["max_length"]
        return name, path, args, kwargs

    def to_python(self, value: Any) -> Any:
        """Return the text without spaces around it."""
        value = super().to_python(value)
        return value.strip() if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> Any:
        """Return what is stored: stripped also where ``save()`` is called without ``full_clean()``."""
        value = super().get_prep_value(value)
        return value.strip() if isinstance(value, str) else value


def bounds(text: str | None) -> tuple[date | None, date | None]:
    """Return the earliest and latest day an EDTF text can mean, to be stored as sortable dates.

    None for an open end; both None for nothing or what cannot be read, so that a model's ``clean`` and
    ``save`` may call it before the field's own validator has been heard.
    """
    if not text:
        return None, None
    try:
        fuzzy = parse(text)
    except InvalidEdtf:
        return None, None
    return fuzzy.earliest, fuzzy.latest
