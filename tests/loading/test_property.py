"""Whatever stands in a file: the parser answers with a document or with faults, and never falls over."""

from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from sites.loading.content import PageContent
from sites.loading.faults import Faults
from sites.loading.files import PageFile, split_page
from sites.loading.folder import Trail
from sites.loading.pages import read_page
from sites.loading.reading import Known, Reading
from sites.loading.rehearsal import rehearse
from sites.loading.schema import KEYS

FILE = PageFile("x.en.md", "demo/x.en.md", ("x",), "en")
PIECES = st.sampled_from(
    ["---", "\n", "type: site", "title: ", "figures:\n  - ", "{kind: burials, value: 1}", "&a", "*a", "!!x", "|", ">", "[", "]",
     "{", "}", "(", ")", "[^", "^]", "*", "**", "`", "```facts\n", "```\n", "~~~", "| a | b |\n|---|---|\n", "Table: ", "> ", "— ",
     "![x](y)", "[x](/y/)", "<b>", "<!--", "&amp;", "\\", "\t", "    ", "- ", "1. ", "## ", "{it}", "é", "\u2028", "\x00", "\ufeff",
     '"', "'", ": ", "#", "\x85", "1944-06", "\U0001f600", "\\u12", '"\\U99999999"', "? ", "%YAML 9.9\n", "...\n"]
)  # fmt: skip
TEXT = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=30).map("".join))


def read(text: str) -> tuple[PageContent | None, Faults]:
    faults = Faults()
    raw = split_page(text, FILE, faults)
    page = read_page(raw, Reading(FILE.shown, "en", faults, Known())) if raw else None
    return page, faults


@settings(max_examples=400)
@given(TEXT)
@example("---\na: &a [*a]\n---\n")
@example('---\na: "\\U99999999"\n---\n')
def test_any_text_gives_a_document_or_faults(text: str) -> None:
    page, faults = read(text)
    assert page is not None or faults
    assert all(fault.line >= 0 and fault.message for fault in faults)


@settings(max_examples=300)
@given(st.sampled_from(sorted(KEYS)), TEXT, TEXT)
def test_any_front_matter_and_any_body(page_type: str, head: str, body: str) -> None:
    read(f"---\ntype: {page_type}\n{head}\n---\n{body}")


@settings(max_examples=300)
@given(st.sampled_from([(name, key) for name, keys in KEYS.items() for key in keys]), TEXT)
def test_any_value_of_any_key(where: tuple[str, str], value: str) -> None:
    page_type, key = where
    page, faults = read(f"---\ntype: {page_type}\n{key}: {value}\n---\n{value}\n")
    if page is not None:
        rehearse(Trail(Path(), Known(), {(FILE.address, "en"): page}, faults))
