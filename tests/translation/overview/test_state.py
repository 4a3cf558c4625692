"""How a page stands in a language, each state reached as people reach it; and what it costs to know."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, TranslationSource

from sites.models import HomePage, SitePage, StandardPage
from tests.factories import make_page, needed, persona
from trail.translation.adoption import adopt
from trail.translation.freshness import keep_all
from trail.translation.overview.sources import count_words, uncounted
from trail.translation.overview.state import State, overview
from trail.translation.words import words_of

from ..conftest import begin, edit, enter, live, target, translated
from .conftest import cell, rows

pytestmark = pytest.mark.django_db
TEXT = [("paragraph", {"text": "<p>The <b>first</b> words of it.</p><p>Second words.</p>", "sources": []})]


def words_by_hand(page: Any) -> int:
    """The words that a person counts on a page, without marks of formatting."""
    texts = [text for texts in words_of(live(page)).values() for text in texts]
    return sum(len(re.sub(r"<[^>]*>", "", text).split()) for text in texts)


def test_a_page_that_nobody_has_begun(trail, italian):
    found = cell(trail.cemetery, italian)
    assert (found.state, found.page_pk, found.translation_pk) == (State.NOT_STARTED, None, None)
    assert found.words_left == words_by_hand(trail.cemetery) > 5


def test_words_are_those_that_a_person_counts(trail, italian):
    link = '<p>See <a href="https://example.org/x">their own page</a>.</p>'
    edit(trail.cemetery, body=[*TEXT, ("paragraph", {"text": link, "sources": []})])
    assert cell(trail.cemetery, italian).words_left == words_by_hand(trail.cemetery)


def test_a_page_that_is_begun_tells_its_progress(trail, italian):
    translated(trail.region, italian)
    translation = begin(trail.cemetery, italian)
    before = cell(trail.cemetery, italian)
    assert (before.state, before.per_cent, before.page_pk) == (State.IN_PROGRESS, 0, target(translation).pk)
    enter(translation, {"summary": "it: Riassunto."})
    after = cell(trail.cemetery, italian)
    total, done = translation.get_progress()
    assert (after.strings, after.translated, after.state) == (total, done, State.IN_PROGRESS)
    assert 0 < after.per_cent < 100
    assert before.words_left - after.words_left == len(live(trail.cemetery).summary.split())


def test_a_string_that_broke_something_is_not_done(trail, italian):
    translation = begin(trail.home, italian)
    enter(translation)
    StringTranslation.objects.filter(context__path="summary").update(has_error=True)
    assert cell(trail.home, italian).untranslated == 1


def test_a_page_that_waits_for_review(trail, italian):
    translation = begin(trail.home, italian)
    enter(translation)
    translation.save_target(publish=False)
    page = target(translation)
    page.get_workflow().start(page, persona("editor"))
    assert cell(trail.home, italian).state == State.REVIEW
    page.current_workflow_state.cancel(user=persona("publisher"))
    assert cell(trail.home, italian).state == State.IN_PROGRESS


def test_a_live_page_is_live_until_its_source_says_something_else(trail, italian):
    translation = translated(trail.cemetery, italian)
    assert (cell(trail.cemetery, italian).state, cell(trail.cemetery, italian).words_left) == (State.LIVE, 0)
    edit(trail.cemetery, summary="Five words, all of them.")
    found = cell(trail.cemetery, italian)
    assert (found.state, found.stale, found.words_left) == (State.STALE, 1, 5)
    assert timezone.localdate(found.since) == timezone.localdate()
    keep_all(translation)
    assert cell(trail.cemetery, italian).state == State.LIVE


def test_new_text_in_the_source_is_work_without_a_date(trail, italian):
    translated(trail.cemetery, italian)
    edit(trail.cemetery, body=TEXT)
    found = cell(trail.cemetery, italian)
    assert (found.state, found.stale, found.since, found.untranslated) == (State.STALE, 0, None, 2)
    assert found.words_left == 7


def test_a_page_that_was_taken_down_with_its_source_and_came_back(trail, italian):
    translated(trail.cemetery, italian)
    live(trail.cemetery).unpublish()
    assert cell(trail.cemetery, italian).state == State.DOWN
    edit(trail.cemetery)
    assert cell(trail.cemetery, italian).state == State.LIVE


def test_a_page_that_was_taken_down_by_hand(trail, italian):
    target(translated(trail.cemetery, italian)).unpublish()
    assert cell(trail.cemetery, italian).state == State.DOWN


def test_a_source_that_is_not_public_is_listed_once_it_is_begun_only(trail, italian):
    draft = make_page(StandardPage, trail.home, "Not yet", live=False)
    assert draft.pk not in rows()
    translated(trail.home, italian)
    begin(draft, italian)
    assert draft.pk in rows()


def test_the_source_need_not_be_english(trail, italian):
    home = HomePage(title="Il sentiero", slug="sentiero", locale=italian, **needed(HomePage, "Il sentiero"))
    page = make_page(StandardPage, trail.root.add_child(instance=home), "Solo qui")
    english = Locale.objects.get(language_code="en")
    found = rows()
    assert list(found[page.pk].cells) == [english.pk]
    assert found[page.pk].locale_id == italian.pk
    assert list(found[trail.about.pk].cells) == [italian.pk]


def test_which_is_the_source_is_a_matter_of_record_not_of_age(trail, italian):
    values = needed(HomePage, "Il sentiero") | {"translation_key": trail.home.translation_key}
    younger = trail.root.add_child(
        instance=HomePage(title="Il sentiero", slug="sentiero", locale=italian, live=True, **values)
    )
    assert trail.home.pk in rows()
    adopt(younger, live(trail.home))
    found = rows()
    assert trail.home.pk not in found
    assert found[younger.pk].cells[trail.home.locale_id].page_pk == trail.home.pk


def test_a_translation_of_a_translation_stands_in_the_row_of_the_first(trail, italian, french):
    first = target(translated(trail.home, italian))
    translation = begin(first, french)
    enter(translation, mark="fr")
    translation.save_target(publish=True)
    found = rows()
    assert first.pk not in found
    assert found[trail.home.pk].cells[french.pk].state == State.LIVE


def test_rows_stand_in_the_order_of_the_tree(trail, italian):
    titles = [row.title for row in sorted(rows().values(), key=lambda row: row.path)]
    assert titles == [page.title for page in trail.pages]


def test_words_are_counted_a_few_at_a_time_and_again_after_the_page_was_published(trail, italian):
    waiting = uncounted(overview([italian.pk]))
    assert len(waiting) == len(trail.pages)
    assert count_words(waiting, seconds=0) == 1
    assert len(uncounted(overview([italian.pk]))) == len(trail.pages) - 1
    assert {cell.words_left for row in overview([italian.pk]) for cell in row.cells.values()} > {None}
    before = cell(trail.about, italian).words_left
    edit(trail.about, summary="A summary of quite a few words more than there were before it.")
    assert [row.pk for row in uncounted(overview([italian.pk]))] == [trail.about.pk]
    assert cell(trail.about, italian).words_left > before


def test_a_page_that_cannot_be_read_stops_no_other(trail, italian, monkeypatch):
    record = TranslationSource.update_or_create_from_instance

    def fails(page: Any) -> Any:
        if page.pk == trail.home.pk:
            raise ValueError("a block that nobody knows any more")
        return record(page)

    monkeypatch.setattr(TranslationSource, "update_or_create_from_instance", fails)
    assert cell(trail.home, italian).words_left is None
    assert cell(trail.about, italian).words_left


def test_counting_makes_no_translation_and_hides_no_staleness(trail, italian):
    translation = translated(trail.about, italian)
    long_ago = datetime(2020, 1, 1, tzinfo=UTC)
    TranslationSource.objects.filter(pk=translation.source_id).update(last_updated_at=long_ago)
    assert trail.about.pk not in {row.pk for row in uncounted(overview([italian.pk]))}


def queries(locales: list[int]) -> int:
    overview(locales)
    with CaptureQueriesContext(connection) as asked:
        assert overview(locales)
    return len(asked)


def test_what_it_costs_does_not_depend_on_pages_or_languages(trail, italian):
    for page in (trail.home, trail.about):
        translated(page, italian)
    locales = [italian.pk]
    few = queries(locales)
    for number in range(27):
        page = make_page(SitePage, trail.region, f"Place {number}")
        if number < 5:
            translated(page, italian)
            edit(page, summary="Changed.")
    assert queries(locales) == few
    for tag in ("ar", "de", "es", "fr", "mi", "ne", "pa", "pl", "pt", "ur"):
        locales.append(Locale.objects.get_or_create(language_code=tag)[0].pk)
    assert queries(locales) == few
