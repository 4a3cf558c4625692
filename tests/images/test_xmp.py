"""What travels inside the files: read back from the bytes, by other means than they were written with."""

import struct
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

import pytest
from django.core.files.base import ContentFile
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms

from tests.factories import make_picture
from trail.images.embedding import xmp_packet
from trail.images.files import WHOLE
from trail.images.licences import PERMISSION, UNKNOWN, Licence
from trail.images.models import Picture

pytestmark = pytest.mark.django_db

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
DC = "{http://purl.org/dc/elements/1.1/}"
PHOTOSHOP = "{http://ns.adobe.com/photoshop/1.0/}"
RIGHTS = "{http://ns.adobe.com/xap/1.0/rights/}"
PLUS = "{http://ns.useplus.org/ldf/xmp/1.0/}"
CC = "{http://creativecommons.org/ns#}"

RECORD = {
    "creator": "Anna Rossi & figli",
    "credit_line": "Archivio <Storico> / Anna Rossi",
    "copyright_notice": "© 1944 Archivio Storico",
    "licence": Licence.CC_BY_SA_4,
    "acquire_licence_page": "https://archive.example.org/buy?a=1&b=2",
    "source_archive": "Archivio Storico",
    "description": "Rows of white stones.",
}


def camera_jpeg(size: tuple[int, int] = (640, 480), **save: Any) -> bytes:
    """A JPEG as a camera makes it: turned, with its maker's name and a position."""
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    exif.get_ifd(0x8825).update({1: "N", 2: (41.0, 52.0, 30.0), 3: "E", 4: (12.0, 28.0, 40.0)})
    out = BytesIO()
    Image.new("RGB", size, "teal").save(out, "JPEG", exif=exif, **save)
    return out.getvalue()


def photograph(content: bytes = b"", **values: Any) -> Picture:
    """A photograph as it lies in a store that nothing has cleaned."""
    return Picture.objects.create(
        title="Plot", file=ContentFile(content or camera_jpeg(), "plot.jpg"), **(RECORD | values)
    )


def bytes_of(picture: Picture, spec: str) -> bytes:
    """The file of a rendition."""
    with picture.get_rendition(spec).file.open("rb") as stream:
        return stream.read()


def packet_in_jpeg(content: bytes) -> bytes:
    """The XMP segment, found by walking the markers."""
    at = 2
    while content[at] == 0xFF and content[at + 1] != 0xDA:
        length = struct.unpack(">H", content[at + 2 : at + 4])[0]
        body = content[at + 4 : at + 2 + length]
        if content[at + 1] == 0xE1 and body.startswith(b"http://ns.adobe.com/xap/1.0/\0"):
            return body.split(b"\0", 1)[1]
        at += 2 + length
    raise AssertionError("no XMP segment")


def packet_in_webp(content: bytes) -> bytes:
    """The XMP chunk, found by walking the RIFF."""
    at = 12
    while at < len(content):
        name, length = content[at : at + 4], struct.unpack("<I", content[at + 4 : at + 8])[0]
        if name == b"XMP ":
            return content[at + 8 : at + 8 + length]
        at += 8 + length + length % 2
    raise AssertionError("no XMP chunk")


def packet_in_avif(content: bytes) -> bytes:
    """The XMP item: announced by its media type, and stored as it is."""
    assert b"application/rdf+xml" in content[: content.index(b"mdat")]
    begin, end = content.index(b"<?xpacket begin"), content.index(b'<?xpacket end="r"?>')
    return content[begin:end]


READERS = {"jpeg": packet_in_jpeg, "webp": packet_in_webp, "avif": packet_in_avif}


def read(packet: bytes) -> dict[str, str]:
    """The properties of a packet by their qualified names; of lists the items joined."""
    text = packet.decode().split("?>", 1)[1].split("<?xpacket")[0]
    node = ElementTree.fromstring(text).find(f"{RDF}RDF/{RDF}Description")
    found = dict(node.attrib)
    for child in node:
        words = [item.text or "".join(item.itertext()) for item in child.iter(f"{RDF}li")]
        found[child.tag] = " ".join(words) or child.get(f"{RDF}resource", "")
    return found


@pytest.mark.parametrize("kind", READERS)
def test_every_rendition_carries_its_record_and_nothing_of_the_camera(kind: str) -> None:
    picture = photograph()
    for size in ("width-320", "fill-100x100"):
        content = bytes_of(picture, f"{size}|format-{kind}")
        found = read(READERS[kind](content))

        assert found[f"{DC}creator"] == "Anna Rossi & figli"
        assert found[f"{PHOTOSHOP}Credit"] == "Archivio <Storico> / Anna Rossi"
        assert found[f"{DC}rights"] == "© 1944 Archivio Storico"
        assert found[f"{RIGHTS}WebStatement"] == "https://creativecommons.org/licenses/by-sa/4.0/"
        assert found[f"{RIGHTS}UsageTerms"] == "CC BY-SA 4.0"
        assert found[f"{RIGHTS}Marked"] == "True"
        assert found[f"{CC}license"] == "http://creativecommons.org/licenses/by-sa/4.0/"
        assert found[f"{PLUS}Licensor"] == "https://archive.example.org/buy?a=1&b=2"
        assert found[f"{DC}description"] == "Rows of white stones."
        assert b"SecretCamera" not in content
        assert b"Exif\0\0" not in content
        with Image.open(BytesIO(content)) as image:
            assert not image.getexif()


def test_admin_thumbnails_carry_it_too() -> None:
    assert read(packet_in_jpeg(bytes_of(photograph(), "max-165x165")))[f"{DC}creator"] == "Anna Rossi & figli"


