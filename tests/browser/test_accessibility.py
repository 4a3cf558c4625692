"""Every public page for everybody: axe-core finds nothing, the keyboard reaches all, nothing runs out of the window."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.factories import Trail

from .conftest import Watch
from .rich_trail import MISSING, addresses, translate_home

PHONE_AND_DESK = (390, 1280)
WIDTHS = (320, 360, 390, 768, 1280, 1600)
OVERFLOW = """() => {
    const excess = document.scrollingElement.scrollWidth - innerWidth;
    const beyond = [...document.querySelectorAll("body *")].filter(element => {
        const box = element.getBoundingClientRect();
        return box.right > innerWidth + 1 || box.left < -1;
    });
    return excess > 0 ? `${excess} px: ${beyond.slice(0, 3).map(element => element.outerHTML.slice(0, 120))}` : "";
}"""


@pytest.fixture
def everywhere(rich_trail: Trail, watch: Watch) -> dict[str, str]:
    """The addresses of a page of each type, of a missing page, the sign-in page, and a home from right to left."""
    # A page that is not found complains of itself.
    watch.accept(f"404 (Not Found) (http://{watch.home}{MISSING})")
    return {**addresses(rich_trail), "home in Arabic": translate_home(rich_trail.home, "ar")}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(
    everywhere: dict[str, str], open_page: Callable[..., Page], axe: Callable[..., list[str]], scheme: str
) -> None:
    page = open_page(color_scheme=scheme)
    found: list[str] = []
    for name, address in everywhere.items():
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        expect(page.locator("html")).to_have_attribute("dir", "rtl" if address == "/ar/" else "ltr")
        for width in PHONE_AND_DESK:
            page.set_viewport_size({"width": width, "height": 900})
            found += [f"{name} at {width} px: {fault}" for fault in axe(page)]

    assert not found, "\n".join(found)


def test_nothing_runs_out_of_the_window(everywhere: dict[str, str], page: Page) -> None:
    found: list[str] = []
    for name, address in everywhere.items():
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            excess = page.evaluate(OVERFLOW)
            if excess:
                found.append(f"{name} at {width} px: {excess}")

    assert not found, "\n".join(found)


def test_the_first_stop_of_the_keyboard_leads_to_the_text(trail: Trail, page: Page) -> None:
    for address in (addresses(trail)["home"], addresses(trail)["cemetery"]):
        page.goto(address)
        page.keyboard.press("Tab")
        skip = page.get_by_role("link", name="Skip to the text")
        expect(skip).to_be_focused()
        expect(skip).to_be_in_viewport(ratio=1)
        page.keyboard.press("Enter")
        expect(page).to_have_url(f"{address}#main")
        page.keyboard.press("Tab")
        expect(page.locator("main :focus")).to_have_count(1)


def test_the_language_menu_by_keyboard(trail: Trail, page: Page) -> None:
    in_arabic = translate_home(trail.home, "ar")
    page.goto(addresses(trail)["home"])
    menu = page.locator("summary", has_text="English")
    arabic = page.get_by_role("link", name="العربية")
    menu.focus()
    page.keyboard.press("Enter")
    expect(arabic).to_be_visible()
    page.keyboard.press("Escape")
    expect(arabic).to_be_hidden()
    expect(menu).to_be_focused()
    page.keyboard.press("Space")
    expect(arabic).to_be_visible()
    while not arabic.evaluate("link => link === document.activeElement"):
        assert page.locator("details :focus").count(), "the keyboard left the menu before it came to the language"
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page).to_have_url(in_arabic)
