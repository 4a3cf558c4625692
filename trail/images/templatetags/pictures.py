"""The one picture component: every picture of the public site is printed by it, and with it its credit."""

import time
from typing import Any

from django import template
from django.conf import settings

from trail.store.recording import not_to_be_kept

from ..files import RasterFiles, raster_files
from ..layouts import LAYOUTS, Layout, crop_of, is_upright, tone_of
from ..lookup import known_picture
from ..models import Picture
from ..rights import has_credit, has_run_out, may_be_shown

register = template.Library()


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
    """Print a picture in a layout.

    A picture whose permission has run out leaves its caption and a quiet word; one that is gone, or never had a licence,
    prints nothing. In a preview the editor is told.
    """
    found = _looked_up(picture)
    form = LAYOUTS[layout]
    shown = found if found is not None and may_be_shown(found) else None
    withheld = found if shown is None else None
    common = {"caption": caption, "layout": form.look or layout, "captioned": captioned}
    if withheld is not None:
        is_preview = getattr(context.get("request"), "is_preview", False)
        return common | {
            "withheld": withheld if is_preview else None,
            "withdrawn": is_withdrawn(withheld) and form.says_withdrawn and not decorative,
        }
    is_drawing = shown is not None and shown.is_svg()
    files = _files_within_time(context, shown, form) if shown is not None and not is_drawing else None
    if shown is None or not (is_drawing or files):
        return common
    return common | {
        "picture": shown,
        "alt": "" if decorative else alt,
        "first": form.first,
        "is_drawing": is_drawing,
        "is_cropped": crop_of(shown, form) > 0,
        "is_upright": is_upright(shown),
        "files": files,
        "tone": tone_of(shown),
        "dark": dark_version_of(shown),
        "credited": credited(shown),
    }


@register.inclusion_tag("components/credit.html")
def picture_credit(picture: Picture | int | None) -> dict[str, Any]:
    """The credit of a picture with its licence, where it stands apart from the picture."""
    found = _looked_up(picture)
    return {"credited": credited(found) if found is not None and may_be_shown(found) else []}


@register.filter
def shown(picture: Picture | None) -> Picture | None:
    """The picture, if it may be shown."""
    return picture if picture is not None and may_be_shown(picture) else None


@register.filter
def is_withdrawn(picture: Picture | None) -> bool:
    """Whether a picture was shown in good order, and its permission has run out since."""
    return picture is not None and has_credit(picture) and has_run_out(picture)


@register.filter
def is_panorama(picture: Picture | None) -> bool:
    """Whether a picture is one of the wide drawings whose road runs out of the sheet at 19.2 % of its width.

    The trail's line on the home page goes on from there: see "The trail line" in the design notes.
    """
    return picture is not None and picture.is_svg() and picture.width == 2 * picture.height


def dark_version_of(picture: Picture) -> Picture | None:
    """The drawing for dark screens, if it may be shown."""
    dark = picture.dark_version if picture.is_svg() else None
    return dark if dark is not None and may_be_shown(dark) else None


def credited(picture: Picture) -> list[Picture]:
    """Those whose credit is printed: the picture, and its dark version only where that is credited otherwise."""
    dark = dark_version_of(picture)
    return [picture, dark] if dark is not None and _as_printed(dark) != _as_printed(picture) else [picture]


def _as_printed(picture: Picture) -> tuple[str, str, str]:
    return picture.credit, picture.licence, picture.copyright_notice


def _looked_up(picture: Picture | int | None) -> Picture | None:
    return known_picture(picture) if isinstance(picture, int) else picture


def _files_within_time(context: template.Context, picture: Picture, form: Layout) -> RasterFiles | None:
    """The files of a photograph, as long as the pictures of this request have not used up their time to be made."""
    request = context.get("request")
    spent = getattr(request, "seconds_on_pictures", 0.0)
    began = time.monotonic()
    may_make = spent < settings.TRAIL_PICTURE_SECONDS
    files = raster_files(picture, form, may_make=may_make)
    if files is not None and not files.avif:
        not_to_be_kept(f"the files of picture {picture.pk} are not made yet")
    if request is not None:
        request.seconds_on_pictures = spent + time.monotonic() - began
    return files
