"""Editors and translators do anything in any order: the tree is whole, no words are lost, none are in the wrong language.

English words carry the mark “en#”, entered translations “it#” or “fr#”. What the public may read of a translation is what
the translator published last: the machine keeps that beside the database and compares after each step.
"""

from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from sites.models import CampaignPage, RegionPage, SitePage
from tests.factories import make_page, make_trail
from trail.languages.models import TakenDown
from trail.languages.withdrawn import is_withdrawn
from trail.publishing.problems import PublicationRefused
from trail.translation.freshness import keep_all
from trail.translation.offering.adding import add_language
from trail.translation.offering.withdrawing import offer_again, withdraw
from trail.translation.words import has_letters, words_of

from .conftest import begin, live

pytestmark = pytest.mark.django_db
STEPS = (
    "edit", "edit", "minor", "fact", "paragraph", "begin", "begin", "enter", "enter", "some", "save", "publish", "publish",
    "keep", "move", "reorder", "unpublish", "republish", "delete", "language", "withdraw", "offer",
)  # fmt: skip


class Undo(Exception):
    """Ends an example, so that its database is thrown away."""


class Machine:
    """A small trail, what has been entered, and what was published last."""

    def __init__(self) -> None:
        self.trail = make_trail()
        self.locales = [Locale.objects.get_or_create(language_code="it")[0]]
        self.pages: list[Any] = [self.trail.home, self.trail.campaign, self.trail.region, self.trail.site]
        self.pages.append(make_page(RegionPage, self.trail.campaign, "en# Anzio", slug="anzio", when="1944-01"))
        self.pages.append(make_page(SitePage, self.trail.region, "en# Via Tasso", slug="via-tasso"))
        for page in self.pages:
            self.say(page)
        self.shown: dict[tuple[int, int], dict[str, list[str]]] = {}
        self.entered: dict[tuple[int, int, int], str] = {}
        self.count = 0

    def say(self, page: Any, **facts: Any) -> None:
        page = live(page)
        page.title = f"en# {page.title.removeprefix('en# ')}"
        page.summary = "en# summary"
        page.body = [("paragraph", {"text": "<p>en# first</p><p>en# second</p>", "sources": []})]
        for name, value in facts.items():
            setattr(page, name, value)
        page.save_revision().publish()

    def run(self, step: str, first: int, second: int) -> None:
        self.count += 1
        there = [page for page in self.pages if type(page).objects.filter(pk=page.pk).exists()]
        page = live(there[first % len(there)])
        locale = self.locales[second % len(self.locales)]
        getattr(self, f"do_{step}")(page, locale, there, second)

    # What an editor does.
    def do_edit(self, page: Any, *_rest: Any) -> None:
        page = page.get_latest_revision_as_object()
        page.summary, page.minor_change = f"en# summary {self.count}", False
        self._publish(page)

    def do_minor(self, page: Any, *_rest: Any) -> None:
        page.summary, page.minor_change = f"en# summary {self.count}", True
        self._publish(page)

    def do_fact(self, page: Any, *_rest: Any) -> None:
        page.describes_death = not page.describes_death
        if isinstance(page, SitePage):
            page.telephone = f"+39 {self.count}"
        self._publish(page)

    def do_paragraph(self, page: Any, _locale: Any, _there: Any, second: int) -> None:
        if len(page.body) and second % 3 == 0:
            del page.body[second % len(page.body)]
        elif len(page.body) and second % 3 == 1:
            page.body[0].value["text"].source += f"<p>en# more {self.count}</p>"
        else:
            page.body.append(("paragraph", {"text": f"<p>en# paragraph {self.count}</p>", "sources": []}))
        self._publish(page)

    def do_move(self, page: Any, _locale: Any, there: list[Any], second: int) -> None:
        regions = [each for each in there if isinstance(each, RegionPage)]
        if isinstance(page, SitePage) and regions:
            page.move(live(regions[second % len(regions)]), pos="last-child")

    def do_reorder(self, page: Any, *_rest: Any) -> None:
        if not isinstance(page, CampaignPage) and page.depth > 2:
            first = page.get_siblings().first()
            if first.pk != page.pk:
                page.move(first, pos="left")

    def do_unpublish(self, page: Any, *_rest: Any) -> None:
        if page.depth > 2 and page.live:
            page.unpublish()

    def do_republish(self, page: Any, *_rest: Any) -> None:
        self._publish(page)

    def do_delete(self, page: Any, *_rest: Any) -> None:
        if isinstance(page, SitePage):
            page.delete()

    def _publish(self, page: Any) -> None:
        page.save_revision().publish()

    # What an administrator does.
    def do_language(self, *_rest: Any) -> None:
        for code in ("it", "fr"):
            add_language(code)
        self.locales = list(Locale.objects.filter(language_code__in=("it", "fr")).order_by("-language_code"))

    def do_withdraw(self, _page: Any, locale: Locale, *_rest: Any) -> None:
        withdraw(locale)
        assert not Page.objects.filter(locale=locale, live=True).exists()

    def do_offer(self, _page: Any, locale: Locale, *_rest: Any) -> None:
        before = set(TakenDown.objects.filter(page__locale=locale).values_list("page_id", flat=True))
        result = offer_again(locale)
        assert not result.refused
        assert len(before) == result.back + result.waiting

    # What a translator does.

    def do_begin(self, page: Any, locale: Locale, *_rest: Any) -> None:
        if page.get_translations().filter(locale=locale).exists():
            return
        if page.depth > 2 and not page.get_parent().get_translations().filter(locale=locale).exists():
            return
        begin(page, locale)

    def _translation(self, page: Any, locale: Locale) -> Translation | None:
        return Translation.objects.filter(source__object_id=page.translation_key, target_locale=locale).first()

    def do_enter(self, page: Any, locale: Locale, *_rest: Any) -> None:
        self._enter(page, locale, 1)

    def do_some(self, page: Any, locale: Locale, *_rest: Any) -> None:
        self._enter(page, locale, 2)

    def _enter(self, page: Any, locale: Locale, every: int) -> None:
        translation = self._translation(page, locale)
        if translation is None:
            return
        for index, segment in enumerate(StringSegment.objects.filter(source=translation.source)):
            if index % every:
                continue
            said = f"{locale.language_code}# {self.count}.{index}"
            if segment.context.path == "slug":
                said = segment.string.data
            StringTranslation.objects.update_or_create(
                translation_of_id=segment.string_id,
                context=segment.context,
                locale=locale,
                defaults={"data": said, "translation_type": "manual", "tool_name": "", "has_error": False},
            )
            self.entered[segment.string_id, segment.context_id, locale.pk] = said

    def do_save(self, page: Any, locale: Locale, *_rest: Any) -> None:
        translation = self._translation(page, locale)
        if translation is not None:
            translation.save_target(publish=False)

    def do_publish(self, page: Any, locale: Locale, *_rest: Any) -> None:
        translation = self._translation(page, locale)
        if translation is None:
            return
        total, done = translation.get_progress()
        try:
            with transaction.atomic():
                translation.save_target(publish=True)
        except PublicationRefused:
            assert done < total or is_withdrawn(locale.pk), "refused although all is translated"
            return
        shown = live(translation.get_target_instance())
        assert shown.live
        self.shown[shown.pk, locale.pk] = spoken(shown)

    def do_keep(self, page: Any, locale: Locale, *_rest: Any) -> None:
        translation = self._translation(page, locale)
        if translation is not None:
            keep_all(translation)

    # What must be true.
    def check(self) -> None:
        assert Page.find_problems() == ([], [], [], [], [])
        for (string, context, locale), said in self.entered.items():
            rows = StringTranslation.objects.filter(translation_of_id=string, locale_id=locale)
            # Of a page that was deleted the words stay in the memory, without their place.
            kept = {row.data for row in rows if row.context_id in {context, None}}
            assert said in kept, "a translated string is lost"
        for translation in Page.objects.filter(locale__in=self.locales).specific():
            mark = f"{translation.locale.language_code}#"
            if translation.live:
                words = spoken(translation)
                strange = [word for said in words.values() for word in said if has_letters(word) and mark not in word]
                assert not strange, f"in the wrong language: {strange}"
                assert words == self.shown[translation.pk, translation.locale_id], "not what the translator published"
            self.check_facts(translation)

    def check_facts(self, translation: Any) -> None:
        source = (
            type(translation)
            .objects.filter(translation_key=translation.translation_key, locale__language_code="en")
            .first()
        )
        if source is None or not (source.live and translation.live):
            return
        assert translation.describes_death == source.describes_death
        assert getattr(translation, "telephone", "") == getattr(source, "telephone", "")


def spoken(page: Any) -> dict[str, list[str]]:
    """The words of a page by their place, but for its address."""
    return {path: words for path, words in words_of(page).items() if path != "slug"}


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 11), st.integers(0, 11)), min_size=5, max_size=30))
def test_whatever_they_do(steps: list[tuple[str, int, int]]) -> None:
    try:
        with transaction.atomic():
            machine = Machine()
            machine.check()
            # Without this most sequences would never come to a live translation.
            for index in range(4):
                for step in ("begin", "enter", "publish"):
                    machine.run(step, index, 0)
            for step, first, second in steps:
                machine.run(step, first, second)
                machine.check()
            raise Undo
    except Undo:
        pass
