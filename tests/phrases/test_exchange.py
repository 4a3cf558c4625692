"""Phrases as files: out as they ship and lossless, in with every problem told by phrase."""

import subprocess
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from tests.factories import persona
from tests.phrases.conftest import Clock, languages
from trail.languages.catalogues import write_shipped
from trail.phrases import offered as offering
from trail.phrases.changes import say
from trail.phrases.exchange.reading import NotTaken, imported
from trail.phrases.exchange.writing import exported
from trail.phrases.models import Phrase
from trail.phrases.offered import key_of, offered, shipped_path

SHIPPED = ("ar", "de", "fr", "it", "pl")
SKIP = "Skip to the text"
PAGES = "%(number)s page"
pytestmark = pytest.mark.django_db


def passes_msgfmt(path: Path) -> bool:
    done = subprocess.run(["msgfmt", "--check", "-o", "/dev/null", path], capture_output=True, text=True, check=False)
    assert not done.returncode, done.stderr
    return True


def as_file(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "out.po"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("tag", SHIPPED)
def test_without_own_words_the_export_is_what_ships(tag: str) -> None:
    assert exported(tag) == shipped_path(tag).read_bytes()


def test_own_words_go_out_and_come_in_again(tmp_path: Path, clock: Clock) -> None:
    languages("mi", "pl")
    say("mi", key_of(SKIP), ["Hūpeke “ki” te kupu"])
    say("mi", key_of(PAGES), ["%(number)s whārangi", "ngā whārangi %(number)s"])
    say("pl", key_of(PAGES), ["%(number)s jedna", "%(number)s kilka", "%(number)s wiele"])
    for tag in ("mi", "pl"):
        out = exported(tag)
        assert passes_msgfmt(as_file(tmp_path, out))
        before = list(Phrase.objects.filter(language=tag).order_by("key").values_list("key", "forms"))
        assert imported(tag, out).taken == []
        Phrase.objects.filter(language=tag).delete()
        report = imported(tag, out)
        assert not report.problems and len(report.taken) == len(before)
        assert list(Phrase.objects.filter(language=tag).order_by("key").values_list("key", "forms")) == before
        assert exported(tag) == out


def test_maori_can_be_shipped(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is exported with --write is compiled and collected like every other catalogue."""
    languages("mi")
    say("mi", key_of(SKIP), ["Hūpeke ki te kupu"])
    (tmp_path / "locale").mkdir()
    (tmp_path / "locale" / "trail.pot").write_bytes((offering.base() / "locale" / "trail.pot").read_bytes())
    monkeypatch.setattr(offering, "base", lambda: tmp_path)
    call_command("export_phrases", "mi", "--write", stdout=StringIO())
    path = tmp_path / "locale" / "mi" / "LC_MESSAGES" / "django.po"
    assert passes_msgfmt(path)
    catalogue = read_po(BytesIO(path.read_bytes()))
    assert {message.id for message in catalogue if message.id} == {phrase.identity for phrase in offered().values()}
    assert write_shipped(tmp_path / "compiled", tmp_path / "locale") == 1
    Phrase.objects.all().delete()
    assert exported("mi") == path.read_bytes()


def test_the_command_prints_and_warns_of_a_file_that_the_shell_has_emptied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = StringIO()
    call_command("export_phrases", "it", stdout=out)
    assert out.getvalue().encode() == shipped_path("it").read_bytes()
    with pytest.raises(CommandError, match="no language"):
        call_command("export_phrases", "xx")
    empty = tmp_path / "locale" / "it" / "LC_MESSAGES" / "django.po"
    empty.parent.mkdir(parents=True)
    empty.touch()
    (tmp_path / "locale" / "trail.pot").write_bytes((offering.base() / "locale" / "trail.pot").read_bytes())
    monkeypatch.setattr(offering, "base", lambda: tmp_path)
    with pytest.raises(CommandError, match="was emptied"):
        call_command("export_phrases", "it", stdout=StringIO())
    new = tmp_path / "locale" / "mi" / "LC_MESSAGES" / "django.po"
    new.parent.mkdir(parents=True)
    new.touch()
    out = StringIO()
    call_command("export_phrases", "mi", stdout=out)
    assert passes_msgfmt(as_file(tmp_path, out.getvalue().encode()))


HEADER = (
    'msgid ""\nmsgstr ""\n"Language: %s\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: %s\\n"\n\n'
)
TWO = "nplurals=2; plural=(n != 1);"


def entry(msgid: str, *forms: str, context: str = "trail", plural: str = "", flag: str = "") -> str:
    lines = [f"#, {flag}"] if flag else []
    lines += [f'msgctxt "{context}"', f'msgid "{msgid}"']
    if plural:
        lines += [f'msgid_plural "{plural}"', *(f'msgstr[{n}] "{form}"' for n, form in enumerate(forms))]
    else:
        lines.append(f'msgstr "{forms[0]}"')
    return "\n".join(lines) + "\n\n"


def test_problems_are_told_by_phrase_and_the_rest_is_taken(clock: Clock) -> None:
    languages("it")
    content = HEADER % ("it", TWO) + "".join(
        [
            entry(SKIP, "Al testo"),
            entry("Source %(number)s", "Fonte"),
            entry("A phrase of old", "Frase di una volta"),
            entry("Home", "Casa", flag="fuzzy"),
            entry("Search", "Cercare", context="other"),
            entry(PAGES, "%(number)s pagina", plural="%(number)s sheets"),
            entry("Sources", ""),
            entry("%(number)s cemetery", "%(number)s cimitero", "cimiteri", plural="%(number)s cemeteries"),
        ]
    )
    tried = imported("it", content.encode(), write=False)
    assert not Phrase.objects.exists() and tried.taken == [key_of(SKIP)]
    report = imported("it", content.encode())
    assert [(row.msgid, row.forms) for row in Phrase.objects.all()] == [(SKIP, ["Al testo"])]
    said = {problem.msgid: problem.text for problem in report.problems}
    assert said.keys() == {"Source %(number)s", "A phrase of old", "Home", "Search", PAGES, "%(number)s cemetery"}
    assert "is missing" in said["Source %(number)s"] and "fuzzy" in said["Home"]
    assert "no such phrase" in said["Search"] and "plural" in said[PAGES]
    assert report.empty == 1


def test_a_file_with_another_plural_rule_gives_its_singulars(clock: Clock) -> None:
    languages("pl")
    content = (
        HEADER % ("pl", TWO)
        + entry(SKIP, "Do tekstu")
        + entry(PAGES, "%(number)s a", "%(number)s b", plural="%(number)s pages")
    )
    report = imported("pl", content.encode())
    assert report.taken == [key_of(SKIP)] and "plural rule" in report.problems[0].text


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "msgid"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "msgid"),
        ((HEADER % ("pl", TWO) + entry(SKIP, "Do tekstu")).encode(), "language pl"),
        ((HEADER % ("it", TWO)).encode() + entry(SKIP, "Città").encode("latin-1"), "UTF-8"),
        ((HEADER % ("it", TWO) + 'msgid "Home"\nCasa\n').encode(), "Line|cannot be read"),
        ((HEADER % ("it", TWO) + "msgid" * 500_000).encode(), "2 MB"),
    ],
)
def test_what_is_no_catalogue_of_the_language_is_refused_whole(clock: Clock, content: bytes, said: str) -> None:
    languages("it")
    with pytest.raises(NotTaken, match=said):
        imported("it", content)
    assert not Phrase.objects.exists()


def test_files_in_the_admin(client: Client, clock: Clock) -> None:
    languages("it")
    client.force_login(persona("administrator"))
    say("it", key_of(SKIP), ["Al testo"])
    out = client.get(reverse("trail_phrases_export", args=["it"]))
    assert out["Content-Disposition"] == 'attachment; filename="phrases-it.po"' and b"Al testo" in out.content

    url = reverse("trail_phrases_import", args=["it"])

    def sent(content: bytes) -> Any:
        return client.post(url, {"file": SimpleUploadedFile("it.po", content)})

    changed = out.content.replace(b"Al testo", b"Subito al testo")
    assert sent(changed).context["report"].taken == [key_of(SKIP)]
    assert Phrase.objects.get().forms == ["Subito al testo"]
    assert "msgid" in str(sent(b"nothing").context["form"].errors)
    assert client.post(url).context["form"].errors


def test_the_command_takes_a_file_in(tmp_path: Path, clock: Clock) -> None:
    languages("it")
    path = as_file(
        tmp_path, (HEADER % ("it", TWO) + entry(SKIP, "Al testo") + entry("Source %(number)s", "x")).encode()
    )
    out = StringIO()
    call_command("import_phrases", "it", str(path), "--check", stdout=out)
    assert not Phrase.objects.exists() and "1 taken" in out.getvalue()
    call_command("import_phrases", "it", str(path), stdout=out)
    assert Phrase.objects.get().forms == ["Al testo"]
    for arguments, said in ((["xx", str(path)], "no language"), (["it", str(tmp_path / "none.po")], "cannot be read")):
        with pytest.raises(CommandError, match=said):
            call_command("import_phrases", *arguments)
