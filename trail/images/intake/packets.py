"""The XMP packet that a stored file carries: what its maker said of it, and nothing else."""

from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
X = "adobe:ns:meta/"
DC = "http://purl.org/dc/elements/1.1/"
XMP = "http://ns.adobe.com/xap/1.0/"
XMP_RIGHTS = "http://ns.adobe.com/xap/1.0/rights/"
PHOTOSHOP = "http://ns.adobe.com/photoshop/1.0/"
PLUS = "http://ns.useplus.org/ldf/xmp/1.0/"
IPTC_CORE = "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
IPTC_EXT = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
CC = "http://creativecommons.org/ns#"
EXIF = "http://ns.adobe.com/exif/1.0/"
_PREFIXES = {
    "rdf": RDF, "x": X, "dc": DC, "xmp": XMP, "xmpRights": XMP_RIGHTS, "photoshop": PHOTOSHOP, "plus": PLUS,
    "Iptc4xmpCore": IPTC_CORE, "Iptc4xmpExt": IPTC_EXT,
}  # fmt: skip
# The property of each field, and how it is written: as plain text, as a list, or as text in a language.
_PROPERTIES = {
    "creator": (DC, "creator", "Seq"),
    "description": (DC, "description", "Alt"),
    "copyright_notice": (DC, "rights", "Alt"),
    "title": (PHOTOSHOP, "Headline", ""),
    "credit_line": (PHOTOSHOP, "Credit", ""),
    "source_archive": (PHOTOSHOP, "Source", ""),
    "source_reference": (PHOTOSHOP, "TransmissionReference", ""),
    "date_taken": (PHOTOSHOP, "DateCreated", ""),
    "licence": (XMP_RIGHTS, "WebStatement", ""),
    "place_shown": (IPTC_CORE, "Location", ""),
}


def packet_of(found: dict[str, str]) -> bytes:
    """The packet with what was found in a file; empty where nothing was."""
    if not found:
        return b""
    for prefix, namespace in _PREFIXES.items():
        register_namespace(prefix, namespace)
    root = Element(f"{{{X}}}xmpmeta")
    about = SubElement(SubElement(root, f"{{{RDF}}}RDF"), f"{{{RDF}}}Description", {f"{{{RDF}}}about": ""})
    for name, (namespace, local, container) in _PROPERTIES.items():
        if name not in found:
            continue
        element = SubElement(about, f"{{{namespace}}}{local}")
        if container:
            element = SubElement(SubElement(element, f"{{{RDF}}}{container}"), f"{{{RDF}}}li")
        if container == "Alt":
            element.set("{http://www.w3.org/XML/1998/namespace}lang", "x-default")
        element.text = found[name]
    if "acquire_licence_page" in found:
        licensors = SubElement(SubElement(about, f"{{{PLUS}}}Licensor"), f"{{{RDF}}}Seq")
        licensor = SubElement(licensors, f"{{{RDF}}}li", {f"{{{RDF}}}parseType": "Resource"})
        SubElement(licensor, f"{{{PLUS}}}LicensorURL").text = found["acquire_licence_page"]
    return b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>' + tostring(root) + b'<?xpacket end="r"?>'