def test_a_change_of_the_record_makes_files_at_new_addresses_and_deletes_the_old(
    django_capture_on_commit_callbacks: Any,
) -> None:
    picture = photograph()
    before = picture.get_rendition(WHOLE)
    storage, old = before.file.storage, before.file.name

    picture.credit_line = "Archivio Storico"
    with django_capture_on_commit_callbacks(execute=True):
        picture.save()

    after = picture.get_rendition(WHOLE)
    assert after.file.name != old
    assert not storage.exists(old)
    assert read(packet_in_jpeg(bytes_of(picture, WHOLE)))[f"{PHOTOSHOP}Credit"] == "Archivio Storico"


def test_a_change_behind_the_models_back_is_seen_too() -> None:
    picture = photograph()
    old = picture.get_rendition(WHOLE).file.name
    Picture.objects.update(licence=Licence.CC0)

    fresh = Picture.objects.get()
    assert fresh.get_rendition(WHOLE).file.name != old
    assert read(packet_in_jpeg(bytes_of(fresh, WHOLE)))[f"{RIGHTS}Marked"] == "False"


def test_what_others_do_not_see_changes_no_file() -> None:
    picture = photograph()
    made = picture.get_rendition(WHOLE)
    picture.rights_note = "A letter of 3 May."
    picture.save()
    assert picture.get_rendition(WHOLE).pk == made.pk


def test_a_new_file_under_the_old_name_has_a_new_address() -> None:
    picture = photograph()
    picture._set_image_file_metadata()
    picture.save()
    old = picture.get_rendition(WHOLE).file.name
    picture.file = ContentFile(camera_jpeg((320, 200)), "plot.jpg")
    picture._set_image_file_metadata()
    picture.save()
    assert picture.get_rendition(WHOLE).file.name != old
    assert picture.get_rendition(WHOLE).width == 320


@pytest.mark.parametrize(
    ("values", "marked", "terms", "statement"),
    [
        ({"licence": Licence.CC0}, "False", "CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ({"licence": Licence.IN_COPYRIGHT}, "True", "In copyright", "https://rightsstatements.org/page/InC/1.0/"),
        ({"licence": Licence.NOT_EVALUATED}, None, "Copyright not evaluated", "https://rightsstatements.org/page/CNE/1.0/"),
        ({"licence": PERMISSION}, "True", "Shown by permission", RECORD["acquire_licence_page"]),
        ({"licence": UNKNOWN, "acquire_licence_page": ""}, None, None, None),
    ],
)  # fmt: skip
def test_licences_are_said_as_xmp_says_them(
    values: dict[str, str], marked: str | None, terms: str | None, statement: str | None
) -> None:
    found = read(xmp_packet(Picture(**(RECORD | values))))
    assert found.get(f"{RIGHTS}Marked") == marked
    assert found.get(f"{RIGHTS}WebStatement") == statement
    assert (found.get(f"{RIGHTS}UsageTerms") or "").startswith(terms or "")
    assert bool(found.get(f"{RIGHTS}UsageTerms")) == bool(terms)


def test_the_words_do_not_depend_on_who_asks() -> None:
    from django.utils.translation import override

    picture = Picture(**(RECORD | {"licence": Licence.PUBLIC_DOMAIN}))
    with override("it"):
        italian = xmp_packet(picture)
    assert italian == xmp_packet(picture)


def test_a_record_without_words_leaves_no_packet() -> None:
    assert xmp_packet(Picture(licence=UNKNOWN)) == b""
    picture = make_picture(creator="", licence=UNKNOWN)
    assert b"xpacket" not in bytes_of(picture, "width-40|format-jpeg")


@given(words=st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_no_text_breaks_the_packet(words: str) -> None:
    found = read(xmp_packet(Picture(creator=words, credit_line=words, description=words, licence=Licence.CC_BY_4)))
    assert found[f"{RIGHTS}Marked"] == "True"


def test_a_turned_photograph_is_upright_and_keeps_no_mark_of_it() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    out = BytesIO()
    image = Image.new("RGB", (400, 200), "red")
    image.paste("blue", (200, 0, 400, 200))
    image.save(out, "JPEG", exif=exif)
    content = bytes_of(photograph(out.getvalue()), "width-100|format-webp")
    with Image.open(BytesIO(content)) as made:
        assert made.size == (100, 200)
        assert made.convert("RGB").getpixel((50, 20))[0] > 200
        assert made.convert("RGB").getpixel((50, 180))[2] > 200


def test_other_colour_spaces_come_out_as_that_of_the_web() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for content in (camera_jpeg(icc_profile=profile), cmyk()):
        with Image.open(BytesIO(bytes_of(photograph(content), "width-64|format-jpeg"))) as image:
            assert image.mode == "RGB"
            assert "icc_profile" not in image.info


def cmyk() -> bytes:
    """A JPEG as printers have them."""
    out = BytesIO()
    Image.new("CMYK", (200, 100), (200, 20, 20, 0)).save(out, "JPEG")
    return out.getvalue()


def test_what_lets_the_paper_through_still_does_and_is_white_in_the_old_format() -> None:
    out = BytesIO()
    Image.new("RGBA", (200, 100), (255, 0, 0, 0)).save(out, "PNG")
    picture = photograph(out.getvalue())
    with Image.open(BytesIO(bytes_of(picture, "width-100|format-webp"))) as image:
        assert image.convert("RGBA").getpixel((50, 20))[3] == 0
    with Image.open(BytesIO(bytes_of(picture, WHOLE))) as image:
        assert image.getpixel((50, 20)) == (255, 255, 255)


@pytest.mark.parametrize("spec", ["width-40|format-png", "width-40|bgcolor-fff", "width-40|format-webp-lossless"])
def test_what_is_not_ours_is_left_to_wagtail(spec: str) -> None:
    assert make_picture().get_rendition(spec).width == 40
