"""The admin's doors: who may, the download, the report, the press; and the commands."""

from datetime import timedelta
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from wagtail_localize.models import StringTranslation

from tests.factories import persona
from tests.translation.conftest import edit, live, target
from trail.background.models import Parcel
from trail.translation.exchange import kept
from trail.translation.exchange.entering import TOOL
from trail.translation.exchange.grammar import read

from .conftest import po, translator

pytestmark = pytest.mark.django_db
DOOR = "/admin/translations/exchange/"


def upload(client, text: str | bytes, name: str = "it.po", language: str = "it"):
    content = text if isinstance(text, bytes) else text.encode()
    return client.post(DOOR, {"locale": language, "file": SimpleUploadedFile(name, content)}, follow=True)


def changed(cemetery) -> str:
    return po(cemetery).replace("it: What The cemetery", "Dal file")


def test_a_translator_sends_out_and_takes_in(cemetery, client):
    user = translator("it")
    client.force_login(user)
    page = client.get(DOOR)
    assert page.status_code == 200 and "Italian (italiano)" in page.content.decode()
    file = client.get(f"{DOOR}download/", {"locale": "it", "shape": "po"})
    assert file["Content-Disposition"] == 'attachment; filename="it-all.po"'
    text = file.content.decode().replace("it: What The cemetery", "Dal <file> & co.").replace("<file>", "file")
    shown = upload(client, text)
    assert "1 text enters" in shown.content.decode() and not StringTranslation.objects.filter(tool_name=TOOL).exists()
    report = shown.context["report"]
    done = client.post(shown.redirect_chain[-1][0], {"fingerprint": report.fingerprint})
    assert "1 text was imported." in done.content.decode()
    row = StringTranslation.objects.get(tool_name=TOOL)
    assert (row.data[:18], row.last_translated_by) == ("Dal file &amp; co.", user)
    assert target(cemetery).summary.startswith("it: "), "the public page waits"
    again = client.post(shown.redirect_chain[-1][0], {"fingerprint": report.fingerprint}, follow=True)
    assert "not kept any more" in again.content.decode()


def test_the_zip_comes_back_as_it_is(cemetery, trail, client):
    client.force_login(persona("publisher"))
    region = live(trail.region).pk
    file = client.get(f"{DOOR}download/", {"locale": "it", "page": region, "alone": "on", "shape": "zip"})
    with ZipFile(BytesIO(file.content)) as archive:
        assert archive.namelist() == ["campaign/rome.po", "glossary.csv"]
    shown = upload(client, file.content, "it.zip").content.decode()
    assert "There is nothing to import." in shown and "glossary.csv" in shown


def test_what_is_asked_about_enters_with_its_tick_only(cemetery, trail, client):
    client.force_login(persona("administrator"))
    text = changed(cemetery)
    edit(trail.cemetery, summary="What the cemetery is today, in one sentence.")
    shown = upload(client, text)
    page, report = shown.content.decode(), shown.context["report"]
    assert "What the cemetery is today" in page and "What The cemetery is, in one sentence." in page
    [asked] = report.problems
    done = client.post(shown.redirect_chain[-1][0], {"fingerprint": report.fingerprint, "take": [asked.key]})
    assert "1 text was imported." in done.content.decode()
    assert StringTranslation.objects.filter(data__startswith="Dal file").exists()


def test_an_old_report_is_shown_anew(cemetery, trail, client):
    client.force_login(persona("administrator"))
    shown = upload(client, changed(cemetery))
    edit(trail.cemetery, summary="Put right.")
    for fingerprint in (shown.context["report"].fingerprint, ""):
        done = client.post(shown.redirect_chain[-1][0], {"fingerprint": fingerprint})
        assert "Nothing was imported; look again." in done.content.decode()
    assert not StringTranslation.objects.filter(tool_name=TOOL).exists()
    done = client.post(shown.redirect_chain[-1][0], {"discard": "1"}, follow=True)
    assert "Nothing was imported." in done.content.decode() and not Parcel.objects.exists()


