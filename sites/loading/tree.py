"""YAML as a tree of plain text with line numbers.

A scalar keeps the letters that stand in the file: what they mean is for the key to say. So `country: NO` is Norway,
`latitude: 41.8755` has exactly four decimals, and a date is a date with or without quotation marks.
"""

from dataclasses import dataclass, field

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from .faults import Faults

DEEPEST = 12


@dataclass
class Scalar:
    """A piece of text. `text_line` is the line on which the text itself begins (after `|` it is the next one)."""

    line: int
    text: str
    plain: bool = True
    text_line: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written: `key:`, `key: null`."""
        return self.plain and self.text in {"", "~", "null", "Null", "NULL"}


@dataclass
class Entry:
    """One key of a mapping, and what stands after it."""

    line: int
    value: "Node"


@dataclass
class Mapping:
    """Keys and values, in the order of the file."""

    line: int
    entries: dict[str, Entry] = field(default_factory=dict)


@dataclass
class Sequence:
    """A list."""

    line: int
    items: list["Node"] = field(default_factory=list)


Node = Scalar | Mapping | Sequence


class _Refused(Exception):
    """YAML that is valid but not used here."""

    def __init__(self, line: int, message: str, remedy: str) -> None:
        self.line, self.message, self.remedy = line, message, remedy
        super().__init__(message)


def read_yaml(text: str, file: str, first_line: int, faults: Faults) -> Node | None:
    """The tree of a YAML text that begins on `first_line` of `file`; `None` where it cannot be read (a fault is noted)."""
    try:
        return _build(text, file, first_line, faults)
    except _Refused as refused:
        faults.add(file, refused.line, refused.message, refused.remedy)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first_line + (mark.line if mark else 0)
        faults.add(
            file,
            line,
            f"The YAML cannot be read: {error.problem}",
            "quote text that holds : # [ ] { } or quotation marks",
        )
    except (YAMLError, ValueError, OverflowError, IndexError, RecursionError, AssertionError) as error:
        faults.add(
            file,
            first_line,
            f"The YAML cannot be read: {error}",
            "look for letters or escapes that YAML does not allow",
        )
    return None


def _build(text: str, file: str, first_line: int, faults: Faults) -> Node | None:
    root: Node | None = None
    stack: list[Mapping | Sequence] = []
    keys: list[Scalar | None] = []
    parser = YAML(typ="safe", pure=True)
    for event in parser.parse(text):
        if isinstance(event, MappingEndEvent | SequenceEndEvent):
            stack.pop()
            keys.pop()
            continue
        if not isinstance(event, NodeEvent):
            continue
        line = first_line + event.start_mark.line
        if isinstance(event, AliasEvent) or event.anchor is not None:
            raise _Refused(line, "Anchors and aliases (& and *) are not used", "write the value out, or quote the text")
        if getattr(event, "tag", None) and not isinstance(event.tag, bool) and _explicit(event):
            raise _Refused(line, "YAML tags (!) are not used", "leave the tag out, or quote the text")
        node = _node(event, line)
        if root is not None and not stack:
            raise _Refused(line, "There is more than one YAML document", "remove the line of three hyphens")
        root = node if root is None else root
        if stack:
            _hang(stack[-1], keys, node, file, faults)
        if not isinstance(node, Scalar):
            if len(stack) == DEEPEST:
                raise _Refused(
                    line, "The values are nested too deeply", "see docs/reference/trail-files.md for the shape"
                )
            stack.append(node)
            keys.append(None)
    return root


def _explicit(event: NodeEvent) -> bool:
    """Whether the tag was written in the file (`!x`), not merely understood by the parser."""
    implicit = event.implicit
    return not (any(implicit) if isinstance(implicit, tuple) else implicit)


def _node(event: NodeEvent, line: int) -> Node:
    if isinstance(event, MappingStartEvent):
        return Mapping(line)
    if isinstance(event, SequenceStartEvent):
        return Sequence(line)
    assert isinstance(event, ScalarEvent)
    return Scalar(line, event.value, plain=not event.style, text_line=line + (event.style in ("|", ">")))


def _hang(parent: Mapping | Sequence, keys: list[Scalar | None], node: Node, file: str, faults: Faults) -> None:
    """Hang a node into its parent; in a mapping every other node is a key."""
    if isinstance(parent, Sequence):
        parent.items.append(node)
    elif keys[-1] is None:
        if not isinstance(node, Scalar):
            raise _Refused(node.line, "A key must be a word", "quote text that begins with [ or {")
        if node.text in parent.entries:
            faults.add(file, node.line, f"The key “{node.text}” stands here twice", "keep one of the two")
        keys[-1] = node
    else:
        if isinstance(node, Scalar) and node.is_empty:
            node.line = keys[-1].line  # the parser finds nothing on the line after it
        parent.entries[keys[-1].text] = Entry(keys[-1].line, node)
        keys[-1] = None
