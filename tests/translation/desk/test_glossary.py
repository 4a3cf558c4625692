"""The glossary: found in a string, asked of its translation, looked after by its language's translators."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from wagtail.models import Locale

from tests.factories import persona
from tests.translation.conftest import begin
from trail.translation.desk.glossary import Glossary
from trail.translation.desk.glossary_files import read_glossary, store, write_glossary
from trail.translation.models import GlossaryTerm

from .conftest import Screen, signed_in, translator

pytestmark = pytest.mark.django_db


@pytest.fixture
def english(trail) -> Locale:
    return trail.home.locale


def term(english: Locale, locale: Locale, source: str, target: str = "", **values) -> GlossaryTerm:
    return GlossaryTerm.objects.create(
        source_locale=english, locale=locale, term=source, translation=target, leave_as_is=not target, **values
    )


@pytest.fixture
def glossary(english, italian) -> Glossary:
    term(english, italian, "war cemetery", "cimitero di guerra")
    term(english, italian, "cemetery", "cimitero")
    term(english, italian, "Rome", "Roma")
    term(english, italian, "Via Tasso")
    term(english, italian, "landing", "sbarco")
    term(english, italian, "place (page type)", "luogo")
    return Glossary(english, italian)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The war cemeteries of Rome", ["war cemetery", "Rome"]),
        ("A cemetery for the war", ["cemetery"]),
        ("They landed at rome", []),
        ("Cassino War Cemetery", []),
        ("Cemeteries are quiet", ["cemetery"]),
        ("the romery", []),
        ("In <b>Via</b> Tasso", ["Via Tasso"]),
        ("every place", ["place (page type)"]),
    ],
)
def test_terms_are_found_by_words_the_longest_first(glossary, text, found):
    assert [each.term for each in glossary.terms_in(text)] == found


@pytest.mark.parametrize(
    ("source", "translation", "missing"),
    [
        ("the war cemetery", "il cimitero di guerra", []),
        ("the war cemeteries", "i cimiteri di guerra", []),
        ("the war cemetery", "il camposanto", ["war cemetery"]),
        ("in Via Tasso", "nella via del Tasso", ["Via Tasso"]),
        ("in Via Tasso", "in Via Tasso", []),
        ("every place", "ogni sito", []),
        ("in Rome", "", []),
    ],
)
def test_a_translation_without_the_term_is_pointed_out(glossary, source, translation, missing):
    hints = glossary.hints(glossary.terms_in(source), translation)
    assert len(hints) == len(missing) and all(name in hint.message for name, hint in zip(missing, hints, strict=True))


def test_inflected_languages_are_compared_by_stems(english):
    polish = Locale.objects.create(language_code="pl")
    term(english, polish, "war cemetery", "cmentarz wojenny")
    glossary = Glossary(english, polish)
    terms = glossary.terms_in("at the war cemetery")
    assert glossary.hints(terms, "na cmentarzu wojennym") == []
    assert len(glossary.hints(terms, "w kościele")) == 1


def test_the_desk_shows_terms_and_warns_softly(trail, english, italian):
    term(english, italian, "trail", "itinerario", note="never sentiero")
    screen = Screen(translator_with_home(trail, italian), begin(trail.home, italian))
    screen.press({"title": "Il sentiero"})
    part = screen.part("title")
    assert "itinerario" in part and "never sentiero" in part
    assert "The glossary has “itinerario” for “trail”." in part
    screen.press({"title": "L'itinerario"})
    assert "The glossary has" not in screen.part("title")


def translator_with_home(trail, locale):
    begin(trail.home, locale)
    return translator(locale.language_code)


def test_a_table_goes_in_and_out_without_loss(english, italian):
    table = 'source,target,note\nRome,Roma,\n"Tasso, Via",,leave as it is; a street\nBologna,Bologna,leave as it is\n'
    reading = read_glossary(table.encode(), english, italian)
    assert reading.faults == []
    store(reading)
    assert GlossaryTerm.objects.get(term="Tasso, Via").leave_as_is
    again = read_glossary(write_glossary(english, italian).encode(), english, italian)
    store(again)
    assert (again.faults, again.added, again.changed) == ([], 0, 0)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"term,translation\nRome,Roma\n", "The first line must be"),
        (b"", "The first line must be"),
        ("source,target\nRome,Roma\n".encode("utf-16"), "not in UTF-8"),
        (b"source,target\nRome,\n", "Line 2, target:"),
        (b"source,target\nRome,Roma\nRome,Urbe\n", "Line 3: “Rome” stands in line 2 already."),
        (b"source,target\n,Roma\n", "Line 2, source:"),
        (b"source,target\nRome,Roma,x,y\n", "Line 2 has 4 cells"),
        (b"source,target\n" + b"R" * 201 + b",Roma\n", "Line 2, source:"),
        (b'source,target\n"' + b"R" * 200_000 + b'",Roma\n', "cannot be read"),
        (b"source,target\nR\0me,Roma\n", "not a table"),
    ],
)
def test_faults_are_named_by_line_and_nothing_is_stored(tmp_path, english, italian, content, fault):
    assert any(fault in each for each in read_glossary(content, english, italian).faults)
    file = tmp_path / "glossary.csv"
    file.write_bytes(content)
    with pytest.raises(CommandError, match="Nothing was loaded"):
        call_command("load_glossary", str(file), language="it")
    assert not GlossaryTerm.objects.exists()


def test_the_command_says_what_it_did_and_which_languages_there_are(tmp_path, capsys, english, italian):
    file = tmp_path / "glossary.csv"
    file.write_text("source;target;note\nRome;Roma;\n", encoding="utf-8")
    call_command("load_glossary", str(file), language="it")
    assert "1 terms: 1 new, 0 changed, 0 as they were." in capsys.readouterr().out
    with pytest.raises(CommandError, match="It has en, it"):
        call_command("load_glossary", str(file), language="xx")
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("load_glossary", str(tmp_path / "none.csv"), language="it")


def test_a_translator_looks_after_the_glossary_of_their_language_only(trail, english, italian, second):
    begin(trail.home, italian)
    begin(trail.home, second)
    own, other = term(english, italian, "Rome", "Roma"), term(english, second, "Rome", "Rome-en-français")
    client = signed_in(translator("it"))
    html = client.get("/admin/glossary/").content.decode()
    assert "Roma" in html and "Rome-en-français" not in html
    values = {"source_locale": english.pk, "locale": italian.pk, "term": "Rome", "translation": "Urbe", "note": ""}
    assert client.post(f"/admin/glossary/edit/{own.pk}/", values).status_code == 302
    own.refresh_from_db()
    assert own.translation == "Urbe"
    assert client.post(f"/admin/glossary/edit/{other.pk}/", {**values, "locale": second.pk}).status_code in {302, 404}
    assert client.post(f"/admin/glossary/delete/{other.pk}/").status_code in {302, 404}
    client.post("/admin/glossary/new/", {**values, "locale": second.pk, "term": "Naples"})
    other.refresh_from_db()
    assert other.translation == "Rome-en-français"
    assert not GlossaryTerm.objects.filter(locale=second, term="Naples").exists()
    assert client.get("/admin/glossary/table/en/fr.csv").status_code == 404
    assert "Urbe" in client.get("/admin/glossary/table/en/it.csv").content.decode()


@pytest.mark.parametrize(
    ("name", "status"), [("editor", 200), ("publisher", 200), ("administrator", 200), ("visitor", 302)]
)
def test_who_sees_the_glossary(trail, name, status):
    client = signed_in(persona(name))
    assert client.get("/admin/glossary/").status_code == status
    assert client.get("/admin/glossary/table/").status_code == status


def test_a_table_is_uploaded_whole_or_not_at_all(trail, english, italian):
    begin(trail.home, italian)
    client = signed_in(translator("it"))

    def upload(content: bytes):
        file = SimpleUploadedFile("glossary.csv", BytesIO(content).read())
        values = {"locale": italian.pk, "source_locale": english.pk, "file": file}
        return client.post("/admin/glossary/table/", values, follow=True).content.decode()

    assert "Line 3, target:" in upload(b"source,target\nRome,Roma\nNaples,\n")
    assert not GlossaryTerm.objects.exists()
    assert "1 new" in upload(b"source,target\nRome,Roma\n")
    assert GlossaryTerm.objects.count() == 1
