"""Pictures made of pixels: opened with care, made upright and small enough, and written without what is not the picture.

Memory is bounded: the size that a header claims is read before anything is decoded, and a JPEG that is much too large
is decoded at a half, a quarter or an eighth right away. Where nothing has to change the pixels are not coded anew.
"""

import warnings
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms, ImageOps
from pillow_heif import register_heif_opener

from .containers import AVIF, GIF, HEIF, JPEG, PNG, WEBP, Broken, rewritten, webp_size
from .embedded import Found, read_embedded
from .packets import packet_of

register_heif_opener()
# What a kind becomes where it has to be written anew. Not every browser shows HEIC, and AVIF and GIF hold more than
# still pictures; renditions are made in AVIF and WebP anyway.
BECOMES = {JPEG: JPEG, PNG: PNG, GIF: PNG, WEBP: WEBP, AVIF: JPEG, HEIF: JPEG}
OPENED_AS = {JPEG: ["JPEG"], PNG: ["PNG"], GIF: ["GIF"], WEBP: ["WEBP"], AVIF: ["AVIF"], HEIF: ["HEIF"]}
# Their libraries hold the picture several times at once: half as many pixels need as much memory (measured).
HUNGRY = {WEBP, AVIF, HEIF}
QUALITY = 92
SAMPLE = 48
_ORIENTATION = 0x0112
_AS_IT_IS = {"1", "L", "LA", "P", "RGB", "RGBA"}


@dataclass
class Pixels:
    """A picture as it is to be stored, and what became of it."""

    kind: str
    content: bytes
    width: int
    height: int
    dominant_colour: str
    found: Found = field(default_factory=dict)
    notes: list[str | Promise] = field(default_factory=list)
    is_converted: bool = False
    has_lost_pixels: bool = False


def taken_pixels(content: bytes, kind: str) -> Pixels:
    """The picture as it is to be stored. Raises `Broken` with words for the editor, or whatever the libraries raise."""
    if kind == WEBP:
        _check_size(*webp_size(content), kind)
    with warnings.catch_warnings():
        # Our own limit is asked instead of Pillow's.
        warnings.simplefilter("ignore")
        with _opened(content, kind) as image:
            _check_size(*image.size, kind)
            found = read_embedded(image)
            xmp = packet_of(found)
            if _may_stay(image, content, kind):
                size = image.size
                colour = dominant_colour(_decoded(image, (SAMPLE * 4, SAMPLE * 4)))
                try:
                    return Pixels(kind, rewritten(content, kind, xmp), *size, colour, found)
                except Broken as error:
                    raise _breaks_off() from error
            return _written_anew(image, content, kind, found, xmp)


def _opened(content: bytes, kind: str) -> Image.Image:
    """Open the picture; where its metadata stand in the way, without them."""
    try:
        return Image.open(BytesIO(content), formats=OPENED_AS[kind])
    except Image.DecompressionBombError as error:
        raise _too_many_pixels() from error
    except Exception:
        if kind not in {JPEG, PNG, WEBP}:
            raise
        try:
            return Image.open(BytesIO(rewritten(content, kind, b"")), formats=OPENED_AS[kind])
        except Image.DecompressionBombError as error:
            raise _too_many_pixels() from error
        except Broken as error:
            raise _breaks_off() from error


def _check_size(width: int, height: int, kind: str) -> None:
    most = settings.TRAIL_PICTURE_MAX_PIXELS // (2 if kind in HUNGRY else 1)
    if width * height > most:
        raise _too_many_pixels(most, width, height)


def _too_many_pixels(most: int = 0, width: int = 0, height: int = 0) -> Broken:
    most = (most or settings.TRAIL_PICTURE_MAX_PIXELS) // 1_000_000
    size = f"{width} × {height}" if width else "?"
    return Broken(
        _(
            "The picture claims to have {size} pixels; the most is {most} million. Save it smaller and try again."
        ).format(size=size, most=most)
    )


def _breaks_off() -> Broken:
    return Broken(_("The file breaks off before the picture is complete. Copy it again from the camera or archive."))


def _may_stay(image: Image.Image, content: bytes, kind: str) -> bool:
    """Whether the pixels can be kept as they were coded."""
    return (
        kind in {JPEG, PNG, WEBP}
        and max(image.size) <= settings.TRAIL_PICTURE_MAX_SIDE
        and image.mode in _AS_IT_IS
        and not getattr(image, "is_animated", False)
        and _orientation(image) == 1
        and not (kind == PNG and content[24] == 16)
    )


def _orientation(image: Image.Image) -> int:
    """How the camera was held; 1 is upright, as is whatever makes no sense."""
    try:
        value = image.getexif().get(_ORIENTATION, 1)
    except Exception:
        return 1
    return value if value in range(1, 9) else 1


