"""What a file says: where each text stands, what is stale, and a form that every program reads."""

import shutil
import subprocess
from io import BytesIO
from zipfile import ZipFile

import pytest
from babel.messages.pofile import read_po
from wagtail_localize.models import StringTranslation

from tests.factories import make_page
from tests.translation.conftest import begin, edit, live, translated
from trail.translation.exchange.grammar import read
from trail.translation.exchange.scope import begin_all, keys_beneath, not_begun
from trail.translation.exchange.writing import Wanted, export, gettext_name
from trail.translation.models import GlossaryTerm

from .conftest import po

pytestmark = pytest.mark.django_db


def checked_by_msgfmt(text: str) -> str:
    """What gettext's own checker finds wrong."""
    if shutil.which("msgfmt") is None:
        pytest.skip("msgfmt is not installed")
    done = subprocess.run(["msgfmt", "--check", "-o", "/dev/null", "-"], input=text.encode(), capture_output=True)
    return done.stderr.decode() if done.returncode or done.stderr else ""


def test_gettext_and_babel_read_it(cemetery, italian):
    text = po(cemetery)
    assert checked_by_msgfmt(text) == ""
    catalogue = read_po(BytesIO(text.encode()), locale="it", abort_invalid=True)
    assert len(catalogue) == len(read(text).entries) == cemetery.get_progress()[0]
    assert (str(catalogue.locale), catalogue.charset.lower(), catalogue.project) == ("it", "utf-8", "Heritage")


def test_each_text_says_where_it_stands(cemetery, trail, italian):
    english = live(trail.cemetery).locale
    GlossaryTerm.objects.create(
        source_locale=english, locale=italian, term="gate", translation="porta", note="of a wall"
    )
    GlossaryTerm.objects.create(source_locale=english, locale=italian, term="cemetery", translation="cimitero")
    entry = next(part for part in po(cemetery).split("\n\n") if "gate" in part)
    assert "#. Page: The cemetery\n" in entry
    assert "#. Place: Text: Paragraph, “What to see”\n" in entry
    assert "#. Glossary: gate → porta; of a wall\n" in entry and "cimitero" not in entry
    assert "#: home/campaign/rome/cemetery\n" in entry and "/en/campaign/rome/cemetery/\n" in entry
    block = live(trail.cemetery).body[2].id
    assert f'msgctxt "{trail.cemetery.translation_key}:body.{block}.text:1"' in entry
    assert 'msgid "The <a id=\\"a1\\">gate</a> of %(place)s &amp; more."' in entry


def test_a_stale_text_shows_the_earlier_original_and_is_fuzzy(cemetery, trail, italian):
    earlier = live(trail.cemetery).summary
    edit(trail.cemetery, summary="Put right.")
    entries = po(cemetery, Wanted.STALE).split("\n\n")[1:]
    assert len(entries) == 1
    assert f'#, fuzzy\n#| msgid "{earlier}"\nmsgctxt' in entries[0]
    assert 'msgid "Put right."\nmsgstr "it: What The cemetery' in entries[0]
    assert checked_by_msgfmt(po(cemetery)) == ""


def test_what_a_machine_translated_is_fuzzy(cemetery, italian):
    StringTranslation.objects.filter(context__path="summary", locale=italian).update(translation_type="machine")
    entries = po(cemetery, Wanted.OPEN).split("\n\n")[1:]
    assert len(entries) == 1 and "#, fuzzy\n" in entries[0] and "nobody has read it" in entries[0]


def test_only_what_is_to_be_done(cemetery, trail, italian):
    assert export(italian, wanted=Wanted.OPEN).pages == []
    begin(trail.site, italian)
    edit(trail.cemetery, summary="Put right.")
    counts = {wanted: export(italian, wanted=wanted).count for wanted in Wanted}
    assert counts[Wanted.STALE] == 1
    assert counts[Wanted.OPEN] == counts[Wanted.UNTRANSLATED] + 1
    assert [page.page.pk for page in export(italian, wanted=Wanted.UNTRANSLATED).pages] == [trail.site.pk]


def test_a_part_of_the_tree_by_its_page_in_either_language(cemetery, trail, italian):
    translated(trail.about, italian)
    region = live(trail.region)
    beneath = {page.page.pk for page in export(italian, keys_beneath(region)).pages}
    assert beneath == {trail.region.pk, trail.cemetery.pk}
    assert {page.page.pk for page in export(italian, keys_beneath(region.get_translation(italian))).pages} == beneath
    assert [page.page.pk for page in export(italian, keys_beneath(region, alone=True)).pages] == [trail.region.pk]


def test_a_zip_has_a_file_a_page_named_as_the_pages_lie_and_the_glossary(cemetery, trail, italian):
    GlossaryTerm.objects.create(
        source_locale=live(trail.cemetery).locale, locale=italian, term="Cassino", leave_as_is=True, note="town"
    )
    packed = export(italian)
    with ZipFile(BytesIO(packed.as_zip())) as archive:
        assert archive.namelist() == [
            "home.po",
            "campaign.po",
            "campaign/rome.po",
            "campaign/rome/cemetery.po",
            "glossary.csv",
        ]
        assert archive.read("glossary.csv").decode() == "source,target,note\nCassino,Cassino,leave as it is (town)\n"
        assert checked_by_msgfmt(archive.read("campaign/rome/cemetery.po").decode()) == ""
    assert packed.as_zip() == packed.as_zip()


def test_the_order_is_that_of_the_tree_and_of_the_page(cemetery, italian):
    places = [entry.context.split(":")[1].split(".")[0] for entry in read(po(cemetery)).entries]
    assert places.index("title") < places.index("body") and places == sorted(places, key=places.index)
    assert po(cemetery).index("First words.") < po(cemetery).index("Second words.")


def test_queries_do_not_grow_with_the_pages(cemetery, trail, italian):
    def count() -> int:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as queries:
            assert export(italian).as_one()
        return len(queries)

    count()
    few = count()
    for number in range(6):
        translated(make_page(type(trail.cemetery), live(trail.region), f"Cemetery {number}"), italian)
    assert count() == few <= 16  # the names on the pages included


def test_pages_that_nobody_has_begun_can_be_begun_with_the_export(trail, italian):
    translated(trail.home, italian)
    pages = not_begun(italian, live(trail.campaign))
    assert [page.pk for page in pages] == [trail.campaign.pk, trail.region.pk, trail.site.pk, trail.cemetery.pk]
    assert begin_all(italian, pages) == (4, [])
    assert not not_begun(italian, live(trail.campaign)).exists()
    assert len(export(italian, keys_beneath(trail.campaign), Wanted.UNTRANSLATED).pages) == 4
    assert not live(trail.cemetery).get_translation(italian).live


def test_the_names_that_gettext_uses():
    assert [gettext_name(tag) for tag in ("it", "pt-br", "pa-arab", "zh-hans")] == ["it", "pt_BR", "pa_Arab", "zh_Hans"]
