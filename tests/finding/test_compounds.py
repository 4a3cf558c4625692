"""Words within words: found by their parts in languages that write them together, on both databases alike."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sites.finding.filters import Filters
from sites.finding.results import ask, results_of

GERMAN = {
    "Anlage": "Der Soldatenfriedhof oberhalb der Stadt.",
    "Anlagen": "Mehrere Soldatenfriedhöfe liegen im Tal.",
    "Friedhof": "Ein alter Friedhof.",
    "Linie": "Die Gotenstellung war stark, die Ostfront weit. Die Front hielt im Osten.",
    "Werk": "Die Darstellung und die Ausstellung in Mailand, im Mai aus Holstein.",
    "Hof": "Vor dem Bahnhof und dem Ehrenhof steht ein Stein. Die Soldaten kamen aus einem Land im Norden.",
    "Gräber": "Eine Kriegsgräberstätte mit Feldgräbern auf freiem Feld, Gräber des Weltkriegs.",
}
DUTCH = {
    "Plaats": "De oorlogsbegraafplaats van het dorp, na de oorlog aangelegd.",
    "Verzet": "Een verzetsmuseum over het verzet.",
    "Andere": "De toegang is vrij.",
    "Gang": "Een lange gang.",
}


def asked(words, language="de", **how):
    answer = ask(words, language, Filters(), date(2024, 5, 18), **how)
    return answer, [answer.entries[number].title for number in answer.listed]


@pytest.mark.parametrize(
    ("words", "titles"),
    [
        ("Friedhof", ["Friedhof", "Anlage", "Anlagen"]),
        ("Friedhöfe", ["Friedhof", "Anlage", "Anlagen"]),
        ("Stellung", ["Linie"]),  # of “Gotenstellung”; “Darstellung” and “Ausstellung” are other words
        ("Front", ["Linie"]),
        ("Krieg", ["Gräber"]),
        ("Grab", ["Gräber"]),
        ("Land", ["Hof"]),  # not Milan, “Mailand”, although there is a May
        ("Stein", ["Hof"]),  # not Holstein
        ("Hof", ["Hof"]),  # three letters are not looked for in others
        ("Soldatenfriedhof", ["Anlage", "Anlagen"]),
    ],
)
def test_a_word_is_found_in_others(entries, words, titles):
    entries("de", **GERMAN)
    answer, found = asked(words)
    assert sorted(found) == sorted(titles)
    assert found[0] == titles[0] and not answer.instead_of


def test_a_word_at_the_beginning_needs_a_known_one_after_it(entries):
    entries("de", Eins="Der Soldatenfriedhof.", Zwei="Der Soldatenkram.", Drei="Ein Friedhof für Soldaten.")
    assert asked("Soldaten")[1] == ["Drei", "Eins"]


def test_the_whole_word_is_marked(entries):
    entries("de", **GERMAN)
    answer, _titles = asked("Friedhof")
    excerpts = [result.excerpt for result in results_of(answer, answer.listed, {})]
    marked = {piece.text for excerpt in excerpts for piece in excerpt if piece.is_match}
    assert marked == {"Friedhof", "Soldatenfriedhof", "Soldatenfriedhöfe"}


def test_a_compound_that_nobody_wrote_is_looked_for_by_its_parts(entries):
    entries("de", Denkmal="Das Denkmal der Panzer.", Anderes="Ein Denkmal.")
    answer, found = asked("Panzerdenkmal")
    assert found == ["Denkmal"] and answer.instead_of == "Panzerdenkmal" and answer.question.text == "panzer denkmal"
    assert asked("Panzerdenkmal", as_typed=True)[1] == []


@pytest.mark.parametrize(
    ("words", "titles"),
    [
        ("begraafplaats", ["Plaats"]),
        ("museum", ["Verzet"]),
        ("verzet", ["Verzet"]),
        ("oorlog", ["Plaats"]),
        ("gang", ["Gang"]),
    ],
)
def test_dutch_too(entries, words, titles):
    entries("nl", **DUTCH)
    assert asked(words, "nl")[1] == titles


def test_other_languages_part_no_words_and_ask_nothing_more(entries):
    entries("en", One="The battlefield.", Two="A field.")
    with CaptureQueriesContext(connection) as captured:
        assert asked("field", "en")[1] == ["Two"]
    assert not [query for query in captured if "ending" in query["sql"]]


def test_many_compounds_cost_no_more_questions_than_one(entries):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            asked("Friedhof")
        return len(captured)

    entries("de", Eins="Der Soldatenfriedhof.")
    few = queries()
    entries("de", Zwei=" ".join(f"Ort{chr(97 + one)}{chr(97 + two)}friedhof" for one in range(20) for two in range(20)))
    assert queries() == few
