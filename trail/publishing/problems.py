"""What stands between a page and its publication.

`publish_problems(page)` is the only place that knows. It is asked by the floor (`floor.py`: no path to live gets past it),
by the editor's form, by scheduled publishing, by the loader and by the panel in the editor.
"""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from trail.core.linked_text import linked_text


@dataclass(frozen=True)
class Problem:
    """One reason not to publish: what is wrong and what to do, in the editor's words.

    `field` is the form field it belongs to, or empty where it concerns the page as a whole. `url` leads to where it is
    put right, if that is not the page itself (the picture that lacks its licence), and `link_text` says so.
    """

    code: str
    message: str | Promise
    field: str = ""
    url: str = ""
    link_text: str | Promise = ""

    @property
    def html(self) -> SafeString:
        """The message with its link, for those who read it in a browser."""
        return with_link(self.message, self.url, self.link_text)


def with_link(message: str | Promise, url: str, link_text: str | Promise) -> SafeString:
    """A message, and after it the link; it opens beside the editor, whose changes may not be saved yet."""
    if not url:
        return linked_text("%(message)s", message=message)
    link = format_html('<a href="{}" target="_blank" rel="noreferrer">{}</a>', url, link_text or _("Put it right"))
    return linked_text("%(message)s %(link)s", message=message, link=link)


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
