"""A change drops the pages that show it, and no others."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page, ReferenceIndex

from sites.models import SitePage, StoryPlace
from tests.factories import add_figure, cite, draft_of, make_page, make_source
from trail.finding.index import rebuild
from trail.people.models import Contribution, Organisation
from trail.phrases.changes import say
from trail.phrases.offered import offered
from trail.store.stores import Store
from trail.translation.records.pointing import point_pages_at

from .trail_of_two import TwoLanguages, make_two

pytestmark = pytest.mark.django_db

EN = {
    "home": "/en/",
    "campaign": "/en/campaign/",
    "rome": "/en/campaign/rome/",
    "museum": "/en/campaign/rome/museum/",
    "cemetery": "/en/campaign/rome/cemetery/",
    "anzio": "/en/campaign/anzio/",
    "beach": "/en/campaign/anzio/beach/",
    "stories": "/en/stories/",
    "june": "/en/stories/fourth-of-june/",
    "january": "/en/stories/landing/",
    "about": "/en/about/",
    "map": "/en/map/",
    "finder": "/en/cemeteries/",
    "credits": "/en/credits/",
}
IT = {
    "it home": "/it/",
    "it campaign": "/it/campaign-it/",
    "it rome": "/it/campaign-it/rome-it/",
    "it museum": "/it/campaign-it/rome-it/museum-it/",
    "it cemetery": "/it/campaign-it/rome-it/cemetery-it/",
    "it stories": "/it/stories-it/",
    "it june": "/it/stories-it/fourth-of-june-it/",
    "it about": "/it/about-it/",
    "it map": "/it/map/",
    "it finder": "/it/cemeteries/",
    "it credits": "/it/credits/",
    "it missing": "/it/campaign/anzio/",
    "it nowhere": "/it/stories/landing/",
}
ALL = EN | IT
NAMES = {address: name for name, address in ALL.items()}
EVERYTHING_EN, EVERYTHING_IT = set(EN), set(IT)


@pytest.fixture
def two(db: Any) -> TwoLanguages:
    """A trail in two languages."""
    found = make_two()
    rebuild()
    return found


@pytest.fixture
def dropped(
    two: TwoLanguages, store: Store, visit: Any, django_capture_on_commit_callbacks: Any
) -> Callable[..., set[str]]:
    """The names of the pages that an action drops, when all are kept."""

    with django_capture_on_commit_callbacks(execute=True):
        two.records["person"].save()  # what uses which picture is known from the first change on

    def after(action: Callable[[], Any]) -> set[str]:
        for address in ALL.values():
            visit(address)
        assert {NAMES[address] for address in store.ledger.addresses()} == set(ALL)
        with django_capture_on_commit_callbacks(execute=True):
            action()
        return set(ALL) - {NAMES[address] for address in store.ledger.addresses()}

    return after


def published(page: Any, **changes: Any) -> Callable[[], Any]:
    """Publish a page with some changes, as an editor does."""

    def publish() -> None:
        draft = Page.objects.get(pk=page.pk).get_latest_revision_as_object()
        for name, value in changes.items():
            setattr(draft, name, value)
        draft.save_revision(clean=False).publish()

    return publish


def test_a_draft_drops_nothing(dropped: Any, two: TwoLanguages) -> None:
    assert dropped(lambda: draft_of(two.en["museum"], title="Another name")) == set()


def test_an_edit_of_a_text_drops_that_page(dropped: Any, two: TwoLanguages) -> None:
    body = [("paragraph", {"text": "<p>Another text.</p>", "sources": []})]
    assert dropped(published(two.en["january"], body=body)) == {"january"}


def test_an_edit_of_a_title_drops_what_links_to_it(dropped: Any, two: TwoLanguages) -> None:
    assert dropped(published(two.en["about"], title="About us")) == EVERYTHING_EN | {"it about", "it credits"}


def test_the_title_of_a_place_stands_on_these_pages(dropped: Any, two: TwoLanguages) -> None:
    # The museum links to it in its text and names it as near; so does the cemetery, and each story at a place near by.
    expected = {
        "beach",
        "anzio",
        "campaign",
        "january",
        "june",
        "museum",
        "cemetery",
        "about",
        "map",
    }
    assert dropped(published(two.en["beach"], title="The long beach")) == expected


def test_a_summary_drops_the_lists_that_show_it(dropped: Any, two: TwoLanguages) -> None:
    assert dropped(published(two.en["january"], summary="In other words.")) == {
        "january", "june", "stories", "home", "anzio", "beach",
    }  # fmt: skip


def test_a_figure_drops_its_page(dropped: Any, two: TwoLanguages) -> None:
    source = make_source("Another")
    assert dropped(lambda: add_figure(two.en["cemetery"], 427, kind="identified", source=source)) == {"cemetery"}
    assert dropped(lambda: two.en["cemetery"].figures.last().delete()) == {"cemetery"}


def test_a_source_drops_the_pages_that_cite_it(dropped: Any, two: TwoLanguages) -> None:
    source = two.records["source"]
    source.title = "The register, second edition"
    assert dropped(source.save) == {"museum", "about", "cemetery"}


def test_a_citation_drops_its_page(dropped: Any, two: TwoLanguages) -> None:
    source = make_source("Another")
    assert dropped(lambda: cite(two.en["beach"], source)) == {"beach"}


def test_a_picture_drops_the_pages_that_show_it(dropped: Any, two: TwoLanguages) -> None:
    picture = two.records["picture"]
    picture.credit_line = "Another credit"
    assert dropped(picture.save) == {"museum", "about", "home", "credits"}


def test_the_name_of_a_person_drops_their_pages(dropped: Any, two: TwoLanguages) -> None:
    person = two.records["person"]
    person.name = "Ada Historian"
    assert dropped(person.save) == {"museum", "about", "it about"}


def test_a_keeper_drops_the_places_in_its_care(dropped: Any, two: TwoLanguages) -> None:
    keeper = two.records["keeper"]
    keeper.name = "The new keeper"
    assert dropped(keeper.save) == {"cemetery", "map", "finder"}


def test_a_translator_drops_the_page_about_the_trail(dropped: Any, two: TwoLanguages) -> None:
    values = {"page": two.it["museum"], "person": two.records["person"], "role": Contribution.Role.TRANSLATOR}
    assert dropped(lambda: Contribution.objects.create(**values)) == {"it museum", "about", "it about"}


def test_taking_down_drops_what_showed_it(dropped: Any, two: TwoLanguages, store: Store) -> None:
    gone = dropped(lambda: two.en["january"].specific.unpublish())
    assert gone == {"january", "june", "stories", "home", "anzio", "beach", "map", "it nowhere"}
    # What may be shown while it is made anew is the map, which counts the story and does not name it.
    assert [file.parent.name for file in (store.folder / "old").rglob("entry")] == ["map"]


def test_a_new_place_drops_its_lists_and_neighbours(dropped: Any, two: TwoLanguages) -> None:
    def make() -> None:
        values = {"latitude": "41.46", "longitude": "12.63", "kind": "memorial"}
        make_page(SitePage, two.en["anzio"], "A memorial", slug="memorial", **values).save_revision().publish()

    assert dropped(make) == {
        "campaign", "anzio", "beach", "museum", "cemetery", "june", "january", "map",
    }  # fmt: skip


def test_moving_a_place_drops_both_regions(dropped: Any, two: TwoLanguages) -> None:
    gone = dropped(lambda: two.en["museum"].specific.move(two.en["anzio"].specific, pos="last-child"))
    assert {"museum", "rome", "anzio", "cemetery", "beach", "campaign", "home", "june", "it museum"} <= gone
    assert "it home" not in gone


def test_another_address_drops_all_below(dropped: Any, two: TwoLanguages, visit: Any) -> None:
    gone = dropped(published(two.en["campaign"], slug="italy"))
    assert {"campaign", "rome", "museum", "cemetery", "anzio", "beach", "home", "it museum", "it missing"} <= gone
    assert visit("/en/campaign/rome/").status_code in {301, 404}
    assert visit("/en/italy/rome/").status_code == 200


def test_order_drops_the_line_of_the_trail(dropped: Any, two: TwoLanguages) -> None:
    gone = dropped(lambda: two.en["anzio"].specific.move(two.en["rome"].specific, pos="left"))
    assert {"campaign", "home", "rome", "anzio", "museum", "beach"} <= gone
    assert not gone & {"it museum", "it home", "about"}


def test_a_new_translation_drops_the_switchers_of_the_page(dropped: Any, two: TwoLanguages) -> None:
    def translate() -> None:
        page = type(two.en["january"])(
            title="Lo sbarco", slug="sbarco", locale=two.it["home"].locale, summary="In una frase.", when="1944-01-22",
            translation_key=two.en["january"].translation_key, live=True,
        )  # fmt: skip
        two.it["stories"].specific.add_child(instance=page).save_revision().publish()

    gone = dropped(translate)
    assert {"january", "it stories", "it home", "it june", "it nowhere"} <= gone
    assert not gone & {"museum", "about", "rome", "it museum"}


def test_a_story_at_another_place_drops_both_places(dropped: Any, two: TwoLanguages) -> None:
    gone = dropped(lambda: StoryPlace.objects.create(story=two.en["january"], place=two.en["cemetery"]))
    assert gone == {"january", "cemetery", "it cemetery", "rome", "it rome"}


def test_phrases_drop_their_language(dropped: Any, two: TwoLanguages) -> None:
    key = next(each for each, phrase in offered().items() if phrase.msgid == "Map")
    assert dropped(lambda: say("it", key, ["La mappa"])) == EVERYTHING_IT
    assert dropped(lambda: say("en", key, ["The map"])) == EVERYTHING_EN | EVERYTHING_IT


def test_a_redirect_drops_what_was_missing_there(dropped: Any, two: TwoLanguages) -> None:
    values = {"old_path": "/it/campaign/anzio", "redirect_page": two.it["campaign"], "is_permanent": False}
    assert dropped(lambda: Redirect.objects.create(**values)) == {"it missing"}


def test_a_new_language_drops_every_switcher(dropped: Any, two: TwoLanguages) -> None:
    assert dropped(lambda: Locale.objects.create(language_code="mi")) == set(ALL)


def test_what_is_due_goes_live_by_itself(dropped: Any, two: TwoLanguages) -> None:
    published(two.en["january"])()
    page = Page.objects.get(pk=two.en["january"].pk).specific
    page.summary = "Since this morning."
    page.go_live_at = timezone.now() - timedelta(minutes=1)
    page.save_revision(approved_go_live_at=page.go_live_at)
    assert "january" in dropped(lambda: call_command("publish_scheduled"))


def test_the_name_of_the_trail_stands_on_every_page(dropped: Any, two: TwoLanguages) -> None:
    assert dropped(published(two.en["home"], trail_name="The long road")) >= EVERYTHING_EN
    assert dropped(published(two.en["home"], strapline="From south to north")) >= EVERYTHING_EN
    body = [("paragraph", {"text": "<p>Another text.</p>", "sources": []})]
    assert dropped(published(two.en["home"], body=body)) == {"home", "map", "finder", "credits"}


def test_a_name_that_comes_to_be_in_a_language_drops_the_pages_in_it_that_say_it(
    dropped: Any, two: TwoLanguages, visit: Any
) -> None:
    keeper, page = two.records["keeper"], two.it["cemetery"]
    page.managing_body = keeper
    page.save()
    ReferenceIndex.create_or_update_for_object(page)

    def translate() -> None:
        ours = Organisation.objects.create(
            name="Il custode", key=keeper.key, locale=page.locale, translation_key=keeper.translation_key
        )
        assert point_pages_at(ours, keeper) == 1

    found = dropped(translate)
    assert "it cemetery" in found
    assert not found & EVERYTHING_EN
    assert "Il custode" in visit(IT["it cemetery"]).content.decode()
