"""Converters: what the text after a key becomes. Each takes a node of the tree and the reading, and never raises.

A converter returns a value, or `NOTHING` after noting a fault.
"""

import datetime
import re
from collections.abc import Callable, Collection
from collections.abc import Mapping as Table
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from trail.core.rich_text import PARAGRAPH_FEATURES
from trail.dates.edtf import InvalidEdtf, parse
from trail.languages.tags import known_tags

from .content import Row, Spread
from .links import OUTSIDE
from .paragraphs import rich_text
from .reading import NOTHING, Reading, did_you_mean
from .tree import Mapping, Node, Scalar, Sequence

Converter = Callable[[Node, Reading], Any]
FORMAT = "docs/reference/trail-files.md"


@dataclass(frozen=True)
class Key:
    """One key: its converter, the field it fills (its own name if nothing is said), and whether it must be there."""

    convert: Converter
    field: str = ""
    needed: bool = False


def word(node: Node, here: Reading) -> Any:
    """The text as written, or a fault where there is none or it is a list."""
    if not isinstance(node, Scalar):
        return here.fault(
            node.line, "Here stands a list or a set of keys, not a text", "write a text, in quotation marks if need be"
        )
    if node.is_empty or not node.text.strip():
        return here.fault(node.line, "The key has no value", "write a value or leave the key out")
    return node.text.strip()


def text(node: Node, here: Reading) -> Any:
    """One line of text; line breaks become spaces."""
    found = word(node, here)
    return found and " ".join(found.split())


def lines(node: Node, here: Reading) -> Any:
    """A text that keeps its line breaks."""
    return word(node, here)


def short(most: int) -> Converter:
    """One line of text of at most `most` characters."""

    def convert(node: Node, here: Reading) -> Any:
        found = text(node, here)
        if found and len(found) > most:
            return here.fault(node.line, f"The text has {len(found)} characters, more than {most}", "shorten it")
        return found

    return convert


def markdown(features: Collection[str] = PARAGRAPH_FEATURES) -> Converter:
    """Rich text of one or more paragraphs."""

    def convert(node: Node, here: Reading) -> Any:
        found = word(node, here)
        if found is NOTHING:
            return found
        return rich_text(node.text, node.text_line or node.line, here, features)

    return convert


def choice(values: Collection[str], what: str) -> Converter:
    """One of a few words."""

    def convert(node: Node, here: Reading) -> Any:
        found = word(node, here)
        if found is NOTHING or found in values:
            return found
        return here.fault(
            node.line, f"“{found}” is not a {what}", did_you_mean(found, values) or f"use one of: {', '.join(values)}"
        )

    return convert


def whole_number(node: Node, here: Reading) -> Any:
    """A whole number, not negative."""
    found = word(node, here)
    if found is NOTHING:
        return found
    if not re.fullmatch(r"[0-9]{1,9}", found):
        return here.fault(node.line, f"“{found}” is not a whole number", "write figures only, without commas: 4345")
    return int(found)


def degrees(most: int, name: str, example: str) -> Converter:
    """A coordinate; six decimals (some 10 cm) are kept."""

    def convert(node: Node, here: Reading) -> Any:
        found = word(node, here)
        if found is NOTHING:
            return found
        try:
            value = Decimal(found)
        except InvalidOperation:
            value = Decimal("NaN")
        if not value.is_finite():
            return here.fault(node.line, f"“{found}” is not a {name}", f"write degrees with a point: {example}")
        if abs(value) > most:
            return here.fault(
                node.line,
                f"The {name} {found} is out of range: it runs from −{most} to {most}",
                f"write degrees: {example}",
            )
        return value.quantize(Decimal("0.000001"))

    return convert


def boolean(node: Node, here: Reading) -> Any:
    """`true` or `false`."""
    found = word(node, here)
    if found is NOTHING or found in {"true", "false"}:
        return found if found is NOTHING else found == "true"
    return here.fault(node.line, f"“{found}” is neither true nor false", "write true or false")


def date(node: Node, here: Reading) -> Any:
    """A day of the calendar."""
    found = word(node, here)
    if found is NOTHING:
        return found
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", found, re.ASCII):
            return datetime.date.fromisoformat(found)
    except ValueError:
        pass
    return here.fault(node.line, f"“{found}” is not a day of the calendar", "write year, month and day: 2026-11-20")


def edtf(node: Node, here: Reading) -> Any:
    """A date in EDTF."""
    found = word(node, here)
    if found is NOTHING:
        return found
    try:
        parse(found)
    except InvalidEdtf as error:
        message, _word, example = str(error).partition(" Example")
        remedy = (
            f"example{example}" if example else "write it in EDTF: 1944, 1944-06, 1944-06-04, 1943-12-20/1943-12-28"
        )
        return here.fault(node.line, f"The date cannot be read: {message}", remedy.rstrip("."))
    return found


