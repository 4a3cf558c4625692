"""Paragraphs and lists of Markdown as rich text, in the text of a page and in fields."""

from collections.abc import Collection

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from trail.core.rich_text import PARAGRAPH_FEATURES

from .inline import Inline, InlineReader, make_parser
from .reading import Reading

_parser = make_parser()
BOTH_LISTS = {"bullet_list": "ul", "ordered_list": "ol"}


def parse_markdown(text: str) -> list[SyntaxTreeNode]:
    """The blocks of a Markdown text as markdown-it understands them."""
    return SyntaxTreeNode(_parser.parse(text)).children


def rich_text(text: str, first_line: int, here: Reading, features: Collection[str]) -> str:
    """A text of paragraphs and lists as rich text; anything else, sources included, is a fault."""
    parts = []
    for node in parse_markdown(text):
        line = first_line + (node.map[0] if node.map else 0)
        if node.type == "paragraph":
            found = read_inline(node, line, here, features)
            html = f"<p>{found.html}</p>"
        elif node.type in BOTH_LISTS and BOTH_LISTS[node.type] in features:
            html, found = read_list(node, first_line, here, features)
        else:
            here.fault(line, f"There can be no {node.type.replace('_', ' ')} here", "write paragraphs only")
            continue
        if found.sources:
            here.fault(
                line, "There can be no [^source] here", "name the source under sources, or in the text of the page"
            )
        if found.image:
            here.fault(line, "There can be no picture here", "put it into the text of the page")
        parts.append(html)
    return "".join(parts)


def read_inline(
    node: SyntaxTreeNode, line: int, here: Reading, features: Collection[str] = PARAGRAPH_FEATURES
) -> Inline:
    """Read what stands inside a paragraph, heading or cell."""
    return InlineReader(here, line, features).read(inline_tokens(node))


def inline_tokens(node: SyntaxTreeNode) -> list[Token]:
    """The inline tokens of a paragraph, heading or cell."""
    holder = next((child for child in node.children if child.type == "inline"), None)
    return list(holder.token.children or []) if holder is not None and holder.token else []


def read_list(
    node: SyntaxTreeNode, first_line: int, here: Reading, features: Collection[str] = PARAGRAPH_FEATURES
) -> tuple[str, Inline]:
    """A list as HTML, and the sources of its entries together."""
    together = Inline()
    parts = []
    for item in node.children:
        line = first_line + (item.map[0] if item.map else 0)
        inner = []
        for child in item.children:
            if child.type == "paragraph" and not inner:
                found = read_inline(child, line, here, features)
                inner.append(found.html)
            elif child.type in BOTH_LISTS:
                html, found = read_list(child, first_line, here, features)
                inner.append(html)
            else:
                here.fault(line, "An entry of a list holds more than one paragraph", "make it one paragraph")
                continue
            together.sources += [source for source in found.sources if source not in together.sources]
            together.plain += f" {found.plain}"
            together.image = together.image or found.image
        parts.append(f"<li>{''.join(inner)}</li>")
    tag = BOTH_LISTS[node.type]
    return f"<{tag}>{''.join(parts)}</{tag}>", together
