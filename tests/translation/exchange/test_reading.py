"""What comes back: a report by page and text first, then only what is right, and only into drafts."""

import pytest
from wagtail_localize.models import StringTranslation, TranslationLog

from tests.factories import persona
from tests.translation.conftest import begin, edit, live, target
from trail.translation.adoption import CARRIED
from trail.translation.exchange.entering import TOOL, ReportIsOld
from trail.translation.exchange.faults import Fate, Reason
from trail.translation.exchange.grammar import read
from trail.translation.exchange.writing import export
from trail.translation.models import StaleString

from .conftest import po, report, take_in, translator

pytestmark = pytest.mark.django_db


def reasons(text: str, locale, user=None) -> list[Reason]:
    """Why, for each problem."""
    return [finding.reason for finding in report(text, locale, user).problems]


def summary_of(translation) -> str:
    return StringTranslation.objects.get(
        context__path="summary",
        context__object_id=translation.source.object_id,
        locale=translation.target_locale,
        translation_of__segments__source=translation.source,
    ).data


def test_what_went_out_and_came_back_changes_nothing(cemetery, italian):
    text, drafts = po(cemetery), TranslationLog.objects.count()
    counts = report(text, italian).counts
    assert counts == {"enters": 0, "unchanged": len(read(text).entries), "skipped": 0, "asks": 0, "refused": 0}
    assert take_in(text, italian).entered == 0
    assert TranslationLog.objects.count() == drafts


def test_a_translation_enters_the_draft_and_not_the_public_page(cemetery, italian):
    user = persona("publisher")
    text = po(cemetery).replace("it: What The cemetery", "Che cosa è The cemetery")
    found = report(text, italian, user)
    assert found.counts["enters"] == 1 and not StringTranslation.objects.filter(tool_name=TOOL).exists()
    done = take_in(text, italian, user, shown=found.fingerprint)
    assert (done.entered, done.left_out, [page.title for page in done.pages]) == (1, 0, ["The cemetery"])
    row = StringTranslation.objects.get(tool_name=TOOL)
    assert (row.data.startswith("Che cosa"), row.last_translated_by, row.translation_type) == (True, user, "manual")
    page = target(cemetery)
    assert page.live and page.summary.startswith("it: What") and page.has_unpublished_changes
    assert page.get_latest_revision_as_object().summary.startswith("Che cosa")


def test_an_empty_and_a_fuzzy_translation_are_passed_over_and_said(cemetery, italian):
    text = po(cemetery).replace('msgstr "it: What The cemetery is, in one sentence."', 'msgstr ""')
    text = text.replace("it: First words.", "Prime parole.")
    parts = text.split("\n\n")
    at = next(number for number, part in enumerate(parts) if "Prime parole." in part)
    parts[at] = parts[at].replace("msgctxt", "#, fuzzy\nmsgctxt", 1)
    found = report("\n\n".join(parts), italian)
    assert found.counts["skipped"] == 2 and found.counts["enters"] == 0
    assert [finding.reason for finding in found.problems] == [Reason.FUZZY]
    assert summary_of(cemetery).startswith("it: What"), "an empty translation takes nothing away"


def test_of_an_original_that_has_changed_nothing_enters_without_a_tick(cemetery, trail, italian):
    text = po(cemetery).replace("it: What The cemetery", "Che cosa è The cemetery")
    edit(trail.cemetery, summary="What the cemetery is today, in one sentence.")
    found = report(text, italian)
    [asked] = found.problems
    assert (asked.fate, asked.reason) == (Fate.ASKS, Reason.SOURCE_CHANGED)
    assert asked.source == "What The cemetery is, in one sentence."
    assert asked.source_now == "What the cemetery is today, in one sentence."
    assert take_in(text, italian).entered == 0 and summary_of(cemetery).startswith("it: What")
    done = take_in(text, italian, ticked=[asked.key], shown=found.fingerprint)
    assert (done.entered, done.stale, done.left_out) == (1, 1, 0)
    assert summary_of(cemetery).startswith("Che cosa")
    stale = StaleString.objects.get(translation=cemetery)
    assert (stale.earlier_source, stale.earlier_translation[:8]) == (asked.source, "Che cosa")
    assert target(cemetery).summary.startswith("it: What")


def test_the_text_that_moved_within_its_place_is_found_again(cemetery, trail, italian):
    text = po(cemetery).replace("it: Second words.", "Parole seconde.")
    page = live(trail.cemetery)
    page.body[1].value["text"].source = "<p>Quite other matters.</p><p>Second words.</p>"
    page.save_revision().publish()
    found = report(text, italian)
    assert found.counts["enters"] == 1 and found.counts["refused"] + found.counts["asks"] + found.counts["skipped"] == 1
    take_in(text, italian)
    assert StringTranslation.objects.get(tool_name=TOOL).translation_of.data == "Second words."


def test_a_stale_text_with_a_translation_is_not_stale_any_more(cemetery, trail, italian):
    edit(trail.cemetery, summary="Put right.")
    text = po(cemetery).replace("#, fuzzy\n", "")
    found = report(text, italian)
    assert found.counts["enters"] == 1, "the same words without the mark confirm it"
    take_in(text, italian)
    assert not StaleString.objects.exists()
    assert not StringTranslation.objects.filter(tool_name=CARRIED).exists()
    assert reasons(text, italian) == []


