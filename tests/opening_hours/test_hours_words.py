"""Opening hours in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.opening_hours.expressions import expression
from trail.languages.cldr import known_tags
from trail.opening_hours import words
from trail.opening_hours.words import in_words

ENGLISH = [
    ("24/7", ["Always open"]),
    ("off", ["Closed"]),
    ("Mo-Fr 08:00-12:00,12:30-15:00", ["Monday to Friday: 08:00–12:00 and 12:30–15:00"]),
    (
        "Apr-Oct Mo-Su 08:00-18:30; Nov-Mar Mo-Su 08:00-17:30",
        ["April to October, every day: 08:00–18:30", "November to March, every day: 08:00–17:30"],
    ),
    ("We 13:00-24:00 off", ["Wednesday: closed 13:00–24:00"]),
    ("PH off", ["Public holidays: closed"]),
    ("Th[3],Th[-1] off", ["Third Thursday of the month and last Thursday of the month: closed"]),
    ("sunrise-sunset", ["Every day: from sunrise to sunset"]),
    (
        'Mo-Fr 08:00-15:00 "ring for the gate code"',
        ["Monday to Friday: 08:00–15:00 (ring for the gate code)"],
    ),
    ('Mo-Fr 08:00-15:00 || "by appointment"', ["Monday to Friday: 08:00–15:00", "Otherwise: by appointment"]),
    ("Mo-Fr 08:00-18:00, Fr 20:00-22:00", ["Monday to Friday: 08:00–18:00", "Friday: also 20:00–22:00"]),
    ("Fr 22:00-03:00", ["Friday: 22:00–03:00 (next day)"]),
    ("10:00+", ["Every day: from 10:00"]),
    ("10:00-18:00+", ["Every day: 10:00–18:00 or later"]),
    ("Sa,Su,PH 10:00-12:00", ["Saturday, Sunday and public holidays: 10:00–12:00"]),
    ("Mo,We-Fr 10:00-12:00", ["Monday and Wednesday to Friday: 10:00–12:00"]),
    ("Dec 25 off", ["25 December: closed"]),
    ("Dec 24-Jan 6 off", ["24 December to 6 January: closed"]),
    ("2026 Mar 1-31 off", ["1–31 March 2026: closed"]),
    ("Apr-Oct", ["April to October: open day and night"]),
    ('Mo-Fr 10:00-12:00 unknown "ask"', ["Monday to Friday: perhaps open 10:00–12:00 (ask)"]),
    ("Mo unknown", ["Monday: hours not known"]),
    ("Mo 00:00-24:00", ["Monday: open day and night"]),
]


@pytest.mark.parametrize(("text", "lines"), ENGLISH)
def test_english(text: str, lines: list[str]) -> None:
    written = in_words(text, "en")
    assert written == lines
    assert written.understood


ITALIAN = {
    "%(first_day)s to %(last_day)s": "da %(first_day)s a %(last_day)s",
    "%(first_month)s to %(last_month)s": "da %(first_month)s a %(last_month)s",
    "every day": "tutti i giorni",
    "closed": "chiuso",
    "public holidays": "giorni festivi",
}
ARABIC = {"%(first_day)s to %(last_day)s": "من %(first_day)s إلى %(last_day)s"}
GERMAN = {"%(first_day)s to %(last_day)s": "%(first_day)s bis %(last_day)s"}


@pytest.mark.parametrize(
    ("language", "phrases", "text", "lines"),
    [
        ("it", ITALIAN, "Mo-Fr 08:00-12:00,12:30-15:00", ["Da lunedì a venerdì: 08:00–12:00 e 12:30–15:00"]),
        (
            "it",
            ITALIAN,
            "Apr-Oct Mo-Su 08:00-18:30; PH off",
            ["Da aprile a ottobre, tutti i giorni: 08:00–18:30", "Giorni festivi: chiuso"],
        ),
        ("de", GERMAN, "Mo,We-Fr 08:00-15:00", ["Montag und Mittwoch bis Freitag: 08:00–15:00"]),
        ("ar", ARABIC, "Mo-Fr 08:00-15:00", ["من الاثنين إلى الجمعة: 08:00–15:00"]),
    ],
)
def test_other_languages(
    monkeypatch: pytest.MonkeyPatch, language: str, phrases: dict[str, str], text: str, lines: list[str]
) -> None:
    def pgettext(context: str, message: str) -> str:
        assert context == "trail"
        return phrases.get(message, message)

    monkeypatch.setattr(words, "pgettext", pgettext)
    assert in_words(text, language) == lines


def test_what_is_not_understood_comes_back_marked() -> None:
    for text in ("week 1-10 Mo 10:00-12:00", "easter off", "Feb 30 off", "nonsense", ""):
        written = in_words(text, "it")
        assert written == [text]
        assert not written.understood


@given(expression, st.sampled_from(known_tags()))
def test_every_rule_has_its_line(text: str, tag: str) -> None:
    written = in_words(text, tag)
    if written.understood:
        assert len(written) == 1 + text.replace("ring;", "").count(";") + text.count("||")
        assert all(line and "%(" not in line for line in written)


@given(st.text(), st.text(max_size=8))
def test_never_raises(text: str, tag: str) -> None:
    in_words(text, tag if tag.isalpha() and tag.isascii() else "en")
