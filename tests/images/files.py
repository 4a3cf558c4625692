"""Files of pictures as cameras, archives and attackers write them, made for the tests."""

import struct
from io import BytesIO
from typing import Any
from zlib import compress, crc32

from PIL import Image

XMP = """<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
  xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
  xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/" xmlns:plus="http://ns.useplus.org/ldf/xmp/1.0/"
  xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/" xmlns:exif="http://ns.adobe.com/exif/1.0/"
  photoshop:Credit="Anna Rossi / Museo di Cassino" photoshop:Source="Museo di Cassino" photoshop:DateCreated="1944-06-04T10:00:00"
  photoshop:TransmissionReference="MC 1944/17" photoshop:City="Cassino" photoshop:Country="Italy"
  Iptc4xmpCore:Location="The abbey" exif:GPSLatitude="41,29.2N" exif:GPSLongitude="13,48.8E"
  xmpRights:WebStatement="https://creativecommons.org/licenses/by-sa/4.0/deed.it">
  <dc:creator><rdf:Seq><rdf:li>Anna Rossi</rdf:li></rdf:Seq></dc:creator>
  <dc:rights><rdf:Alt><rdf:li xml:lang="it">Tutti</rdf:li><rdf:li xml:lang="x-default">© 1944 Anna Rossi</rdf:li></rdf:Alt></dc:rights>
  <dc:description><rdf:Alt><rdf:li xml:lang="x-default">The abbey seen from Rocca Janula — città</rdf:li></rdf:Alt></dc:description>
  <plus:Licensor><rdf:Seq><rdf:li rdf:parseType="Resource"><plus:LicensorURL>https://example.org/licence</plus:LicensorURL></rdf:li></rdf:Seq></plus:Licensor>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""
SAYS = {
    "creator": "Anna Rossi",
    "credit_line": "Anna Rossi / Museo di Cassino",
    "copyright_notice": "© 1944 Anna Rossi",
    "licence": "http://creativecommons.org/licenses/by-sa/4.0/",
    "acquire_licence_page": "https://example.org/licence",
    "source_archive": "Museo di Cassino",
    "source_reference": "MC 1944/17",
    "description": "The abbey seen from Rocca Janula — città",
    "date_taken": "1944-06-04",
    "place_shown": "The abbey, Cassino, Italy",
}


def photograph(size: tuple[int, int] = (400, 300), mode: str = "RGB") -> Image.Image:
    """A picture with a gradient and an edge, so that coding it badly shows."""
    image = Image.linear_gradient("L").resize(size)
    if mode == "L":
        return image
    rgb = Image.merge("RGB", (image, image.rotate(180), Image.new("L", size, 90)))
    return rgb.convert(mode)


def saved(image: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    """The file of an image."""
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def exif(**tags: Any) -> bytes:
    """EXIF with a camera, its place, and whatever `tags` say by number: `x0112=6`."""
    made = Image.Exif()
    made[0x010F], made[0x0110] = "Kamera", "X100"
    made.get_ifd(0x8825).update({1: "N", 2: (41.0, 29.0, 12.0), 3: "E", 4: (13.0, 48.0, 48.0)})
    details = made.get_ifd(0x8769)
    details[0x9003] = "1944:06:04 10:00:00"
    details[0xA431] = "SERIAL-4711"
    for name, value in tags.items():
        made[int(name[1:], 16)] = value
    return made.tobytes()


def iptc(fields: dict[int, bytes], charset: bytes = b"\x1b%G") -> bytes:
    """Fields of the IPTC's second record as Photoshop keeps them in a JPEG."""
    sets = [(1, 90, charset)] if charset else []
    sets += [(2, number, value) for number, value in fields.items()]
    data = b"".join(struct.pack(">BBBH", 0x1C, record, number, len(value)) + value for record, number, value in sets)
    block = (
        b"8BIM" + struct.pack(">H", 0x0404) + b"\0\0" + struct.pack(">I", len(data)) + data + b"\0" * (len(data) % 2)
    )
    body = b"Photoshop 3.0\0" + block
    return b"\xff\xed" + struct.pack(">H", len(body) + 2) + body


def behind_start(jpeg: bytes, segment: bytes) -> bytes:
    """The JPEG with one more segment."""
    return jpeg[:2] + segment + jpeg[2:]


def chunk(name: bytes, body: bytes) -> bytes:
    """A chunk of a PNG."""
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", crc32(name + body))


def png(width: int, height: int, *chunks: bytes) -> bytes:
    """A PNG that claims a size and has one line of pixels."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    pixels = chunk(b"IDAT", compress(b"\0" * (width + 1)))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(chunks) + pixels + chunk(b"IEND", b"")


def claiming(size: int, kind: str) -> bytes:
    """A small file whose header claims `size` by `size` pixels."""
    if kind == "PNG":
        return png(size, size)
    content = bytearray(saved(photograph((64, 64)), kind))
    if kind == "JPEG":
        at = content.index(b"\xff\xc0")
        content[at + 5 : at + 9] = struct.pack(">HH", size, size)
    elif kind == "GIF":
        content[6:10] = struct.pack("<HH", size, size)
    elif kind == "WEBP":
        most = min(size, 16383)
        at = content.index(b"VP8 ") + 14
        content[at : at + 4] = struct.pack("<HH", most, most)
    elif kind == "AVIF":
        at = content.index(b"ispe") + 8
        content[at : at + 8] = struct.pack(">II", size, size)
    return bytes(content)


def svg(inside: str, attributes: str = 'viewBox="0 0 120 80" width="120" height="80"', before: str = "") -> bytes:
    """A drawing with a square and what stands `inside`."""
    start = f'{before}<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {attributes}>'
    return f'{start}<path fill="#d32" d="M0 0h60v80H0z"/>{inside}</svg>'.encode()