def test_what_was_translated_since_the_export_is_asked_about(cemetery, italian):
    text = po(cemetery).replace("it: What The cemetery", "Dal file")
    row = StringTranslation.objects.get(context__path="summary", data__startswith="it: What The cemetery")
    row.data = "Dalla scrivania."
    row.save()
    [asked] = report(text, italian).problems
    assert (asked.reason, asked.said_now) == (Reason.TRANSLATED_SINCE, "Dalla scrivania.")
    take_in(text, italian)
    assert summary_of(cemetery) == "Dalla scrivania."
    take_in(text, italian, ticked=None)
    assert summary_of(cemetery).startswith("Dal file")


def test_the_press_does_nothing_where_the_report_is_not_true_any_more(cemetery, trail, italian):
    text = po(cemetery).replace("it: What The cemetery", "Dal file")
    shown = report(text, italian).fingerprint
    edit(trail.cemetery, summary="Put right.")
    with pytest.raises(ReportIsOld):
        take_in(text, italian, shown=shown)
    assert not StringTranslation.objects.filter(tool_name=TOOL).exists()


def test_a_machines_translation_that_somebody_has_read_is_somebodys(cemetery, italian):
    StringTranslation.objects.filter(context__path="summary", locale=italian).update(translation_type="machine")
    text = po(cemetery)
    assert reasons(text, italian) == [Reason.FUZZY]
    take_in(text.replace("#, fuzzy\n", ""), italian)
    assert not StringTranslation.objects.filter(
        translation_type="machine", context__object_id=cemetery.source.object_id
    )


def test_who_may(cemetery, trail, italian):
    text = po(cemetery).replace("it: What The cemetery", "Dal file")
    for user in (persona("administrator"), persona("publisher"), translator("it")):
        assert report(text, italian, user).counts["enters"] == 1
    for user in (persona("visitor"), translator("fr")):
        found = report(text, italian, user)
        assert [finding.reason for finding in found.problems] == [Reason.NO_RIGHT]
        assert found.counts["refused"] == len(read(text).entries) and not found.can_enter
        assert take_in(text, italian, user).entered == 0


def test_a_locked_page_is_left_alone(cemetery, italian):
    page, other = target(cemetery), persona("administrator")
    page.locked, page.locked_by = True, other
    page.save()
    text = po(cemetery).replace("it: What The cemetery", "Dal file")
    assert reasons(text, italian, translator("it")) == [Reason.LOCKED]


def test_pages_that_are_gone_or_not_begun(cemetery, trail, italian):
    text = export(italian).as_one()
    elsewhere = text.replace(str(trail.home.translation_key), "00000000-0000-4000-8000-000000000000")
    target(cemetery).delete()
    assert reasons(text, italian) == [Reason.NOT_BEGUN]
    live(trail.cemetery).delete()
    assert reasons(text, italian) == [Reason.PAGE_DELETED]
    assert Reason.UNKNOWN_PAGE in reasons(elsewhere, italian)
    begin(trail.site, italian)


def test_a_title_that_is_longer_than_its_field_and_an_address_that_is_none(cemetery, italian):
    text = po(cemetery).replace("it: The cemetery", "x" * 256).replace('msgstr "cemetery"', 'msgstr "Il Cimitero"')
    assert [finding.sentence for finding in report(text, italian).problems] == [
        "It has 256 characters; there is room for 255.",
        "This is the page's address: letters, digits and hyphens only, as in “il-cimitero”.",
    ]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("La porta di %(place)s.", 'A link of the original is missing: <a id=\\"a1\\">.'),
        ('<a id=\\"a1\\">La</a> <a id=\\"a1\\">porta</a> di %(place)s.', "stands more often"),
        ("<a>porta</a> di %(place)s.", "missing"),
        ('<a id=\\"a1\\" href=\\"https://evil.example\\">porta</a> di %(place)s.', "more than the id"),
        ('<a id=\\"a1\\">porta</a> <!-- x --> di %(place)s.', "begins no tag"),
        ('<a id=\\"a1\\">porta</a> di {place}.', "placeholder %(place)s is missing"),
        ('<a id=\\"a1\\">porta</i> di %(place)s.', "closes nothing"),
        ('<a id=\\"a1\\"/>porta di %(place)s.', "nothing in it"),
        ('<p><a id=\\"a1\\">porta</a> di %(place)s.</p>', "<p> is not allowed"),
    ],
)
def test_markup_that_would_break_the_page_is_refused(cemetery, italian, said, why):
    text = po(cemetery)
    at = text.index('msgstr "it: The <a')
    text = text[:at] + f'msgstr "{said}"' + text[text.index("\n", at) :]
    [refused] = report(text, italian).problems
    assert refused.reason is Reason.TEXT and why.replace("\\", "") in refused.sentence
    assert take_in(text, italian).entered == 0


def test_signs_may_be_written_either_way(cemetery, italian):
    text = po(cemetery).replace("it: What The cemetery", "Tu & io: The cemetery")
    take_in(text, italian)
    assert summary_of(cemetery).startswith("Tu &amp; io")
    assert target(cemetery).get_latest_revision_as_object().summary.startswith("Tu & io")
    assert report(text, italian).counts["unchanged"] == len(read(text).entries)
