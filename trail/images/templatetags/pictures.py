"""The one picture component: every picture of the public site is printed by it, and with it its credit."""

from dataclasses import dataclass
from typing import Any

from django import template
from wagtail.images.models import SourceImageIOError
from willow.image import UnrecognisedImageFormatError

from ..lookup import known_picture
from ..models import Picture
from ..rights import may_be_shown

register = template.Library()


@dataclass(frozen=True)
class Layout:
    """How wide a picture is printed, and so which files are made of it."""

    widths: tuple[int, ...]
    sizes: str
    # Height in hundredths of the width where the picture is cropped; 0 leaves it whole.
    crop: int = 0
    first: bool = False


LAYOUTS = {
    "hero": Layout((640, 1080, 1600, 2240), "100vw", first=True),
    "lead": Layout((480, 800, 1200, 1760), "(min-width: 84rem) 74rem, 100vw", crop=50, first=True),
    "atlas": Layout((480, 800, 1200), "(min-width: 62rem) 45vw, 100vw", first=True),
    "column": Layout((480, 800, 1280), "(min-width: 42rem) 40rem, 100vw"),
    "card": Layout((400, 800, 1200), "(min-width: 54rem) 30rem, 100vw", crop=67),
    "portrait": Layout((56, 112), "3.5rem", crop=100),
}
# An upright or nearly square picture is never cropped to the letter-box of the lead.
MIN_LANDSCAPE = 1.3


@register.inclusion_tag("components/picture.html", takes_context=True)
def picture(
    context: template.Context,
    picture: Picture | int | None,
    *,
    alt: str = "",
    caption: str = "",
    decorative: bool = False,
    layout: str = "column",
    captioned: bool = True,
) -> dict[str, Any]:
    """Print a picture in a layout. A picture that is gone, or may not be shown, prints nothing."""
    found = known_picture(picture) if isinstance(picture, int) else picture
    request = context.get("request")
    form = LAYOUTS[layout]
    shown = found if found is not None and may_be_shown(found) else None
    is_drawing = shown is not None and shown.is_svg()
    files = raster_files(shown, form) if shown is not None and not is_drawing else None
    return {
        "picture": shown if is_drawing or files else None,
        "withheld": found if found is not None and shown is None and getattr(request, "is_preview", False) else None,
        "alt": "" if decorative else alt,
        "caption": caption,
        "layout": layout,
        "first": form.first,
        "sizes": form.sizes,
        "captioned": captioned,
        "is_drawing": is_drawing,
        "is_cropped": shown is not None and crop_of(shown, form) > 0,
        "is_upright": shown is not None and shown.width < MIN_LANDSCAPE * shown.height,
        "files": files,
    }


@register.inclusion_tag("components/credit.html")
def picture_credit(picture: Picture | int | None) -> dict[str, Any]:
    """The credit of a picture with its licence, where it stands apart from the picture."""
    found = known_picture(picture) if isinstance(picture, int) else picture
    return {"picture": found if found is not None and may_be_shown(found) else None}


@register.filter
def is_panorama(picture: Picture | None) -> bool:
    """Whether a picture is one of the wide drawings whose road runs out of the sheet at 19.2 % of its width.

    The trail's line on the home page goes on from there: see "The trail line" in the design notes.
    """
    return picture is not None and picture.is_svg() and picture.width == 2 * picture.height


def crop_of(picture: Picture, form: Layout) -> int:
    """The height of the crop in hundredths of the width; 0 where the picture stays whole."""
    wide_enough = form.crop >= 67 or picture.width >= MIN_LANDSCAPE * picture.height
    return form.crop if wide_enough else 0


@dataclass(frozen=True)
class RasterFiles:
    """The files of a photograph: two modern formats in several widths, and one JPEG that every browser reads."""

    avif: str
    webp: str
    jpeg: Any


def raster_files(picture: Picture, form: Layout) -> RasterFiles | None:
    """Renditions of a picture, made at its first showing and looked up with it afterwards; `None` if the file is gone."""
    widths = [width for width in form.widths if width <= picture.width] or [picture.width]
    crop = crop_of(picture, form)

    def spec(width: int, kind: str) -> str:
        size = f"fill-{width}x{round(width * crop / 100)}" if crop else f"width-{width}"
        return f"{size}|format-{kind}"

    fallback = spec(widths[min(1, len(widths) - 1)], "jpeg")
    wanted = [*(spec(width, kind) for kind in ("avif", "webp") for width in widths), fallback]
    try:
        made = picture.get_renditions(*wanted)
    except (OSError, ValueError, SourceImageIOError, UnrecognisedImageFormatError):
        # A file that is gone or broken must not take the page with it.
        return None

    def srcset(kind: str) -> str:
        return ", ".join(f"{made[spec(width, kind)].url} {made[spec(width, kind)].width}w" for width in widths)

    return RasterFiles(srcset("avif"), srcset("webp"), made[fallback])
