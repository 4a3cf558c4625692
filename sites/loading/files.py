"""The folder: which files there are, and what stands in them before anything is understood."""

import re
from dataclasses import dataclass
from pathlib import Path

from .faults import Faults
from .tree import Mapping, read_yaml

_NAME = re.compile(r"(?P<slug>[a-z0-9]+(?:-[a-z0-9]+)*)\.(?P<tag>[a-z]{2,3}(?:-[a-z0-9]{2,8})*)\.md")
INDEX = "index"


@dataclass(frozen=True)
class PageFile:
    """Where a page stands: its file (`path` within the folder, `shown` in messages), its address and its language."""

    path: str
    shown: str
    address: tuple[str, ...]
    language: str

    @property
    def slug(self) -> str:
        """The last part of the address; empty for the home page."""
        return self.address[-1] if self.address else ""

    @property
    def parent(self) -> tuple[str, ...] | None:
        """The address of the page above; `None` for the home page."""
        return self.address[:-1] if self.address else None

    @property
    def link(self) -> str:
        """The address as links in the text write it: without a language."""
        return link_to(self.address)


@dataclass
class RawPage:
    """A page file with its front matter as a tree and its text as written."""

    file: PageFile
    head: Mapping
    text: str
    text_line: int


def link_to(address: tuple[str, ...]) -> str:
    """`("italian-campaign", "rome")` is `/italian-campaign/rome/`."""
    return "/" + "".join(f"{part}/" for part in address)


def shown_name(folder: Path, path: str) -> str:
    """How a file is named in messages: with the folder's own name before it."""
    return f"{folder.name}/{path}"


def find_pages(folder: Path, faults: Faults) -> list[PageFile]:
    """All page files below `folder`, sorted by path. Names beginning with `_` or `.` are passed over."""
    found = []
    for path in sorted(folder.rglob("*.md")):
        relative = path.relative_to(folder)
        if any(part.startswith(("_", ".")) for part in relative.parts) or not path.is_file():
            continue
        shown = shown_name(folder, relative.as_posix())
        match = _NAME.fullmatch(path.name)
        if match is None or not all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", part) for part in relative.parts[:-1]):
            faults.add(
                shown,
                0,
                "The name of the file is not slug.language.md",
                "lower case letters, figures and hyphens: via-rasella.en.md",
            )
            continue
        above = relative.parts[:-1]
        address = above if match["slug"] == INDEX else (*above, match["slug"])
        found.append(PageFile(relative.as_posix(), shown, address, match["tag"]))
    seen: dict[tuple[tuple[str, ...], str], PageFile] = {}
    for file in found:
        twin = seen.setdefault((file.address, file.language), file)
        if twin is not file:
            faults.add(file.shown, 0, f"The page {file.link} has a second file, {twin.shown}", "keep one of the two")
    return list(seen.values())


def read_text(path: Path, shown: str, faults: Faults) -> str | None:
    """The text of a file, or `None` with a fault that names the line of the first bad byte."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        faults.add(shown, 0, f"The file cannot be read: {error.strerror}", "look at its permissions")
        return None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        faults.add(shown, line, "The file is not UTF-8", "save it as UTF-8 in your editor")
        return None
    if "\x00" in text:
        faults.add(shown, text.count("\n", 0, text.index("\x00")) + 1, "The file holds a zero byte", "remove it")
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def split_page(text: str, file: PageFile, faults: Faults) -> RawPage | None:
    """Part front matter and text; `None` where there is no readable front matter (a fault is noted)."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        faults.add(
            file.shown,
            1,
            "The file does not begin with front matter",
            "write --- on the first line, then the keys, then ---",
        )
        return None
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    if end is None:
        faults.add(file.shown, 1, "The front matter has no end", "write --- on a line of its own after the last key")
        return None
    before = len(faults)
    head = read_yaml("\n".join(lines[1:end]) + "\n", file.shown, 2, faults)
    if not isinstance(head, Mapping):
        if len(faults) == before:
            faults.add(file.shown, 2, "The front matter holds no keys", "write at least type, title and summary")
        return None
    return RawPage(file, head, "\n".join(lines[end + 1 :]), end + 2)
