"""What a picture's file says about itself in XMP, IPTC-IIM and EXIF, as values for the fields of the record.

Whatever cannot be read is passed over: what somebody wrote into a file never stops its upload. XMP counts before IPTC,
IPTC before EXIF, because that is the order in which programs keep them up to date. Positions are not read at all.
"""

import re
import unicodedata
from typing import Any
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from PIL import Image
from PIL.ExifTags import IFD, Base
from PIL.IptcImagePlugin import getiptcinfo

from trail.dates.edtf import InvalidEdtf, parse

from ..licences import UNKNOWN, from_uri
from .packets import CC, DC, EXIF, IPTC_CORE, IPTC_EXT, PHOTOSHOP, PLUS, RDF, XMP, XMP_RIGHTS

MAX_PACKET = 1024 * 1024
LENGTHS = {"source_reference": 100, "acquire_licence_page": 500}
USUAL_LENGTH = 255
# Cameras write their own name where a description should stand.
_NOISE = re.compile(
    r"(?:olympus|sony|minolta|samsung|kodak|dcim?).{0,20}|digital camera|default|untitled|screenshot", re.I
)
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
_UTF8_MARK = b"\x1b%G"
_LONG_DATE = re.compile(r"(\d{4})[:-]?(\d{2})?[:-]?(\d{2})?")

Found = dict[str, str]


def read_embedded(image: Image.Image) -> Found:
    """What the file says, by the names of the record's fields; only what is there and makes sense."""
    found: Found = {}
    for reader in (_from_xmp, _from_iptc, _from_exif):
        try:
            for name, value in reader(image).items():
                if name not in found and (settled := _settled(name, value)):
                    found[name] = settled
        except Exception:
            continue
    return found


def _settled(name: str, value: str) -> str:
    """The value as the field takes it, or nothing."""
    printable = "".join(" " if unicodedata.category(char) in {"Cc", "Cs", "Co", "Cn"} else char for char in value)
    value = " ".join(printable.split())
    if _NOISE.fullmatch(value):
        return ""
    if name == "licence":
        licence = from_uri(value)
        return "" if licence == UNKNOWN else str(licence.value)
    if name == "date_taken":
        return _date(value)
    if name == "acquire_licence_page":
        return _address(value)
    return _shortened(value, LENGTHS.get(name, USUAL_LENGTH))


def _shortened(value: str, length: int) -> str:
    return value if len(value) <= length else value[: length - 1].rstrip() + "…"


def _address(value: str) -> str:
    try:
        URLValidator(schemes=["http", "https"])(value)
    except ValidationError:
        return ""
    return value if len(value) <= LENGTHS["acquire_licence_page"] else ""


def _date(value: str) -> str:
    """EDTF from `1944-06-04T10:00:00`, `1944:06:04 10:00:00`, `19440604`, `1944-06`, `1944`; zeros mean unknown."""
    match = _LONG_DATE.match(value)
    if match is None or match[1] == "0000":
        return ""
    parts = [match[1]]
    for part in match.groups()[1:]:
        if part in {None, "00"}:
            break
        parts.append(part)
    text = "-".join(parts)
    try:
        parse(text)
    except InvalidEdtf:
        return ""
    return text


def _first(*values: str) -> str:
    return next((value for value in values if value.strip()), "")


def _place(*parts: str) -> str:
    """From the smallest to the largest, each once."""
    return ", ".join(dict.fromkeys(part.strip() for part in parts if part.strip()))


# XMP


