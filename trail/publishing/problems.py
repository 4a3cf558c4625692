"""What stands between a page and its publication.

`publish_problems(page)` is the only place that knows. It is asked by the floor (`floor.py`: no path to live gets past it),
by the editor's form, by scheduled publishing, by the loader and by the panel in the editor.
"""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import Promise


@dataclass(frozen=True)
class Problem:
    """One reason not to publish: what is wrong and what to do, in the editor's words.

    `field` is the form field it belongs to, or empty where it concerns the page as a whole.
    """

    code: str
    message: str | Promise
    field: str = ""


class PublicationRefused(ValidationError):
    """Raised when a page with problems is about to go live."""

    def __init__(self, page: Any, problems: list[Problem]) -> None:
        self.page = page
        self.problems = problems
        super().__init__([str(problem.message) for problem in problems])


def publish_problems(page: Any) -> list[Problem]:
    """The reasons not to publish `page` as it stands in memory, its children and blocks included.

    Reads the page and asks the rules of its class (`publish_rules`); changes nothing.
    """
    return [problem for rule in getattr(page, "publish_rules", []) for problem in rule(page)]
