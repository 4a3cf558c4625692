"""The whole way of a page, as people walk it: written, submitted, approved, read. And what happens where it is refused."""

import re

from playwright.sync_api import Locator, Page, expect

from sites.models import CemeteryPage
from tests.factories import PASSWORD, Trail, make_source, persona

from .conftest import Watch, sign_in

TITLE = "Beach Head War Cemetery"
# The editor tries to save by itself while a figure has no source yet; Wagtail answers that it cannot.
HALF_WRITTEN = "status of 400 (Bad Request)"
EDITOR_OF_A_PAGE = re.compile(r"/admin/pages/\d+/edit/$")


def sign_out(page: Page, username: str) -> None:
    """Sign out through the menu of one's account."""
    page.get_by_role("button", name=username, exact=True).click()
    page.get_by_role("button", name=re.compile("(Log|Sign) out")).click()
    expect(page.get_by_label("Username")).to_be_visible()


def press(page: Page, action: str | re.Pattern[str]) -> None:
    """Press a button of the menu at the foot of the editor."""
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("navigation", name="Actions (footer)").get_by_role("button", name=action).click()


def add_figure(page: Page, kind: str, number: int) -> Locator:
    """Add a figure on the tab of facts, without its source."""
    page.get_by_role("tab", name="Facts").click()
    page.get_by_role("button", name="Add figure").click()
    figure = page.get_by_role("region", name="Figure 1")
    figure.get_by_role("combobox", name="Kind").select_option(kind)
    figure.get_by_role("spinbutton", name="Number").fill(str(number))
    return figure


def write_cemetery(page: Page, source: str) -> None:
    """Fill in a new cemetery. The editor may save it as a draft by itself meanwhile."""
    page.get_by_role("textbox", name="Title*").fill(TITLE)
    page.get_by_role("textbox", name="Summary").fill("Graves above the beach where they landed.")
    page.get_by_role("button", name="Insert a block").click()
    page.get_by_role("option", name="Paragraph").click()
    paragraph = page.get_by_role("region", name="Paragraph")
    paragraph.get_by_role("textbox").first.fill("They landed here on 22 January 1944.")
    figure = add_figure(page, "Burials", 2316)
    page.get_by_role("spinbutton", name="Latitude").fill("41.475")
    page.get_by_role("spinbutton", name="Longitude").fill("12.638")
    figure.get_by_role("button", name="Choose source").click()
    page.get_by_role("dialog").get_by_role("link", name=source).click()
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(figure.get_by_text(source)).to_be_visible()


def test_an_editor_writes_a_publisher_approves_a_visitor_reads(trail: Trail, page: Page, watch: Watch) -> None:
    watch.accept(HALF_WRITTEN)
    source = make_source("The register of graves", publisher="The keepers")
    persona("editor")
    persona("publisher")

    sign_in(page, "editor", PASSWORD)
    page.goto(f"/admin/pages/{trail.region.pk}/")
    page.get_by_role("link", name="Add child page").first.click()
    page.get_by_role("link", name=re.compile("^Cemetery")).click()
    write_cemetery(page, source.title)
    page.get_by_role("button", name="Save draft").click()
    expect(page).to_have_url(EDITOR_OF_A_PAGE)
    expect(page.get_by_role("status").get_by_text(re.compile(f"{TITLE}.*(created|updated)"))).to_be_visible()
    expect(page.get_by_role("button", name="Publish", exact=True)).to_have_count(0)
    press(page, re.compile("^Submit to"))
    expect(page.get_by_text(re.compile(f"{TITLE}.* has been submitted for moderation"))).to_be_visible()
    sign_out(page, "editor")

    address = f"{trail.region.get_url()}beach-head-war-cemetery/"
    assert page.request.get(address).status == 404

    sign_in(page, "publisher", PASSWORD)
    page.get_by_role("link", name=re.compile(TITLE)).first.click()
    expect(page).to_have_url(EDITOR_OF_A_PAGE)
    press(page, re.compile("^Approve and publish$", re.IGNORECASE))
    expect(page.get_by_role("row").filter(has_text=TITLE)).to_contain_text("live")
    sign_out(page, "publisher")

    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    main = page.get_by_role("main")
    expect(main.get_by_text("2,316", exact=True)).to_be_visible()
    expect(main.get_by_text("They landed here on 22 January 1944.")).to_be_visible()
    expect(main.get_by_text("Graves above the beach where they landed.")).to_be_visible()
    expect(page.get_by_role("region", name="Sources").get_by_role("listitem")).to_contain_text([source.title])


def test_a_refusal_is_told_in_the_editor(trail: Trail, page: Page, watch: Watch) -> None:
    watch.accept(HALF_WRITTEN)
    persona("publisher")
    sign_in(page, "publisher", PASSWORD)
    page.goto(f"/admin/pages/{trail.cemetery.pk}/edit/")
    add_figure(page, "Burials", 2316)
    press(page, re.compile("^Publish"))

    expect(page.get_by_text("could not be")).to_be_visible()
    page.get_by_role("tab", name="Facts").click()
    expect(page.get_by_role("region", name="Figure 1").get_by_text("This field is required.")).to_be_visible()
    assert not CemeteryPage.objects.get(pk=trail.cemetery.pk).figures.exists()
    assert "2,316" not in page.request.get(trail.cemetery.get_url()).text()
