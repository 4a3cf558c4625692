"""The whole way of a language: added, its translator invited, translated, reviewed, read; then the source changes."""

import re
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from sites.models import HomePage
from tests.factories import PASSWORD, Trail, persona
from trail.translation.models import GlossaryTerm, StaleString

from .conftest import Watch, sign_in
from .test_walk import HALF_WRITTEN, press, sign_out

TRANSLATOR = "ana"
WORDS = {
    "The trail": "Te ara",
    "What The trail is, in one sentence.": "He aha Te ara, i te rerenga kotahi.",
}


def add_maori(page: Page) -> None:
    """An administrator finds the language by its name without its accent."""
    page.goto("/admin/languages/")
    page.get_by_role("link", name="Add a language").click()
    page.get_by_role("combobox", name="Language").fill("maori")
    page.get_by_role("button", name="Add the language").click()
    expect(page.get_by_text("made the home page, a draft to be translated from English")).to_be_visible()
    expect(page.get_by_text("Not offered yet: its home page is a draft.")).to_be_visible()


def invite(page: Page, mails: list[Any]) -> str:
    """Invite the translator; the path of the link in their mail."""
    page.get_by_role("link", name="Invite a translator").click()
    page.get_by_label("Username").fill(TRANSLATOR)
    page.get_by_label("Email").fill(f"{TRANSLATOR}@example.org")
    page.get_by_label("First name").fill("Ana")
    page.get_by_label("Last name").fill("Parata")
    page.get_by_role("tab", name="Roles").first.click()
    expect(page.get_by_role("checkbox", name="Translator (mi)")).to_be_checked()
    page.get_by_role("button", name=re.compile("^(Add user|Create)")).click()
    expect(page.get_by_text("An invitation was mailed to")).to_be_visible()
    found = re.search(r"https?://\S+", mails[-1].body)
    assert found
    return urlsplit(found[0]).path


def choose_password(page: Page, link: str) -> None:
    page.goto(link)
    for field in page.locator("input[type=password]").all():
        field.fill(PASSWORD)
    page.get_by_role("button").last.click()
    expect(page).to_have_url(re.compile("/login/|/complete/|/done/"))


def translate_home(page: Page, home: HomePage) -> None:
    """Enter every text of the home page with what helps: the glossary, and the address made from the title; hand it in."""
    page.goto(f"/admin/pages/{home.pk}/edit/")
    expect(page.locator(".desk-terms").first).to_contain_text("ara")
    for string in page.locator("[data-string]").all():
        said = string.locator("[data-source]").inner_text().strip()
        if said in WORDS:
            string.get_by_role("textbox").fill(WORDS[said])
    page.get_by_role("button", name="Save", exact=True).last.click()
    expect(page.get_by_role("textbox", name="Translation: Slug")).to_have_value("te-ara")
    page.get_by_role("button", name="Submit for review").click()
    expect(page.get_by_text("Submitted for review.")).to_be_visible()


def test_a_language_from_its_adding_to_its_readers(
    trail: Trail, page: Page, watch: Watch, mailoutbox: list[Any]
) -> None:
    watch.accept(HALF_WRITTEN)
    for name in ("administrator", "publisher", "editor"):
        persona(name)

    sign_in(page, "administrator", PASSWORD)
    add_maori(page)
    home = HomePage.objects.get(locale__language_code="mi")
    GlossaryTerm.objects.create(
        source_locale=trail.home.locale, locale=home.locale, term="trail", translation="ara", note="te ara"
    )
    link = invite(page, mailoutbox)
    sign_out(page, "administrator")
    choose_password(page, link)

    # The translator sees their tree, and no other.
    sign_in(page, TRANSLATOR, PASSWORD)
    page.goto("/admin/pages/")
    expect(page).to_have_url(re.compile(rf"/admin/pages/{home.pk}/$"))
    page.goto(f"/admin/pages/{trail.home.pk}/edit/")
    expect(page.get_by_text("do not have permission")).to_be_visible()
    translate_home(page, home)
    assert page.request.get("/mi/").status == 404
    sign_out(page, "Ana")

    sign_in(page, "publisher", PASSWORD)
    page.goto(f"/admin/pages/{home.pk}/edit/")
    page.get_by_role("button", name="Approve", exact=True).click()
    expect(page.get_by_text("Approved.")).to_be_visible()
    sign_out(page, "publisher")

    page.goto("/en/")
    page.get_by_text("Language:").locator("..").click()
    page.get_by_role("link", name="Māori").click()
    expect(page).to_have_url(re.compile("/mi/$"))
    expect(page.locator("html")).to_have_attribute("lang", "mi")
    expect(page.get_by_role("heading", level=1)).to_have_text("Te ara")

    # A slip of the pen is put right in English: the Māori text stands as it is, and is kept with one press.
    sign_in(page, "publisher", PASSWORD)
    page.goto(f"/admin/pages/{trail.home.pk}/edit/")
    page.get_by_role("textbox", name="Summary").fill("What the trail is, in one sentence.")
    press(page, re.compile("^Publish"))
    expect(page.get_by_role("status").get_by_text(re.compile("published")).first).to_be_visible()
    sign_out(page, "publisher")
    assert "He aha Te ara" in page.request.get("/mi/").text()

    sign_in(page, TRANSLATOR, PASSWORD)
    page.goto("/admin/translations/")
    expect(page.locator(".trail-cell--stale")).to_have_count(1)
    page.goto(f"/admin/pages/{home.pk}/edit/")
    page.get_by_role("button", name="Keep as it is", exact=True).click()
    expect(page.get_by_role("button", name="Keep as it is", exact=True)).to_have_count(0)
    assert not StaleString.objects.exists()
    page.goto("/admin/translations/")
    expect(page.locator(".trail-cell--stale")).to_have_count(0)
    assert "He aha Te ara" in page.request.get("/mi/").text()
