"""The PO format itself: entries to text, and text to entries with the line of each.

Written here because the readers at hand lose what an import must tell: polib splits strings at U+2028 and stops at the
first fault, Babel keeps one of two entries with the same context.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\t": "\\t", "\r": "\\r", "\n": "\\n"}
_MEANINGS = {"n": "\n", "t": "\t", "r": "\r", "\\": "\\", '"': '"', "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
_LINE = re.compile(r'(?:(msgctxt|msgid_plural|msgid|msgstr(?:\[[0-9]+\])?)[ \t]*)?"((?:[^"\\]|\\.)*)"[ \t]*')
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
FUZZY = "fuzzy"


@dataclass
class Entry:
    """One string with its translation. An empty `context` and `source` make the header."""

    context: str = ""
    source: str = ""
    translation: str = ""
    flags: set[str] = field(default_factory=set)
    comments: list[str] = field(default_factory=list)
    reference: str = ""
    earlier: str | None = None
    has_plural: bool = False
    line: int = 0

    @property
    def is_fuzzy(self) -> bool:
        """Whether somebody or something marked it as not certain."""
        return FUZZY in self.flags


@dataclass
class Catalogue:
    """What was read of a file: its header, its entries, what is wrong with its lines, how many entries are obsolete."""

    headers: dict[str, str] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    faults: list[tuple[int, str]] = field(default_factory=list)
    obsolete: int = 0


def write(headers: dict[str, str], entries: Iterable[Entry]) -> str:
    """The text of a file. Lines are not wrapped: what differs between two files is then what was changed."""
    header = Entry(translation="".join(f"{name}: {value}\n" for name, value in headers.items()))
    return "\n\n".join("\n".join(_lines(entry)) for entry in [header, *entries]) + "\n"


def _lines(entry: Entry) -> Iterator[str]:
    yield from (f"#. {' '.join(comment.split())}" for comment in entry.comments)
    if entry.reference:
        yield f"#: {entry.reference}"
    if entry.flags:
        yield f"#, {', '.join(sorted(entry.flags))}"
    if entry.earlier is not None:
        yield from (f"#| {line}" for line in _quoted("msgid", entry.earlier))
    if entry.context:
        yield from _quoted("msgctxt", entry.context)
    yield from _quoted("msgid", entry.source)
    yield from _quoted("msgstr", entry.translation)


def _quoted(keyword: str, text: str) -> Iterator[str]:
    """One line, or, where the text has line breaks, one for each of its lines."""
    parts = re.findall(r"[^\n]*\n|[^\n]+", text)
    if len(parts) < 2:
        yield f'{keyword} "{_escaped(text)}"'
        return
    yield f'{keyword} ""'
    yield from (f'"{_escaped(part)}"' for part in parts)


def _escaped(text: str) -> str:
    return "".join(_ESCAPES.get(character, character) for character in text)


def read(text: str) -> Catalogue:
    """The entries of a file. A faulty entry is left out and named by its line; the others are read."""
    reader = _Reader()
    for number, line in enumerate(text.split("\n"), 1):
        reader.take(number, line.strip(" \t\r"))
    reader.close()
    return reader.found


class _Reader:
    """Goes through the lines of one file."""

    def __init__(self) -> None:
        self.found = Catalogue()
        self.flags: set[str] = set()
        self.begin()

    def begin(self) -> None:
        self.parts: dict[str, list[str]] = {}
        self.keyword = ""
        self.line = 0
        self.broken = False

    def take(self, number: int, line: str) -> None:
        if not line:
            return
        if line.startswith("#"):
            self.comment(line)
            return
        match = _LINE.fullmatch(line)
        if match is None:
            self.fault(number, _("This is no line of a PO file."))
            return
        keyword = match[1] or self.keyword
        if match[1]:
            self.open(number, keyword)
        if not keyword:
            self.fault(number, _("A string stands here without msgid or msgstr before it."))
            return
        self.parts.setdefault(keyword, []).append(self.unescaped(number, match[2]))

    def comment(self, line: str) -> None:
        if "msgstr" in self.parts or self.has_plural():
            self.close()
        if line.startswith(("#,", "#=")):
            self.flags |= {flag.strip() for flag in line[2:].split(",")} - {""}
        elif re.match(r"#~\s*msgid\s", line):
            self.found.obsolete += 1

    def open(self, number: int, keyword: str) -> None:
        """A keyword begins a part, and with msgctxt or msgid perhaps the next entry."""
        begins = keyword in {"msgctxt", "msgid"}
        if begins and ("msgstr" in self.parts or self.has_plural() or keyword in self.parts or "msgid" in self.parts):
            self.close()
        if keyword in self.parts:
            self.fault(number, _("%(keyword)s stands twice in one entry.") % {"keyword": keyword})
        self.line = self.line or number
        self.keyword = keyword

    def has_plural(self) -> bool:
        return any(part.startswith("msgstr[") for part in self.parts)

    def unescaped(self, number: int, written: str) -> str:
        def meant(match: re.Match[str]) -> str:
            if match[1] not in _MEANINGS:
                self.fault(number, _("“\\%(character)s” means nothing in a PO file.") % {"character": match[1]})
            return _MEANINGS.get(match[1], "")

        return _ESCAPE.sub(meant, written)

    def fault(self, number: int, message: str) -> None:
        self.broken = True
        if not self.found.faults or self.found.faults[-1][0] != number:
            self.found.faults.append((number, message))

    def close(self) -> None:
        """End the entry that is open, if one is."""
        parts = {keyword: "".join(strings) for keyword, strings in self.parts.items()}
        if parts and not self.broken:
            if "msgid" not in parts:
                self.fault(self.line, _("An entry has no msgid."))
            elif "msgstr" not in parts and not self.has_plural():
                self.fault(self.line, _("An entry has no msgstr."))
            elif not parts["msgid"] and not parts.get("msgctxt"):
                self.header(parts.get("msgstr", ""))
            else:
                self.found.entries.append(
                    Entry(
                        context=parts.get("msgctxt", ""),
                        source=parts["msgid"],
                        translation=parts.get("msgstr", ""),
                        flags=self.flags,
                        has_plural="msgid_plural" in parts or self.has_plural(),
                        line=self.line,
                    )
                )
        if parts or self.broken:
            self.flags = set()
        self.begin()

    def header(self, written: str) -> None:
        for line in written.split("\n"):
            name, colon, value = line.partition(":")
            if colon:
                self.found.headers.setdefault(name.strip().lower(), value.strip())
