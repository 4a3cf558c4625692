"""Which keys each type of page has, and what becomes of them."""

from typing import Any

from trail.core.models import BasePage
from trail.core.rich_text import SHORT_FEATURES
from trail.people.models import Contribution

from .. import models
from .content import Block, Row, Spread
from .convert import (
    Converter,
    Key,
    boolean,
    choice,
    country,
    date,
    degrees,
    edtf,
    group,
    items,
    language_tag,
    lines,
    list_of,
    markdown,
    page,
    read_keys,
    ref,
    rows,
    short,
    text,
    web_address,
    whole_number,
    word,
)  # fmt: skip
from .prose import BodyReader
from .reading import NOTHING, Reading
from .tree import Mapping, Node

TYPES: dict[str, type[BasePage]] = {
    "home": models.HomePage,
    "campaign": models.CampaignPage,
    "region": models.RegionPage,
    "site": models.SitePage,
    "cemetery": models.CemeteryPage,
    "stories": models.StoryIndexPage,
    "story": models.StoryPage,
    "standard": models.StandardPage,
}
PLACES = ("site", "cemetery")
NOTICES = {"death": "describes_death", "atrocity": "describes_atrocity", "human-remains": "shows_human_remains"}
SUMMARY = 200


def people(role: str) -> Converter:
    """A list of people in one role."""

    def convert(node: Node, here: Reading) -> list[Row]:
        entries = rows({"person": Key(ref("person"), needed=True)}, bare="person")(node, here)
        return [Row({**entry.fields, "role": role}, entry.line) for entry in entries]

    return convert


def lead_image(node: Node, here: Reading) -> Spread:
    """The lead picture with its alternative text."""
    found = read_keys(node, LEAD_IMAGE, here)
    if isinstance(node, Mapping) and not {"alt", "decorative"} & node.entries.keys():
        here.fault(node.line, "The picture has no alternative text", "add alt, or decorative: true")
    return found


def content_notice(node: Node, here: Reading) -> Spread:
    """The kinds of notice become three ticks."""
    keys = {"kinds": Key(list_of(choice(tuple(NOTICES), "kind of notice"))), "text": Key(text, "content_notice")}
    found = read_keys(node, keys, here)
    for kind in found.fields.pop("kinds", []):
        found.fields[NOTICES[kind]] = True
    return found


def corrections(node: Node, here: Reading) -> list[Block]:
    """Public notes on what was wrong."""
    found = []
    for item in items(node, here):
        value = {"source": None, **read_keys(item, CORRECTION, here).fields}
        found.append(Block("correction", value, item.line))
    return found


def paragraphs(node: Node, here: Reading) -> list[Block]:
    """Markdown of paragraphs and lists, with their sources; nothing else stands in an introduction."""
    if word(node, here) is NOTHING:
        return NOTHING
    found = BodyReader(here, node.text_line or node.line, node.text).read()
    for block in found:
        if block.type != "paragraph":
            here.fault(block.line, f"A {block.type} does not stand in an introduction", "move it to the text below")
    return [block for block in found if block.type == "paragraph"]


def stream_of(kind: str, convert: Converter) -> Converter:
    """A list whose entries are blocks of one kind."""

    def whole(node: Node, here: Reading) -> list[Block]:
        found = [(convert(item, here), item.line) for item in items(node, here)]
        return [Block(kind, value, line) for value, line in found if value]

    return whole


LEAD_IMAGE = {
    "picture": Key(ref("picture"), "lead_image", needed=True),
    "alt": Key(text, "lead_image_alt"),
    "decorative": Key(boolean, "lead_image_decorative"),
    "caption": Key(text, "lead_image_caption"),
}
CORRECTION = {
    "date": Key(date, needed=True),
    "wrong": Key(lines, needed=True),
    "right": Key(lines, needed=True),
    "source": Key(ref("source")),
}
FIGURE = {
    "kind": Key(choice(models.Figure.Kind.values, "kind of figure"), needed=True),
    "value": Key(whole_number, needed=True),
    "value_to": Key(whole_number),
    "qualifier": Key(choice(models.Figure.Qualifier.values, "qualifier")),
    "nation": Key(country),
    "force": Key(ref("force")),
    "label": Key(text),
    "as_of": Key(edtf),
    "source": Key(ref("source"), needed=True),
    "current": Key(boolean, "is_current"),
    "note": Key(text),
}
POSITION = {
    "latitude": Key(degrees(90, "latitude", "41.8755"), needed=True),
    "longitude": Key(degrees(180, "longitude", "12.4778"), needed=True),
    "basis": Key(choice(models.Place.PositionBasis.values, "basis of a position"), "position_basis", needed=True),
    "accuracy": Key(whole_number, "position_accuracy"),
    "source": Key(ref("source"), "position_source"),
    "note": Key(text, "position_note"),
}
OPENING = {
    "hours": Key(text, "opening_hours"),
    "always_open": Key(boolean),
    "note": Key(text, "opening_note"),
    "checked_on": Key(date, "opening_checked_on"),
    "source": Key(ref("source"), "opening_source"),
}
IDENTIFIERS = {name: Key(word, f"{name}_id") for name in ("wikidata", "cwgc", "geonames", "osm", "liberation_route")}

