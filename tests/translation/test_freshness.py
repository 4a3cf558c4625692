"""A source is published again: what the public reads in other languages, and what the translator is told."""

import pytest
from wagtail.models import Page
from wagtail_localize.models import StringTranslation

from sites.models import Figure
from tests.factories import add_figure, make_page
from trail.publishing.problems import PublicationRefused
from trail.translation.freshness import keep_all
from trail.translation.models import StaleString
from trail.translation.words import words_of

from .conftest import begin, edit, enter, live, target, translated

pytestmark = pytest.mark.django_db
TEXT = [("paragraph", {"text": "<p>First words.</p><p>Second words.</p>", "sources": []})]


def test_a_corrected_slip_leaves_the_earlier_translation_standing(trail, italian):
    translation = translated(trail.cemetery, italian)
    before = target(translation)
    edit(trail.cemetery, summary="What The cemetery is, in one clear sentence.")
    after = target(translation)
    assert after.summary == before.summary and after.summary.startswith("it: ")
    stale = StaleString.objects.get(translation=translation)
    assert stale.earlier_translation == before.summary
    assert stale.string.data == "What The cemetery is, in one clear sentence."
    assert translation.get_progress()[0] == translation.get_progress()[1]


def test_one_press_keeps_the_earlier_translation(trail, italian):
    translation = translated(trail.cemetery, italian)
    edit(trail.cemetery, summary="Put right.")
    assert keep_all(translation) == 1
    assert not StaleString.objects.exists()
    translation.save_target(publish=True)
    assert target(translation).summary.startswith("it: What The cemetery")


def test_a_new_translation_of_the_string_ends_its_staleness(trail, italian):
    translation = translated(trail.cemetery, italian)
    edit(trail.cemetery, summary="Put right.")
    enter(translation, {"summary": "it: Corretto."})
    assert not StaleString.objects.exists()
    assert target(translation).summary.startswith("it: What"), "words do not publish themselves"
    translation.save_target(publish=True)
    assert target(translation).summary == "it: Corretto."


def test_a_minor_change_leaves_nothing_stale_and_the_next_one_does(trail, italian):
    translation = translated(trail.cemetery, italian)
    edit(trail.cemetery, summary="A slip put right.", minor_change=True)
    assert not StaleString.objects.exists()
    assert live(trail.cemetery).minor_change is False
    edit(trail.cemetery, summary="Something else altogether.", minor_change=False)
    assert StaleString.objects.filter(translation=translation).count() == 1


def test_facts_follow_at_once_and_words_do_not(trail, italian):
    figure = add_figure(trail.cemetery, 426, note="A note in English.", nation="GB")
    translation = translated(trail.cemetery, italian)
    italian_figure = target(translation).figures.get()
    assert (italian_figure.value, italian_figure.note) == (426, "it: A note in English.")
    page = live(trail.cemetery)
    Figure.objects.filter(pk=figure.pk).update(value=422, note="Another note.")
    edit(page, latitude="41.900000", telephone="+39 06", summary="Changed words.")
    after = target(translation)
    assert (str(after.latitude), after.telephone) == ("41.900000", "+39 06")
    assert after.summary.startswith("it: ")
    assert (after.figures.get().value, after.figures.get().note) == (422, "it: A note in English.")
    assert after.live and not after.has_unpublished_changes


def test_a_new_figure_with_words_waits_and_one_without_is_there_at_once(trail, italian):
    translation = translated(trail.cemetery, italian)
    add_figure(trail.cemetery, 10, kind="identified")
    add_figure(trail.cemetery, 20, kind="unidentified", note="Only says this.")
    edit(trail.cemetery)
    assert [figure.value for figure in target(translation).figures.all()] == [10]


def test_a_paragraph_that_is_new_waits_for_the_translator(trail, italian):
    trail.cemetery = edit(trail.cemetery, body=TEXT)
    translation = translated(trail.cemetery, italian)
    page = live(trail.cemetery)
    page.body.append(("paragraph", {"text": "<p>A new paragraph.</p>", "sources": []}))
    page.save_revision().publish()
    shown = target(translation)
    assert len(shown.body) == 1 and "it: First words." in shown.body[0].value["text"].source
    with pytest.raises(PublicationRefused):
        translation.save_target(publish=True)
    enter(translation, {f"body.{live(page).body[1].id}.text": "it: Nuovo."})
    translation.save_target(publish=True)
    assert "it: Nuovo." in target(translation).body[1].value["text"].source


def test_a_sentence_put_between_two_leaves_their_translations_where_they_belong(trail, italian):
    trail.cemetery = edit(trail.cemetery, body=TEXT)
    translated(trail.cemetery, italian)
    page = live(trail.cemetery)
    page.body[0].value["text"].source = "<p>First words.</p><p>Quite other matters.</p><p>Second words!</p>"
    page.save_revision().publish()
    path = f"body.{page.body[0].id}.text"
    words = StringTranslation.objects.filter(locale=italian, context__path=path)
    assert words.get(translation_of__data="Second words!").data == "it: Second words."
    assert not words.filter(translation_of__data="Quite other matters.").exists()


