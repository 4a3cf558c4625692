"""After an upload the editor stands before what the file says, and takes over what is right."""

from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client, override_settings
from django.urls import reverse

from tests.admin_forms import shown
from tests.factories import make_picture
from trail.images.licences import UNKNOWN
from trail.images.models import Picture

from .doors import edit, form_data, put_in, speaking
from .files import SAYS, XMP, photograph, saved, svg

pytestmark = pytest.mark.django_db


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