def _decoded(image: Image.Image, least: tuple[int, int]) -> Image.Image:
    """Decode the whole file; a JPEG at once in the smallest of its sizes that is not smaller than `least`."""
    width, height = image.size
    scale = max(least[0] / width, least[1] / height)
    if scale < 1:
        image.draft(None, (max(1, round(width * scale)), max(1, round(height * scale))))
    try:
        image.load()
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise _breaks_off() from error
    return image


def _written_anew(image: Image.Image, content: bytes, kind: str, found: Found, xmp: bytes) -> Pixels:
    """Decode, set upright, convert to three colours, make smaller, and write."""
    notes: list[str | Promise] = []
    most = settings.TRAIL_PICTURE_MAX_SIDE
    was = image.size
    orientation, is_animated = _orientation(image), getattr(image, "is_animated", False) and kind != JPEG
    share = min(1.0, most / max(was))
    target = (max(1, round(was[0] * share)), max(1, round(was[1] * share)))
    image = _decoded(image, target)
    icc = image.info.get("icc_profile")
    if image.mode in {"P", "PA"} and image.size != target:
        image = image.convert("RGBA" if "transparency" in image.info else "RGB")
    if image.size != target:
        image = image.resize(target, Image.Resampling.LANCZOS)
    image, icc = _in_three_colours(image, icc)
    if orientation != 1:
        image = _upright(image, orientation)
    if share < 1:
        notes.append(
            format_lazy(_("Made smaller: from {was} to {now} pixels."), was=f"{was[0]} × {was[1]}",
                        now=f"{image.width} × {image.height}")
        )  # fmt: skip
    if is_animated:
        notes.append(_("Moving pictures are not shown: only the first frame was kept."))
    becomes = BECOMES[kind]
    if becomes == JPEG and image.mode in {"RGBA", "LA", "PA"}:
        becomes = PNG
    if becomes != kind:
        notes.append(format_lazy(_("Kept as {becomes} instead of {kind}."), becomes=becomes, kind=_known_as(kind)))
    written = _save(image, becomes, icc, xmp)
    return Pixels(becomes, written, *image.size, dominant_colour(image), found, notes,
                  is_converted=becomes != kind, has_lost_pixels=share < 1)  # fmt: skip


def _known_as(kind: str) -> str:
    return "HEIC" if kind == HEIF else kind


def _upright(image: Image.Image, orientation: int) -> Image.Image:
    image.getexif()[_ORIENTATION] = orientation
    return ImageOps.exif_transpose(image)


def _in_three_colours(image: Image.Image, icc: bytes | None) -> tuple[Image.Image, bytes | None]:
    """The picture in grey or red, green and blue with eight bits each, and the profile that belongs to it."""
    if image.mode in {"CMYK", "YCCK", "LAB"}:
        try:
            if icc:
                source, ours = ImageCms.ImageCmsProfile(BytesIO(icc)), ImageCms.createProfile("sRGB")
                return ImageCms.profileToProfile(image, source, ours, outputMode="RGB"), None
        except ImageCms.PyCMSError:
            pass
        return image.convert("RGB"), None
    if image.mode.startswith("I;16") or image.mode == "I":
        # Pillow would cut off what is above 255 instead of scaling it.
        return image.convert("I").point(lambda value: value * (1 / 257)).convert("L"), None
    if image.mode == "F":
        return image.convert("L"), None
    if image.mode in _AS_IT_IS:
        return image, icc
    return image.convert("RGBA" if "A" in image.getbands() else "RGB"), icc


def _save(image: Image.Image, kind: str, icc: bytes | None, xmp: bytes) -> bytes:
    out = BytesIO()
    options: dict[str, Any] = {"icc_profile": icc} if icc else {}
    if kind == JPEG:
        if image.mode not in {"L", "RGB"}:
            image = image.convert("RGB")
        image.info.clear()
        image.save(out, "JPEG", quality=QUALITY, **options)
    elif kind == WEBP:
        image.info.clear()
        image.save(out, "WEBP", quality=QUALITY, method=4, exact=True, **options)
    else:
        transparency = image.info.get("transparency") if image.mode in {"P", "L", "RGB"} else None
        image.info.clear()
        if transparency is not None:
            options["transparency"] = transparency
        image.save(out, "PNG", **options)
    return rewritten(out.getvalue(), kind, xmp)


def dominant_colour(image: Image.Image) -> str:
    """Six hexadecimal digits: the mean colour on white, which stands in the picture's place while it loads."""
    small = image.resize((SAMPLE, SAMPLE), Image.Resampling.BOX) if image.mode not in {"P", "1"} else image
    if small.mode not in {"RGB", "RGBA"}:
        small = _in_three_colours(small, None)[0]
    small = small.convert("RGBA").resize((SAMPLE, SAMPLE), Image.Resampling.BOX)
    ground = Image.new("RGBA", small.size, "white")
    ground.alpha_composite(small)
    red, green, blue = ground.convert("RGB").resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
    return f"{red:02x}{green:02x}{blue:02x}"
