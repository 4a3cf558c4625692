"""Drawings in SVG on their way in: made safe, measured, and drawn once to know that they can be."""

from io import BytesIO

import resvg_py
import willow
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from PIL import Image

from .containers import SVG, Broken
from .pixels import SAMPLE, Pixels, dominant_colour
from .svg import UnsafeDrawing, sanitised

MAX_BYTES = 5 * 1024 * 1024


def taken_drawing(content: bytes) -> Pixels:
    """The drawing made safe. Raises `Broken` with words for the editor."""
    if len(content) > MAX_BYTES:
        raise Broken(_("The drawing has more than 5 megabytes. Make it simpler, or export it as a PNG."))
    try:
        safe, removed = sanitised(content)
    except UnsafeDrawing as error:
        raise Broken(error.args[0]) from error
    try:
        width, height = willow.Image.open(BytesIO(safe)).get_size()
        colour = colour_of_drawing(safe)
    except Exception as error:
        raise Broken(_no_size()) from error
    if not (width > 0 and height > 0):
        raise Broken(_no_size())
    notes = []
    if removed:
        names = ", ".join(str(name) for name in removed)
        notes.append(
            format_lazy(
                _("Taken out of the drawing for safety: {names}. Look whether it is still complete."), names=names
            )
        )
    return Pixels(SVG, safe, round(width), round(height), colour, notes=notes)


def _no_size() -> str:
    return str(_("The drawing cannot be drawn. It needs a width and height, or a “viewBox”, larger than zero."))


def colour_of_drawing(content: bytes) -> str:
    """The dominant colour of a drawing that has been made safe."""
    png = bytes(resvg_py.svg_to_bytes(svg_string=content.decode("utf-8"), width=SAMPLE))
    with Image.open(BytesIO(png)) as image:
        return dominant_colour(image)
