"""Every way into the collection of pictures leads through the one door: one at a time, many, the dialogue, another file."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client, override_settings
from django.urls import reverse
from PIL import Image
from wagtail.models import UploadedFile

from tests.admin_forms import shown
from tests.factories import make_picture
from trail.images.licences import UNKNOWN
from trail.images.models import Picture

from .files import SAYS, XMP, claiming, exif, photograph, saved, svg

pytestmark = pytest.mark.django_db
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


@pytest.mark.parametrize("door", DOORS)
def test_each_door_drops_the_cameras_place_and_finds_the_colour(door: str, sign_in: Any) -> None:
    put_in(sign_in("editor"), door, speaking())
    picture = Picture.objects.get()
    content = picture.file.open("rb").read()
    assert b"GPS" not in content
    assert picture.dominant_colour
    assert (picture.width, picture.height) == (400, 300)
    assert picture.file_size == len(content)
    # Nothing is taken over unasked.
    assert picture.creator in {"", "A. Maker"}


HOSTILE = {
    "bomb": claiming(30_000, "PNG"), "breaks off": saved(photograph())[:2000], "empty": b"", "not a picture": b"<html>",
    "drawing": svg("<text>&b;</text>", before='<!DOCTYPE svg [<!ENTITY b "x">]>'),
}  # fmt: skip


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_no_door_lets_an_attack_in_and_nothing_is_left_of_it(door: str, content: bytes, sign_in: Any) -> None:
    standing = make_picture("Before") if door == "replace" else None
    before, client = files(), sign_in("editor")
    response = put_in(client, door, content)
    assert response.status_code == 200
    assert files() == before
    assert list(Picture.objects.all()) == ([standing] if standing else [])
    assert not UploadedFile.objects.exists()
    if standing:
        name = standing.file.name
        standing.refresh_from_db()
        assert standing.file.name == name
    if door == "many":
        assert response.json()["success"] is False
        assert response.json()["error_message"]


def test_the_reason_is_said_at_the_file(sign_in: Any) -> None:
    response = put_in(sign_in("editor"), "add", claiming(30_000, "PNG"))
    assert "80 million" in shown(response)
    assert "80 million" in put_in(sign_in("editor"), "many", claiming(30_000, "PNG")).json()["error_message"]


def test_a_bulk_upload_with_another_fault_stores_nothing(sign_in: Any) -> None:
    before = files()
    response = sign_in("editor").post(MANY, {"title": "x" * 300, "files[]": sent(speaking()), "collection": 1})
    assert response.json()["success"] is False
    assert "255" in response.json()["error_message"]
    assert files() == before
    assert not UploadedFile.objects.exists()


@pytest.mark.parametrize("door", DOORS)
def test_a_visitor_with_an_account_gets_nothing_in(door: str, sign_in: Any) -> None:
    if door == "replace":
        make_picture("Before")
    count = Picture.objects.count()
    response = put_in(sign_in("visitor"), door, speaking())
    assert Picture.objects.count() == count
    assert "login" in str(getattr(response, "redirect_chain", "")) + response.headers.get(
        "location", ""
    ) or response.status_code in {302, 403}


# What the file says


def test_after_the_upload_the_editor_stands_before_what_the_file_says(sign_in: Any) -> None:
    response = put_in(sign_in("editor"), "add", speaking())
    picture = Picture.objects.get()
    assert response.redirect_chain[-1][0] == edit(picture)
    page = BeautifulSoup(response.content, "html.parser")
    offers = {box["value"]: box["data-trail-value"] for box in page.select("input[data-trail-target]")}
    assert offers == SAYS
    assert "CC BY-SA 4.0" in page.select_one("input[value=licence]").parent.get_text()


def test_a_tick_takes_over_one_field_without_javascript(sign_in: Any) -> None:
    client = sign_in("editor")
    put_in(client, "add", speaking())
    picture = Picture.objects.get()
    response = client.post(edit(picture), form_data(picture, take_over=["creator", "licence"]), follow=True)
    picture.refresh_from_db()
    assert picture.creator == "Anna Rossi"
    assert picture.licence == SAYS["licence"]
    assert picture.credit_line == ""
    assert "Filled in: Creator: Anna Rossi; Licence: CC BY-SA 4.0" in shown(response)
    assert response.redirect_chain[-1][0] == edit(picture)
    assert "The file says so too." in shown(response)


def test_all_at_once_fills_only_what_is_empty(sign_in: Any) -> None:
    client = sign_in("editor")
    put_in(client, "add", speaking())
    picture = Picture.objects.get()
    client.post(edit(picture), form_data(picture, take_all="on", creator="Written by the editor"))
    picture.refresh_from_db()
    assert picture.creator == "Written by the editor"
    assert {name: getattr(picture, name) for name in SAYS if name != "creator"} == {
        name: value for name, value in SAYS.items() if name != "creator"
    }


def test_what_the_file_says_is_never_markup(sign_in: Any) -> None:
    packet = XMP.replace("Anna Rossi</rdf:li>", "&lt;script&gt;alert(1)&lt;/script&gt;</rdf:li>")
    response = put_in(sign_in("editor"), "add", saved(photograph(), xmp=packet.encode()))
    assert b"<script>alert(1)" not in response.content
    assert b"&lt;script&gt;alert(1)" in response.content


def test_the_form_opens_where_the_file_is_gone_or_damaged(sign_in: Any) -> None:
    client = sign_in("editor")
    put_in(client, "add", speaking())
    picture = Picture.objects.get()
    Path(picture.file.path).write_bytes(b"\xff\xd8\xffrubbish")
    assert client.get(edit(picture)).status_code == 200


def test_in_a_bulk_upload_the_form_is_filled_in_and_the_record_is_not(sign_in: Any) -> None:
    client = sign_in("editor")
    response = put_in(client, "many", speaking())
    picture = Picture.objects.get()
    assert picture.creator == ""
    assert picture.licence == UNKNOWN
    page = BeautifulSoup(response.json()["form"], "html.parser")
    prefix = f"image-{picture.pk}-"
    assert page.find(attrs={"name": f"{prefix}creator"})["value"] == "Anna Rossi"
    assert page.select_one(f"select[name={prefix}licence] option[selected]")["value"] == SAYS["licence"]
    assert page.get_text().count("Read from the file: check it.") == len(SAYS)
    sent_back = {prefix + key: value for key, value in (form_data() | SAYS).items()}
    assert client.post(reverse("wagtailimages:edit_multiple", args=[picture.pk]), sent_back).json()["success"]
    picture.refresh_from_db()
    assert picture.creator == "Anna Rossi"


def test_the_bulk_form_says_what_was_changed_on_the_way_in(sign_in: Any) -> None:
    with override_settings(TRAIL_PICTURE_MAX_SIDE=200):
        response = put_in(sign_in("editor"), "many", speaking())
    assert "from 400 × 300 to 200 × 150 pixels" in response.json()["form"]


def test_a_drawing_with_a_program_comes_in_without_it_and_the_editor_is_told(sign_in: Any) -> None:
    response = put_in(sign_in("editor"), "add", svg("<script>alert(1)</script>"), "plan.svg")
    assert "Taken out of the drawing for safety: scripts" in shown(response)
    assert b"alert" not in Picture.objects.get().file.open("rb").read()


# A pasted credit line


def test_a_pasted_credit_is_split_on_saving_without_javascript(sign_in: Any) -> None:
    client, picture = sign_in("editor"), make_picture("Gate", creator="", licence=UNKNOWN)
    response = client.post(
        edit(picture),
        form_data(
            picture, pasted_credit="Top image: View of Rome today © Luciano Mortula/iStock", source_archive="Mine"
        ),
        follow=True,
    )
    picture.refresh_from_db()
    assert picture.creator == "Luciano Mortula"
    assert picture.credit_line == "Luciano Mortula/iStock"
    assert picture.copyright_notice == "© Luciano Mortula/iStock"
    assert picture.description == "View of Rome today"
    assert picture.source_archive == "Mine"
    assert "Filled in:" in shown(response)
    assert response.redirect_chain[-1][0] == edit(picture)


def test_the_parts_are_told_to_the_form_at_once(sign_in: Any) -> None:
    address = reverse("picture_credit_split")
    answer = sign_in("editor").post(address, {"text": "Photo: Anna Rossi / Getty Images, CC BY 4.0"}).json()
    assert answer["fields"] == {
        "creator": "Anna Rossi",
        "credit_line": "Anna Rossi/Getty Images",
        "source_archive": "Getty Images",
        "licence": "http://creativecommons.org/licenses/by/4.0/",
    }
    assert sign_in("editor").get(address).status_code == 405
    assert sign_in("editor").post(address, {"text": "\0" * 5000}).status_code == 200


def test_the_parts_are_told_to_nobody_else(sign_in: Any, client: Client) -> None:
    assert client.post(reverse("picture_credit_split"), {"text": "© X"}).status_code == 302
    assert sign_in("visitor").post(reverse("picture_credit_split"), {"text": "© X"}).status_code in {302, 403}


# Another file, and the original


def test_another_file_takes_the_place_of_the_old_one_with_its_colour(sign_in: Any) -> None:
    client, picture = sign_in("editor"), make_picture("Before")
    old = picture.file.path
    client.post(edit(picture), form_data(picture, file=sent(saved(Image.new("RGB", (50, 50), "#204060"), "PNG"))))
    picture.refresh_from_db()
    assert picture.dominant_colour == "204060"
    assert not Path(old).exists()
    assert picture.creator == "A. Maker"


@override_settings(TRAIL_PICTURE_MAX_SIDE=200, TRAIL_KEEP_ORIGINALS=True)
def test_the_original_is_kept_where_no_visitor_gets_it_and_goes_with_the_picture(
    sign_in: Any, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    content = speaking()
    put_in(sign_in("editor"), "add", content)
    picture = Picture.objects.get()
    path = Path(picture.original.path)
    assert path.read_bytes() == content
    assert Path(settings.MEDIA_ROOT) not in path.parents
    address = reverse("picture_original", args=[picture.pk])
    response = sign_in("editor").get(address)
    assert b"".join(response.streaming_content) == content
    assert "attachment" in response["Content-Disposition"]
    assert sign_in("visitor").get(address).status_code in {302, 403}
    client.logout()
    assert client.get(address).status_code == 302
    with django_capture_on_commit_callbacks(execute=True):
        put_in(sign_in("editor"), "replace", saved(photograph((60, 40))))
    assert not path.exists()
    picture.refresh_from_db()
    assert not picture.original
    with django_capture_on_commit_callbacks(execute=True):
        put_in(sign_in("editor"), "replace", content)
    picture.refresh_from_db()
    path = Path(picture.original.path)
    picture.delete()
    assert not path.exists()


def test_originals_are_not_kept_unless_asked_for(sign_in: Any) -> None:
    with override_settings(TRAIL_PICTURE_MAX_SIDE=200):
        put_in(sign_in("editor"), "add", speaking())
    picture = Picture.objects.get()
    assert not picture.original
    assert sign_in("editor").get(reverse("picture_original", args=[picture.pk])).status_code == 404


# Pictures that were there before


def test_a_command_brings_older_pictures_up_to_date(django_capture_on_commit_callbacks: Any) -> None:
    picture = make_picture("Before")
    Path(picture.file.path).write_bytes(speaking())
    damaged = make_picture("Damaged")
    Path(damaged.file.path).write_bytes(b"rubbish")
    said, complained = StringIO(), StringIO()
    call_command("refresh_pictures", dry_run=True, stdout=said, stderr=complained)
    picture.refresh_from_db()
    assert picture.dominant_colour == ""
    with django_capture_on_commit_callbacks(execute=True):
        call_command("refresh_pictures", stdout=said, stderr=complained)
    picture.refresh_from_db()
    content = picture.file.open("rb").read()
    assert b"GPS" not in content
    assert picture.dominant_colour
    assert picture.creator == "A. Maker"
    assert "Damaged" in complained.getvalue()
    call_command("refresh_pictures", stdout=(again := StringIO()), stderr=complained)
    assert "0 changed, 1 refused" in again.getvalue()
