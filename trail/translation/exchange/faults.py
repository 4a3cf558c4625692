"""What an import says of a file, a page, a string: what will become of it, and why."""

from dataclasses import dataclass, field
from enum import Enum
from hashlib import sha256

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext


class Fate(Enum):
    """What becomes of one string of a file."""

    ENTERS = "enters"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    ASKS = "asks"
    REFUSED = "refused"


class Reason(Enum):
    """Why. Each has its sentence in `SENTENCES`, with the remedy."""

    NEW = "new"
    CHANGED = "changed"
    CONFIRMED = "confirmed"
    SAME = "same"
    EMPTY = "empty"
    FUZZY = "fuzzy"
    STANDS = "stands"
    SOURCE_CHANGED = "source-changed"
    TRANSLATED_SINCE = "translated-since"
    ANEW = "anew"
    NOT_PO = "not-po"
    LINE = "line"
    NO_LANGUAGE = "no-language"
    WRONG_LANGUAGE = "wrong-language"
    NO_RIGHT = "no-right"
    LOCKED = "locked"
    NO_CONTEXT = "no-context"
    UNKNOWN_PAGE = "unknown-page"
    PAGE_DELETED = "page-deleted"
    NOT_BEGUN = "not-begun"
    UNKNOWN_STRING = "unknown-string"
    STRING_GONE = "string-gone"
    PLURAL = "plural"
    DUPLICATE = "duplicate"
    TEXT = "text"


SENTENCES = {
    Reason.NEW: gettext_lazy("Not translated yet: it enters."),
    Reason.CHANGED: gettext_lazy("It takes the place of the earlier translation."),
    Reason.CONFIRMED: gettext_lazy("The translation is the same; it is confirmed and not stale any more."),
    Reason.SAME: gettext_lazy("Nothing changes."),
    Reason.EMPTY: gettext_lazy("There is no translation in the file."),
    Reason.FUZZY: gettext_lazy("Marked fuzzy, so not certain. Take the mark off when it is right."),
    Reason.STANDS: gettext_lazy(
        "The original has changed since; this earlier translation stands there already, as stale. Look at it in the "
        "newest file."
    ),
    Reason.SOURCE_CHANGED: gettext_lazy(
        "The original has changed since the file was exported. If you take it, it stands there as stale."
    ),
    Reason.TRANSLATED_SINCE: gettext_lazy("It has been translated otherwise since the file was exported."),
    Reason.ANEW: gettext_lazy("The original has changed since, and its new words are translated already."),
    Reason.NO_LANGUAGE: gettext_lazy("The header does not say for which language the file is. Put it in: Language."),
    Reason.NO_RIGHT: gettext_lazy("You may not change this page."),
    Reason.LOCKED: gettext_lazy("The page is locked or under review. Wait until it is free."),
    Reason.NO_CONTEXT: gettext_lazy(
        "Its context (msgctxt) is missing or was changed. It must stay as it was exported."
    ),
    Reason.UNKNOWN_PAGE: gettext_lazy("This page is not known here. Is the file of another site?"),
    Reason.PAGE_DELETED: gettext_lazy("The page has been deleted since the file was exported."),
    Reason.NOT_BEGUN: gettext_lazy(
        "The translation of this page has not been begun, or was deleted or ended. Begin it."
    ),
    Reason.UNKNOWN_STRING: gettext_lazy(
        "The page has no such text. The original (msgid) must stay as it was exported."
    ),
    Reason.STRING_GONE: gettext_lazy("The original does not have this text any more."),
    Reason.PLURAL: gettext_lazy("Texts of pages have no plural forms."),
    Reason.DUPLICATE: gettext_lazy("The same text stands in the files twice with different translations. Keep one."),
}


@dataclass(frozen=True)
class Finding:
    """What is said of one string of a file; without a context it is said of a whole page or file."""

    fate: Fate
    reason: Reason
    file: str
    line: int = 0
    page: str = ""
    place: str = ""
    context: str = ""
    source: str = ""  # as the file has it
    said: str = ""  # the translation in the file
    source_now: str = ""
    said_now: str = ""
    strings: int = 1  # for how many it stands
    details: tuple[str, ...] = field(default=())

    @property
    def sentence(self) -> str:
        """What is wrong, or what happens, and what to do."""
        return " ".join(self.details) if self.details else str(SENTENCES[self.reason])

    @property
    def is_a_problem(self) -> bool:
        """Whether somebody should read it."""
        return self.fate in {Fate.ASKS, Fate.REFUSED} or self.reason in {Reason.FUZZY, Reason.STANDS}

    @property
    def key(self) -> str:
        """What a tick names: exactly this question. It is another one when the words here have changed meanwhile."""
        asked = "\0".join((self.file, self.context, self.source, self.said, self.source_now, self.said_now))
        return sha256(asked.encode()).hexdigest()[:24]

    @property
    def where(self) -> str:
        """The file and line."""
        return f"{self.file}:{self.line}" if self.line else self.file

    def __str__(self) -> str:
        parts = [self.where, self.page, self.place, self.sentence]
        shown = ": ".join(filter(None, parts))
        if self.strings > 1:
            shown += " " + ngettext("(%(count)s text)", "(%(count)s texts)", self.strings) % {"count": self.strings}
        return f"{shown} ({_quoted(self.source)})" if self.source else shown


def _quoted(text: str) -> str:
    short = " ".join(text.split())
    return _("“%(text)s”") % {"text": short if len(short) <= 60 else f"{short[:60]}…"}
