"""Markdown becomes blocks."""

from typing import Any

import pytest

from sites.loading.content import Block, Record, Ref
from sites.loading.faults import Faults
from sites.loading.paragraphs import rich_text
from sites.loading.prose import BodyReader
from sites.loading.reading import Known, Reading

A, B = Ref("source", "atlas"), Ref("source", "museum")


def reading() -> Reading:
    known = Known()
    for kind, key in (("source", "atlas"), ("source", "museum"), ("picture", "gate")):
        known.records[kind][key] = Record(kind, key, "x", 1)
    known.addresses.source_language = "en"
    known.addresses.add("/war/rome/", "en")
    known.addresses.add("/about/", "en")
    return Reading("demo/x.md", "en", Faults(), known)


def body(text: str) -> tuple[list[Block], list[tuple[int, str]]]:
    here = reading()
    blocks = BodyReader(here, 10, text).read()
    return blocks, [(fault.line, fault.message) for fault in here.faults]


def only(text: str) -> dict[str, Any]:
    blocks, faults = body(text)
    assert not faults
    assert len(blocks) == 1
    return {"type": blocks[0].type, "line": blocks[0].line, **blocks[0].value}


def test_a_paragraph_with_everything() -> None:
    found = only(
        "Words **bold**, *slanted*, *Via Tasso*{it} & [Rome](/war/rome/), [out](https://e.org/?a=1&b=2).[^atlas][^museum]"
    )
    assert found["text"] == (
        '<p>Words <b>bold</b>, <i>slanted</i>, <span lang="it">Via Tasso</span> &amp; '
        '<a linktype="page" id="page:/war/rome/">Rome</a>, <a href="https://e.org/?a=1&amp;b=2">out</a>.</p>'
    )
    assert found["sources"] == [A, B]


def test_lines_of_a_paragraph_are_joined_and_escapes_are_kept() -> None:
    assert only("One\ntwo \\[sic\\] \\* 5 \\< 6.\n")["text"] == "<p>One two [sic] * 5 &lt; 6.</p>"


def test_headings_have_a_level() -> None:
    blocks, faults = body("## One\n\n### Two\n")
    assert not faults
    assert [(block.type, block.value, block.line) for block in blocks] == [
        ("heading", {"text": "One", "level": "2"}, 10),
        ("heading", {"text": "Two", "level": "3"}, 12),
    ]


def test_lists_become_one_paragraph() -> None:
    found = only("- one\n- two *x*\n    1. deep\n- three [^atlas]\n")
    assert found["type"] == "paragraph"
    assert found["text"] == "<ul><li>one</li><li>two <i>x</i><ol><li>deep</li></ol></li><li>three</li></ul>"
    assert found["sources"] == [A]


def test_a_quotation_says_who_and_where() -> None:
    found = only("> The words\n> go on.\n> — A. Name, A work, 1944 [^atlas]\n")
    assert (found["type"], found["text"]) == ("quotation", "The words\ngo on.")
    assert (found["speaker"], found["work"], found["source"]) == ("A. Name", "A work, 1944", A)


def test_a_picture_alone_on_its_line() -> None:
    found = only('![What is seen](gate "The caption")\n')
    assert (found["picture"], found["alt"], found["caption"]) == (Ref("picture", "gate"), "What is seen", "The caption")


def test_a_table_with_its_caption() -> None:
    found = only("| a | b |\n|---|---|\n| 1 | 2 |\n\nTable: What it shows [^museum]\n")
    assert (found["type"], found["caption"], found["sources"]) == ("table", "What it shows", [B])
    assert found["table"]["data"] == [["a", "b"], ["1", "2"]]


