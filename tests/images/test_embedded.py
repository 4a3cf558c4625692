"""What files say about themselves is read, whoever wrote it and however badly; nothing of it stops an upload."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from trail.images.intake import take_in
from trail.images.intake.embedded import read_embedded

from .files import SAYS, XMP, behind_start, chunk, exif, iptc, photograph, png, saved

IIM = {
    5: b"Object", 105: b"Die Schlacht", 80: "Jürgen Groß".encode(), 110: b"Bundesarchiv", 116: "© Bundesarchiv".encode(),
    115: b"Bundesarchiv, Koblenz", 103: b"Bild 101I", 120: b"Soldiers at the\rcanal", 55: b"19440122", 92: b"Canal",
    90: b"Anzio", 101: b"Italy",
}  # fmt: skip


def said(content: bytes) -> dict[str, str]:
    """What is read from a file."""
    with Image.open(BytesIO(content)) as image:
        return read_embedded(image)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_xmp_is_read_from_each_kind(kind: str) -> None:
    content = saved(photograph(), kind, xmp=XMP.encode()) if kind != "PNG" else png_with_xmp()
    assert said(content) == SAYS


def png_with_xmp() -> bytes:
    """A PNG has it in a text chunk."""
    return png(40, 1, chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + XMP.encode()))


def test_iptc_is_read_in_utf_8_and_in_older_characters() -> None:
    plain = saved(photograph())
    expected = {
        "title": "Die Schlacht", "creator": "Jürgen Groß", "credit_line": "Bundesarchiv", "copyright_notice": "© Bundesarchiv",
        "source_archive": "Bundesarchiv, Koblenz", "source_reference": "Bild 101I", "description": "Soldiers at the canal",
        "date_taken": "1944-01-22", "place_shown": "Canal, Anzio, Italy",
    }  # fmt: skip
    assert said(behind_start(plain, iptc(IIM))) == expected
    old = {number: value.decode().encode("cp1252") for number, value in IIM.items()}
    assert said(behind_start(plain, iptc(old, charset=b""))) == expected


def test_exif_is_read_where_nothing_better_is() -> None:
    content = saved(
        photograph(), exif=exif(x013B="Anna Rossi", x8298="(c) Anna\0Editor", x010E="OLYMPUS DIGITAL CAMERA")
    )
    assert said(content) == {"creator": "Anna Rossi", "copyright_notice": "(c) Anna", "date_taken": "1944-06-04"}


def test_xmp_counts_before_iptc_and_iptc_before_exif() -> None:
    content = saved(photograph(), exif=exif(x013B="Exif"), xmp=XMP.encode())
    assert said(behind_start(content, iptc({80: b"Iptc", 105: b"Only here"})))["creator"] == "Anna Rossi"
    assert said(behind_start(content, iptc({80: b"Iptc", 105: b"Only here"})))["title"] == "Only here"
    assert said(behind_start(saved(photograph(), exif=exif(x013B="Exif")), iptc({80: b"Iptc"})))["creator"] == "Iptc"


@pytest.mark.parametrize(
    ("address", "licence"),
    [
        ("http://creativecommons.org/publicdomain/mark/1.0/", "http://creativecommons.org/publicdomain/mark/1.0/"),
        ("https://creativecommons.org/licenses/by/4.0", "http://creativecommons.org/licenses/by/4.0/"),
        ("https://rightsstatements.org/page/NKC/1.0/?language=en", "http://rightsstatements.org/vocab/NKC/1.0/"),
        ("https://example.org/my-own-terms", None),
        ("javascript:alert(1)", None),
    ],
)
def test_a_licence_is_known_by_its_address(address: str, licence: str | None) -> None:
    packet = XMP.replace("https://creativecommons.org/licenses/by-sa/4.0/deed.it", address)
    assert said(saved(photograph(), xmp=packet.encode())).get("licence") == licence


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>' + XMP.replace("Cassino", "&b;")
BAD_PACKETS = {
    "broken": XMP[:300].encode(), "entities": BOMB.encode(), "bytes": b"\xff\xfe\x00" * 50, "empty": b"\0\0",
    "wrong characters": XMP.encode("utf-16"), "deep": b"<a>" * 5000,
}  # fmt: skip


@pytest.mark.parametrize("packet", BAD_PACKETS.values(), ids=BAD_PACKETS)
def test_bad_xmp_says_nothing_and_stops_nothing(packet: bytes) -> None:
    taken = take_in("x.jpg", saved(photograph(), xmp=packet))
    assert taken.found.keys() <= SAYS.keys()
    assert b"ENTITY" not in taken.content


def test_a_huge_value_is_cut_and_control_characters_go() -> None:
    packet = XMP.replace("The abbey seen", "The\tabbey\n" + "very " * 500 + "old")
    found = said(saved(photograph(), "WEBP", xmp=packet.encode()))
    assert len(found["description"]) == 255
    assert found["description"].startswith("The abbey very very")
    assert found["description"].endswith("…")


@given(st.binary(max_size=400), st.binary(max_size=400), st.binary(max_size=400))
def test_no_metadata_whatever_stop_a_picture(xmp: bytes, camera: bytes, fields: bytes) -> None:
    content = behind_start(
        saved(photograph((16, 16)), xmp=xmp, exif=b"Exif\0\0" + camera), iptc({80: fields, 55: fields})
    )
    taken = take_in("x.jpg", content)
    assert (taken.width, taken.height) in {(16, 16)}
    assert all(taken.found.values())
