"""The one door: each file comes in as a harmless still picture, or is refused in words that say what to do."""

import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from django.test import override_settings
from PIL import Image, ImageCms

from trail.images.intake import Refused, Taken, take_in

from .files import SAYS, XMP, behind_start, chunk, claiming, exif, iptc, photograph, png, saved, svg

POSITION = [b"GPS", b"SERIAL-4711", b"Kamera", b"41,29.2N"]
ROOT = Path(__file__).resolve().parents[2]


def opened(taken: Taken) -> Image.Image:
    """The picture that would be stored, decoded."""
    image = Image.open(BytesIO(taken.content))
    image.load()
    return image


def refusal(name: str, content: bytes) -> str:
    """Why a file is refused."""
    with pytest.raises(Refused) as caught:
        take_in(name, content)
    return " ".join(caught.value.messages)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "HEIF"])
def test_the_place_of_the_camera_is_dropped_and_the_credit_kept(kind: str) -> None:
    content = saved(photograph(), kind, exif=exif(), xmp=XMP.encode()) if kind != "PNG" else png_of_a_camera()
    assert b"41,29.2N" in content
    taken = take_in("x", content)
    assert not [mark for mark in POSITION if mark in taken.content]
    assert not opened(taken).getexif().get_ifd(0x8825)
    assert taken.found == SAYS
    # The stored file says it still, and taking it in again changes nothing more.
    again = take_in(taken.name, taken.content)
    assert again.found == SAYS
    assert again.content == taken.content


def png_of_a_camera() -> bytes:
    """A PNG with EXIF and XMP."""
    return png(400, 1, chunk(b"eXIf", exif()[6:]), chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + XMP.encode()))


@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"subsampling": 0, "restart_marker_rows": 1}])
def test_a_jpeg_that_may_stay_keeps_its_pixels_to_the_last(options: dict[str, object]) -> None:
    icc = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    content = saved(photograph(), exif=exif(), comment=b"hello", icc_profile=icc, **options)
    taken = take_in("x.jpg", behind_start(content, iptc({80: b"Anna"})))
    assert b"hello" not in taken.content
    before = Image.open(BytesIO(content))
    assert opened(taken).tobytes() == before.tobytes()
    assert opened(taken).info["icc_profile"] == icc


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_other_pictures_that_may_stay_keep_their_pixels(kind: str, mode: str) -> None:
    image = photograph(mode=mode)
    if mode == "RGBA":
        image.putalpha(Image.linear_gradient("L").resize(image.size))
    content = saved(image, kind)
    taken = take_in("x", content)
    assert opened(taken).mode == mode
    assert opened(taken).tobytes() == Image.open(BytesIO(content)).tobytes()


# Too large


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "AVIF"])
def test_a_file_that_claims_to_be_enormous_is_refused_by_its_header(kind: str) -> None:
    words = refusal(f"bomb.{kind.lower()}", claiming(30_000, kind))
    if kind == "AVIF":  # its library refuses by itself
        assert "cannot be read" in words
    else:
        assert f"the most is {40 if kind == 'WEBP' else 80} million" in words


def test_a_text_in_a_png_that_unpacks_to_gigabytes_is_left_out() -> None:
    from zlib import compress

    bomb = compress(b"a" * 60_000_000, 9)
    taken = take_in("x.png", png(40, 1, *(chunk(b"zTXt", b"Comment\0\0" + bomb) for _ in range(3))))
    assert opened(taken).size == (40, 1)
    assert len(taken.content) < 500


