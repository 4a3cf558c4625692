"""A file with twelve different faults: each is said of its page and text, and nothing wrong is imported."""

import pytest
from wagtail_localize.models import StringTranslation

from tests.translation.conftest import edit
from trail.translation.exchange.entering import TOOL
from trail.translation.exchange.grammar import read
from trail.translation.models import StaleString

from .conftest import po, report, take_in

pytestmark = pytest.mark.django_db
TEXTS = [f"Sentence number {number}." for number in range(14)]


def paragraph(text: str) -> tuple[str, dict]:
    return "paragraph", {"text": f"<p>{text}</p>", "sources": []}


def entry(text: str, source: str) -> tuple[int, int]:
    """Where the entry of a text stands in the file."""
    at = text.index(f'msgid "{source}"')
    start = text.rindex("\n\n", 0, at) + 2
    return start, text.find("\n\n", at) if "\n\n" in text[at:] else len(text)


def changed(text: str, source: str, how) -> str:
    """The file with the entry of one text rewritten."""
    start, end = entry(text, source)
    return text[:start] + how(text[start:end]) + text[end:]


def saying(words: str):
    """Give an entry another translation."""
    return lambda old: old[: old.index("msgstr")] + f'msgstr "{words}"'


@pytest.fixture
def faulty(cemetery, trail) -> str:
    """The file of the cemetery: one good translation, and twelve faults."""
    link = "<a href='https://example.org/'>gate</a>"
    edit(
        trail.cemetery,
        body=[*map(paragraph, TEXTS), paragraph(f"The {link} stands."), paragraph("There are %(count)s graves.")],
    )
    text = po(cemetery)
    translated = {source: f"Frase {number}." for number, source in enumerate(TEXTS)}
    for source, words in translated.items():
        text = changed(text, source, saying(words))
    text = changed(text, TEXTS[1], lambda old: old.replace(":body.", ":corpo."))  # 1 an unknown place
    text = changed(
        text, TEXTS[2], lambda old: old.replace('msgid "Sent', 'msgid "Never said. Not a w')
    )  # 2 unknown words
    text = changed(text, TEXTS[3], saying("<script>alert(1)</script>"))  # 3 a tag that is not allowed
    text = changed(text, TEXTS[4], saying('<b onclick=\\"x\\">Frase</b>'))  # 4 an attribute
    text = changed(text, TEXTS[5], saying("<b>Frase"))  # 5 not closed
    text = changed(text, TEXTS[6], lambda old: old.replace("msgctxt", "#, fuzzy\nmsgctxt"))  # 6 fuzzy
    text = changed(
        text, TEXTS[7], lambda old: old + "\n\n" + old.replace("Frase 7", "Altra frase")
    )  # 7 two say different
    text = changed(
        text, TEXTS[8], lambda old: "\n".join(line for line in old.split("\n") if "msgctxt" not in line)
    )  # 8
    text = changed(text, TEXTS[9], lambda old: old.replace("msgstr", 'msgid_plural "x"\nmsgstr[0]'))  # 9 plural forms
    gate = 'The <a id=\\"a1\\">gate</a> stands.'
    text = changed(text, gate, saying('La <a id=\\"a7\\">porta</a>.'))  # 10 a link that is not there
    text = changed(text, "There are %(count)s graves.", saying("Ci sono tombe."))  # 11 the placeholder is lost
    text = changed(text, TEXTS[10], lambda old: old + '\nmsgstr "Due volte."')  # 12 not the grammar of PO
    edit(trail.cemetery, summary="Quite another summary.", title="The cemetery")
    return text


