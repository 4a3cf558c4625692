"""Opening hours as a visitor reads them."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import pgettext

from trail.core.sources import NumberedSources
from trail.languages.cldr import format_date
from trail.opening_hours.words import in_words


@dataclass(frozen=True)
class OpeningView:
    """What is known of the opening, and when it was made sure. Without `lines` nothing is known."""

    lines: list[str] = field(default_factory=list)
    note: str = ""
    checked: str = ""
    source_number: int | None = None

    @property
    def is_known(self) -> bool:
        """Whether there is anything to say about the hours."""
        return bool(self.lines)


def opening_view(page: Any, sources: NumberedSources, language: str) -> OpeningView:
    """The hours of a place in words of the language."""
    if page.always_open:
        lines = [pgettext("trail", "Always open")]
    elif page.opening_hours:
        lines = list(in_words(page.opening_hours, language))
    else:
        lines = []
    return OpeningView(
        lines=lines,
        note=page.opening_note,
        checked=format_date(page.opening_checked_on, language) if page.opening_checked_on else "",
        source_number=sources.number_of(page.opening_source_id),
    )
