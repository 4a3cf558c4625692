"""Nothing is lost on the way out and back: any text, and all texts of the demonstration trail."""

import subprocess
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.db import transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation

from sites.loading.apply import load_folder
from tests.translation.conftest import begin, live
from trail.people.models import Organisation
from trail.translation.exchange.checks import normal
from trail.translation.exchange.grammar import Entry, read, write
from trail.translation.exchange.identity import Identity, canonical
from trail.translation.exchange.scope import begin_all, not_begun
from trail.translation.exchange.writing import export
from trail.translation.records.names import fill_in_strings, names_of

from .conftest import po, report, take_in

DEMO = Path(settings.BASE_DIR) / "demo"
# Quotes, line breaks, signs of programs, other directions, marks that nobody sees, what splits lines elsewhere.
HARD = ['"', "\\", "\n", "\t", "%", "{", "}", "%(name)s", "{name}", "'", "&", "שלום", "مقبرة", "पथ", "🕊", "\u2028", "\x85",
        "\u200f", "\xa0", "é", "e\u0301", "#~", "msgid", "a", " ", "“", "\\n"]  # fmt: skip
TEXTS = st.lists(st.sampled_from(HARD) | st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20).map(
    "".join
)


def without_time(text: str) -> list[str]:
    """The lines of a file but for the moments in its header."""
    return [line for line in text.split("\n") if not line.startswith(('"POT-', '"PO-Rev', '"X-Trail-Exported'))]


@given(source=TEXTS, translation=TEXTS, earlier=TEXTS)
def test_any_text_is_read_as_it_was_written(source, translation, earlier):
    text = write(
        {"Language": "it"}, [Entry("a:b:1", source, translation, {"fuzzy"}, ["x"], "y", earlier), Entry("c", "d")]
    )
    catalogue = read(text)
    assert catalogue.faults == [] and catalogue.headers == {"language": "it"}
    first, second = catalogue.entries
    assert (first.context, first.source, first.translation, first.flags) == ("a:b:1", source, translation, {"fuzzy"})
    assert (second.context, second.source, second.translation, second.flags) == ("c", "d", "", set())


@given(source=TEXTS.map(canonical).filter(bool), translation=TEXTS.map(canonical))
@hypothesis_settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_gettext_reads_any_text(source, translation):
    text = write({"Language": "it", "Content-Type": "text/plain; charset=UTF-8"}, [Entry("a:b:1", source, translation)])
    done = subprocess.run(["msgfmt", "--check-format", "-o", "-", "-"], input=text.encode(), capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    if translation:
        assert translation.encode() in done.stdout and source.encode() in done.stdout


@given(st.uuids(), st.from_regex(r"[a-z_]+(\.[0-9a-f-]{1,36}){0,3}", fullmatch=True), st.integers(1, 999_999))
def test_an_identity_is_read_as_it_was_written(page, path, number):
    identity = Identity(page, path, number)
    assert Identity.read(str(identity)) == identity


@pytest.mark.django_db
@given(
    words=st.lists(
        TEXTS.map(canonical).filter(lambda text: normal(text).strip() and "<" not in text), min_size=3, max_size=3
    )
)
@hypothesis_settings(
    max_examples=15, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture], deadline=None
)
def test_whatever_a_translator_writes_enters_and_comes_out_again(cemetery, italian, words):
    """In three places: a title without markup, a field of one line, a paragraph."""
    one_line = [" ".join(each.split()) or "x" for each in words]
    said = dict(zip(("title", "summary"), one_line[:2], strict=True))
    with transaction.atomic():
        catalogue = read(po(cemetery))
        for entry in catalogue.entries:
            path = entry.context.split(":")[1]
            entry.translation = said.get(path, words[2] if entry.source == "First words." else entry.translation)
        text = write({"Language": "it", "X-Trail-Exported": "2999-01-01T00:00:00+00:00"}, catalogue.entries)
        done = take_in(text, italian)
        assert done.report.counts["refused"] == 0, [str(each) for each in done.report.problems]
        again = {entry.context: entry.translation for entry in read(po(cemetery)).entries}
        for entry in catalogue.entries:
            assert (
                again[entry.context] == canonical(normal(entry.translation))
                or again[entry.context] == entry.translation
            )
        assert report(text, italian).counts["enters"] == 0 and report(po(cemetery), italian).counts["enters"] == 0
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_the_whole_demo_goes_out_and_comes_back():
    load_folder(DEMO)
    finnish = Locale.objects.create(language_code="fi")
    home = Page.objects.get(depth=2, locale__language_code="en").specific
    begin(home, finnish)
    _made, hindrances = begin_all(finnish, not_begun(finnish))
    assert hindrances == []
    found = export(finnish)
    keys = set(Page.objects.filter(depth__gte=2, alias_of=None).values_list("translation_key", flat=True))
    named = {name.record.translation_key for name in names_of(finnish) if name.pages}
    assert len(named) > 50
    assert {page.page.translation_key for page in found.pages} == keys | named
    empty = read(found.as_one())
    assert empty.faults == [] and len(empty.entries) == found.count > 1000
    assert not any(entry.translation for entry in empty.entries)
    assert len(polib.pofile(found.as_one())) == found.count
    # Somebody translates all of it.
    filled = polib.pofile(found.as_one(), wrapwidth=0)
    for entry in filled:
        entry.msgstr = entry.msgid if ":slug:" in entry.msgctxt else f"fi {entry.msgid}"
    done = take_in(str(filled), finnish)
    assert done.report.problems == [], [str(each) for each in done.report.problems][:5]
    assert done.entered == len(
        {(row.segment.context_id, row.segment.string_id) for page in found.pages for row in page.rows}
    )
    assert len(done.pages) == len(found.pages)
    after = export(finnish).as_one()
    assert [(e.context, e.source, e.translation) for e in read(after).entries] == [
        (e.msgctxt, e.msgid, e.msgstr) for e in filled
    ]
    # What comes back as it went out changes nothing, and goes out the same.
    rows = list(StringTranslation.objects.order_by("pk").values())
    assert take_in(after, finnish).entered == 0
    assert list(StringTranslation.objects.order_by("pk").values()) == rows
    assert without_time(export(finnish).as_one()) == without_time(after)
    assert Page.find_problems() == ([], [], [], [], [])
    # The names are in the memory, and wait for somebody who publishes.
    assert not Organisation.objects.filter(locale=finnish).exists()
    names = [name for name in names_of(finnish) if name.pages]
    fill_in_strings(names, finnish)
    assert all(name.waits for name in names)
    cemetery = live(Page.objects.get(slug="rome-war-cemetery", locale=finnish).specific)
    assert not cemetery.live and cemetery.get_latest_revision_as_object().summary.startswith("fi ")
    checked = subprocess.run(["msgfmt", "--check", "-o", "/dev/null", "-"], input=after.encode(), capture_output=True)
    assert (checked.returncode, checked.stderr) == (0, b"")
