"""A quotation: the words, and on the last line who said them, where, and the source."""

import re
from typing import Any

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from trail.core.rich_text import PARAGRAPH_FEATURES

from .inline import Inline, InlineReader
from .paragraphs import inline_tokens
from .reading import Reading

REMEDY = "end it with a line: > — Name, work [^key]"
_DASH = re.compile(r"(?:—|–|--)\s*")


def quotation(node: SyntaxTreeNode, first_line: int, here: Reading) -> dict[str, Any] | None:
    """The value of a quotation block; `None` with a fault where something is missing."""
    line = first_line + (node.map[0] if node.map else 0)
    if not node.children or any(child.type != "paragraph" for child in node.children):
        here.fault(line, "A quotation holds paragraphs only", "leave headings and lists out")
        return None
    spoken, last = [], Inline()
    for child in node.children:
        start = first_line + (child.map[0] if child.map else 0)
        for number, tokens in enumerate(_lines_of(inline_tokens(child))):
            last = InlineReader(here, start + number, PARAGRAPH_FEATURES).read(tokens)
            if last.marked or last.image:
                here.fault(start + number, "A quotation is plain text", "leave mark-up out")
            spoken.append(last.plain)
    credit = spoken.pop()
    dash = _DASH.match(credit)
    if dash is None or not spoken:
        here.fault(line, "The quotation does not say whose words it has", REMEDY)
        return None
    if len(last.sources) != 1:
        here.fault(line, "The quotation needs one source", REMEDY)
        return None
    speaker, _comma, work = credit[dash.end() :].partition(", ")
    return {"text": "\n".join(spoken), "speaker": speaker.strip(), "work": work.strip(), "source": last.sources[0]}


def _lines_of(tokens: list[Token]) -> list[list[Token]]:
    """The tokens of a paragraph, line by line."""
    lines: list[list[Token]] = [[]]
    for token in tokens:
        if token.type in {"softbreak", "hardbreak"}:
            lines.append([])
        else:
            lines[-1].append(token)
    return lines
