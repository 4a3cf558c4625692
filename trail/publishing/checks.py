"""What an editor should know about a page, in the editor's words.

`content_checks(page)` gives the problems that stand in the way of publishing (`problems.py`) and, after them, advice:
things that are allowed and seldom meant. Rules for advice stand beside the rules for publishing: each page type lists
its own in `content_rules`. They are shown above the form, and for the whole trail in the report “Content checks”.
"""

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from trail.core.stored import chosen_ids, stored_blocks
from trail.images.in_use import looked_up_together
from trail.languages.cldr import format_date

from .problems import publish_problems, with_link

REVIEW_AFTER = timedelta(days=2 * 365)


class Severity(StrEnum):
    """Whether a check stands in the way of publishing."""

    BLOCKS = "blocks"
    ADVICE = "advice"


@dataclass(frozen=True)
class Check:
    """One thing to know: its kind, what is the matter and what to do, how much it matters, and where it is put right."""

    code: str
    message: str | Promise
    severity: Severity = Severity.ADVICE
    url: str = ""
    link_text: str | Promise = ""

    @property
    def blocks(self) -> bool:
        """Whether the page cannot be published like this."""
        return self.severity == Severity.BLOCKS

    @property
    def html(self) -> SafeString:
        """The message with its link."""
        return with_link(self.message, self.url, self.link_text)


@dataclass
class Setting:
    """What rules may ask besides the page: the day, the language of the words, and look-ups that are made only once."""

    today: date = field(default_factory=timezone.localdate)
    language: str = field(default_factory=lambda: get_language() or "en")
    _known: dict[Hashable, Any] = field(default_factory=dict)

    def once(self, key: Hashable, look_up: Callable[[], Any]) -> Any:
        """The answer to a look-up; the second page that asks for the same is given the first one's."""
        if key not in self._known:
            self._known[key] = look_up()
        return self._known[key]


ContentRule = Callable[[Any, Setting], Iterator[Check]]

# The kinds of checks by which the report can be filtered. Apps add their own.
CHECK_KINDS: dict[str, str | Promise] = {
    "no-summary": gettext_lazy("No summary"),
    "required": gettext_lazy("A field is missing"),
    "no-alt-text": gettext_lazy("Picture without a description"),
    "no-credit": gettext_lazy("Picture without a credit"),
    "no-licence": gettext_lazy("Picture without a licence"),
    "permission-over": gettext_lazy("Permission for a picture is over"),
    "permission-ends": gettext_lazy("Permission for a picture ends soon"),
    "no-source": gettext_lazy("No source"),
    "notice-without-sources": gettext_lazy("Content notice, but paragraphs without sources"),
    "not-reviewed": gettext_lazy("Not reviewed for two years"),
}


def content_checks(page: Any, setting: Setting | None = None) -> list[Check]:
    """All that is to be said about a page as it stands in memory; what blocks publishing comes first."""
    setting = setting or Setting()
    with looked_up_together([page]):
        blocking = [
            Check(problem.code, problem.message, Severity.BLOCKS, problem.url, problem.link_text)
            for problem in publish_problems(page)
        ]
        return blocking + [check for rule in getattr(page, "content_rules", []) for check in rule(page, setting)]


def sources_rule(page: Any, setting: Setting) -> Iterator[Check]:
    """A page that states facts names at least one source: in its list, in its text or at a fact."""
    chosen = chosen_ids(page, *page.cited_in)
    if page.citations.all() or chosen["sources"] or chosen["source"] or any(page.cited_elsewhere()):
        return
    yield Check(
        "no-source", _("The page names no source. Add one to a paragraph, or to the list (Sources and credits).")
    )


def notice_rule(page: Any, setting: Setting) -> Iterator[Check]:
    """What is told of death and atrocity is told with its source, paragraph by paragraph."""
    if not page.has_content_notice:
        return
    bare = sum(
        kind == "paragraph" and not value.get("sources")
        for field_name in page.cited_in
        for kind, value in stored_blocks(page, field_name)
    )
    if bare:
        yield Check(
            "notice-without-sources",
            ngettext(
                "The page carries a content notice, and %(count)s paragraph names no source.",
                "The page carries a content notice, and %(count)s paragraphs name no source.",
                bare,
            )
            % {"count": bare},
        )


def review_rule(page: Any, setting: Setting) -> Iterator[Check]:
    """Somebody compares every page with its sources at least every two years."""
    if page.reviewed_on is None:
        message = _("Nobody has noted yet when the page was last checked against its sources (Sources and credits).")
    elif setting.today - page.reviewed_on > REVIEW_AFTER:
        message = _("The page was last checked against its sources on %(date)s. Is it still right?") % {
            "date": format_date(page.reviewed_on, setting.language)
        }
    else:
        return
    yield Check("not-reviewed", message)
