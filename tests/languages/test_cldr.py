"""Languages as CLDR knows them, in several of them."""

import gettext
import pickle
import re
from datetime import date
from pathlib import Path

import pytest
from babel import localedata
from hypothesis import given
from hypothesis import strategies as st

from trail.languages import cldr

TAGS = st.sampled_from(cldr.known_tags())
DAYS = st.dates(min_value=date(1, 1, 1), max_value=date(9999, 12, 31))


@pytest.mark.parametrize(
    ("tag", "locale"),
    [
        ("en", "en_GB"),
        ("en-us", "en_US"),
        ("pt-br", "pt_BR"),
        ("zh-hans", "zh_Hans"),
        ("ZH-Hant", "zh_Hant"),
        ("pa-arab", "pa_Arab"),
        ("mi", "mi"),
        ("de-ch-1996", "de_CH"),
        ("it-xx", "it"),
        ("iw", "he"),
        ("xx", "en_GB"),
        ("", "en_GB"),
        ("not a tag", "en_GB"),
    ],
)
def test_babel_locale(tag: str, locale: str) -> None:
    assert str(cldr.babel_locale(tag)) == locale


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("en", "English"),
        ("it", "italiano"),
        ("mi", "Māori"),
        ("ar", "العربية"),
        ("pt-br", "português (Brasil)"),
        ("zh-hans", "简体中文"),
        ("pa-arab", "پنجابی (عربی)"),
        ("cop", "Coptic"),
        ("xx", "xx"),
    ],
)
def test_endonym(tag: str, name: str) -> None:
    assert cldr.endonym(tag) == name


def test_names_in_other_languages() -> None:
    assert cldr.name_in("de", "it") == "tedesco"
    assert cldr.name_in("zh-hans", "en") == "Simplified Chinese"
    assert cldr.name_in("sr-latn", "fr") == "serbe (latin)"
    assert cldr.name_in("apc", "en") == "العامية", "no English name: its own"
    assert cldr.territory_name("GB", "en") == "United Kingdom"
    assert cldr.territory_name("gb", "de") == "Vereinigtes Königreich"
    assert cldr.territory_name("ZZX", "de") == "ZZX"


def test_direction_and_script() -> None:
    right_to_left = {tag for tag in cldr.known_tags() if cldr.is_rtl(tag)}
    assert {"ar", "he", "fa", "ur", "yi", "dv", "ckb", "pa-arab", "nqo", "syr", "ug"} <= right_to_left
    assert not right_to_left & {"en", "pa", "mi", "uz", "ha", "ku", "zh-hant", "am"}
    assert [cldr.script(tag) for tag in ("it", "pa", "pa-arab", "zh-hans", "sr", "sr-latn", "xx")] == [
        "Latn",
        "Guru",
        "Arab",
        "Hans",
        "Cyrl",
        "Latn",
        "Latn",
    ]


def test_known_tags() -> None:
    tags = cldr.known_tags()
    assert 310 <= len(tags) <= 330
    assert tags == sorted(set(tags))
    assert all(re.fullmatch(r"[a-z]{2,3}(-[a-z0-9]{2,4})?", tag) for tag in tags)
    assert {"en", "it", "mi", "pt-br", "zh-hans", "zh-hant", "pa-arab"} <= set(tags)
    tags.clear()
    assert cldr.known_tags(), "a caller cannot spoil the list"


def test_languages_do_not_spoil_each_other() -> None:
    """Babel 2.18 alone answers with Japanese and Levantine names in French after these."""
    for tag in ("ja", "apc", "cop", "es"):
        cldr.month_name(4, tag)
        cldr.weekday_names(tag)
    assert cldr.month_name(4, "fr") == "avril"
    assert cldr.weekday_names("fr")[0] == "lundi"
    assert cldr.weekday_names("it") == (
        "lunedì",
        "martedì",
        "mercoledì",
        "giovedì",
        "venerdì",
        "sabato",
        "domenica",
    )


@pytest.mark.parametrize(
    ("tag", "day", "month", "yearly"),
    [
        ("en", "4 June 1944", "June 1944", "4 June"),
        ("it", "4 giugno 1944", "giugno 1944", "4 giugno"),
        ("de", "4. Juni 1944", "Juni 1944", "4. Juni"),
        ("ar", "4 يونيو 1944", "يونيو 1944", "4 يونيو"),
        ("mi", "4 Hune 1944", "Hune 1944", "4 Hune"),
        ("pt-br", "4 de junho de 1944", "junho de 1944", "4 de junho"),
        ("ja", "1944年6月4日", "1944年6月", "6月4日"),
        ("cs", "4. června 1944", "červen 1944", "4. června"),
        ("pa-arab", "4 جون 1944", "جون 1944", "4 جون"),
    ],
)
def test_dates(tag: str, day: str, month: str, yearly: str) -> None:
    value = date(1944, 6, 4)
    assert cldr.format_date(value, tag) == day
    assert cldr.format_month_year(value, tag) == month
    assert cldr.format_day_month(6, 4, tag) == yearly


