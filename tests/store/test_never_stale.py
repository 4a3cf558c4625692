"""Editors do anything in any order: each kept page is, byte for byte, what would be made of it now."""

from difflib import unified_diff
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.test.utils import override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page, PageViewRestriction

from sites.models import CampaignPage, HomePage, RegionPage, SitePage, StoryPage, StoryPlace
from tests.factories import add_figure, cite, draft_of, make_page, make_picture, make_source
from trail.finding.index import rebuild
from trail.people.models import Contribution
from trail.phrases.changes import reset, say
from trail.phrases.effect import forget
from trail.phrases.offered import offered
from trail.publishing.problems import PublicationRefused
from trail.store import following
from trail.store.silent import passing
from trail.store.stores import the_store

from .conftest import BASE
from .trail_of_two import make_two

pytestmark = pytest.mark.django_db
STEPS = (
    "text", "title", "summary", "slug", "fact", "place", "draft", "figure", "source", "citation", "picture", "lead", "no_picture",
    "person", "keeper", "author", "translator", "story_place", "no_story_place", "new_place", "new_story", "unpublish", "unpublish",
    "republish", "republish", "delete", "move", "reorder", "restrict", "open", "phrase", "no_phrase", "redirect", "no_redirect",
    "language", "silent", "home", "featured", "visit", "menu",
)  # fmt: skip
HOST = {"host": "trail.example"}
STANDING = ("map/", "cemeteries/", "credits/")


class Undo(Exception):
    """Ends an example, so that its database is thrown away."""


