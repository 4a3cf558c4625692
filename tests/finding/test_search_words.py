"""Words as they are compared: folded, stemmed in their language, forgiven a slip, marked where they stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sites.models import SitePage
from tests.factories import make_page, make_trail
from trail.finding.models import Entry, SearchWord
from trail.finding.text import marking, search, spelling
from trail.finding.text.query import LONGEST, MOST_WORDS, read_question
from trail.finding.text.stems import stems
from trail.finding.text.tokens import fold, key_of, words_of


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("Forlì", "forli"),
        ("Łódź", "lodz"),
        ("Kriegsgräber", "kriegsgraber"),
        ("Straße", "strasse"),
        ("Tromsø", "tromso"),
        ("Đường", "duong"),
        ("إيطاليا", "ايطاليا"),
        ("الكتــاب", "الكتاب"),
        ("مُقَاتِل", "مقاتل"),
        ("١٩٤٤", "1944"),
        ("युद्ध", "युद्ध"),
    ],
)
def test_a_word_is_compared_without_case_and_accents(word, folded):
    assert fold(word) == folded


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "liberated", "liberation"),
        ("en", "cemeteries", "cemetery"),
        ("it", "soldato", "soldati"),
        ("it", "liberare", "liberarono"),
        ("it", "città", "citta"),
        ("pl", "cmentarz", "cmentarze"),
        ("pl", "żołnierze", "zolnierze"),
        ("ar", "المقبرة", "مقبرة"),
        ("de", "Gräber", "Gräbern"),
    ],
)
def test_forms_of_a_word_meet_in_a_stem(language, one, other):
    assert set(stems(one, language)) & set(stems(other, language))


def test_languages_without_stems_are_compared_word_by_word():
    assert stems("whenua", "mi") == ("whenua",) and stems("ਯੁੱਧ", "pa") == (fold("ਯੁੱਧ"),)


def test_a_name_that_looks_like_a_common_word_is_kept_whole():
    assert stems("Forli", "en") == ("forli",)


def test_apostrophes_part_words_and_places_are_kept():
    text = "Sant’Anna di Stazzema"
    assert [text[word.start : word.end] for word in words_of(text)] == ["Sant", "Anna", "di", "Stazzema"]


@given(st.text(max_size=300))
def test_any_text_can_be_asked_for(text):
    question = read_question(text, "en")
    assert len(question.groups) <= MOST_WORDS and len(question.text) <= LONGEST
    assert all("_" not in word for word in key_of(text).split())


@given(st.text(max_size=200), st.text(max_size=200))
def test_marking_changes_no_letter(text, asked):
    pieces = marking.marked(text, read_question(asked, "en").stems, "en")
    assert "".join(piece.text for piece in pieces) == text


def test_an_excerpt_shows_the_passage_with_most_of_the_words():
    body = "Nothing is here. " * 40 + "The bridge was taken by paratroops at night. " + "More follows. " * 40
    asked = read_question("paratroops bridge", "en").stems
    pieces = marking.excerpt("About a river.", body, asked, "en")
    shown = "".join(piece.text for piece in pieces)
    assert [piece.text for piece in pieces if piece.is_match] == ["bridge", "paratroops"]
    assert shown.startswith("… ") and shown.endswith(" …") and len(shown) < 260
    assert not any(part.startswith("othing") for part in shown.split())


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [
        ("cemetary", "cemetery", 1),
        ("casino", "cassino", 1),
        ("polsih", "polish", 1),
        ("rome", "anzio", 3),
        ("a", "a", 0),
    ],
)
def test_slips_are_counted(one, other, slips):
    assert spelling.distance(one, other, 2) == slips == spelling.distance(other, one, 2)


def found(words, language):
    """The titles that a question finds as it is typed."""
    numbers = list(search.matching(read_question(words, language), (), 100).values_list("pk", flat=True))
    return set(Entry.objects.filter(pk__in=numbers).values_list("title", flat=True))


@pytest.mark.parametrize(
    ("language", "texts", "asked"),
    [
        ("it", {"A": "I soldati liberarono la città.", "B": "Il fiume è lungo."}, ["liberare", "soldato", "citta"]),
        ("pl", {"A": "Cmentarze wojenne żołnierzy polskich.", "B": "Rzeka jest długa."}, ["cmentarz", "zolnierzy"]),
        ("ar", {"A": "زار الجنود المقبرة القديمة", "B": "النهر طويل"}, ["مقبرة", "المقبره", "جنود"]),
        ("mi", {"A": "Ngā hōia o te ope", "B": "Te awa roa"}, ["hoia", "HŌIA"]),
    ],
)
def test_each_language_is_found_in_its_own_way(entries, language, texts, asked):
    entries(language, **texts)
    for words in asked:
        assert found(words, language) == {"A"}, words


def test_no_language_is_found_in_another(entries):
    entries("en", English="The road to Cassino.")
    entries("it", Italian="La strada per Cassino.")
    assert found("cassino", "en") == {"English"} and found("cassino", "it") == {"Italian"}


def test_a_slip_is_forgiven_only_where_the_word_is_unknown(entries):
    entries("en", One="The cemetery at Cassino.", Two="A cemetary, as the sign had it.")
    assert spelling.check(read_question("casino", "en")).question.key == "cassino"
    assert spelling.check(read_question("cemetary", "en")).question.key == "cemetary"
    assert spelling.check(read_question("cassini", "en"), change=False).question.key == "cassini"


def test_the_beginning_of_a_word_and_its_other_forms_are_no_slips(entries):
    entries("en", One="The liberation of the mountains.")
    begun = spelling.check(read_question("mount", "en")).question
    assert begun.key == "mount" and "mountain" in begun.stems
    assert spelling.check(read_question("liberations", "en")).question.key == "liberations"


def test_a_changed_and_a_deleted_page_take_their_words_along(db):
    trail = make_trail()
    gate, other = (
        make_page(SitePage, trail.region, title, summary=summary, live=False)
        for title, summary in {"Gate": "Unmistakable lions.", "Other": "Other lions."}.items()
    )
    for page in (gate, other):
        page.save_revision().publish()
    assert SearchWord.objects.get(language="en", word="lions").entries == 2
    other.summary = "Other bears."
    other.save_revision().publish()
    assert SearchWord.objects.get(language="en", word="lions").entries == 1
    gate.delete()
    assert not SearchWord.objects.filter(word__in=["unmistakable", "lions"]).exists()
    assert found("lions", "en") == set() and found("bears", "en") == {"Other"}
