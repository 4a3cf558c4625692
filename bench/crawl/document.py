"""What a page says of itself in its HTML, as it was sent: read without a browser, so without scripts."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

# Which attribute of which element points at something, and at what.
POINTERS = {
    ("a", "href"): "link",
    ("area", "href"): "link",
    ("form", "action"): "link",
    ("link", "href"): "file",
    ("script", "src"): "file",
    ("iframe", "src"): "link",
    ("img", "src"): "picture",
    ("source", "src"): "file",
    ("video", "src"): "file",
    ("video", "poster"): "picture",
    ("audio", "src"): "file",
    ("track", "src"): "file",
    ("object", "data"): "file",
    ("image", "href"): "picture",
    ("use", "href"): "link",
}
SETS = {("img", "srcset"), ("source", "srcset")}
META_ADDRESSES = {"og:image": "picture", "og:url": "link"}
_CANDIDATE = re.compile(r"\s*(\S*[^\s,])(?:\s+[\d.]+[wxh])?\s*(?:,|$)")


@dataclass(frozen=True)
class Pointer:
    """One reference of a page: where it points, in full, and whether at a link's target, a picture or a file."""

    address: str
    kind: str
    written: str

    @property
    def target(self) -> str:
        """The address without its fragment."""
        return self.address.partition("#")[0]

    @property
    def fragment(self) -> str:
        """What stands behind the `#`."""
        return self.address.partition("#")[2]

    @property
    def is_web(self) -> bool:
        """Whether it could be fetched at all."""
        return urlsplit(self.address).scheme in {"http", "https"}


class Document(HTMLParser):
    """The headings, descriptions, ids and pointers of a page."""

    def __init__(self, address: str, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.address = address
        self.language = ""
        self.headings = 0
        self.descriptions: list[str] = []
        self.ids: set[str] = set()
        self.pointers: list[Pointer] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what an element says."""
        values = {name: (value or "").strip() for name, value in attrs}
        if values.get("id"):
            self.ids.add(values["id"])
        if tag == "html":
            self.language = values.get("lang", "")
        elif tag == "h1":
            self.headings += 1
        elif tag == "meta":
            self._meta(values)
        for name, value in values.items():
            if (tag, name) in SETS:
                for found in _CANDIDATE.finditer(value):
                    self._point("picture", found[1])
            elif (tag, name) in POINTERS:
                self._point(POINTERS[tag, name], value)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """The same for `<path/>`."""
        self.handle_starttag(tag, attrs)

    def _meta(self, values: dict[str, str]) -> None:
        if values.get("name", "").lower() == "description":
            self.descriptions.append(" ".join(values.get("content", "").split()))
        kind = META_ADDRESSES.get(values.get("property", ""))
        if kind:
            self._point(kind, values.get("content", ""))

    def _point(self, kind: str, written: str) -> None:
        try:
            address = urljoin(self.address, written)
        except ValueError:
            address = written
        self.pointers.append(Pointer(address, kind, written))
