"""The text of a page: Markdown becomes blocks, each with its line."""

from markdown_it.tree import SyntaxTreeNode

from .content import Block
from .fences import FENCES
from .inline import Inline
from .paragraphs import BOTH_LISTS, parse_markdown, read_inline, read_list
from .quotations import quotation
from .reading import Reading
from .tables import is_caption, table_block


class BodyReader:
    """Reads the text of one page; `words` counts what a reader reads."""

    def __init__(self, here: Reading, first_line: int, text: str) -> None:
        self.here = here
        self.first_line = first_line
        self.source_lines = text.split("\n")
        self.blocks: list[Block] = []
        self.words = 0

    def read(self) -> list[Block]:
        """All blocks, in order."""
        nodes = parse_markdown("\n".join(self.source_lines))
        skip = False
        for place, node in enumerate(nodes):
            if skip:
                skip = False
                continue
            line = self.first_line + (node.map[0] if node.map else 0)
            if node.type == "table":
                after = nodes[place + 1] if place + 1 < len(nodes) else None
                skip = after is not None and is_caption(after)
                self._add("table", table_block(node, after if skip else None, self.first_line, self.here), line)
            else:
                self._node(node, line)
        return self.blocks

    def _add(self, kind: str, value: object, line: int) -> None:
        if value is not None:
            self.blocks.append(Block(kind, value, line))

    def _node(self, node: SyntaxTreeNode, line: int) -> None:
        if node.type == "heading":
            self._heading(node, line)
        elif node.type == "paragraph":
            self._paragraph(node, line)
        elif node.type in BOTH_LISTS:
            html, found = read_list(node, self.first_line, self.here)
            self._text_block(html, found, line)
        elif node.type == "blockquote":
            self._add("quotation", quotation(node, self.first_line, self.here), line)
        elif node.type == "fence":
            self._fence(node, line)
        elif node.type == "html_block":
            self.here.fault(line, "HTML is not used in the text", "write Markdown, or \\< for the sign itself")
        elif node.type == "hr":
            self.here.fault(line, "A line across the page is not used", "leave it away, or write a heading")
        else:
            self.here.fault(line, "The line is indented by four spaces or more", "begin it at the margin")

    def _heading(self, node: SyntaxTreeNode, line: int) -> None:
        found = read_inline(node, line, self.here)
        if node.markup in {"=", "-"}:
            self.here.fault(
                line, "A line of = or - under a text makes it a heading", "write ## before it, or leave a line empty"
            )
        elif node.tag not in {"h2", "h3"}:
            self.here.fault(
                line, f"There is no heading of this kind: {node.markup}", "use ## or ###; the title is the page’s"
            )
        elif found.marked or found.sources or found.image:
            self.here.fault(line, "A heading is plain text", "leave italics, links and sources out")
        else:
            self._add("heading", {"text": found.plain, "level": node.tag[1]}, line)

    def _paragraph(self, node: SyntaxTreeNode, line: int) -> None:
        if is_caption(node):
            self.here.fault(line, "A caption has no table before it", "put it directly after the table")
            return
        found = read_inline(node, line, self.here)
        if found.image is not None and not found.plain and not found.sources:
            self._picture(found, line)
        elif found.plain:
            self._text_block(f"<p>{found.html}</p>", found, line)
        elif found.sources:
            self.here.fault(line, "Sources stand alone here", "put them at the end of the paragraph before")

    def _text_block(self, html: str, found: Inline, line: int) -> None:
        if found.image is not None:
            self.here.fault(
                line, "A picture stands in the middle of a text", "put it alone on a line, with empty lines around it"
            )
        self.words += len(found.plain.split())
        self._add("paragraph", {"text": html, "sources": found.sources}, line)

    def _picture(self, found: Inline, line: int) -> None:
        assert found.image is not None
        picture = self.here.ref("picture", str(found.image.attrs.get("src", "")), line)
        caption = " ".join(str(found.image.attrs.get("title", "")).split())
        alt = " ".join(found.image.content.split())
        if not alt:
            self.here.fault(line, "The picture has no alternative text", "say between ![ and ] what is to be seen")
        elif picture:
            self._add("picture", {"picture": picture, "alt": alt, "decorative": False, "caption": caption}, line)

    def _fence(self, node: SyntaxTreeNode, line: int) -> None:
        assert node.map is not None
        last = self.source_lines[node.map[1] - 1].strip() if node.map[1] <= len(self.source_lines) else ""
        if node.map[1] - 1 == node.map[0] or not last.startswith(node.markup) or last.strip(node.markup[0]):
            self.here.fault(
                line, f"The fence {node.markup} is not closed", f"write {node.markup} on a line of its own after it"
            )
            return
        reader = FENCES.get(node.info.strip())
        if reader is None:
            self.here.fault(line, f"There is no fence “{node.info.strip()}”", f"fences are: {', '.join(FENCES)}")
            return
        self._add(node.info.strip(), reader(node.content, line + 1, self.here), line)
