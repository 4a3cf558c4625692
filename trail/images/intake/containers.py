"""What a picture's file is made of: which kind it is, and the same picture without anything that is not the picture.

`rewritten` copies the parts that draw the picture, untouched, and leaves out all else: embedded metadata with the place
where the camera stood, comments, previews, and whatever was hung on behind the end. A credit in XMP is put in.
"""

import re
import struct
from collections.abc import Iterator
from zlib import crc32

JPEG, PNG, GIF, WEBP, AVIF, HEIF, SVG = "JPEG", "PNG", "GIF", "WEBP", "AVIF", "HEIF", "SVG"
ENDINGS = {JPEG: "jpg", PNG: "png", GIF: "gif", WEBP: "webp", AVIF: "avif", HEIF: "heic", SVG: "svg"}
# Kinds that we know by sight and do not take.
OTHER_KINDS = {
    b"II*\0": "TIFF", b"MM\0*": "TIFF", b"BM": "BMP", b"%PDF": "PDF", b"8BPS": "PSD", b"\x1f\x8b": "SVGZ", b"PK\x03\x04": "ZIP",
}  # fmt: skip

_XMP_MARK = b"http://ns.adobe.com/xap/1.0/\0"
_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
# What draws the picture, its colours and its size on paper. Text, time, EXIF and animation are left out.
_PNG_KEPT = {b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"sBIT", b"bKGD", b"pHYs", b"IDAT"}
# Behind an entropy-coded part stands the next marker; a stuffed zero and the restart marks belong to the part.
_NEXT_MARKER = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
_MAX_SEGMENT = 65_533


class Broken(ValueError):
    """The file breaks off, or its parts contradict each other."""


def kind_of(content: bytes) -> str:
    """The kind of a file by its first bytes, whatever its name says; empty where it is none that we know."""
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    if content.startswith(_PNG_SIGNATURE):
        return PNG
    if content[:6] in {b"GIF87a", b"GIF89a"}:
        return GIF
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return WEBP
    if content[4:8] == b"ftyp":
        brands = {content[at : at + 4] for at in (8, *range(16, min(int.from_bytes(content[:4], "big"), 64), 4))}
        if brands & {b"avif", b"avis"}:
            return AVIF
        return HEIF if brands & {b"heic", b"heix", b"hevc", b"heim", b"mif1", b"msf1"} else ""
    for start, name in OTHER_KINDS.items():
        if content.startswith(start):
            return name
    return SVG if _looks_like_xml(content) else ""


def _looks_like_xml(content: bytes) -> bool:
    start = content[:1024]
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if start.startswith(mark):
            return start[: len(start) // 2 * 2].decode(encoding, "replace").lstrip().startswith("<")
    return start.lstrip().startswith(b"<")


def rewritten(content: bytes, kind: str, xmp: bytes) -> bytes:
    """The same picture, not decoded and not coded anew, with `xmp` as its only metadata. Raises `Broken`."""
    try:
        return b"".join({JPEG: _jpeg, PNG: _png, WEBP: _webp}[kind](memoryview(content), xmp))
    except (IndexError, struct.error) as error:
        raise Broken("The file breaks off.") from error


def _jpeg(content: memoryview, xmp: bytes) -> Iterator[bytes | memoryview]:
    yield content[:2]
    if xmp and len(xmp) + len(_XMP_MARK) <= _MAX_SEGMENT:
        body = _XMP_MARK + xmp
        yield b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body
    at = 2
    while True:
        if content[at] != 0xFF:
            raise Broken("A segment of the JPEG does not begin where it should.")
        while content[at + 1] == 0xFF:
            at += 1
        marker = content[at + 1]
        if marker == 0xD9:
            yield b"\xff\xd9"
            return
        if marker == 0x01 or 0xD0 <= marker <= 0xD8:
            at += 2
            continue
        end = at + 2 + struct.unpack_from(">H", content, at + 2)[0]
        if marker == 0xDA:
            found = _NEXT_MARKER.search(content, end)
            if found is None:
                raise Broken("The JPEG has no end.")
            end = found.start()
        if _draws(marker, content[at + 4 : at + 18]):
            yield content[at:end]
        at = end


def _draws(marker: int, start: memoryview) -> bool:
    """Whether a segment of a JPEG is needed: the tables, the pixels, the profile of colours, Adobe's note on them."""
    if marker == 0xE0:
        return bytes(start[:5]) == b"JFIF\0"
    if marker == 0xE2:
        return bytes(start[:12]) == b"ICC_PROFILE\0"
    return marker == 0xEE or not (0xE0 <= marker <= 0xEF or marker == 0xFE)


def _png(content: memoryview, xmp: bytes) -> Iterator[bytes | memoryview]:
    yield content[:8]
    at, written = 8, not xmp
    while True:
        length, name = struct.unpack_from(">I4s", content, at)
        end = at + 12 + length
        if end > len(content):
            raise Broken("The PNG breaks off.")
        if name == b"IEND":
            yield _png_chunk(b"IEND", b"")
            return
        if name == b"IDAT" and not written:
            yield _png_chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + xmp)
            written = True
        if name in _PNG_KEPT:
            yield content[at:end]
        at = end