def test_twelve_faults_are_said_text_by_text(faulty, italian):
    found = report(faulty, italian)
    said = {(each.source[:30], each.reason.value) for each in found.problems}
    assert {
        (TEXTS[1], "unknown-string"),
        ("Never said. Not a wence number", "unknown-string"),
        (TEXTS[3], "text"),
        (TEXTS[4], "text"),
        (TEXTS[5], "text"),
        (TEXTS[6], "fuzzy"),
        (TEXTS[7], "duplicate"),
        (TEXTS[8], "no-context"),
        (TEXTS[9], "plural"),
        ('The <a id="a1">gate</a> stands', "text"),
        ("There are %(count)s graves.", "text"),
        ("", "line"),
        ("What The cemetery is, in one s", "stands"),  # no fault of the file: the page went on
    } == said
    sentences = " ".join(map(str, found.problems))
    for words in (
        "<script> is not allowed", "more than the id of a link", "<b> is not closed", "Marked fuzzy", "Keep one",
        "Unrecognised id found", "%(count)s is missing", "msgstr stands twice", "no plural forms",
    ):  # fmt: skip
        assert words in sentences
    lines = faulty.split("\n")
    for finding in found.problems:
        if finding.context and finding.reason.value != "no-context":
            assert finding.context in lines[finding.line - 1] or finding.context in lines[finding.line], (
                "the line is told"
            )
            assert finding.page == "The cemetery" and finding.place


def test_nothing_wrong_is_imported(faulty, italian):
    before = dict(StringTranslation.objects.values_list("pk", "data"))
    done = take_in(faulty, italian)
    entered = StringTranslation.objects.filter(tool_name=TOOL)
    good = [f"Frase {number}." for number in (0, 11, 12, 13)]
    assert sorted(entered.values_list("data", flat=True)) == sorted(good)
    assert done.entered == 4 and done.left_out == done.report.counts["refused"] > 10
    kept = StringTranslation.objects.exclude(tool_name=TOOL).values_list("pk", "data")
    assert all(before[pk] == data for pk, data in kept)
    assert not StringTranslation.objects.filter(has_error=True).exists()
    assert StaleString.objects.filter(context__path="summary").count() == 1, "what was stale before is so still"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"%PDF-1.7", "not a PO file"),
        (b"\xff\xfem\0s\0g\0i\0d\0", "UTF-16"),
        (b'msgid ""\nmsgstr "Language: it\\n"\n\nmsgid "a"\nmsgstr "\xe9"\n', "Line 5 is not in UTF-8"),
        (b'msgid ""\nmsgstr ""\n"Language: it\\n"\n"Content-Type: text/plain; charset=ISO-8859-1\\n"\n', "ISO-8859-1"),
        (b'msgid ""\nmsgstr "Language: fr\\n"\n', "for the language \u201cfr\u201d"),
        (b'msgid ""\nmsgstr "X: y\\n"\n', "does not say for which language"),
        (b"<html>msgid</html>", "no line of a PO file"),
        (b'msgid "open\nmsgstr ""\n', "no line of a PO file"),
        (b'msgid "a\\q"\nmsgstr ""\n', "means nothing"),
        (b'"hanging"\nmsgid "a"\nmsgstr "b"', "without msgid or msgstr"),
    ],
)
def test_what_is_no_file_of_this_language_is_said_so(italian, content, words):
    found = report(content, italian)
    assert words in " ".join(map(str, found.problems)) and not found.can_enter


def test_obsolete_entries_are_counted_and_passed_over(cemetery, italian):
    text = po(cemetery) + '\n#~ msgctxt "x"\n#~ msgid "old"\n#~ msgstr "vecchio"\n'
    found = report(text, italian)
    assert found.obsolete == 1 and not found.problems


def test_what_stands_after_a_faulty_line_is_read_all_the_same():
    read_ = read(
        'msgid ""\nmsgstr "Language: it\\n"\n\nmsgctxt "a"\nmsgid "b\nmsgstr "c"\n\nmsgctxt "d"\nmsgid "e"\nmsgstr "f"\n'
    )
    assert [entry.context for entry in read_.entries] == ["d"] and [line for line, _why in read_.faults] == [5]
