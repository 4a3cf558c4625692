"""Every way into the collection of pictures leads through the one door: one at a time, many, the dialogue, another file."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client, override_settings
from django.urls import reverse
from PIL import Image
from wagtail.models import UploadedFile

from tests.admin_forms import shown
from tests.factories import make_picture
from trail.images.models import Picture

from .doors import DOORS, MANY, edit, files, form_data, put_in, sent, speaking
from .files import claiming, photograph, saved, svg

pytestmark = pytest.mark.django_db


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
