"""The files of a picture that pages show: made when they are first needed, looked up with the picture afterwards.

Making files takes a second or two for each photograph. They are made when a page is published (`trail.images.ahead`).
Should a visitor come first, no page is kept waiting for long: when the time that one page may spend (`TRAIL_PICTURE_SECONDS`) is used up, further
photographs come as one JPEG, and the next visitor gets the rest.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from wagtail.images.models import SourceImageIOError
from willow.image import UnrecognisedImageFormatError

from .layouts import Layout, crop_of, is_upright
from .models import Picture
from .renditions import CreditedFilter

# The file for old browsers, for search engines and for those who take the picture with them: the whole picture.
WHOLE = "max-1200x1200|format-jpeg"

_UNREADABLE = (OSError, ValueError, SyntaxError, SourceImageIOError, UnrecognisedImageFormatError)


@dataclass(frozen=True)
class RasterFiles:
    """The files of a photograph: two modern formats in several widths, and one JPEG that every browser reads."""

    fallback: str
    # The shape in which it is drawn, whatever the shape of the fallback.
    width: int
    height: int
    avif: str = ""
    webp: str = ""
    sizes: str = ""


def raster_files(picture: Picture, form: Layout, may_make: bool = True) -> RasterFiles | None:
    """The files of a photograph in a layout, only its JPEG if others may not be made now; `None` if its own file is gone."""
    crop = crop_of(picture, form)
    widths = [width for width in form.widths if width <= picture.width] or [picture.width]
    specs = [_spec(width, crop, kind) for kind in ("avif", "webp") for width in widths]
    made = renditions_of(picture, [WHOLE])
    if made is None:
        return None
    if may_make or _are_made(picture, specs):
        made |= renditions_of(picture, specs) or {}
    whole, files = made[WHOLE], {spec: made[spec] for spec in specs if spec in made}
    if not files:
        height = round(whole.width * crop / 100) if crop else whole.height
        return RasterFiles(whole.url, whole.width, height)

    def srcset(kind: str) -> str:
        urls = {file.width: file.url for file in (files[_spec(width, crop, kind)] for width in widths)}
        return ", ".join(f"{url} {width}w" for width, url in urls.items())

    largest = files[_spec(widths[-1], crop, "avif")]
    sizes = form.upright_sizes if form.upright_sizes and is_upright(picture) else form.sizes
    return RasterFiles(whole.url, largest.width, largest.height, srcset("avif"), srcset("webp"), sizes)


def whole_file(picture: Picture) -> Any:
    """The one file that stands for a picture elsewhere: a drawing itself, of a photograph its JPEG; `None` if it is gone."""
    if picture.is_svg():
        return picture.file
    made = renditions_of(picture, [WHOLE])
    return made[WHOLE] if made else None


def renditions_of(picture: Picture, specs: Iterable[str]) -> dict[str, Any] | None:
    """Wagtail's renditions; `None` where the file is gone or broken, which must not take the page with it."""
    try:
        return picture.get_renditions(*specs)
    except _UNREADABLE:
        return None


def _are_made(picture: Picture, specs: Iterable[str]) -> bool:
    filters = [CreditedFilter(spec) for spec in specs]
    return len(picture.find_existing_renditions(*filters)) == len(filters)


def _spec(width: int, crop: int, kind: str) -> str:
    size = f"fill-{width}x{round(width * crop / 100)}" if crop else f"width-{width}"
    return f"{size}|format-{kind}"
