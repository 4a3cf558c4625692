"""The search in a real browser: by keyboard alone, without JavaScript, and for everybody."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from sites.models import CemeteryPage, SitePage
from tests.factories import Trail, make_page
from trail.finding.models import SearchOutcome

from .conftest import PHONE, Watch
from .rich_trail import translate_home


@pytest.fixture
def found(trail: Trail) -> Trail:
    """A trail whose pages the index knows."""
    make_page(SitePage, trail.region, "Gate of the Angels", local_name="Porta degli Angeli", live=False)
    make_page(CemeteryPage, trail.region, "Gate War Cemetery", live=False)
    for model in (SitePage, CemeteryPage):
        for page in model.objects.all():
            page.save_revision().publish()
    for page in (trail.campaign, trail.region):
        page.save_revision().publish()
    return trail


def test_by_keyboard_from_the_first_letter_to_the_page(found: Trail, page: Page, watch: Watch) -> None:
    page.goto("/en/search/")
    box = page.get_by_role("combobox", name="Places, people, events")
    box.focus()
    page.keyboard.type("gat")
    options = page.get_by_role("option")
    expect(options).to_have_count(2)
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("status").filter(has_text="Suggestions: 2")).to_have_count(1)

    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", options.first.get_attribute("id") or "")
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    expect(box).to_have_value("gat")

    page.keyboard.press("ArrowDown")
    expect(options).to_have_count(2)
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Gate of the Angels")


def test_enter_without_a_choice_asks_the_server_and_is_counted_once(found: Trail, page: Page) -> None:
    page.goto("/en/search/")
    page.get_by_role("combobox").fill("gaet")
    with page.expect_response("**/search/searched"):
        page.keyboard.press("Enter")
    expect(page.get_by_text("Showing results for gate")).to_be_visible()
    expect(page.get_by_role("heading", level=3, name="Gate")).to_have_count(2)
    assert SearchOutcome.objects.get().query.query_string == "gaet"


def test_all_by_plain_links_and_forms(found: Trail, open_page: Callable[..., Page]) -> None:
    page = open_page(java_script_enabled=False, viewport=PHONE)
    page.goto("/en/")
    page.get_by_role("link", name="Search", exact=True).click()
    page.get_by_label("Places, people, events").fill("gate")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("heading", level=3, name="Gate")).to_have_count(2)
    page.get_by_role("link", name="War cemetery 1").click()
    expect(page.get_by_role("heading", level=3, name="Gate")).to_have_count(1)
    page.get_by_role("link", name="Take away: War cemetery").first.click()
    expect(page.get_by_role("heading", level=3, name="Gate")).to_have_count(2)

    page.goto("/en/search/")
    page.get_by_role("main").get_by_role("link", name="Find a cemetery").click()
    page.get_by_label("Region").select_option("rome")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("rowheader", name="Gate War Cemetery")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(
    found: Trail, open_page: Callable[..., Page], axe: Callable[..., list[str]], scheme: str
) -> None:
    translate_home(found.home, "ar")
    page = open_page(color_scheme=scheme)
    faults = []
    for address in ("/en/search/", "/en/search/?q=gate", "/en/search/?q=zzxxyy", "/en/cemeteries/", "/ar/search/?q=x"):
        page.goto(address)
        faults += [f"{address}: {fault}" for fault in axe(page)]
    page.goto("/en/search/")
    page.get_by_role("combobox").press_sequentially("gat")
    expect(page.get_by_role("option")).to_have_count(2)
    faults += axe(page)
    assert not faults


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_nothing_runs_out_of_the_window(found: Trail, open_page: Callable[..., Page], width: int) -> None:
    page = open_page(viewport={"width": width, "height": 740})
    for address in ("/en/search/?q=gate&kind=cemetery", "/en/cemeteries/"):
        page.goto(address)
        assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth"), address