def language_tag(node: Node, here: Reading) -> Any:
    """A language tag that CLDR knows."""
    found = word(node, here)
    if found is NOTHING or found in known_tags():
        return found
    return here.fault(node.line, f"“{found}” is not a language tag", "write it in lower case, as in it, de, pt-br")


def country(node: Node, here: Reading) -> Any:
    """An ISO 3166-1 code."""
    found = word(node, here)
    if found is NOTHING or re.fullmatch(r"[A-Z]{2}", found):
        return found
    return here.fault(node.line, f"“{found}” is not a country code", "write two capital letters: IT")


def web_address(node: Node, here: Reading) -> Any:
    """An address on the web."""
    found = word(node, here)
    if found is NOTHING or (found.startswith(OUTSIDE[:2]) and " " not in found):
        return found
    return here.fault(node.line, f"“{found}” is not a web address", "begin with https://")


def ref(kind: str) -> Converter:
    """A key of one of the lists."""

    def convert(node: Node, here: Reading) -> Any:
        found = word(node, here)
        return found and here.ref(kind, found, node.line)

    return convert


def page(node: Node, here: Reading) -> Any:
    """The address of a page of the trail."""
    found = word(node, here)
    if found is NOTHING:
        return found
    if not found.startswith("/"):
        return here.fault(
            node.line, f"“{found}” is not an address of this trail", "write it from the root: /italian-campaign/rome/"
        )
    return here.page(found, node.line)


def items(node: Node, here: Reading) -> list[Node]:
    """The entries of a list; a fault where it is none."""
    if isinstance(node, Sequence):
        return node.items
    if not (isinstance(node, Scalar) and node.is_empty):
        here.fault(node.line, "Here a list is wanted", "write one entry a line, each with a hyphen, or [one, two]")
    return []


def list_of(convert: Converter, most: int = 0) -> Converter:
    """A list; entries at fault are left out."""

    def whole(node: Node, here: Reading) -> Any:
        found = [convert(item, here) for item in items(node, here)]
        if most and len(found) > most:
            here.fault(
                node.line, f"The list has {len(found)} entries, more than {most}", "keep the most important ones"
            )
        return [value for value in found if value is not NOTHING]

    return whole


def read_keys(node: Node, keys: Table[str, Key], here: Reading, elsewhere: Table[str, str] | None = None) -> Spread:
    """Read a set of keys into fields. `elsewhere` says of keys that are known, but not here, where they belong."""
    found = Spread()
    if not isinstance(node, Mapping):
        here.fault(node.line, "Here keys are wanted", f"keys are: {', '.join(keys)}")
        return found
    for name, entry in node.entries.items():
        key = keys.get(name)
        if key is None:
            _unknown_key(name, entry.line, keys, here, elsewhere or {})
            continue
        value = key.convert(entry.value, here)
        if isinstance(value, Spread):
            found.fields.update(value.fields)
            found.lines.update(value.lines)
        elif value is not NOTHING:
            found.fields[key.field or name] = value
        found.lines[key.field or name] = entry.line
    for name, key in keys.items():
        if key.needed and name not in node.entries:
            here.fault(node.line, f"The key “{name}” is missing", f"add it; {FORMAT} says what it holds")
    return found


def _unknown_key(name: str, line: int, keys: Table[str, Key], here: Reading, elsewhere: Table[str, str]) -> None:
    if name in elsewhere:
        here.fault(line, f"This type of page has no key “{name}”", f"it belongs to: {elsewhere[name]}")
    else:
        here.fault(
            line, f"The key “{name}” is not known", did_you_mean(name, keys) or f"keys here are: {', '.join(keys)}"
        )


def group(keys: Table[str, Key]) -> Converter:
    """A set of keys that fill fields of the page itself."""
    return lambda node, here: read_keys(node, keys, here)


def rows(keys: Table[str, Key], bare: str = "") -> Converter:
    """A list of children, each a set of keys, or only the word for the key `bare`."""

    def convert(node: Node, here: Reading) -> Any:
        found = []
        for item in items(node, here):
            if bare and isinstance(item, Scalar):
                value = keys[bare].convert(item, here)
                if value is not NOTHING:
                    found.append(Row({keys[bare].field or bare: value}, item.line))
            else:
                spread = read_keys(item, keys, here)
                found.append(Row(spread.fields, item.line, spread.lines))
        return found

    return convert
