"""A table with the line `Table: caption [^key]` after it."""

from typing import Any

from markdown_it.tree import SyntaxTreeNode

from .paragraphs import inline_tokens, read_inline
from .reading import Reading

CAPTION = "Table:"


def is_caption(node: SyntaxTreeNode) -> bool:
    """Whether a paragraph is the caption of a table."""
    tokens = inline_tokens(node) if node.type == "paragraph" else []
    return bool(tokens) and tokens[0].type == "text" and tokens[0].content.startswith(CAPTION)


def table_block(
    node: SyntaxTreeNode, caption: SyntaxTreeNode | None, first_line: int, here: Reading
) -> dict[str, Any] | None:
    """The value of a table block; `None` with a fault where caption or cells are missing."""
    line = first_line + (node.map[0] if node.map else 0)
    rows = [_cells(row, line, here) for part in node.children for row in part.children]
    if rows and rows[-1] and rows[-1][0].startswith(CAPTION):
        here.fault(line + len(rows), "The caption of the table stands in its last row", "leave an empty line before it")
        return None
    if caption is None:
        here.fault(
            line, "The table has no caption", f"write after it, past an empty line: {CAPTION} what it shows [^source]"
        )
        return None
    found = read_inline(caption, first_line + (caption.map[0] if caption.map else 0), here)
    if found.marked or found.image:
        here.fault(line, "The caption of the table is not plain text", "leave italics, links and pictures out")
    return {
        "caption": found.plain.removeprefix(CAPTION).strip(),
        "table": {
            "data": rows,
            "cell": [],
            "first_row_is_table_header": True,
            "first_col_is_header": False,
            "table_header_choice": "row",
            "table_caption": "",
        },
        "sources": found.sources,
    }


def _cells(row: SyntaxTreeNode, line: int, here: Reading) -> list[str]:
    cells = []
    for cell in row.children:
        found = read_inline(cell, cell.map[0] if cell.map else line, here)
        if found.marked or found.image or found.sources:
            here.fault(
                line, "A cell of the table is not plain text", "leave mark-up out; sources stand after the caption"
            )
        cells.append(found.plain)
    return cells
