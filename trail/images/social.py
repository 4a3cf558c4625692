"""The raster picture that is shown where a page is shared: 1200 × 630, JPEG, made once from the lead picture."""

from datetime import datetime, time, timedelta
from io import BytesIO
from typing import Any

import resvg_py
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import pgettext
from PIL import Image, ImageOps
from wagtail.models import Page, ReferenceIndex

from .embedding import travelling_key, xmp_packet
from .models import Picture
from .renditions import CreditedFilter, save_credited
from .rights import may_be_shown, shown_until

SIZE = (1200, 630)
QUALITY = 82
# Where the finished pictures of one picture lie.
FOLDER = "social/{}"
YEAR = 60 * 60 * 24 * 365


def social_image(picture: Picture | None, alt: str, base: str) -> dict[str, Any]:
    """Address, size and alternative text of a page's shared picture; the trail's own where it has none to show."""
    if picture is None or not may_be_shown(picture):
        url = static("trail/icons/social-default.png")
        alt = pgettext("trail", "Drawing: a white abbey on a steep hill, and a red road that winds up to it.")
    else:
        url = reverse("social_image", args=[picture.pk, social_key(picture)])
    return {"url": base + url, "width": SIZE[0], "height": SIZE[1], "alt": alt}


def social_key(picture: Picture) -> str:
    """Changes with the file, the focal point and the credit, so that the picture may be kept for ever."""
    return travelling_key(picture, str(picture.get_focal_point()))


def social_jpeg(picture: Picture) -> bytes:
    """Draw or scale the picture to `SIZE`, cropped around its focal point, with its credit inside."""
    with picture.open_file() as stream:
        if picture.is_svg():
            svg = stream.read().decode("utf-8")
            image = Image.open(BytesIO(bytes(resvg_py.svg_to_bytes(svg_string=svg, width=SIZE[0])))).convert("RGB")
        else:
            filter = CreditedFilter(f"fill-{SIZE[0]}x{SIZE[1]}")
            image = filter.cut(picture, Image.open(stream))
    out = BytesIO()
    save_credited(ImageOps.fit(image, SIZE), out, "jpeg", xmp_packet(picture), QUALITY)
    return out.getvalue()


def serve_social_image(request: HttpRequest, pk: int, file_hash: str) -> HttpResponse | FileResponse:
    """Hand over the shared picture of a public page; an address from before a change leads to the one of today."""
    picture = get_object_or_404(Picture, pk=pk)
    key = social_key(picture)
    if not may_be_shown(picture) or not leads_a_public_page(picture):
        delete_stored(pk)
        raise Http404
    if file_hash != key:
        return redirect("social_image", pk, key)
    name = f"{FOLDER.format(pk)}/{key}.jpg"
    if not default_storage.exists(name):
        delete_stored(pk)
        default_storage.save(name, ContentFile(social_jpeg(picture)))
    response = FileResponse(default_storage.open(name, "rb"), content_type="image/jpeg")
    seconds = seconds_to_keep(picture)
    patch_cache_control(response, public=True, max_age=seconds, **({"immutable": True} if seconds == YEAR else {}))
    return response


def delete_stored(pk: int) -> None:
    """Delete what was made of a picture before: under another credit, or while it might be shown."""
    try:
        names = default_storage.listdir(FOLDER.format(pk))[1]
    except FileNotFoundError:
        return
    for name in names:
        default_storage.delete(f"{FOLDER.format(pk)}/{name}")


def leads_a_public_page(picture: Picture) -> bool:
    """Whether a page that anybody may read has it as its lead picture. Others are not handed out."""
    types = ContentType.objects.get_for_models(Page, Picture)
    led = ReferenceIndex.objects.filter(
        to_content_type=types[Picture],
        to_object_id=str(picture.pk),
        base_content_type=types[Page],
        model_path="lead_image",
    ).values_list("object_id", flat=True)
    return Page.objects.live().public().filter(pk__in=[int(pk) for pk in led]).exists()


def seconds_to_keep(picture: Picture) -> int:
    """A year; less where our permission ends sooner."""
    until = shown_until(picture)
    if until is None:
        return YEAR
    end = timezone.make_aware(datetime.combine(until + timedelta(days=1), time.min))
    return max(0, min(YEAR, int((end - timezone.now()).total_seconds())))
