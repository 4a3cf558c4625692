"""The shared filters as values of the text index (`trail.finding.text.values`)."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from trail.finding.text.query import Values
from trail.finding.text.values import always_open_token, hours_token, period_tokens, value_token

from .filters import Filters
from .opening import open_wordings


@dataclass
class Wanted:
    """What filters ask for on a day, in a language. Which wordings of hours are open is looked up once."""

    language: str
    today: date

    def values(self, filters: Filters) -> Values:
        """The values of which a page must have one of each group."""
        return [self._of(name, value) for name, value in filters.values().items()]

    def _of(self, name: str, value: str) -> tuple[str, ...]:
        if name == "period":
            return period_tokens(value, self.language)
        if name == "open":
            return self._open
        return (value_token(name, "yes" if name == "access" else value, self.language),)

    @cached_property
    def _open(self) -> tuple[str, ...]:
        wordings = (hours_token(wording, self.language) for wording in open_wordings(self.today))
        return (always_open_token(self.language), *wordings)
