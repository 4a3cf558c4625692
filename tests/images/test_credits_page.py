"""The public page of picture credits: all that visitors meet in a language, and only that."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale, PageViewRestriction

from sites.loading.apply import load_folder
from sites.models import HomePage, SitePage, StandardPage
from tests import factories
from trail.images.models import Picture
from trail.people.models import Contribution, Person

pytestmark = pytest.mark.django_db
ADDRESS = "/en/credits/"


def soup(address: str = ADDRESS, client: Client | None = None) -> BeautifulSoup:
    response = (client or Client()).get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def listed(address: str = ADDRESS) -> dict[str, list[str]]:
    """The titles of the pictures with the titles of their pages."""
    entries = soup(address).select(".credits > li")
    return {entry.h3.text: [link.text for link in entry.select("dd li a")] for entry in entries}


def give(page: Any, picture: Picture, **values: Any) -> None:
    """Make a picture the lead picture of a live page."""
    page = type(page).objects.get(pk=page.pk)
    page.lead_image, page.lead_image_alt = picture, "What it shows"
    page.save_revision(clean=False).publish()


class TestAllAndOnly:
    def test_every_way_of_use_is_listed_with_its_pages(self, trail: factories.Trail) -> None:
        lead, shared, portrait = (factories.make_picture(name) for name in ("Lead", "Shared", "Portrait"))
        give(trail.site, lead)
        for page in (trail.cemetery, trail.region):
            give(page, shared)
        person = Person.objects.create(name="Anna Rossi", portrait=portrait, locale=trail.home.locale)
        Contribution.objects.create(page_id=trail.about.pk, person=person)
        assert listed() == {"Shared": ["Rome", "The cemetery"], "Lead": ["The museum"], "Portrait": ["About"]}

    def test_the_home_page_counts_for_what_it_lists(self, trail: factories.Trail) -> None:
        give(trail.site, factories.make_picture("Lead"))
        home = HomePage.objects.get(pk=trail.home.pk)
        home.featured = [("page", trail.site)]
        home.save_revision(clean=False).publish()
        assert listed() == {"Lead": ["The trail", "The museum"]}

    @pytest.mark.parametrize(
        "kind", ["unused", "draft", "taken down", "private", "below private", "over", "unlicensed"]
    )
    def test_what_visitors_do_not_meet_is_not_listed(self, kind: str, trail: factories.Trail) -> None:
        picture = factories.make_picture("Gate")
        if kind == "draft":
            factories.draft_of(trail.site, lead_image=picture)
        elif kind != "unused":
            give(trail.site, picture)
            assert "Gate" in listed()
        if kind == "taken down":
            SitePage.objects.get().unpublish()
        if kind == "private":
            PageViewRestriction.objects.create(page=trail.site, restriction_type="login")
        if kind == "below private":
            PageViewRestriction.objects.create(page=trail.region, restriction_type="login")
        if kind == "over":
            yesterday = timezone.localdate() - timedelta(days=1)
            Picture.objects.update(licence="permission", permission_until=yesterday)
        if kind == "unlicensed":
            Picture.objects.update(licence="unknown")
        assert listed() == {}

    def test_each_language_lists_its_own(self, trail: factories.Trail) -> None:
        english, both = factories.make_picture("English"), factories.make_picture("Both")
        give(trail.site, english)
        give(trail.about, both)
        italian = Locale.objects.create(language_code="it")
        home = trail.home.copy_for_translation(italian)
        HomePage.objects.get(pk=home.pk).save_revision(clean=False).publish()
        about = StandardPage.objects.get(pk=trail.about.pk).copy_for_translation(italian)
        about = StandardPage.objects.get(pk=about.pk)
        about.title = "Informazioni"
        about.save_revision(clean=False).publish()
        assert listed("/it/credits/") == {"Both": ["Informazioni"]}
        assert set(listed()) == {"English", "Both"}
        assert Client().get("/fr/credits/").status_code == 404

    def test_a_dark_version_is_listed_only_where_its_credit_differs(self, trail: factories.Trail) -> None:
        dark = factories.make_picture("By night")
        give(trail.site, factories.make_picture("By day", dark_version=dark))
        assert set(listed()) == {"By day"}
        Picture.objects.filter(pk=dark.pk).update(creator="B. Maker")
        assert set(listed()) == {"By day", "By night"}
        yesterday = timezone.localdate() - timedelta(days=1)
        Picture.objects.filter(title="By day").update(licence="permission", permission_until=yesterday)
        assert listed() == {}
        give(trail.about, dark)
        assert listed() == {"By night": ["About"]}


class TestRecord:
    def test_it_is_printed_whole(self, trail: factories.Trail) -> None:
        picture = factories.make_picture(
            "Gate <i>",
            creator="Sgt. A. Maker",
            credit_line="An archive & co",
            copyright_notice="© 1944 An archive",
            licence="http://rightsstatements.org/vocab/InC/1.0/",
            source_archive="The archive",
            source_reference="NA 15141",
            source_url="https://archive.example/15141",
            acquire_licence_page="https://archive.example/ask",
            rights_note="A secret letter",
        )
        give(trail.site, picture)
        entry = soup().select_one(".credits > li")
        words = " ".join(entry.text.split())
        for part in (
            "Gate <i>",
            "Sgt. A. Maker",
            "An archive & co",
            "© 1944 An archive",
            "In copyright",
            "The archive",
        ):
            assert part in words
        links = {link["href"]: link.text for link in entry.select("a")}
        assert links["https://rightsstatements.org/page/InC/1.0/"] == "In copyright"
        assert links["https://archive.example/15141"] == "NA 15141"
        assert links["https://archive.example/ask"] == "Ask to use it"
        assert links["/en/campaign/rome/museum/"] == "The museum"
        assert "secret" not in words

    def test_a_permission_says_so(self, trail: factories.Trail) -> None:
        give(trail.site, factories.make_picture(licence="permission"))
        assert "Shown by permission" in soup().text


class TestPage:
    def test_it_is_said_when_there_is_nothing(self, trail: factories.Trail) -> None:
        page = soup()
        assert "There are no pictures on these pages yet." in page.text
        assert "Natural Earth" in page.text and "SIL Open Font Licence" in page.text

    def test_every_page_leads_to_it(self, trail: factories.Trail) -> None:
        for address in ("/en/", "/en/campaign/rome/museum/", ADDRESS, "/en/not-here/"):
            assert f'href="{ADDRESS}"' in Client().get(address).content.decode(), address

    def test_its_other_languages(self, trail: factories.Trail) -> None:
        italian = Locale.objects.create(language_code="it")
        home = trail.home.copy_for_translation(italian)
        HomePage.objects.get(pk=home.pk).save_revision(clean=False).publish()
        alternates = {link["hreflang"]: link["href"] for link in soup().select("link[hreflang]")}
        assert {tag: href.removeprefix("http://testserver") for tag, href in alternates.items()} == {
            "en": "/en/credits/",
            "it": "/it/credits/",
            "x-default": "/en/credits/",
        }

    def test_queries_are_few_and_the_same_for_one_picture_and_for_a_hundred(self, trail: factories.Trail) -> None:
        give(trail.site, factories.make_picture())
        soup()  # the files of the pictures are made at their first showing
        counts = []
        for more in (0, 99):
            for number in range(more):
                picture = factories.make_picture()
                factories.make_page(
                    StandardPage, trail.home, f"Page {number}", lead_image=picture, lead_image_decorative=True
                )
            for sheet in (1, 2):
                soup(f"{ADDRESS}?page={sheet}")
            with CaptureQueriesContext(connection) as queries:
                soup()
            counts.append(len(queries))
        assert counts[0] == counts[1] <= 15

    def test_many_pictures_come_in_sheets(self, trail: factories.Trail, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("trail.images.credits.PER_PAGE", 2)
        for number in range(5):
            picture = factories.make_picture(f"Picture no. {number}")
            factories.make_page(
                StandardPage, trail.home, f"Page {number}", lead_image=picture, lead_image_decorative=True
            )
        titles = [title for number in (1, 2, 3) for title in listed(f"{ADDRESS}?page={number}")]
        assert titles == [f"Picture no. {number}" for number in range(5)]
        page = soup(f"{ADDRESS}?page=2")
        assert page.select_one("link[rel=canonical]")["href"].endswith("/en/credits/?page=2")
        assert [link["href"] for link in page.select(".sheets a")] == ["?page=1", "?page=3"]

    @pytest.mark.parametrize("number", ["0", "-1", "99", "x", "", "1e9", "١"])
    def test_odd_numbers_of_sheets(self, number: str, trail: factories.Trail) -> None:
        assert Client().get(ADDRESS, {"page": number}).status_code == 200


def test_the_demonstration_trail_credits_all_its_pictures() -> None:
    """Each of its drawings and its mark, all of them our own work under CC BY 4.0."""
    demo = Path(settings.BASE_DIR) / "demo"
    load_folder(demo, languages=["en"])
    names = re.findall(r"^([a-z-]+):$", (demo / "pictures.yaml").read_text(encoding="utf-8"), re.MULTILINE)
    light = Picture.objects.exclude(title__endswith="(dark)")
    assert light.count() == len(names) == 22
    found = listed()
    assert set(found) == {picture.title for picture in light}
    assert all(found.values())
    for picture in Picture.objects.all():
        assert (picture.creator, picture.credit_line) == ("Heritage Trail", "Heritage Trail")
        assert picture.licence == "http://creativecommons.org/licenses/by/4.0/"
        assert picture.copyright_notice and picture.date_taken and picture.description