def test_the_numbers_of_a_table_follow_and_its_words_stay(trail, italian):
    table = {"data": [["Nation", "Graves"], ["Poland", "1,066"]], "first_row_is_table_header": True}
    body = [("table", {"caption": "Graves", "table": table, "sources": []})]
    trail.cemetery = edit(trail.cemetery, body=body)
    translation = translated(trail.cemetery, italian)
    assert target(translation).body[0].value["table"]["data"] == [["it: Nation", "it: Graves"], ["it: Poland", "1,066"]]
    page = live(trail.cemetery)
    page.body[0].value["table"]["data"][1][1] = "1,072"
    page.save_revision().publish()
    assert target(translation).body[0].value["table"]["data"][1] == ["it: Poland", "1,072"]


def test_a_draft_of_the_translator_is_never_published_by_a_change_of_facts(trail, italian):
    translation = translated(trail.cemetery, italian)
    enter(translation, {"summary": "it: Non ancora pubblico."})
    translation.save_target(publish=False)
    edit(trail.cemetery, telephone="+39 06")
    shown = target(translation)
    assert shown.telephone == "+39 06" and shown.summary.startswith("it: What")
    assert shown.has_unpublished_changes
    draft = shown.get_latest_revision_as_object()
    assert (draft.summary, draft.telephone) == ("it: Non ancora pubblico.", "+39 06")


def test_a_translation_with_words_of_its_source_does_not_go_live(trail, italian):
    translated(trail.region, italian)
    translation = begin(trail.cemetery, italian)
    with pytest.raises(PublicationRefused, match="not translated"):
        translation.save_target(publish=True)
    with pytest.raises(PublicationRefused, match="not translated"):
        target(translation).get_latest_revision().publish()
    assert not target(translation).live


def test_a_name_that_is_the_same_in_both_languages_can_be_confirmed(trail, italian):
    translated(trail.region, italian)
    translation = begin(trail.site, italian)
    enter(translation)
    enter(translation, {"title": "The museum"})
    translation.save_target(publish=True)
    assert target(translation).title == "The museum" and target(translation).live


def test_a_source_that_says_again_what_it_said_finds_its_translation_again(trail, italian):
    translated(trail.cemetery, italian)
    first = live(trail.cemetery).summary
    edit(trail.cemetery, summary="Something else.")
    edit(trail.cemetery, summary=first)
    assert not StaleString.objects.exists()


def test_two_changes_before_the_translator_came_still_show_what_was_translated(trail, italian):
    translation = translated(trail.cemetery, italian)
    first = live(trail.cemetery).summary
    edit(trail.cemetery, summary="Second version.")
    edit(trail.cemetery, summary="Third version.")
    stale = StaleString.objects.get(translation=translation)
    assert (stale.earlier_source, stale.string.data) == (first, "Third version.")


def test_moving_and_reordering_take_the_translations_along(trail, italian):
    other = make_page(type(trail.region), trail.campaign, "Anzio", when="1944-01")
    translated(other, italian)
    translation = translated(trail.cemetery, italian)
    second = translated(trail.site, italian)
    live(trail.cemetery).move(live(trail.site), pos="left")
    assert target(translation).path < target(second).path
    live(trail.cemetery).move(live(other), pos="last-child")
    assert target(translation).get_parent().translation_key == other.translation_key
    assert Page.find_problems() == ([], [], [], [], [])


def test_taking_down_and_bringing_back(trail, italian):
    translation = translated(trail.cemetery, italian)
    live(trail.cemetery).unpublish()
    assert not target(translation).live
    edit(trail.cemetery, telephone="+39 06")
    shown = target(translation)
    assert shown.live and shown.summary.startswith("it: ") and shown.telephone == "+39 06"


def test_a_translation_that_was_down_before_stays_down(trail, italian):
    translation = translated(trail.cemetery, italian)
    target(translation).unpublish()
    live(trail.cemetery).unpublish()
    edit(trail.cemetery)
    assert not target(translation).live


def test_words_in_another_language_stay_within_their_sentence(trail, italian):
    """wagtail-localize would cut the sentence in three; the mark is numbered like a link and may be left out."""
    said = '<p>The paper <span lang="fr">La Croix</span> counts them.</p>'
    trail.cemetery.body = [("paragraph", {"text": said, "sources": []})]
    edit(trail.cemetery, body=trail.cemetery.body)
    path = f"body.{live(trail.cemetery).body[0].id}.text"
    assert words_of(live(trail.cemetery))[path] == ['The paper <span id="span1">La Croix</span> counts them.']
    translation = translated(trail.cemetery, italian)
    enter(translation, {path: 'Il giornale <span id="span1">La Croix</span> li conta.'})
    translation.save_target(publish=True)
    stored = str(target(translation).body[0].value["text"].source)
    assert 'Il giornale <span lang="fr">La Croix</span> li conta.' in stored
    enter(translation, {path: "Un giornale li conta."})
    translation.save_target(publish=True)
    assert "Un giornale li conta." in str(target(translation).body[0].value["text"].source)