def test_fences() -> None:
    timeline = only('```timeline\n- date: "1943-07-10"\n  text: "They land."\n  page: /war/rome/\n```\n')
    assert timeline["entries"][0]["date"] == "1943-07-10"
    assert timeline["entries"][0]["page"].link == "/war/rome/"
    facts = only("```facts\ntitle: In brief\nfacts:\n  - {term: Freed, detail: 4 June}\n```\n")
    assert facts["facts"] == [{"term": "Freed", "detail": "4 June"}]
    gallery = only("```gallery\n- {picture: gate, alt: x}\n- {picture: gate, decorative: true}\n```\n")
    assert [picture["decorative"] for picture in gallery["pictures"]] == [False, True]
    action = only("```action\n{text: Go on, url: 'https://example.org/'}\n```\n")
    assert (action["text"], action["page"], action["url"]) == ("Go on", None, "https://example.org/")


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("Fine.\n\nOne (two.\n", 12, "round bracket ( is opened"),
        ("One\ntwo) three.\n", 11, "round bracket ) is closed"),
        ("A [link(/about/).\n", 10, "square bracket [ is opened"),
        ("A [link] (/about/).\n", 10, "A link cannot be read"),
        ("Words [^atlas\n", 10, "square bracket"),
        ("*Via*{it and so on\n", 10, "brace"),
        ("Via{it}\n", 10, "Braces stand only"),
        ("*Via*{xx} Tasso\n", 10, "cannot be marked as “xx”"),
        ("**Via** Tasso* x\n", 10, "A * has no partner"),
        ("One[^atlas] two.\n", 10, "in the middle of the text"),
        ("One.[^nobody]\n", 10, "no source “nobody”"),
        ("[there](/nowhere/)\n", 10, "leads nowhere"),
        ("[there](/en/about/)\n", 10, "begins with a language"),
        ("[there](about/)\n", 10, "leads nowhere"),
        ("[there](/about/#team)\n", 10, "part of a page"),
        ("One <b>two</b>.\n", 10, "HTML is not used"),
        ("<div>\n", 10, "HTML is not used"),
        ("One `two`.\n", 10, "type for programs"),
        ("# Title\n", 10, "no heading of this kind"),
        ("Title\n-----\n", 10, "A line of = or -"),
        ("## One *two*\n", 10, "A heading is plain text"),
        ("One.\n\n---\n", 12, "A line across the page"),
        ("    indented\n", 10, "indented"),
        ("One.\n\n```facts\ntitle: x\n", 12, "is not closed"),
        ("```python\nx\n```\n", 10, "There is no fence “python”"),
        ("```facts\n```\n", 10, "The fence is empty"),
        ("```facts\ntitle: x\ntitel: y\nfacts: []\n```\n", 12, "“titel” is not known"),
        ('```timeline\n- {date: "1943-13", text: x}\n```\n', 11, "The date cannot be read"),
        ("```action\ntext: Go\n```\n", 11, "leads to one thing"),
        ("![](gate)\n", 10, "no alternative text"),
        ("![x](door)\n", 10, "no picture “door”"),
        ("See ![x](gate) here.\n", 10, "in the middle of a text"),
        ("> Words only.\n", 10, "whose words"),
        ("> Words.\n> — Name\n", 10, "one source"),
        ("| a |\n|---|\n| 1 |\n", 10, "has no caption"),
        ("| a |\n|---|\n| 1 |\nTable: x\n", 13, "last row"),
        ("Table: alone\n", 10, "no table before it"),
        ("[^atlas]\n", 10, "Sources stand alone"),
        ("- one\n\n  two\n", 10, "more than one paragraph"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(text: str, line: int, words: str) -> None:
    _blocks, faults = body(text)
    assert any(found == line and words in message for found, message in faults), faults


def test_rich_text_of_a_field_takes_paragraphs_and_says_what_it_does_not_take() -> None:
    here = reading()
    assert rich_text("One *two*.\n\nThree.", 5, here, ["italic"]) == "<p>One <i>two</i>.</p><p>Three.</p>"
    assert not here.faults
    rich_text("One.\n\n- a\n", 5, here, ["italic"])
    rich_text("One.\n\n**b**.[^atlas]", 5, here, ["italic"])
    assert [(fault.line, fault.message) for fault in here.faults] == [
        (7, "There can be no [^source] here"),
        (7, "There can be no bold here"),
        (7, "There can be no bullet list here"),
    ]
