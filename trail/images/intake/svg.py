"""Drawings in SVG, made safe: an SVG is a document that could run programs and call other hosts.

svg-hush decides by its list of what is harmless which elements and attributes may stay. It writes the file anew with
line breaks that move letters in texts, so we keep our own tree and take out of it what svg-hush took out. On top of its
rules ours: nothing is fetched from anywhere, nothing moves, nothing leads away.
"""

import base64
import binascii
import re
from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError, register_namespace, tostring

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from py_svg_hush import filter_svg

from .containers import JPEG, PNG, WEBP, kind_of

SVG_NAMESPACE = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
XML = "http://www.w3.org/XML/1998/namespace"
PICTURES = {"image": ["png", "jpeg", "webp"]}
MAX_ELEMENTS, MAX_DEPTH = 100_000, 200
# Elements after each `use` has been drawn: a few lines can ask for millions.
MAX_DRAWN = 500_000

_DOCTYPE = re.compile(rb"<!DOCTYPE[^\[>]*>", re.IGNORECASE)
_HREF = (f"{{{XLINK}}}href", "href")
_URL = re.compile(r"url\(\s*['\"]?\s*(?!#)", re.IGNORECASE)
_FETCHES = re.compile(
    r"@import|@font-face|javascript:|expression\(|-moz-binding|behavior:|\\|image-set|src\(", re.IGNORECASE
)
_DATA_PICTURE = re.compile(r"data:image/(?:png|jpeg|webp);base64,([A-Za-z0-9+/=\s]+)")
_MOVES = {"animate", "animateMotion", "animateTransform", "animateColor", "set", "mpath", "discard"}
_NAMES = {
    "script": _("scripts"),
    "foreignObject": _("foreign content"),
    "style": _("style sheets that fetch something"),
}


class UnsafeDrawing(ValueError):
    """The drawing cannot be made safe; the message is for the editor."""


def sanitised(content: bytes) -> tuple[bytes, list[str | Promise]]:
    """The drawing made safe, and in words what was taken out. Raises `UnsafeDrawing`."""
    content = _DOCTYPE.sub(b"", content, count=1)
    tree = _tree_of(content)
    if tree.tag != f"{{{SVG_NAMESPACE}}}svg":
        raise UnsafeDrawing(_("This is no SVG drawing: its outermost element is not “svg” in SVG's namespace."))
    _check_size(tree)
    try:
        allowed = fromstring(filter_svg(content, PICTURES))
    except (ValueError, ParseError, DefusedXmlException) as error:
        raise UnsafeDrawing(
            _("The SVG file could not be checked. Save it again as “plain SVG” in the encoding UTF-8.")
        ) from error
    removed: Counter[str | Promise] = Counter()
    _prune(tree, allowed, removed)
    _tighten(tree, removed)
    register_namespace("", SVG_NAMESPACE)
    register_namespace("xlink", XLINK)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + tostring(tree, encoding="utf-8") + b"\n", list(removed)


def _tree_of(content: bytes) -> Element:
    try:
        return fromstring(content, forbid_dtd=True)
    except DefusedXmlException as error:
        raise UnsafeDrawing(
            _("The SVG file declares entities, which can be used to attack. Save it again as “plain SVG”.")
        ) from error
    except (ParseError, ValueError, LookupError) as error:
        raise UnsafeDrawing(_("The SVG file is damaged: it is not well-formed XML.")) from error


def _check_size(tree: Element) -> None:
    """Refuse what would keep a browser busy for minutes: too many elements, too deep, or multiplied by `use`."""
    too_much = UnsafeDrawing(_("The drawing is too complex. Make it simpler, or export it as a PNG."))
    found: dict[str, Element] = {}
    for number, (element, depth) in enumerate(_with_depth(tree)):
        if number > MAX_ELEMENTS or depth > MAX_DEPTH:
            raise too_much
        if "id" in element.attrib:
            found.setdefault(element.attrib["id"], element)
    weights: dict[Element, int] = {}
    waiting: list[tuple[Element, bool]] = [(tree, False)]
    open_elements: set[Element] = set()
    while waiting:
        element, is_counted = waiting.pop()
        needed = list(element)
        if _local(element) == "use" and (target := found.get(_target(element))) is not None:
            needed.append(target)
        if is_counted:
            weights[element] = 1 + sum(weights.get(each, 0) for each in needed)
            open_elements.discard(element)
            if weights[element] > MAX_DRAWN:
                raise too_much
        elif element in open_elements:
            raise UnsafeDrawing(_("The drawing contains itself: an element “use” points at what it stands in."))
        elif element not in weights:
            open_elements.add(element)
            waiting.append((element, True))
            waiting.extend((each, False) for each in needed if each not in weights)


