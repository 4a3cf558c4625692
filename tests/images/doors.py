"""The ways into the collection of pictures, as a browser goes through them."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.factories import make_picture
from trail.images.licences import UNKNOWN
from trail.images.models import Picture

from .files import XMP, exif, photograph, saved

ADD, MANY = "/admin/images/add/", "/admin/images/multiple/add/"
CHOOSER = "/admin/images/chooser/create/"
DOORS = ["add", "many", "chooser", "replace"]


def sent(content: bytes, name: str = "abbey.jpg") -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, content, content_type="image/jpeg")


def speaking() -> bytes:
    """A photograph that says who made it, and where the camera stood."""
    return saved(photograph(), exif=exif(), xmp=XMP.encode())


def form_data(picture: Picture | None = None, **values: Any) -> dict[str, Any]:
    """What the form of a picture sends."""
    fields = ("title", "description", "creator", "credit_line", "copyright_notice", "licence", "source_archive",
              "source_reference", "acquire_licence_page", "date_taken", "place_shown", "collection")  # fmt: skip
    data: dict[str, Any] = dict.fromkeys(fields, "") | {"title": "The abbey", "licence": UNKNOWN, "collection": 1}
    if picture is not None:
        data |= {name: getattr(picture, name) for name in fields if name != "collection"}
    return data | values


def put_in(client: Client, door: str, content: bytes, name: str = "abbey.jpg") -> Any:
    """Send a file through a door."""
    if door == "add":
        return client.post(ADD, form_data(file=sent(content, name)), follow=True)
    if door == "many":
        return client.post(MANY, {"title": "The abbey", "files[]": sent(content, name), "collection": 1})
    if door == "chooser":
        data = {f"image-chooser-upload-{key}": value for key, value in form_data(file=sent(content, name)).items()}
        return client.post(CHOOSER, data)
    picture = Picture.objects.order_by("pk").first() or make_picture("Before")
    return client.post(edit(picture), form_data(picture, file=sent(content, name)), follow=True)


def edit(picture: Picture) -> str:
    """Where a picture is edited."""
    return reverse("wagtailimages:edit", args=[picture.pk])


def files() -> set[str]:
    """All that lies in the folder of uploaded files, but for the sizes made of pictures that stand already."""
    root = Path(settings.MEDIA_ROOT)
    return {str(path) for path in root.rglob("*") if path.is_file() and root / "images" not in path.parents}
