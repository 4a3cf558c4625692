"""Deleting, moving and copying say what they bring with them; an address that changes goes on working."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Comment, Locale, Site

from sites.models import RegionPage, SitePage, StoryPlace
from tests import factories
from tests.admin_forms import send_edit, shown

pytestmark = pytest.mark.django_db


def confirmation(client: Client, action: str, *pages: Any) -> str:
    return shown(client.get(reverse(f"wagtailadmin_pages:{action}", args=[page.pk for page in pages])))


def test_deleting_a_place(trail: factories.Trail, sign_in: Any) -> None:
    StoryPlace.objects.create(story=trail.story, place=trail.site)
    Redirect.objects.create(old_path="/en/old", site=Site.objects.get(), redirect_page=trail.site)
    said = confirmation(sign_in("publisher"), "delete", trail.site)
    assert "These stories lose a place: The fourth of June." in said
    assert "1 redirect from an older address goes too." in said
    assert "/en/campaign/rome/museum/, will answer “not found”" in said


def test_deleting_a_branch_counts_what_goes_with_it(trail: factories.Trail, sign_in: Any) -> None:
    factories.make_page(SitePage, trail.region, live=False)
    said = confirmation(sign_in("publisher"), "delete", trail.region)
    assert "3 pages below it go with it, 2 of them public." in said


def test_deleting_a_draft_says_nothing_of_its_address(trail: factories.Trail, sign_in: Any) -> None:
    draft = factories.make_page(SitePage, trail.region, live=False)
    assert "not found" not in confirmation(sign_in("publisher"), "delete", draft)


def test_translations_are_named(trail: factories.Trail, sign_in: Any) -> None:
    french = Locale.objects.create(language_code="fr")
    for page in trail.pages[:4]:
        page.copy_for_translation(french)
    client = sign_in("publisher")
    assert "Its translations stay: French." in confirmation(client, "delete", trail.site)
    assert "Its translations stay where they are: French." in confirmation(
        client, "move_confirm", trail.site, trail.region
    )


def test_moving(trail: factories.Trail, sign_in: Any) -> None:
    sicily = factories.make_page(RegionPage, trail.campaign, "Sicily", slug="sicily")
    said = confirmation(sign_in("publisher"), "move_confirm", trail.site, sicily)
    assert (
        "from /en/campaign/rome/museum/ to /en/campaign/sicily/museum/. The old address leads to the new one." in said
    )


def test_copying(trail: factories.Trail, sign_in: Any) -> None:
    client = sign_in("publisher")
    assert "no comments and no translations" in confirmation(client, "copy", trail.site)
    assert "identifiers" not in confirmation(client, "copy", trail.site)
    SitePage.objects.update(wikidata_id="Q1")
    assert "they name one place only" in confirmation(client, "copy", trail.site)


def test_a_copy_has_what_was_said(trail: factories.Trail) -> None:
    factories.add_figure(trail.site, 12)
    factories.cite(trail.site)
    Comment.objects.create(page=trail.site, user=factories.persona("editor"), text="?", contentpath="summary")
    page = SitePage.objects.get(pk=trail.site.pk)
    page.save_revision()
    copy = page.copy(update_attrs={"slug": "copy"}, keep_live=False)
    assert copy.figures.count() == 1 and copy.citations.count() == 1
    assert copy.revisions.count() >= page.revisions.count()
    assert not Comment.objects.filter(page=copy).exists()


@pytest.mark.parametrize("act", ["move", "rename"])
def test_the_old_address_leads_to_the_new_one(
    act: str, trail: factories.Trail, sign_in: Any, django_capture_on_commit_callbacks: Any
) -> None:
    client = sign_in("publisher")
    if act == "move":
        sicily = factories.make_page(RegionPage, trail.campaign, "Sicily", slug="sicily")
        address = reverse("wagtailadmin_pages:move_confirm", args=[trail.site.pk, sicily.pk])
        client.post(address)
        old, new = "/en/campaign/rome/museum/", "/en/campaign/sicily/museum/"
    else:
        with django_capture_on_commit_callbacks(execute=True):
            send_edit(client, trail.region, "publish", slug="roma")
        old, new = "/en/campaign/rome/cemetery/", "/en/campaign/roma/cemetery/"
    response = Client().get(old)
    assert response.status_code == 301
    assert response.headers["location"] == new