# The high-water mark of the program itself: what `getrusage` says is inherited from the process that started it.
PEAK = """
import re, sys
sys.path.insert(0, {root!r})
import django; django.setup()
from trail.images.intake import take_in
def peak(): return int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1])
take_in("x.png", open({small!r}, "rb").read())
content = open({path!r}, "rb").read()
before = peak()
taken = take_in("scan", content)
print(taken.width, taken.height, peak() - before)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="Memory is read from /proc.")
@pytest.mark.parametrize(("kind", "most"), [("JPEG", 250), ("PNG", 500)])
def test_a_scan_of_sixty_megapixels_is_made_smaller_in_bounded_memory(kind: str, most: int, tmp_path: Path) -> None:
    path, small = tmp_path / "scan", tmp_path / "small"
    small.write_bytes(saved(photograph(), "PNG"))
    path.write_bytes(saved(photograph((9000, 6700)), kind, **({"compress_level": 1} if kind == "PNG" else {})))
    program = PEAK.format(root=str(ROOT), path=str(path), small=str(small))
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    width, height, kilobytes = map(int, done.stdout.split())
    assert (width, height) == (4096, 3049)
    assert kilobytes < most * 1024


def test_what_is_larger_than_the_operator_wants_is_made_smaller_and_the_file_is_handed_on() -> None:
    content = saved(photograph((500, 300)), exif=exif(), xmp=XMP.encode())
    with override_settings(TRAIL_PICTURE_MAX_SIDE=200):
        taken = take_in("x.jpg", content)
    assert opened(taken).size == (taken.width, taken.height) == (200, 120)
    assert taken.found == SAYS
    assert taken.original == content
    assert "500 × 300" in str(taken.notes[0])
    assert not take_in("x.jpg", content).original


def test_a_file_that_weighs_too_much_is_refused() -> None:
    with override_settings(WAGTAILIMAGES_MAX_UPLOAD_SIZE=1000):
        assert "the most is 1000" in refusal("x.jpg", saved(photograph())).replace("\xa0", " ")


# Broken


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_file_that_breaks_off_is_refused(kind: str) -> None:
    content = saved(photograph(), kind)
    assert "breaks off" in refusal("x", content[: len(content) * 2 // 3])


def test_no_beginning_of_a_file_is_a_fault_of_ours() -> None:
    for kind in ("JPEG", "PNG", "WEBP", "GIF", "AVIF", "HEIF"):
        content = saved(photograph((64, 64)), kind)
        for end in [*range(1, 64), *range(64, len(content) - 1, max(1, len(content) // 40))]:
            try:
                take_in("x", content[:end])
            except Refused:
                continue
            else:
                # Nothing but what draws no pixel is missing.
                assert end > len(content) * 0.9


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"Not a picture", "no picture"),
        (b"<html><script>alert(1)</script></html>", "no SVG"),
        (b"II*\0" + b"\0" * 50, "TIFF"),
        (b"%PDF-1.7", "PDF"),
        (b"\x1f\x8b" + b"\0" * 50, "SVGZ"),
        (b"\xff\xd8\xff" + b"\0" * 500, "breaks off"),
        (b"RIFF\x10\0\0\0WEBPVP8 \xff\xff\xff\xff", "breaks off"),
    ],
)
def test_what_is_no_picture_is_refused_with_a_remedy(content: bytes, words: str) -> None:
    assert words in refusal("x.jpg", content)


# More than a picture


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
def test_what_hangs_on_behind_the_end_is_cut_off(kind: str) -> None:
    archive = b"PK\x03\x04<script>alert(1)</script>META-INF/MANIFEST.MF"
    taken = take_in(f"x.{kind.lower()}", saved(photograph(), kind) + archive)
    assert b"<script>" not in taken.content
    assert b"PK\x03\x04" not in taken.content
    opened(taken)


def test_programs_in_comments_are_left_out() -> None:
    taken = take_in("x.jpg", saved(photograph(), comment=b"*/=alert(1);/*<script>"))
    assert b"<script>" not in taken.content
    taken = take_in("x.png", png(40, 1, chunk(b"tEXt", b"Comment\0<?php system($_GET[0]);")))
    assert b"<?php" not in taken.content


# Unusual


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_of_moving_pictures_the_first_frame_is_kept_and_said(kind: str) -> None:
    frames = [Image.new("RGB", (60, 40), colour) for colour in ("red", "green", "blue")]
    taken = take_in(f"x.{kind.lower()}", saved(frames[0], kind, save_all=True, append_images=frames[1:], duration=100))
    assert not getattr(opened(taken), "is_animated", False)
    red, green, _blue = opened(taken).convert("RGB").getpixel((5, 5))
    assert red > 200
    assert green < 60
    assert any("first frame" in str(note) for note in taken.notes)


def test_a_picture_for_the_printer_comes_out_in_the_colours_of_a_screen() -> None:
    red = Image.new("CMYK", (60, 40), (0, 255, 255, 0))
    taken = take_in("x.jpg", saved(red))
    assert opened(taken).mode == "RGB"
    assert opened(taken).getpixel((9, 9))[0] > 200
    assert opened(taken).getpixel((9, 9))[1] < 70
    assert int(taken.dominant_colour[:2], 16) > 200


def test_sixteen_bits_become_eight_without_losing_the_light() -> None:
    grey = Image.new("I;16", (60, 40), 40_000)
    taken = take_in("x.png", saved(grey, "PNG"))
    assert opened(taken).mode == "L"
    assert abs(opened(taken).getpixel((9, 9)) - 156) <= 1


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_comes_in_upright(orientation: int) -> None:
    image = Image.new("RGB", (60, 40), "white")
    image.paste((0, 0, 0), (0, 0, 30, 20))
    taken = take_in("x.jpg", saved(image, exif=exif(x0112=orientation), quality=95))
    upright = opened(taken)
    assert upright.size == (taken.width, taken.height) == ((60, 40) if orientation <= 4 else (40, 60))
    assert upright.getexif().get(0x0112, 1) == 1
    corners = {1: (0, 0), 2: (1, 0), 3: (1, 1), 4: (0, 1), 5: (0, 0), 6: (1, 0), 7: (1, 1), 8: (0, 1)}
    across, down = corners[orientation]
    assert upright.convert("L").getpixel((5 + across * (upright.width - 11), 5 + down * (upright.height - 11))) < 60


def test_a_heic_becomes_a_jpeg() -> None:
    taken = take_in("IMG_1.HEIC", saved(photograph(), "HEIF"))
    assert taken.name == "IMG_1.jpg"
    assert opened(taken).format == "JPEG"
    assert "HEIC" in str(taken.notes[0])


@pytest.mark.parametrize(
    ("name", "stored"),
    [
        ("../../x.jpg", "x.jpg"),
        ("..\\..\\x.jpg", "x.jpg"),
        ("/etc/passwd", "passwd.jpg"),
        (".htaccess", "htaccess.jpg"),
        ("a b;c\0d.php.jpg", "a_b_c_d.php.jpg"),
        ("x.png", "x.jpg"),
        ("صورة.jpg", "صورة.jpg"),
        ("", "picture.jpg"),
        ("." * 300, "picture.jpg"),
        ("x" * 300 + ".jpg", "x" * 80 + ".jpg"),
    ],
)
def test_a_name_becomes_harmless_and_true(name: str, stored: str) -> None:
    assert take_in(name, saved(photograph())).name == stored


def test_a_wrong_ending_is_put_right_and_said() -> None:
    taken = take_in("map.jpg", saved(photograph(), "PNG"))
    assert taken.name == "map.png"
    assert "PNG" in str(taken.notes[0])
    assert not take_in("map.JPEG", saved(photograph())).notes


# The colour


@pytest.mark.parametrize(
    ("content", "colour"),
    [
        (saved(Image.new("RGB", (80, 60), "#336699"), "PNG"), "336699"),
        (saved(Image.new("RGBA", (80, 60), (0, 0, 0, 0)), "PNG"), "ffffff"),
        (saved(Image.new("L", (80, 60), 128), "PNG"), "808080"),
        (saved(Image.new("P", (80, 60), 0), "GIF"), "000000"),
        (svg('<path fill="#d32" d="M0 0h120v80H0z"/>'), "dd3322"),
    ],
)
def test_the_colour_that_stands_in_its_place(content: bytes, colour: str) -> None:
    assert take_in("x", content).dominant_colour == colour