@pytest.mark.parametrize("content", [b"", b"\x89PNG", b"PK\x03\x04broken", b'msgid "', b"\xff\xfe", b"msgid \x00"])
def test_no_upload_is_an_error_of_the_server(cemetery, client, content):
    client.force_login(persona("administrator"))
    shown = upload(client, content)
    assert shown.status_code == 200 and "Import what is right" not in shown.content.decode()


def test_others_are_turned_away(cemetery, trail, client):
    for user in (persona("visitor"), translator("fr")):
        client.force_login(user)
        for address in (DOOR, f"{DOOR}download/?locale=it", f"{DOOR}{'x' * 32}/"):
            answer = client.get(address)
            assert answer.status_code == 302 or answer.status_code == 403
            assert "msgid" not in answer.content.decode()
    client.logout()
    assert client.get(DOOR).status_code == 302


def test_an_upload_is_seen_by_nobody_else_and_goes_after_a_day(cemetery, client):
    client.force_login(persona("administrator"))
    address = upload(client, changed(cemetery)).redirect_chain[-1][0]
    client.force_login(persona("publisher"))
    assert "not kept any more" in client.get(address, follow=True).content.decode()
    first = Parcel.objects.get()
    Parcel.objects.update(created_at=timezone.now() - kept.DAY - timedelta(seconds=1))
    client.force_login(persona("administrator"))
    assert "not kept any more" in client.get(address, follow=True).content.decode()
    upload(client, changed(cemetery))
    assert Parcel.objects.get() != first


def test_a_language_that_one_may_not_translate_is_not_offered(cemetery, trail, client):
    client.force_login(translator("it"))
    shown = upload(client, changed(cemetery), language="en")
    assert "Select a valid choice" in shown.content.decode()
    assert client.get(f"{DOOR}download/", {"locale": "fr"}).headers.get("Content-Disposition") is None
    assert client.get(f"{DOOR}download/", {"locale": "it", "page": "999999"}).status_code == 200
    assert client.get(DOOR, {"page": "x", "locale": "zz"}).status_code == 200


def test_the_report_takes_few_queries(cemetery, client, django_assert_max_num_queries):
    client.force_login(persona("administrator"))
    address = upload(client, po(cemetery)).redirect_chain[-1][0]
    with django_assert_max_num_queries(45):
        client.get(address)


def command(name: str, *args: object, **options: object) -> str:
    said = StringIO()
    call_command(name, *map(str, args), stdout=said, stderr=said, **options)
    return said.getvalue()


def test_the_commands(cemetery, trail, tmp_path):
    path = tmp_path / "it.po"
    assert "texts of 1 pages" in command(
        "export_translations", "it", "--page=/en/campaign/rome/cemetery/", f"--output={path}"
    )
    assert path.read_text().count("msgctxt") == len(read(po(cemetery)).entries)
    path.write_text(path.read_text().replace("it: What The cemetery", "Dal file"))
    assert "1 enter" in command("import_translations", path, language="it")
    assert not StringTranslation.objects.filter(tool_name=TOOL).exists()
    said = command("import_translations", path, language="it", write=True, user=persona("publisher").username)
    assert "Imported 1 texts into the drafts of 1 pages." in said
    path.write_text(path.read_text().replace("Dal file", "<u>Dal file").replace("it: First words.", "Prime."))
    with pytest.raises(CommandError):
        command("import_translations", path, language="it", write=True, all_or_nothing=True)
    assert not StringTranslation.objects.filter(data="Prime.").exists()
    with pytest.raises(CommandError):
        command("import_translations", path, language="it", write=True)
    assert StringTranslation.objects.filter(data="Prime.").exists()


@pytest.mark.parametrize(
    "call",
    [
        ("export_translations", "xx"),
        ("export_translations", "it", "--page=/en/nowhere/"),
        ("export_translations", "it", "--output=it.txt"),
        ("export_translations", "it", "--output=/nowhere/it.po"),
        ("import_translations", "/nowhere.po", "--language=it"),
        ("import_translations", __file__, "--language=it", "--user=nobody"),
        ("import_translations", __file__, "--language=it"),
    ],
)
def test_what_a_command_cannot_do_it_says(cemetery, call):
    with pytest.raises(CommandError):
        command(*call)
    assert Path(__file__).exists() and reverse("trail_exchange") == DOOR