def _png_chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", crc32(name + body))


def _webp(content: memoryview, xmp: bytes) -> Iterator[bytes | memoryview]:
    chunks = [(name, body) for name, body in _riff(content) if name in {b"ALPH", b"VP8 ", b"VP8L", b"ICCP"}]
    parts = dict(chunks)
    if b"VP8 " not in parts and b"VP8L" not in parts:
        raise Broken("The WebP holds no picture.")
    width, height = webp_size(content)
    has_alpha = b"ALPH" in parts or (b"VP8L" in parts and bool(parts[b"VP8L"][4] & 0x10))
    flags = (0x20 if b"ICCP" in parts else 0) | (0x10 if has_alpha else 0) | (0x04 if xmp else 0)
    header = bytes([flags, 0, 0, 0]) + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    ordered = [(b"VP8X", header)]
    ordered += [(name, parts[name]) for name in (b"ICCP", b"ALPH", b"VP8 ", b"VP8L") if name in parts]
    if xmp:
        ordered.append((b"XMP ", xmp))
    size = 4 + sum(8 + len(body) + len(body) % 2 for _name, body in ordered)
    yield b"RIFF" + struct.pack("<I", size) + b"WEBP"
    for name, body in ordered:
        yield name + struct.pack("<I", len(body))
        yield body
        yield b"\0" * (len(body) % 2)


def _riff(content: memoryview) -> Iterator[tuple[bytes, memoryview]]:
    end = min(8 + struct.unpack_from("<I", content, 4)[0], len(content))
    at = 12
    while at + 8 <= end:
        name, length = struct.unpack_from("<4sI", content, at)
        if at + 8 + length > len(content):
            raise Broken("The WebP breaks off.")
        yield name, content[at + 8 : at + 8 + length]
        at += 8 + length + length % 2


def webp_size(content: bytes | memoryview) -> tuple[int, int]:
    """Width and height as the header claims, read before the library sets memory aside for them. Raises `Broken`."""
    try:
        for name, body in _riff(memoryview(content)):
            if name == b"VP8X":
                return int.from_bytes(body[4:7], "little") + 1, int.from_bytes(body[7:10], "little") + 1
            if name == b"VP8 ":
                width, height = struct.unpack_from("<HH", body, 6)
                return width & 0x3FFF, height & 0x3FFF
            if name == b"VP8L":
                bits = struct.unpack_from("<I", body, 1)[0]
                return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    except (IndexError, struct.error) as error:
        raise Broken("The WebP breaks off.") from error
    raise Broken("The WebP holds no picture.")
