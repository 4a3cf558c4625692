"""How wide a picture is printed in each place of a page, and how it is cropped there.

`sizes` says what trail.css draws, within a tenth at 360, 390, 768, 1280 and 1600 pixels: a test measures it in the
browser. Screens with three dots to the pixel are given pictures as for a little more than two: nobody sees the rest, and
it would double what a phone loads.
"""

import colorsys
from dataclasses import dataclass

from .models import Picture

# An upright or nearly square picture is never cropped to a letter-box.
MIN_LANDSCAPE = 1.3
_SHARP_PHONE = "(min-resolution: 2.5dppx) and (max-width: 47.99rem) 75vw, "


@dataclass(frozen=True)
class Layout:
    """One place of a page for pictures."""

    widths: tuple[int, ...]
    sizes: str
    # `sizes` for a picture that is upright, where it is drawn narrower.
    upright_sizes: str = ""
    # Height in hundredths of the width where the picture is cropped; 0 leaves it whole.
    crop: int = 0
    crops_upright: bool = False
    # The first picture of the page: fetched before all others.
    first: bool = False
    # The layout whose class it carries in the stylesheet, if not its own.
    look: str = ""
    # Whether the place says so where a picture had to be withdrawn; a card or a byline closes up instead.
    says_withdrawn: bool = True


LAYOUTS = {
    "hero": Layout(
        (480, 800, 960, 1280, 1760), f"{_SHARP_PHONE}(min-width: 110rem) 110rem, 100vw",
        crop=45, crops_upright=True, first=True, says_withdrawn=False,
    ),
    "lead": Layout(
        (480, 800, 960, 1200, 1760), f"{_SHARP_PHONE}(min-width: 84rem) 73.5rem, (min-width: 48rem) 89vw, 100vw",
        upright_sizes="(min-width: 40rem) 40rem, 100vw", crop=50, first=True,
    ),
    "atlas": Layout(
        (480, 800, 960, 1280),
        f"{_SHARP_PHONE}(min-width: 84rem) 38rem, (min-width: 62rem) 46vw, (min-width: 48rem) 91vw, 100vw", first=True,
    ),
    "column": Layout(
        (400, 720, 1280), "(min-width: 44rem) 40rem, 91vw", upright_sizes="(min-width: 29rem) 26rem, 91vw"
    ),
    "gallery": Layout((400, 720, 1080), "(min-width: 44rem) 19.25rem, (min-width: 35rem) 44vw, 91vw"),
    "card": Layout(
        (360, 720, 960), "(min-width: 83rem) 17.25rem, (min-width: 60rem) 28vw, (min-width: 40rem) 44vw, 91vw",
        crop=67, crops_upright=True, says_withdrawn=False,
    ),
    "feature": Layout(
        (400, 720, 1280), "(min-width: 84rem) 43.75rem, (min-width: 62rem) 52vw, (min-width: 54rem) 54vw, (min-width: 40rem) 44vw, 91vw",
        crop=94, crops_upright=True, look="card", says_withdrawn=False,
    ),
    "beside_feature": Layout(
        (360, 720, 960), "(min-width: 84rem) 28.25rem, (min-width: 54rem) 34vw, (min-width: 40rem) 44vw, 91vw",
        crop=67, crops_upright=True, look="card", says_withdrawn=False,
    ),
    "credits": Layout((240, 480), "14rem", says_withdrawn=False),
    "portrait": Layout((56, 112, 168), "3.5rem", crop=100, crops_upright=True, says_withdrawn=False),
}  # fmt: skip


def is_upright(picture: Picture) -> bool:
    """Whether a picture is upright or nearly square."""
    return picture.width < MIN_LANDSCAPE * picture.height


def crop_of(picture: Picture, form: Layout) -> int:
    """The height of the crop in hundredths of the width; 0 where the picture stays whole."""
    return form.crop if form.crops_upright or not is_upright(picture) else 0


def tone_of(picture: Picture) -> str:
    """The stylesheet's colour that is nearest to the picture's, as two digits: how light, and in which of eight hues.

    It stands in the picture's place while that loads. Only for JPEG: drawings and other kinds may let the paper through.
    """
    if not picture.dominant_colour or not picture.file.name.lower().endswith((".jpg", ".jpeg")):
        return ""
    red, green, blue = (int(picture.dominant_colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue = colorsys.rgb_to_hsv(red, green, blue)[0]
    light = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    is_grey = max(red, green, blue) - min(red, green, blue) < 0.05
    colour = 0 if is_grey else 1 + round(hue * 8) % 8
    return f"{min(5, 1 + int(light * 5))}{colour}"
