"""The inside of a paragraph: Markdown's inline tokens become the HTML that Wagtail's editor stores.

Beside CommonMark there are `[^key]` at the end (sources) and `*words*{it}` (words in another language).
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from urllib.parse import unquote

from django.utils.html import escape
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from trail.core.rich_text import MARKED_LANGUAGES

from .content import Ref
from .links import OUTSIDE, outside_link, waiting_link
from .reading import Reading

_SOURCE = re.compile(r"\[\^([^\]\n]*)\]")
_TAG = re.compile(r"\{([^{}\s]*)\}")
_PAIRS = {")": "(", "]": "[", "}": "{"}
_NAMES = {"(": "round bracket", "[": "square bracket", "{": "brace"}
TAG_FEATURES = {"em": "italic", "strong": "bold", "link": "link"}
HTML = {"em": "i", "strong": "b"}


def source_rule(state: StateInline, silent: bool) -> bool:
    """The rule for markdown-it: `[^key]` is a token of its own."""
    found = _SOURCE.match(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        state.push("source_ref", "", 0).content = found[1].strip()
    state.pos = found.end()
    return True


def make_parser() -> MarkdownIt:
    """CommonMark with tables, without footnote definitions; escaped letters stay apart from others."""
    parser = MarkdownIt("commonmark").enable("table").disable(["reference", "text_join"])
    parser.inline.ruler.before("link", "source_ref", source_rule)
    return parser


@dataclass
class Inline:
    """What a paragraph holds: as HTML, as plain text, its sources, and whether there is any mark-up in it."""

    html: str = ""
    plain: str = ""
    sources: list[Ref] = field(default_factory=list)
    marked: bool = False
    image: Token | None = None


class InlineReader:
    """Reads the tokens of one paragraph that begins on `line`."""

    def __init__(self, here: Reading, line: int, features: Collection[str]) -> None:
        self.here = here
        self.line = line
        self.features = features
        self.found = Inline()
        self.html: list[str] = []
        self.plain: list[str] = []
        self.open: list[tuple[str, int]] = []
        self.refs_line = 0

    def read(self, tokens: list[Token]) -> Inline:
        """Read all tokens and check what is only seen at the end."""
        _mark_languages(tokens)
        for token in tokens:
            self._token(token)
        for bracket, line in self.open:
            self.here.fault(
                line, f"A {_NAMES[bracket]} {bracket} is opened and not closed", f"close it, or write \\{bracket}"
            )
        self.found.html = "".join(self.html).strip()
        self.found.plain = " ".join("".join(self.plain).split())
        return self.found

    def _token(self, token: Token) -> None:
        kind = token.type
        if kind in {"text", "text_special"}:
            if kind == "text":
                self._check(token.content)
            if token.content.strip():
                self._words_follow()
            self._put(escape(token.content), token.content)
        elif kind == "softbreak":
            self.line += 1
            self._put(" ", " ")
        elif kind == "hardbreak":
            self.line += 1
            self.found.marked = True
            self._put("<br/>", " ")
        elif kind == "source_ref":
            self._source(token.content)
        elif kind == "image":
            self._words_follow()
            self.found.image = token
        elif kind.removesuffix("_open").removesuffix("_close") in TAG_FEATURES:
            self._words_follow()
            self._pair(token)
        elif kind == "html_inline":
            self.here.fault(
                self.line,
                f"HTML is not used in the text: {token.content}",
                "write Markdown, or \\< for the sign itself",
            )
        else:
            self.here.fault(
                self.line, f"`{token.content}`: type for programs is not used in the text", "leave the ` away"
            )

    def _put(self, html: str, plain: str) -> None:
        self.html.append(html)
        self.plain.append(plain)

    def _source(self, key: str) -> None:
        self.refs_line = self.line
        ref = self.here.ref("source", key, self.line)
        if ref and ref not in self.found.sources:
            self.found.sources.append(ref)

    def _words_follow(self) -> None:
        if self.refs_line:
            self.here.fault(
                self.refs_line,
                "A source [^key] stands in the middle of the text",
                "move it to the very end of the paragraph",
            )
            self.refs_line = 0

    def _pair(self, token: Token) -> None:
        """Emphasis, bold and links; the token knows by itself whether it opens or closes."""
        name, opens = token.type.rsplit("_", 1)[0], token.nesting == 1
        self.found.marked = True
        language = token.meta.get("lang")
        if language is not None:
            if opens and f"lang-{language}" not in self.features:
                self._language_fault(language)
            self._put(f'<span lang="{escape(language)}">' if opens else "</span>", "")
            return
        if opens and TAG_FEATURES[name] not in self.features:
            self.here.fault(self.line, f"There can be no {TAG_FEATURES[name]} here", "write plain words")
        if name != "link":
            self._put(f"<{HTML[name]}>" if opens else f"</{HTML[name]}>", "")
        else:
            self._put(self._link(str(token.attrs.get("href", ""))) if opens else "</a>", "")

    def _language_fault(self, language: str) -> None:
        if language in MARKED_LANGUAGES:
            self.here.fault(self.line, "Words cannot be marked with a language here", "write plain words")
        else:
            self.here.fault(
                self.line,
                f"Words cannot be marked as “{language}”",
                f"language marks are: {', '.join(MARKED_LANGUAGES)}",
            )

    def _link(self, href: str) -> str:
        if href.startswith(OUTSIDE):
            return outside_link(href)
        if not href.startswith("/") or href.startswith("//"):
            self.here.fault(
                self.line,
                f"The link {unquote(href)} leads nowhere",
                "write https://… or an address of this trail: /about/",
            )
        elif "#" in href or "?" in href:
            self.here.fault(
                self.line, f"The link {unquote(href)} leads to a part of a page", "link to the page: leave # and ? out"
            )
        else:
            ref = self.here.page(unquote(href), self.line)
            if ref:
                return waiting_link(ref.link)
        return "<a>"

    def _check(self, text: str) -> None:
        """Brackets must pair; what looks like Markdown that was not understood is a fault."""
        for place, letter in enumerate(text):
            if letter in "([{":
                self.open.append((letter, self.line))
            elif letter in ")]}":
                self._close(letter, text[place + 1 : place + 3])
            elif letter in "*`":
                self.here.fault(
                    self.line, f"A {letter} has no partner", f"close it, or write \\{letter} for the sign itself"
                )

    def _close(self, letter: str, after: str) -> None:
        if not self.open or self.open[-1][0] != _PAIRS[letter]:
            self.here.fault(
                self.line,
                f"A {_NAMES[_PAIRS[letter]]} {letter} is closed and was not opened",
                f"open it, or write \\{letter}",
            )
            return
        self.open.pop()
        if letter == "}":
            self.here.fault(
                self.line, "Braces stand only after *words in italics*", "write *Via Tasso*{it}, or \\{ and \\}"
            )
        elif letter == "]" and after.lstrip(" ").startswith("("):
            self.here.fault(
                self.line,
                "A link cannot be read",
                "write [words](address), with no space between and none in the address",
            )


def _mark_languages(tokens: list[Token]) -> None:
    """Find `*words*{it}`: give the pair its language and take the braces out of the text."""
    opened: list[Token] = []
    for place, token in enumerate(tokens):
        if token.type == "em_open":
            opened.append(token)
        elif token.type == "em_close" and opened:
            start = opened.pop()
            after = tokens[place + 1] if place + 1 < len(tokens) else None
            found = _TAG.match(after.content) if after is not None and after.type == "text" else None
            if found:
                start.meta["lang"] = token.meta["lang"] = found[1]
                after.content = after.content[found.end() :]
