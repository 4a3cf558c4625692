"""What is missing from a translation is pointed out, in whatever way its language writes numbers, months and units."""

from decimal import Decimal

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from trail.languages.cldr import babel_locale
from trail.translation.desk.checks import hints_for
from trail.translation.desk.numbers import numbers_in

LANGUAGES = ["en", "it", "fr", "de", "de-ch", "pl", "pt-pt", "ar", "hi", "mi"]
SCRIPTS = {"ar": "٠١٢٣٤٥٦٧٨٩", "hi": "०१२३४५६७८९"}


def codes(source: str, translation: str, here: str = "en", there: str = "it") -> list[str]:
    return [hint.code for hint in hints_for(source, translation, (here, there))]


def written(value: Decimal | int, language: str, own_digits: bool) -> str:
    text = format_decimal(value, locale=babel_locale(language), decimal_quantization=False)
    if own_digits and language in SCRIPTS:
        text = text.translate({ord(str(digit)): script for digit, script in enumerate(SCRIPTS[language])})
        text = text.replace(",", "٬").replace(".", "٫") if language == "ar" else text
    return text


numbers = st.one_of(
    st.integers(0, 3_000_000), st.decimals(0, 99_999, places=2, allow_nan=False).filter(lambda value: value % 1)
)


@given(value=numbers, here=st.sampled_from(LANGUAGES), there=st.sampled_from(LANGUAGES), own=st.booleans())
def test_a_number_is_the_same_in_every_way_of_writing_it(value, here, there, own):
    source, translation = f"a {written(value, here, own)} b", f"c {written(value, there, own)} d"
    assert "number" not in codes(source, translation, here, there), (source, translation)


@given(
    value=numbers,
    other=st.integers(0, 3_000_000),
    here=st.sampled_from(LANGUAGES),
    there=st.sampled_from(LANGUAGES),
    own=st.booleans(),
)
def test_another_number_is_pointed_out(value, other, here, there, own):
    source, translation = f"a {written(value, here, own)} b", f"c {written(other, there, own)} d"
    assert ("number" in codes(source, translation, here, there)) is (value != other), (source, translation)


@pytest.mark.parametrize(
    ("source", "translation", "language"),
    [
        ("In all 2,190 men.", "في المجموع ٢٬١٩٠ رجلا.", "ar"),
        ("In all 1,000 men.", "In tutto 1.000 uomini.", "it"),
        ("In all 1,000 men.", "En tout 1 000 hommes.", "fr"),
        ("In all 1,000 men.", "En tout 1\u202f000 hommes.", "fr"),
        ("In all 1,000 men.", "In tutto 1000 uomini.", "it"),
        ("The 8th Army", "8. Armia", "pl"),
        ("1.5 metres", "1,5 metri", "it"),
        ("at 10.30", "alle 10:30", "it"),
        ("in 1944 300 men", "im Jahr 1944 300 Mann", "de"),
        ("100,000 soldiers", "1,00,000 सैनिक", "hi"),
        ("from 12–14 May 1944", "12–14 maja 1944", "pl"),
    ],
)
def test_numbers_that_are_the_same(source, translation, language):
    assert codes(source, translation, there=language) == []


@pytest.mark.parametrize(
    ("source", "translation", "language", "code"),
    [
        ("In all 1,000 men.", "In tutto 1,000 uomini.", "it", "number"),  # one, in Italian
        ("In 1944", "Nel 1494", "it", "number"),
        ("426 graves", "le tombe", "it", "number"),
        ("on 4 June 1944", "il 4 luglio 1944", "it", "month"),
        ("5 km away", "a 5 m", "it", "unit"),
        ("write to office@example.org", "scrivete all'ufficio", "it", "address"),
        ("%(count)s graves", "tombe", "it", "placeholder"),
        ("{count} graves", "{conto} tombe", "it", "placeholder"),
        ('see <a id="a1">here</a>', "vedi qui", "it", "link"),
    ],
)
def test_what_is_missing_is_pointed_out(source, translation, language, code):
    assert code in codes(source, translation, there=language)


@pytest.mark.parametrize(
    ("source", "translation", "language"),
    [
        ("on 4 June 1944", "4 czerwca 1944", "pl"),
        ("on 4 June 1944", "am 4. Juni 1944", "de"),
        ("on 4 June 1944", "في 4 يونيو 1944", "ar"),
        ("on 4 June 1944", "في 4 حزيران 1944", "ar"),
        ("5 km away", "a 5 chilometri", "it"),
        ("5 kilometres away", "a 5 km", "it"),
        ("They may 3 times", "Possono 3 volte", "it"),
    ],
)
def test_months_and_units_in_other_words(source, translation, language):
    assert codes(source, translation, there=language) == []


def test_too_long_for_its_field_is_said():
    assert [hint.code for hint in hints_for("Short.", "x" * 201, ("en", "it"), 200)] == ["length"]


def test_numbers_are_read_in_their_language():
    assert [value for _written, value in numbers_in("1,234.5 and 4.6.1944", "en")] == [
        Decimal("1234.5"), Decimal("4.6"), Decimal(1944),
    ]  # fmt: skip
    assert [value for _written, value in numbers_in("1.234,5 e 4.6.1944", "it")] == [
        Decimal("1234.5"), Decimal(4), Decimal(6), Decimal(1944),
    ]  # fmt: skip
