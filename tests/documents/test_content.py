"""A document is what its name says: looked at when it comes in, by every way in."""

from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.factories import Trail
from trail.documents.content import TESTS, problem_of
from trail.documents.models import TrailDocument

HTML = b"<!DOCTYPE html><html><script>alert(document.cookie)</script></html>"
GPX = b'<?xml version="1.0"?><gpx xmlns="http://www.topografix.com/GPX/1/1" version="1.1"></gpx>'
KML = b'<?xml version="1.0"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document/></kml>'
BOMB = b'<?xml version="1.0"?><!DOCTYPE gpx [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><gpx>&b;</gpx>'


def packed(**members: bytes) -> bytes:
    content = BytesIO()
    with ZipFile(content, "w") as archive:
        for name, value in members.items():
            archive.writestr(name.replace("__", "/"), value)
    return content.getvalue()


def office(folder: str) -> bytes:
    return packed(**{"[Content_Types].xml": b"<Types/>", f"{folder}__document.xml": b"<x/>"})


GOOD = {
    "csv": "name;town\nRossi;Città di Castello\n".encode(),
    "docx": office("word"),
    "epub": packed(mimetype=b"application/epub+zip", x=b"y"),
    "gpx": GPX,
    "kml": KML,
    "m4a": b"\0\0\0\x20ftypM4A \0\0\0\0",
    "mp3": b"ID3\x04\0\0\0\0\0\0",
    "mp4": b"\0\0\0\x18ftypmp42\0\0\0\0",
    "odt": packed(mimetype=b"application/vnd.oasis.opendocument.text", x=b"y"),
    "ogg": b"OggS\0\x02",
    "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    "txt": b"\xef\xbb\xbfA letter. 5 < 6.",
    "vtt": b"WEBVTT\n\n00:00.000 --> 00:01.000\nHello",
    "webm": b"\x1a\x45\xdf\xa3\x01",
    "xlsx": office("xl"),
    "zip": packed(a=b"b"),
}
BAD = {
    "csv": b"a;b\0c",
    "docx": office("xl"),
    "epub": packed(mimetype=b"text/html"),
    "gpx": BOMB,
    "kml": GPX,
    "m4a": b"\0\0\0\x20moov",
    "mp3": b"\xff\xd8\xff\xe0 a photograph",
    "mp4": b"RIFF",
    "odt": packed(x=b"y"),
    "ogg": b"ID3",
    "pdf": b"<html>%PDF-1.7",
    "txt": b"  <SCRIPT>",
    "vtt": b"1\n00:00",
    "webm": b"\x1a\x45",
    "xlsx": GOOD["pdf"],
    "zip": b"PK\x03\x04 broken",
}


def problem(content: bytes, ending: str) -> str:
    return problem_of(BytesIO(content), ending)


def test_every_ending_that_is_taken_is_looked_at() -> None:
    assert set(settings.WAGTAILDOCS_EXTENSIONS) == set(TESTS) == set(GOOD) == set(BAD)
    assert set(settings.WAGTAILDOCS_CONTENT_TYPES) == set(TESTS)
    assert not {"html", "htm", "svg", "xml", "js", "exe", "xhtml"} & set(TESTS)


@pytest.mark.parametrize("ending", GOOD)
def test_what_is_right_is_taken(ending: str) -> None:
    assert problem(GOOD[ending], ending) == ""
    assert problem(GOOD[ending], ending.upper()) == ""


@pytest.mark.parametrize("ending", GOOD)
def test_html_and_what_is_something_else_is_refused(ending: str) -> None:
    for content in (HTML, b"\n\t" + HTML.upper(), BAD[ending]):
        assert f"called .{ending}," in problem(content, ending)
    assert problem(b"", ending) == "The file is empty."


@pytest.mark.parametrize("second", range(256))
def test_only_a_frame_of_layer_three_is_an_mp3(second: int) -> None:
    is_frame = second >> 5 == 0b111 and (second >> 1) & 0b11 == 0b01

    assert (problem(bytes([0xFF, second, 0, 0]), "mp3") == "") == is_frame


def upload(client: Client, address: str, name: str, content: bytes, **extra: Any) -> Any:
    return client.post(address, {"title": "Leaflet", "file": SimpleUploadedFile(name, content), **extra})


def test_the_form_refuses_a_page_that_is_called_a_leaflet(trail: Trail, sign_in: Any) -> None:
    client = sign_in("editor")

    response = upload(client, "/admin/documents/add/", "leaflet.pdf", HTML)

    assert "its content is something else" in response.content.decode()
    assert not TrailDocument.objects.exists()
    assert upload(client, "/admin/documents/add/", "leaflet.pdf", GOOD["pdf"]).status_code == 302
    assert TrailDocument.objects.count() == 1


def test_many_at_once_are_looked_at_too(trail: Trail, sign_in: Any) -> None:
    client = sign_in("editor")
    for name, content, taken in (("a.pdf", HTML, False), ("b.pdf", GOOD["pdf"], True)):
        response = client.post(
            "/admin/documents/multiple/add/",
            {"files[]": SimpleUploadedFile(name, content)},
            headers={"x-requested-with": "XMLHttpRequest"},
        )
        assert response.json()["success"] is taken

    assert [document.filename for document in TrailDocument.objects.all()] == ["b.pdf"]


def test_a_file_in_place_of_another_is_looked_at(trail: Trail, sign_in: Any) -> None:
    client = sign_in("editor")
    upload(client, "/admin/documents/add/", "leaflet.pdf", GOOD["pdf"])
    document = TrailDocument.objects.get()

    upload(client, f"/admin/documents/edit/{document.pk}/", "leaflet.pdf", HTML)

    with TrailDocument.objects.get().file.open() as file:
        assert file.read() == GOOD["pdf"]


def test_what_is_stored_is_not_read_again(trail: Trail, sign_in: Any) -> None:
    document = TrailDocument.objects.create(title="Old", file=SimpleUploadedFile("old.pdf", b"from before"))
    document.title = "New"

    document.full_clean()


def test_an_ending_that_is_not_taken_is_refused(trail: Trail) -> None:
    with pytest.raises(ValidationError):
        TrailDocument(title="x", file=SimpleUploadedFile("x.html", HTML)).full_clean()
