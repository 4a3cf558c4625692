"""One page file as a whole: front matter by the schema of its type, and the text."""

from django.utils.html import strip_tags

from .content import Block, PageContent, Row
from .convert import read_keys
from .files import RawPage
from .prose import BodyReader
from .reading import NOTHING, Reading
from .schema import COMMON, KEYS, keys_elsewhere

_PEOPLE = ("authors", "translators")
_NOT_FIELDS = ("type", "order", "outside_campaign")


def read_page(raw: RawPage, here: Reading) -> PageContent | None:
    """Understand a page; `None` where its type is not known."""
    page_type = _type_of(raw, here)
    if page_type is None:
        return None
    found = read_keys(raw.head, _keys_for(page_type, raw, here), here, keys_elsewhere(page_type))
    page = PageContent(raw.file, page_type, lines={**found.lines})
    page.order = found.fields.get("order")
    page.outside_campaign = found.fields.get("outside_campaign", "")
    for name, value in found.fields.items():
        if name in _PEOPLE:
            page.children.setdefault("contributions", []).extend(value)
        elif isinstance(value, list) and value and isinstance(value[0], Row):
            page.children[name] = value
        elif isinstance(value, list):
            page.streams[name] = [block for block in value if isinstance(block, Block)]
        elif name not in _NOT_FIELDS:
            page.fields[name] = value
    body = BodyReader(here, raw.text_line, raw.text)
    page.streams["body"] = body.read()
    page.words = body.words + sum(
        len(strip_tags(block.value["text"].replace("<", " <")).split())
        for block in page.streams.get("introduction", [])
    )
    _check_twice(page, here)
    return page


def _type_of(raw: RawPage, here: Reading) -> str | None:
    entry = raw.head.entries.get("type")
    if entry is None:
        here.fault(raw.head.line, "The key “type” is missing", f"add it; types are: {', '.join(KEYS)}")
        return None
    found = COMMON["type"].convert(entry.value, here)
    return None if found is NOTHING else str(found)


def _keys_for(page_type: str, raw: RawPage, here: Reading) -> dict:
    """The keys of a type; a translation takes its order from the page that it translates."""
    keys = KEYS[page_type]
    if here.language != here.known.addresses.source_language:
        keys = {**keys, "order": COMMON["order"]}
    return keys


def _check_twice(page: PageContent, here: Reading) -> None:
    """Nobody signs twice in one role, and a total is current once."""
    signed: set[tuple] = set()
    for row in page.children.get("contributions", []):
        who = (row.fields.get("person"), row.fields["role"])
        if who in signed:
            here.fault(row.line, "The same person is named twice", "keep one of the two")
        signed.add(who)
    totals: set[str] = set()
    for row in page.children.get("figures", []):
        figure = row.fields
        part = figure.keys() & {"nation", "force", "label"}
        if figure.get("kind") and not part and figure.get("is_current", True):
            if figure["kind"] in totals:
                here.fault(
                    row.line,
                    f"Two totals of the kind {figure['kind']} are current",
                    "write current: false at one of them",
                )
            totals.add(figure["kind"])