@pytest.mark.parametrize(
    ("tag", "month", "years"),
    [
        ("en", "20–28 December 1943", "20 December 1943 – 4 June 1944"),
        ("it", "20–28 dicembre 1943", "20 dicembre 1943 – 4 giugno 1944"),
        ("de", "20.–28. Dezember 1943", "20. Dezember 1943 – 4. Juni 1944"),
        ("ar", "20–28 ديسمبر 1943", "20 ديسمبر 1943 – 4 يونيو 1944"),
        ("cs", "20. prosince 1943 – 28. prosince 1943", "20. prosince 1943 – 4. června 1944"),
        ("he", "20–28 בדצמבר 1943", "20 בדצמבר 1943 – 4 ביוני 1944"),
        ("mi", "20 Tīhema 1943 ki te 28 Tīhema 1943", "20 Tīhema 1943 ki te 4 Hune 1944"),
    ],
)
def test_date_intervals(tag: str, month: str, years: str) -> None:
    assert cldr.format_date_interval(date(1943, 12, 20), date(1943, 12, 28), tag) == month
    assert cldr.format_date_interval(date(1943, 12, 20), date(1944, 6, 4), tag) == years


@given(TAGS, DAYS, DAYS)
def test_intervals_name_their_years_and_have_words(tag: str, a: date, b: date) -> None:
    start, end = sorted((a, b))
    for written in (cldr.format_date_interval(start, end, tag), cldr.format_month_interval(start, end, tag)):
        assert str(start.year) in written
        assert str(end.year) in written
        assert not re.search(r"\d[./]\d", written)
        assert "\u2009" not in written


def test_numbers_lists_and_distances() -> None:
    assert cldr.format_number(4345, "en") == "4,345"
    assert cldr.format_number(4345, "de") == "4.345"
    assert cldr.format_list(["a", "b", "c"], "en") == "a, b and c"
    assert cldr.format_list(["a", "b", "c"], "it") == "a, b e c"
    assert cldr.format_list([], "it") == ""
    assert [cldr.format_distance(m, "en") for m in (0, 85.4, 347.7, 994, 996, 1834, 9960, 23600)] == [
        "0 m",
        "85 m",
        "350 m",
        "990 m",
        "1 km",
        "1.8 km",
        "10 km",
        "24 km",
    ]
    assert cldr.format_distance(1834, "de") == "1,8 km"
    for wrong in (-1, float("nan"), float("inf")):
        with pytest.raises(ValueError, match="distance"):
            cldr.format_distance(wrong, "en")


def test_sorting_and_capitals() -> None:
    names = ["Zagabria", "élan", "Emil", "Ørland", "Oslo", "Öhr"]
    assert sorted(names, key=lambda name: cldr.sort_key(name, "en")) == [
        "élan",
        "Emil",
        "Öhr",
        "Ørland",
        "Oslo",
        "Zagabria",
    ]
    assert cldr.capitalise("lunedì", "it") == "Lunedì"
    assert cldr.capitalise("ilk", "tr") == "İlk"
    assert cldr.capitalise("აპრილი", "ka") == "აპრილი"
    assert cldr.capitalise("", "en") == ""


@given(TAGS, st.integers(0, 10**7))
def test_plural_rules_are_gettext(tag: str, number: int) -> None:
    found = re.fullmatch(r"nplurals=(\d); plural=(.+);", cldr.plural_rule(tag))
    assert found
    assert 0 <= gettext.c2py(found[2])(number) < int(found[1])


def test_plural_rules() -> None:
    assert cldr.plural_rule("mi") == "nplurals=2; plural=(n != 1);"
    assert cldr.plural_rule("xx") == "nplurals=2; plural=(n != 1);"
    assert cldr.plural_rule("zh-hans") == "nplurals=1; plural=0;"

    def forms(tag: str, *numbers: int) -> list[int]:
        expression = cldr.plural_rule(tag).partition("plural=")[2].rstrip(";")
        return [gettext.c2py(expression)(number) for number in numbers]

    assert forms("en", 0, 1, 2) == [1, 0, 1]
    assert forms("fr", 0, 1, 2, 1_000_000) == [0, 0, 2, 1]
    assert forms("ar", 0, 1, 2, 3, 11, 100) == [0, 1, 2, 3, 4, 5]
    assert forms("ru", 1, 2, 5, 21) == [0, 1, 2, 0]


def test_languages_without_plurals_are_those_of_the_data() -> None:
    """Babel merges CLDR's root into all; its own files tell 'no plurals' from 'no rule'."""
    silent = set()
    for name in localedata.locale_identifiers():
        if "_" not in name:
            data = Path(localedata.resolve_locale_filename(name)).read_bytes()
            rule = pickle.loads(data).get("plural_form")
            if rule is not None and not rule.rules:
                silent.add(name)
    assert silent == cldr.WITHOUT_PLURALS
