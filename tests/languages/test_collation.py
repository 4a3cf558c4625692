"""Lists stand in the order in which a reader of the language looks for a name."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trail.languages.collation import LETTERS, sort_key

ORDERS = {
    "en": ["“Abbey”", "Élan", "Emil", "L'Aquila", "La Spezia", "Łódź", "Lyon", "Ørland", "Oslo", "zebra"],
    "de": ["Anzio", "Äpfel", "Apulien", "Ortona", "Österreich", "Ostia", "straße", "Strasse 2", "Ukraine"],
    "fr": ["cote", "coté", "côte", "côté", "Égypte", "Espagne", "Œuvre", "Ozone"],
    "pl": ["Cassino", "Ćma", "Dania", "Lublin", "Lyon", "Łódź", "Monako", "Ósmy", "Polska", "Sycylia", "Świat", "Zoo", "Źdźbło", "Żaba"],
    "sv": ["Anzio", "Oslo", "Zürich", "Åland", "Älv", "Öland"],
    "da": ["Anzio", "Zoo", "Ærø", "Øst", "Ålborg"],
    "cs": ["Cáchy", "Čechy", "Dánsko", "Hora", "Chorvatsko", "Itálie", "Řím", "Sicílie", "Španělsko"],
    "hu": ["Cassino", "Csata", "Dánia", "Olasz", "Öt", "Pécs"],
    "tr": ["Halep", "Isparta", "İtalya", "Jülich", "Ordu", "Öz", "Sana", "Şam"],
    "es": ["Nápoles", "Nuevo", "Ñandú", "Ortona"],
    "ar": ["أنزيو", "إيطاليا", "باري", "بولندا", "تونس", "روما", "سيينا", "صقلية", "فرنسا", "كاسينو", "ميلانو", "نابولي", "هولندا", "ووترلو", "يافا"],
    "fa": ["ایتالیا", "باری", "پاریس", "تهران", "چین", "رم", "ژاپن", "سیسیل", "کاسینو", "گرجستان", "لهستان"],
    "ur": ["اٹلی", "برطانیہ", "پاکستان", "ترکی", "ٹورنٹو", "چین", "روم", "فرانس", "کاسینو", "گلگت", "وینس", "ہندوستان"],
}  # fmt: skip


@pytest.mark.parametrize("language", ORDERS)
def test_names_stand_in_the_order_of_the_language(language: str) -> None:
    wanted = ORDERS[language]
    mixed = wanted[:]
    random.Random(1).shuffle(mixed)

    assert sorted(mixed, key=lambda name: sort_key(name, language)) == wanted


def test_the_same_names_stand_otherwise_in_another_language() -> None:
    names = ["Łódź", "Lublin", "Lyon"]

    assert sorted(names, key=lambda name: sort_key(name, "en")) == ["Łódź", "Lublin", "Lyon"]
    assert sorted(names, key=lambda name: sort_key(name, "pl")) == ["Lublin", "Lyon", "Łódź"]


@given(st.text(max_size=20), st.sampled_from([*LETTERS, "ar", "fa", "en", "zh", "mi", "", "xx"]))
def test_any_text_has_a_key_that_can_be_compared(text: str, language: str) -> None:
    assert sort_key("", language) <= sort_key(text, language)