COMMON = {
    "type": Key(choice(tuple(TYPES), "type of page"), needed=True),
    "title": Key(text, needed=True),
    "summary": Key(short(SUMMARY), needed=True),
    "order": Key(whole_number),
    "lead_image": Key(lead_image),
    "authors": Key(people(Contribution.Role.AUTHOR)),
    "translators": Key(people(Contribution.Role.TRANSLATOR)),
    "reviewed_on": Key(date),
    "translation_reviewed": Key(boolean),
    "content_notice": Key(content_notice),
    "sources": Key(rows({"source": Key(ref("source"), needed=True), "locator": Key(text)}, bare="source"), "citations"),
    "corrections": Key(corrections),
    "show_in_menus": Key(boolean),
}
ORDERED = {"order": Key(whole_number, needed=True)}
DATED = {"when": Key(edtf, needed=True)}
INTRODUCED = {"introduction": Key(paragraphs, needed=True)}
FORCES = {"forces": Key(rows({"force": Key(ref("force"), needed=True)}, bare="force"), "forces_involved")}


def place_keys() -> dict[str, Key]:
    """The keys that sites and cemeteries share."""
    heads = {name: Key(markdown(SHORT_FEATURES)) for name, _label in models.VISITING_HEADS}
    return {
        **ORDERED,
        "local_name": Key(text),
        "local_name_language": Key(language_tag),
        "position": Key(group(POSITION), needed=True),
        "locality": Key(text),
        "country": Key(country),
        "address": Key(text),
        "managing_body": Key(ref("organisation")),
        "architect": Key(text),
        "established": Key(edtf),
        "opened_on": Key(edtf),
        "opening": Key(group(OPENING)),
        "step_free_access": Key(choice(models.Place.StepFree.values, "word for step-free access")),
        "visiting": Key(group(heads)),
        "notice": Key(group({"text": Key(text, "notice", needed=True), "until": Key(date, "notice_until")})),
        "website": Key(web_address),
        "telephone": Key(text),
        "email": Key(text),
        "identifiers": Key(group(IDENTIFIERS)),
        "figures": Key(rows(FIGURE)),
    }


OWN: dict[str, dict[str, Key]] = {
    "home": {
        "trail_name": Key(text, needed=True),
        "strapline": Key(text),
        "contact_email": Key(text),
        "featured": Key(stream_of("page", page)),
        "partners": Key(stream_of("organisation", ref("organisation"))),
    },
    "campaign": {**DATED, **INTRODUCED, **FORCES},
    "region": {**ORDERED, **DATED, **INTRODUCED},
    "site": {"kind": Key(choice(models.SitePage.Kind.values, "kind of site"), needed=True), **place_keys()},
    "cemetery": {**place_keys(), "memorial_to_the_missing": Key(lines)},
    "stories": {},
    "story": {
        **DATED,
        "where": Key(text),
        "highlights": Key(stream_of("highlight", text)),
        "places": Key(rows({"place": Key(page, needed=True)}, bare="place")),
        **FORCES,
        "outside_campaign": Key(text),
    },
    "standard": {},
}
KEYS: dict[str, dict[str, Key]] = {name: {**COMMON, **own} for name, own in OWN.items()}


def keys_elsewhere(page_type: str) -> dict[str, str]:
    """The keys that only other types have, and which."""
    found: dict[str, Any] = {}
    for name, keys in OWN.items():
        for key in keys.keys() - KEYS[page_type].keys():
            found[key] = f"{found[key]}, {name}" if key in found else name
    return found
