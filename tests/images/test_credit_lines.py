"""A credit line is split where it can be, and nothing of it is ever lost."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trail.images.credit_lines import CreditLine, parse
from trail.images.pasted import fields_of

LINES = {
    "Top image: View of Rome today © Luciano Mortula/iStock": CreditLine(
        label="Top image", caption="View of Rome today", mark="©", creator="Luciano Mortula", joint="/", agency="iStock"
    ),
    "Villa Torlonia © ValerioMei/iStock": CreditLine(
        caption="Villa Torlonia", mark="©", creator="ValerioMei", joint="/", agency="iStock"
    ),
    "Detail of the gate © Saejun Ahn/Shutterstock": CreditLine(
        caption="Detail of the gate", mark="©", creator="Saejun Ahn", joint="/", agency="Shutterstock"
    ),
    "Photo: Anna Rossi / Getty Images": CreditLine(
        mark="Photo:", creator="Anna Rossi", joint="/", agency="Getty Images"
    ),
    "(c) 2019 Anna Rossi": CreditLine(mark="(c)", year="2019", creator="Anna Rossi"),
    "©2019-2021 Anna Rossi": CreditLine(mark="©", year="2019-2021", creator="Anna Rossi"),
    "© Anna Rossi, CC BY-SA 4.0": CreditLine(mark="©", creator="Anna Rossi", licence="CC BY-SA 4.0"),
    "Foto: Hans Müller": CreditLine(mark="Foto:", creator="Hans Müller"),
    "Foto di Anna Rossi": CreditLine(mark="Foto di", creator="Anna Rossi"),
    "Courtesy of the Imperial War Museum": CreditLine(mark="Courtesy of", agency="the Imperial War Museum"),
    "The bridge, courtesy of Museo di Cassino": CreditLine(
        caption="The bridge", mark="courtesy of", agency="Museo di Cassino"
    ),
    "The gate by Anna Rossi via Wikimedia Commons": CreditLine(
        caption="The gate", mark="by", creator="Anna Rossi", joint="via", agency="Wikimedia Commons"
    ),
    "Villa Torlonia (© ValerioMei/iStock)": CreditLine(
        caption="Villa Torlonia", mark="©", creator="ValerioMei", joint="/", agency="iStock"
    ),
    "Destroyed by bombs in 1944 © Anna Rossi": CreditLine(
        caption="Destroyed by bombs in 1944", mark="©", creator="Anna Rossi"
    ),
    "صورة: أحمد علي / رويترز": CreditLine(mark="صورة:", creator="أحمد علي", joint="/", agency="رويترز"),
    "Luciano Mortula/iStock": CreditLine(creator="Luciano Mortula", joint="/", agency="iStock"),
    "Map: The Gustav Line": CreditLine(label="Map", caption="The Gustav Line"),
    "The town destroyed by bombs": CreditLine(caption="The town destroyed by bombs"),
    "See http://example.org/x": CreditLine(caption="See http://example.org/x"),
    "Villa Torlonia. Photo: Anna Rossi": CreditLine(caption="Villa Torlonia.", mark="Photo:", creator="Anna Rossi"),
    "© IWM (NA 12345)": CreditLine(mark="©", creator="IWM (NA 12345)"),
    "U.S. National Archives, public domain": CreditLine(caption="U.S. National Archives, public domain"),
    "": CreditLine(),
}


@pytest.mark.parametrize(("text", "parts"), LINES.items(), ids=LINES)
def test_the_usual_styles(text: str, parts: CreditLine) -> None:
    assert parse(text) == parts


def words(text: str) -> list[str]:
    """The words of a text, in order."""
    return re.findall(r"\w+", unicodedata.normalize("NFC", text))


# Texts as people write them, made of the pieces that mean something, and of anything whatever.
PIECES = st.sampled_from(
    ["©", "(c)", "Photo:", "Foto:", "Top image:", "by", "via", "Courtesy of", "/", " / ", "|", ",", "CC BY 4.0", "CC0", "2019",
     "Anna Rossi", "iStock", "Rome", "(", ")", ".", "public domain", "صورة:", "أحمد", "\u200f", "\n", "credit", "di", "http://x/y",
     "copyright", "c. 1944", "Map:", "–"]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=80), st.lists(PIECES, max_size=12).map(" ".join), st.lists(PIECES, max_size=12).map("".join)
)


@given(TEXTS)
def test_no_word_is_lost_whatever_the_text(text: str) -> None:
    parts = parse(text)
    assert words(str(parts)) == words(text)
    assert set(words(" ".join(vars(parts).values()))) >= set(words(text))


@given(TEXTS)
def test_put_together_and_split_again_it_is_the_same(text: str) -> None:
    parts = parse(text)
    assert parse(str(parts)) == parts
    assert str(parse(str(parts))) == str(parts)


NAMES = st.sampled_from(
    ["Anna Rossi", "Luciano Mortula", "Hans Müller", "O’Brien", "李明", "أحمد علي", "ValerioMei", "X. Y."]
)
AGENCIES = st.sampled_from(
    ["iStock", "Getty Images", "Wikimedia Commons", "Alamy Stock Photo", "رويترز", "Museo di Cassino"]
)
CAPTIONS = st.sampled_from(
    ["", "Villa Torlonia", "View of Rome today", "Rows of stones, seen from the gate", "Città", "البوابة"]
)


@given(
    st.sampled_from(["", "Top image", "Main photo", "Left picture"]), CAPTIONS, st.sampled_from(["©", "(c)", "Photo:"]),
    st.sampled_from(["", "1944", "2019", "1943-45"]), NAMES, st.sampled_from(["", "/", "via"]), AGENCIES,
    st.sampled_from(["", "CC BY 4.0", "CC BY-NC-SA 3.0", "CC0", "public domain"]),
)  # fmt: skip
def test_sane_parts_come_back(
    label: str, caption: str, mark: str, year: str, creator: str, joint: str, agency: str, licence: str
) -> None:
    if label and not caption:
        return
    parts = CreditLine(label, caption, mark, year, creator, joint, agency if joint else "", licence)
    assert parse(str(parts)) == parts


@given(TEXTS)
def test_the_fields_never_hold_what_the_record_cannot(text: str) -> None:
    for value in fields_of(text).values():
        assert value.strip() == value
        assert 0 < len(value) <= 255


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("Imperial War Museum", {"creator": "Imperial War Museum"}),
        (
            "Courtesy of the Imperial War Museum",
            {"credit_line": "Courtesy of the Imperial War Museum", "source_archive": "Imperial War Museum"},
        ),
        (
            "© 2019 Anna Rossi, licensed under CC BY-SA 4.0",
            {
                "creator": "Anna Rossi",
                "credit_line": "Anna Rossi",
                "copyright_notice": "© 2019 Anna Rossi",
                "licence": "http://creativecommons.org/licenses/by-sa/4.0/",
            },
        ),
        (
            "© Anna Rossi, CC BY",
            {"creator": "Anna Rossi", "credit_line": "Anna Rossi", "copyright_notice": "© Anna Rossi"},
        ),
    ],
)
def test_what_it_means_for_the_record(text: str, fields: dict[str, str]) -> None:
    assert fields_of(text) == fields