def _from_xmp(image: Image.Image) -> Found:
    packet = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
    if isinstance(packet, str):
        packet = packet.encode("utf-8", "replace")
    if not packet or len(packet) > MAX_PACKET:
        return {}
    tree = fromstring(bytes(packet).strip(b"\0 \r\n\t"), forbid_dtd=True)
    one = _Properties(tree)
    terms = _ADDRESS.search(one[XMP_RIGHTS, "UsageTerms"])
    shown = one.within(IPTC_EXT, "LocationShown")
    licence = next(
        (uri for uri in (one[XMP_RIGHTS, "WebStatement"], one[CC, "license"], terms[0] if terms else "")
         if from_uri(uri) != UNKNOWN), "",
    )  # fmt: skip
    return {
        "title": _first(one[PHOTOSHOP, "Headline"], one[DC, "title"]),
        "description": one[DC, "description"],
        "creator": one[DC, "creator"],
        "credit_line": one[PHOTOSHOP, "Credit"],
        "copyright_notice": one[DC, "rights"],
        "licence": licence,
        "acquire_licence_page": one[PLUS, "LicensorURL"],
        "source_archive": one[PHOTOSHOP, "Source"],
        "source_reference": _first(one[PHOTOSHOP, "TransmissionReference"], one[DC, "identifier"]),
        "date_taken": _first(
            one[PHOTOSHOP, "DateCreated"], one[EXIF, "DateTimeOriginal"], one[XMP, "CreateDate"]
        ),
        "place_shown": _first(
            _place(*(shown[IPTC_EXT, name] for name in ("Sublocation", "City", "ProvinceState", "CountryName"))),
            _place(one[IPTC_CORE, "Location"], one[PHOTOSHOP, "City"], one[PHOTOSHOP, "State"], one[PHOTOSHOP, "Country"]),
        ),
    }  # fmt: skip


class _Properties:
    """The properties of an XMP packet, written as elements or as attributes, wherever in the tree they stand."""

    def __init__(self, tree: Element | None) -> None:
        self._tree = tree

    def __getitem__(self, key: tuple[str, str]) -> str:
        name = f"{{{key[0]}}}{key[1]}"
        for element in self._tree.iter() if self._tree is not None else ():
            if element.tag == name:
                return _text_of(element)
            if name in element.attrib:
                return element.attrib[name]
        return ""

    def within(self, namespace: str, name: str) -> "_Properties":
        """The properties below one of them."""
        return _Properties(self._tree.find(f".//{{{namespace}}}{name}") if self._tree is not None else None)


def _text_of(element: Element) -> str:
    """The text of a property: the default of several languages, all members of a list, or the address it points at."""
    items = element.findall(f".//{{{RDF}}}li")
    if element.find(f"{{{RDF}}}Alt") is not None:
        xml_lang = "{http://www.w3.org/XML/1998/namespace}lang"
        items = sorted(items, key=lambda item: item.get(xml_lang) != "x-default")[:1]
    if items:
        return ", ".join(filter(None, ((item.text or "").strip() for item in items)))
    return (element.get(f"{{{RDF}}}resource") or element.text or "").strip()


# IPTC-IIM


def _from_iptc(image: Image.Image) -> Found:
    fields = getiptcinfo(image) or {}  # type: ignore[arg-type]
    is_utf8 = _UTF8_MARK in _as_list(fields.get((1, 90), b""))

    def one(number: int, join: str = ", ") -> str:
        return join.join(_decoded(raw, is_utf8).strip() for raw in _as_list(fields.get((2, number), b"")) if raw)

    return {
        "title": _first(one(105), one(5)),
        "description": one(120, " "),
        "creator": one(80),
        "credit_line": one(110),
        "copyright_notice": one(116),
        "source_archive": one(115),
        "source_reference": one(103),
        "date_taken": one(55),
        "place_shown": _place(one(92), one(90), one(95), one(101)),
    }


def _as_list(value: Any) -> list[bytes]:
    return [bytes(each) for each in value] if isinstance(value, list) else [bytes(value)]


def _decoded(raw: bytes, is_utf8: bool) -> str:
    """Many programs write UTF-8 and do not say so; what is not UTF-8 is taken for that of Western Europe."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("utf-8", "replace") if is_utf8 else raw.decode("cp1252", "replace")


# EXIF


def _from_exif(image: Image.Image) -> Found:
    exif = image.getexif()
    details = exif.get_ifd(IFD.Exif)
    # Photographer and editor stand in one field, with a zero between them.
    notice = _exif_text(exif.get(Base.Copyright)).split("\0")[0]
    return {
        "description": _exif_text(exif.get(Base.ImageDescription)),
        "creator": _exif_text(exif.get(Base.Artist)).replace(";", ", "),
        "copyright_notice": notice,
        "date_taken": _exif_text(details.get(Base.DateTimeOriginal)),
    }


def _exif_text(value: Any) -> str:
    if isinstance(value, bytes):
        return _decoded(value, False)
    if not isinstance(value, str):
        return ""
    try:
        return _decoded(value.encode("latin-1"), False)
    except UnicodeEncodeError:
        return value
