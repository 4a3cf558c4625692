"""Fences of the text that hold YAML: timeline, facts, gallery, action."""

from collections.abc import Callable
from typing import Any

from .content import Ref
from .convert import Key, boolean, edtf, items, list_of, page, read_keys, ref, text, web_address
from .reading import Reading
from .tree import Node, read_yaml

SOURCES = Key(list_of(ref("source")))
ENTRY = {"date": Key(edtf, needed=True), "text": Key(text, needed=True), "page": Key(page), "sources": SOURCES}
FACT = {"term": Key(text, needed=True), "detail": Key(text, needed=True)}
PICTURE = {
    "picture": Key(ref("picture"), needed=True),
    "alt": Key(text),
    "decorative": Key(boolean),
    "caption": Key(text),
}
ACTION = {"text": Key(text, needed=True), "page": Key(page), "url": Key(web_address)}


def _fields(keys: dict[str, Key]) -> Callable[[Node, Reading], dict[str, Any]]:
    return lambda node, here: read_keys(node, keys, here).fields


def picture_value(fields: dict[str, Any]) -> dict[str, Any]:
    """A picture block's value, with all its keys."""
    return {"picture": None, "alt": "", "decorative": False, "caption": "", **fields}


def _timeline(node: Node, here: Reading) -> dict[str, Any]:
    entries = [{"page": None, "sources": [], **read_keys(item, ENTRY, here).fields} for item in items(node, here)]
    return {"title": "", "entries": entries}


def _facts(node: Node, here: Reading) -> dict[str, Any]:
    keys = {"title": Key(text), "facts": Key(list_of(_fields(FACT)), needed=True), "sources": SOURCES}
    return {"title": "", "facts": [], "sources": [], **read_keys(node, keys, here).fields}


def _gallery(node: Node, here: Reading) -> dict[str, Any]:
    pictures = []
    for item in items(node, here):
        found = picture_value(read_keys(item, PICTURE, here).fields)
        if isinstance(found["picture"], Ref) and not (found["alt"] or found["decorative"]):
            here.fault(item.line, "The picture has no alternative text", "add alt, or decorative: true")
        pictures.append(found)
    return {"pictures": pictures}


def _action(node: Node, here: Reading) -> dict[str, Any]:
    found = {"text": "", "page": None, "url": "", **read_keys(node, ACTION, here).fields}
    if bool(found["page"]) == bool(found["url"]):
        here.fault(node.line, "A call to action leads to one thing", "give page or url, one of the two")
    return found


def _reader(build: Callable[[Node, Reading], dict[str, Any]]) -> Callable[[str, int, Reading], dict[str, Any] | None]:
    def read(content: str, first_line: int, here: Reading) -> dict[str, Any] | None:
        before = len(here.faults)
        node = read_yaml(content, here.file, first_line, here.faults)
        if node is None:
            if len(here.faults) == before:
                here.fault(first_line - 1, "The fence is empty", "write its keys, or remove it")
            return None
        return build(node, here)

    return read


FENCES = {name: _reader(build) for name, build in
          {"timeline": _timeline, "facts": _facts, "gallery": _gallery, "action": _action}.items()}  # fmt: skip