class Machine:
    """A trail in two languages, all of whose pages are kept again after each step."""

    def __init__(self, callbacks: Any) -> None:
        self.callbacks = callbacks
        self.two = make_two()
        rebuild()
        self.count = 0
        self.visit_all()

    def addresses(self) -> set[str]:
        """Every address that answers, and some that do not."""
        found = {"/en/nowhere/", "/it/campaign/", "/it/campaign/anzio/", "/en/campaign-it/", "/it/stories/landing/"}
        for language in ("en", "it"):
            found |= {f"/{language}/{each}" for each in STANDING}
        for page in Page.objects.filter(depth__gt=1).select_related("locale"):
            below = page.url_path.lstrip("/").partition("/")[2]
            found.add(f"/{page.locale.language_code}/{below}")
        return found

    def visit_all(self) -> None:
        self.known = self.addresses() | getattr(self, "known", set())
        for address in self.known - set(the_store().ledger.addresses()):
            Client(headers=HOST).get(address)

    def check(self) -> None:
        store = the_store()
        for address in store.ledger.addresses():
            entry = store.shelf.read(store.shelf.entry_file(address))
            assert entry is not None, address
            with override_settings(TRAIL_STORE=False):
                fresh = Client(headers=HOST).get(address)
            assert entry.status == fresh.status_code, (self.step, address)
            now, then = fresh.content.decode(), entry.bodies[""].decode()
            if now != then:
                lines = unified_diff(then.splitlines(), now.splitlines(), "kept", "made anew", lineterm="", n=0)
                pytest.fail(f"After “{self.step}” {address} is stale:\n" + "\n".join(lines))
        kept = {
            str(file.parent.relative_to(store.folder / "entries")) for file in (store.folder / "entries").rglob("entry")
        }
        assert kept == {address.strip("/") or "." for address in store.ledger.addresses()}, self.step

    def run(self, step: str, first: int, second: int) -> None:
        self.step = step
        self.count += 1
        pages = self.two.pages
        with self.callbacks(execute=True):
            try:
                with transaction.atomic():
                    getattr(self, f"do_{step}")(pages[first % len(pages)], pages, second)
            except PublicationRefused:
                pass
        self.check()
        self.visit_all()

    def publish(self, page: Any, **changes: Any) -> None:
        for name, value in changes.items():
            setattr(page, name, value)
        page.save_revision(clean=False).publish()

    def do_visit(self, *_rest: Any) -> None:
        """Nothing changes."""

    def do_text(self, page: Any, _pages: Any, second: int) -> None:
        link = self.two.en["beach"].pk if second % 2 else self.two.en["museum"].pk
        text = f'<p>Text {self.count} <a linktype="page" id="{link}">there</a>.</p>'
        self.publish(
            page, body=[("paragraph", {"text": text, "sources": [self.two.records["source"]] if second % 3 else []})]
        )

    def do_title(self, page: Any, *_rest: Any) -> None:
        self.publish(page, title=f"Title {self.count}")

    def do_summary(self, page: Any, *_rest: Any) -> None:
        self.publish(page, summary=f"Summary {self.count}.")

    def do_slug(self, page: Any, *_rest: Any) -> None:
        if page.depth > 2:
            self.publish(page, slug=f"slug-{self.count}")

    def do_menu(self, page: Any, *_rest: Any) -> None:
        self.publish(page, show_in_menus=not page.show_in_menus)

    def do_fact(self, page: Any, *_rest: Any) -> None:
        if isinstance(page, SitePage):
            self.publish(page, telephone=f"+39 {self.count}", kind="memorial" if page.kind == "museum" else "museum")
        elif isinstance(page, StoryPage | RegionPage | CampaignPage):
            self.publish(page, when=f"1944-0{1 + self.count % 9}")

    def do_place(self, page: Any, _pages: Any, second: int) -> None:
        if hasattr(page, "latitude"):
            self.publish(page, latitude=f"{41 + second % 100 / 100:.4f}", longitude="12.6000")

    def do_draft(self, page: Any, *_rest: Any) -> None:
        draft_of(page, summary=f"Draft {self.count}.")

    def do_figure(self, page: Any, _pages: Any, second: int) -> None:
        if hasattr(page, "latitude"):
            if second % 3 == 0 and page.figures.exists():
                page.figures.first().delete()
            else:
                add_figure(page, self.count + 1, kind="identified", source=self.two.records["source"])

    def do_source(self, *_rest: Any) -> None:
        source = self.two.records["source"]
        source.title = f"Source {self.count}"
        source.save()

    def do_citation(self, page: Any, *_rest: Any) -> None:
        cite(page, make_source(f"Cited {self.count}"))

    def do_picture(self, _page: Any, _pages: Any, second: int) -> None:
        picture = self.two.records["picture"]
        if picture.pk:
            picture.credit_line = "" if second % 3 == 0 else f"Credit {self.count}"
            picture.creator = "" if second % 3 == 0 else "A. Maker"
            picture.save()

    def do_lead(self, page: Any, *_rest: Any) -> None:
        if not self.two.records["picture"].pk:
            self.two.records["picture"] = make_picture(f"Picture {self.count}")
        self.publish(page, lead_image=self.two.records["picture"], lead_image_alt="What is seen")

    def do_no_picture(self, _page: Any, _pages: Any, second: int) -> None:
        if self.two.records["picture"].pk and second % 2:
            self.two.records["picture"].delete()

    def do_person(self, *_rest: Any) -> None:
        person = self.two.records["person"]
        person.name = f"Person {self.count}"
        person.save()

    def do_keeper(self, *_rest: Any) -> None:
        keeper = self.two.records["keeper"]
        keeper.name = f"Keeper {self.count}"
        keeper.save()

    def do_author(self, page: Any, *_rest: Any) -> None:
        self._contribute(page, Contribution.Role.AUTHOR)

    def do_translator(self, page: Any, *_rest: Any) -> None:
        self._contribute(page, Contribution.Role.TRANSLATOR)

    def _contribute(self, page: Any, role: str) -> None:
        values = {"page": page, "person": self.two.records["person"], "role": role}
        found = Contribution.objects.filter(**values).first()
        if found:
            found.delete()
        else:
            Contribution.objects.create(**values)

    def do_story_place(self, page: Any, pages: list[Any], second: int) -> None:
        stories = [each for each in pages if isinstance(each, StoryPage)]
        if stories and hasattr(page, "latitude"):
            story = stories[second % len(stories)]
            if not StoryPlace.objects.filter(story=story, place=page).exists():
                StoryPlace.objects.create(story=story, place=page, sort_order=self.count)

    def do_no_story_place(self, _page: Any, _pages: Any, second: int) -> None:
        found = list(StoryPlace.objects.order_by("pk"))
        if found:
            found[second % len(found)].delete()

    def do_new_place(self, page: Any, *_rest: Any) -> None:
        if isinstance(page, RegionPage):
            values = {"latitude": f"41.{self.count:02}", "longitude": "12.61"}
            self._new(f"place-{self.count}", SitePage, page, slug=f"place-{self.count}", **values)

    def do_new_story(self, _page: Any, pages: list[Any], second: int) -> None:
        index = next((each for each in pages if each.pk == self.two.en["stories"].pk), None)
        if index is not None:
            self._new(
                f"story-{self.count}",
                StoryPage,
                index,
                slug=f"story-{self.count}",
                when=f"1944-02-{1 + second % 28:02}",
            )

    def _new(self, name: str, model: type[Page], parent: Any, **values: Any) -> None:
        page = make_page(model, parent, f"New {self.count}", live=False, **values)
        self.publish(page)
        self.two.en[name] = page

    def do_unpublish(self, page: Any, *_rest: Any) -> None:
        if page.depth > 2:
            page.unpublish()

    def do_republish(self, page: Any, pages: list[Any], *_rest: Any) -> None:
        drafts = [each for each in pages if not each.live]
        self.publish(drafts[0] if drafts else page)

    def do_delete(self, page: Any, *_rest: Any) -> None:
        if isinstance(page, SitePage | StoryPage):
            page.delete()

    def do_move(self, page: Any, pages: list[Any], second: int) -> None:
        regions = [each for each in pages if isinstance(each, RegionPage)]
        if isinstance(page, SitePage) and regions:
            target = regions[second % len(regions)]
            if target.locale_id == page.locale_id:
                page.move(target, pos="last-child")

    def do_reorder(self, page: Any, *_rest: Any) -> None:
        first = page.get_siblings().first()
        if page.depth > 2 and first.pk != page.pk:
            page.move(first.specific, pos="left")

    def do_restrict(self, page: Any, *_rest: Any) -> None:
        if page.depth > 3:
            PageViewRestriction.objects.get_or_create(page=page, restriction_type="login")

    def do_open(self, *_rest: Any) -> None:
        for restriction in PageViewRestriction.objects.all():
            restriction.delete()

    def do_phrase(self, _page: Any, _pages: Any, second: int) -> None:
        say("it" if second % 2 else "en", self._map, [f"Map {self.count}"])

    def do_no_phrase(self, _page: Any, _pages: Any, second: int) -> None:
        reset("it" if second % 2 else "en", self._map)

    @property
    def _map(self) -> str:
        return next(key for key, phrase in offered().items() if phrase.msgid == "Map")

    def do_redirect(self, page: Any, *_rest: Any) -> None:
        old = sorted(self.known)[self.count % len(self.known)].rstrip("/")
        if not Redirect.objects.filter(old_path=old).exists():
            Redirect.objects.create(old_path=old, redirect_page=page, is_permanent=False)

    def do_no_redirect(self, *_rest: Any) -> None:
        for redirect in Redirect.objects.all():
            redirect.delete()

    def do_language(self, _page: Any, _pages: Any, second: int) -> None:
        code = ("mi", "ar", "fr")[second % 3]
        locale, is_new = Locale.objects.get_or_create(language_code=code)
        home = HomePage.objects.filter(locale=locale).first()
        if is_new or home is None:
            values = {
                "slug": f"home-{code}",
                "translation_key": self.two.en["home"].translation_key,
                "trail_name": "Te ara",
            }
            home = HomePage(title=f"Home {code}", locale=locale, summary="One.", live=True, **values)
            Page.get_first_root_node().add_child(instance=home)
            self.publish(home)
        elif home.live:
            home.unpublish()
        else:
            self.publish(home)

    def do_silent(self, page: Any, *_rest: Any) -> None:
        Page.objects.filter(pk=page.pk).update(title=f"Silent {self.count}")

    def do_home(self, _page: Any, _pages: Any, second: int) -> None:
        name = ("trail_name", "strapline", "summary", "contact_email")[second % 4]
        value = f"mail{self.count}@example.org" if name == "contact_email" else f"Home {self.count}"
        self.publish(HomePage.objects.get(pk=self.two.en["home"].pk), **{name: value})

    def do_featured(self, page: Any, *_rest: Any) -> None:
        if hasattr(page, "latitude"):
            self.publish(HomePage.objects.get(pk=self.two.en["home"].pk), featured=[("page", page)])


@settings(max_examples=6, suppress_health_check=list(HealthCheck), print_blob=True)
@given(st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 40), st.integers(0, 40)), min_size=4, max_size=10))
def test_kept_pages_are_never_stale(
    db: Any, tmp_path_factory: Any, django_capture_on_commit_callbacks: Any, steps: list[tuple[str, int, int]]
) -> None:
    folder = tmp_path_factory.mktemp("store")
    with override_settings(TRAIL_STORE=True, TRAIL_STORE_ROOT=folder, WAGTAILADMIN_BASE_URL=BASE):
        the_store().open()
        cache.clear()  # what was kept by numbers that begin anew with each database
        following._seen["position"] = -1
        try:
            with transaction.atomic(), connection.execute_wrapper(passing):
                machine = Machine(django_capture_on_commit_callbacks)
                for step, first, second in steps:
                    machine.run(step, first, second)
                raise Undo
        except Undo:
            forget()
            following._seen["position"] = -1
            following.catch_up()
