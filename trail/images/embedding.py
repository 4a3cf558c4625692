"""What travels inside a picture's file: its maker, credit and licence as XMP, in the fields of IPTC, PLUS and Creative Commons.

The packet is short and has no padding: it is part of every file that a visitor loads. Its words are those of the record,
and English where they are ours; the alternative text belongs to a use on a page and stays there.
"""

import hashlib
import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from django.utils.translation import override

from .licences import PERMISSION, UNKNOWN

if TYPE_CHECKING:
    from .models import Picture

_SPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "plus": "http://ns.useplus.org/ldf/xmp/1.0/",
    "cc": "http://creativecommons.org/ns#",
}
# Control characters that XML has no way to write.
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_NO_COPYRIGHT = ("http://creativecommons.org/publicdomain/",)
_UNDECIDED = ("http://rightsstatements.org/vocab/N", "http://rightsstatements.org/vocab/CNE", "http://rightsstatements.org/vocab/UND")  # fmt: skip
BY_PERMISSION = "Shown by permission of the rights holder. Any other use needs permission."


def xmp_packet(picture: "Picture") -> bytes:
    """The record of a picture as an XMP packet; empty where nothing is recorded."""
    has_uri = picture.licence.startswith("http")
    attributes = {
        "photoshop:Credit": picture.credit,
        "photoshop:Source": picture.source_archive,
        "xmpRights:Marked": _marked(picture.licence),
        "xmpRights:WebStatement": picture.licence_link or picture.acquire_licence_page,
    }
    elements = [
        _listed("dc:creator", "Seq", picture.creator),
        _listed("dc:rights", "Alt", picture.copyright_notice),
        _listed("dc:description", "Alt", picture.description),
        _listed("xmpRights:UsageTerms", "Alt", usage_terms(picture)),
        f"<cc:license rdf:resource={quoteattr(_clean(picture.licence))}/>" if has_uri else "",
        _licensor(picture),
    ]
    written = [f" {name}={quoteattr(_clean(value))}" for name, value in attributes.items() if value]
    body = "".join(written) + ">" + "".join(elements)
    if body == ">":
        return b""
    spaces = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in _SPACES.items() if f"{prefix}:" in body)
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description rdf:about=""{spaces}{body}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
    ).encode()


def usage_terms(picture: "Picture") -> str:
    """In a few English words what others may do; empty for an unknown licence."""
    if picture.licence == PERMISSION:
        return BY_PERMISSION
    with override(None):
        return "" if picture.licence == UNKNOWN else str(picture.licence_name)


def travelling_key(picture: "Picture", *more: str) -> str:
    """Ten digits that change with the file and with what is written into it, and so the addresses of all that is made of it."""
    seen = "|".join((picture.file_hash, xmp_packet(picture).decode(), *more))
    return hashlib.sha1(seen.encode(), usedforsecurity=False).hexdigest()[:10]


def _marked(licence: str) -> str:
    """XMP's word for "copyrighted": false in the public domain, absent where nobody has decided."""
    if licence == UNKNOWN or licence.startswith(_UNDECIDED):
        return ""
    return "False" if licence.startswith(_NO_COPYRIGHT) else "True"


def _licensor(picture: "Picture") -> str:
    if not picture.acquire_licence_page:
        return ""
    address = escape(_clean(picture.acquire_licence_page))
    return (
        '<plus:Licensor><rdf:Seq><rdf:li rdf:parseType="Resource">'
        f"<plus:LicensorURL>{address}</plus:LicensorURL></rdf:li></rdf:Seq></plus:Licensor>"
    )


def _listed(name: str, kind: str, value: str) -> str:
    """One value in the kind of list that XMP asks for: `Seq` for names in order, `Alt` for words in languages."""
    if not value:
        return ""
    language = ' xml:lang="x-default"' if kind == "Alt" else ""
    return f"<{name}><rdf:{kind}><rdf:li{language}>{escape(_clean(value))}</rdf:li></rdf:{kind}></{name}>"


def _clean(value: str) -> str:
    return _UNWRITABLE.sub("", value)