def _with_depth(tree: Element) -> Iterator[tuple[Element, int]]:
    waiting = [(tree, 0)]
    while waiting:
        element, depth = waiting.pop()
        yield element, depth
        waiting.extend((child, depth + 1) for child in element)


def _target(element: Element) -> str:
    return next((element.attrib[name][1:] for name in _HREF if element.get(name, "").startswith("#")), "")


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _prune(tree: Element, allowed: Element, removed: Counter[str | Promise]) -> None:
    """Take out of `tree` each element and attribute that svg-hush has left out; it keeps their order."""
    waiting = [(tree, allowed)]
    while waiting:
        ours, theirs = waiting.pop()
        _prune_attributes(ours, theirs, removed)
        remaining = list(theirs)
        for child in list(ours):
            if remaining and isinstance(child.tag, str) and child.tag == remaining[0].tag:
                waiting.append((child, remaining.pop(0)))
            else:
                _take_out(ours, child, removed)


def _prune_attributes(ours: Element, theirs: Element, removed: Counter[str | Promise]) -> None:
    for name in list(ours.attrib):
        if name in {f"{{{XML}}}space", f"{{{XML}}}lang"}:
            continue
        local = "href" if name in _HREF else name
        if local in theirs.attrib or name in theirs.attrib:
            continue
        del ours.attrib[name]
        if name.lower().startswith("on"):
            removed[_("event handlers")] += 1
        elif name in _HREF:
            removed[_("links to other places")] += 1


def _take_out(parent: Element, child: Element, removed: Counter[str | Promise]) -> None:
    """Take out a child; the text behind it, which in XML hangs on it, stays."""
    siblings = list(parent)
    at = siblings.index(child)
    if child.tail:
        if at:
            siblings[at - 1].tail = (siblings[at - 1].tail or "") + child.tail
        else:
            parent.text = (parent.text or "") + child.tail
    parent.remove(child)
    if str(child.tag).startswith(f"{{{SVG_NAMESPACE}}}") and _local(child) != "metadata":
        removed[_NAMES.get(_local(child), _local(child))] += 1


def _tighten(tree: Element, removed: Counter[str | Promise]) -> None:
    """Our own rules, on what svg-hush has let through."""
    for parent in list(tree.iter()):
        for child in list(parent):
            if _local(child) in _MOVES:
                removed[_("animations")] += 1
                _take_out(parent, child, Counter())
            elif _local(child) == "style" and _reaches_out("".join(child.itertext())):
                _take_out(parent, child, removed)
        for name, value in list(parent.attrib.items()):
            if name in _HREF and not _stays_here(parent, value):
                del parent.attrib[name]
                removed[_("links to other places")] += 1
            elif name not in _HREF and _reaches_out(value) and ("url" in value.lower() or name == "style"):
                del parent.attrib[name]
                removed[_("references to other files")] += 1


def _stays_here(element: Element, value: str) -> bool:
    """Whether a reference points into the drawing itself, or is a small picture written out in it."""
    value = value.strip()
    if value.startswith("#"):
        return True
    match = _DATA_PICTURE.fullmatch(value) if _local(element) in {"image", "feImage"} else None
    if match is None:
        return False
    try:
        return kind_of(base64.b64decode(match[1])) in {PNG, JPEG, WEBP}
    except (binascii.Error, ValueError):
        return False


def _reaches_out(text: str) -> bool:
    return bool(_URL.search(text) or _FETCHES.search(text))
