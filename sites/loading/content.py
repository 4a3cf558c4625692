"""What a page file says once it is understood: fields, rows and blocks, with references still by key and address."""

from dataclasses import dataclass, field
from typing import Any

from .files import PageFile


@dataclass(frozen=True)
class Ref:
    """A reference to an entry of the lists."""

    kind: str
    key: str


@dataclass(frozen=True)
class PageRef:
    """A reference to a page by its address without language."""

    link: str


@dataclass(frozen=True)
class Block:
    """One block of a stream: its type, its value (lists are plain lists here) and its line."""

    type: str
    value: Any
    line: int


@dataclass
class Spread:
    """The values of several fields, read from one key; `lines` says where each stands."""

    fields: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)


@dataclass
class Row:
    """One child of a page: a figure, a citation, a contribution."""

    fields: dict[str, Any]
    line: int
    lines: dict[str, int] = field(default_factory=dict)


@dataclass
class PageContent:
    """A page as its file tells it, ready to be checked and built."""

    file: PageFile
    type: str
    fields: dict[str, Any] = field(default_factory=dict)
    streams: dict[str, list[Block]] = field(default_factory=dict)
    children: dict[str, list[Row]] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    order: int | None = None
    outside_campaign: str = ""
    words: int = 0

    def line_of(self, name: str) -> int:
        """The line of a field, or the first one."""
        return self.lines.get(name, 1)

    @property
    def title(self) -> str:
        return self.fields.get("title", self.file.slug)


@dataclass
class Record:
    """An entry of the lists: a source, person, organisation, force or picture; with a language, its words in that one."""

    kind: str
    key: str
    file: str
    line: int
    fields: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    picture_file: str = ""
    language: str = ""

    @property
    def loaded_key(self) -> str:
        """By which the loader remembers it: `cwgc`, `cwgc.it`."""
        return f"{self.key}.{self.language}" if self.language else self.key
