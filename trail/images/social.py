"""The raster picture that is shown where a page is shared: 1200 × 630, JPEG, made once from the lead picture."""

from io import BytesIO
from typing import Any

import resvg_py
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import cache_control
from PIL import Image, ImageOps

from .models import Picture

SIZE = (1200, 630)


def social_image(picture: Picture | None, alt: str, base: str) -> dict[str, Any]:
    """Address, size and alternative text of a page's shared picture; the trail's own where it has no lead picture."""
    if picture is None:
        url, alt = static("trail/icons/social-default.png"), ""
    else:
        url = reverse("social_image", args=[picture.pk, picture.file_hash[:12] or "0"])
    return {"url": base + url, "width": SIZE[0], "height": SIZE[1], "alt": alt}


def social_jpeg(picture: Picture) -> bytes:
    """Draw or scale the picture to `SIZE`, cropped to the middle."""
    with picture.file.open("rb") as stream:
        content = stream.read()
    if picture.is_svg():
        content = bytes(resvg_py.svg_to_bytes(svg_string=content.decode("utf-8"), width=SIZE[0]))
    with Image.open(BytesIO(content)) as image:
        fitted = ImageOps.fit(ImageOps.exif_transpose(image).convert("RGB"), SIZE)
    out = BytesIO()
    fitted.save(out, "JPEG", quality=82, optimize=True, progressive=True)
    return out.getvalue()


@cache_control(public=True, max_age=31536000, immutable=True)
def serve_social_image(request: HttpRequest, pk: int, file_hash: str) -> FileResponse:
    """Hand over the shared picture; the hash in the address changes with the file, so that it may be kept for ever."""
    picture = get_object_or_404(Picture, pk=pk)
    if file_hash not in {picture.file_hash[:12], "0"}:
        raise Http404
    name = f"social/{pk}-{file_hash}.jpg"
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(social_jpeg(picture)))
    return FileResponse(default_storage.open(name, "rb"), content_type="image/jpeg")
