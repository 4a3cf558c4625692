"""The one door for the files of pictures: each is looked at, made safe and made small enough, or refused with a reason.

What comes out is a still picture in a kind that every browser shows, upright, in three colours, no larger than the
operator wants, without camera positions or anything hung on behind its end. Nothing is stored here.
"""

import logging
import re
import unicodedata
from dataclasses import dataclass, field
from hashlib import sha1
from pathlib import PurePosixPath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.template.defaultfilters import filesizeformat
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from .containers import AVIF, ENDINGS, GIF, HEIF, JPEG, OTHER_KINDS, PNG, SVG, WEBP, Broken, kind_of
from .drawings import taken_drawing
from .embedded import Found
from .pixels import Pixels, taken_pixels

RASTER = {JPEG, PNG, GIF, WEBP, AVIF, HEIF}
_NOT_FOR_NAMES = re.compile(r"[^\w.-]+")
logger = logging.getLogger(__name__)


class Refused(ValidationError):
    """The file is not taken. The message says why and what to do, for the editor."""


@dataclass(frozen=True)
class Taken:
    """A file that may be stored."""

    name: str
    content: bytes
    width: int
    height: int
    dominant_colour: str
    # What the file says about itself, by field; offered to the editor, never taken over unasked.
    found: Found = field(default_factory=dict)
    # What was changed on the way in, for the editor.
    notes: list[str | Promise] = field(default_factory=list)
    # The file as it came, where pixels were lost.
    original: bytes = b""

    @property
    def digest(self) -> str:
        """The hash that Wagtail keeps with the stored file."""
        return sha1(self.content, usedforsecurity=False).hexdigest()

    def file(self) -> ContentFile:
        """The file for the picture's field."""
        return ContentFile(self.content, name=self.name)


def take_in(name: str, content: bytes) -> Taken:
    """Look at a file and bring it into the form in which it is kept. Raises `Refused`."""
    limit = settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE
    if not content:
        raise Refused(_("The file is empty. Perhaps it was not copied completely; choose it again."), code="empty")
    if len(content) > limit:
        raise Refused(
            _("The file has %(size)s; the most is %(limit)s. Save it with a stronger compression, or smaller."),
            code="too_heavy",
            params={"size": filesizeformat(len(content)), "limit": filesizeformat(limit)},
        )
    kind = kind_of(content)
    if kind not in RASTER and kind != SVG:
        raise _unknown(kind)
    try:
        pixels = taken_drawing(content) if kind == SVG else taken_pixels(content, kind)
    except Broken as error:
        raise Refused(str(error), code="broken") from error
    except MemoryError as error:
        raise Refused(_("The picture needs more memory than there is. Make it smaller."), code="too_large") from error
    except Exception as error:
        # The libraries raise whatever they like for files made to break them.
        logger.warning("A file was refused that the libraries cannot read: %r", error)
        raise Refused(
            _("The file cannot be read as a picture. Open it in a picture program, save it as a JPEG, and try again."),
            code="unreadable",
        ) from error
    return _result(name, content, pixels)


def _result(name: str, content: bytes, pixels: Pixels) -> Taken:
    notes = list(pixels.notes)
    safe = safe_name(name, pixels.kind)
    ending = PurePosixPath(name.replace("\\", "/")).suffix.lstrip(".").lower()
    if (
        ending
        and ending not in {ENDINGS[pixels.kind], "jpeg", "jpe", "heif", "hif", "avifs"}
        and not pixels.is_converted
    ):
        notes.append(
            format_lazy(_("The file is a {kind}, whatever its name says; its ending is now {ending}."),
                        kind=pixels.kind, ending=f".{ENDINGS[pixels.kind]}")
        )  # fmt: skip
    return Taken(
        name=safe,
        content=pixels.content,
        width=pixels.width,
        height=pixels.height,
        dominant_colour=pixels.dominant_colour,
        found=pixels.found,
        notes=notes,
        original=content if pixels.has_lost_pixels else b"",
    )


def safe_name(name: str, kind: str) -> str:
    """A file name without folders or characters that mean something to a system; the ending says what the file is."""
    stem = PurePosixPath(unicodedata.normalize("NFC", name).replace("\\", "/")).stem
    stem = _NOT_FOR_NAMES.sub("_", stem).strip("._-")[:80]
    return f"{stem or 'picture'}.{ENDINGS[kind]}"


def _unknown(kind: str) -> Refused:
    if kind in set(OTHER_KINDS.values()):
        return Refused(
            _("This is a %(kind)s file. Open it in a picture program and export it as a JPEG (photographs) or PNG."),
            code="other_kind",
            params={"kind": kind},
        )
    return Refused(
        _("This is no picture of a kind that is taken. Taken are JPEG, PNG, WebP, AVIF, GIF, HEIC and SVG."),
        code="unknown_kind",
    )
