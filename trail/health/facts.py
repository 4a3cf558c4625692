"""What there is to know of this installation. Each room of the program contributes its own part by `register`."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

logger = logging.getLogger(__name__)
Plain = str | int | float | bool | datetime | date | None


@dataclass(frozen=True)
class Fact:
    """One thing that is known: a key and a value for programs, a label and words for people, and what is wrong with it.

    `words` stands for the value where its plain form says little; `worry` is a sentence to the operator with the remedy.
    """

    key: str
    label: Any
    value: Plain
    words: Any = ""
    worry: Any = ""

    def __str__(self) -> str:
        if self.words:
            return str(self.words)
        if self.value is None:
            return _("not known")
        if isinstance(self.value, bool):
            return _("yes") if self.value else _("no")
        if isinstance(self.value, datetime):
            return date_format(timezone.localtime(self.value), "DATETIME_FORMAT")
        return number_format(self.value, force_grouping=True) if isinstance(self.value, int) else str(self.value)


@dataclass(frozen=True)
class Part:
    """The facts of one room. `order` says where it stands on the page."""

    name: str
    heading: Any
    ask: Callable[[], list[Fact]]
    order: int


_parts: dict[str, Part] = {}


def register(name: str, ask: Callable[[], list[Fact]], *, heading: Any, order: int = 500) -> None:
    """Let a room say how it is doing. `ask` is called for each page of the state; it should be quick."""
    _parts[name] = Part(name, heading, ask, order)


def size(key: str, label: Any, amount: int | None, worry: Any = "") -> Fact:
    """A fact that is a number of bytes."""
    return Fact(key, label, amount, filesizeformat(amount) if amount is not None else "", worry)


def gathered() -> list[tuple[Part, list[Fact]]]:
    """All parts in order, each with what it knows now. One that fails says so and spoils none of the others."""
    found = []
    for part in sorted(_parts.values(), key=lambda part: (part.order, part.name)):
        try:
            facts = list(part.ask())
        except Exception as error:
            logger.exception("The state of “%s” could not be read.", part.name)
            worry = _("This could not be read (%(fault)s). The log says more.") % {"fault": type(error).__name__}
            facts = [Fact("readable", gettext_lazy("Can be read"), False, worry=worry)]
        found.append((part, facts))
    return found


def worries(parts: list[tuple[Part, list[Fact]]]) -> list[str]:
    """Everything that is wrong, in sentences."""
    return [str(fact.worry) for _part, facts in parts for fact in facts if fact.worry]
