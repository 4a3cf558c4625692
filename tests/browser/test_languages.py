"""The public site from right to left and in other scripts: axe finds nothing, the line mirrors, fonts are light."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Response, expect

from tests.factories import Trail
from tests.languages.translated import ELEVEN, translate, translate_all

from .conftest import PHONE
from .rich_trail import addresses
from .test_accessibility import OVERFLOW

VIEWS = ("map", "search", "cemeteries", "credits")
# A line in each script, with letters beyond the commonest.
WORDS = {
    "ar": "أين وقعت الأحداث، ومن يرقد هناك",
    "pl": "Zażółć gęślą jaźń: cmentarz żołnierzy",
    "de": "Größe der Gräberfelder",
    "ne": "इटालीको अभियान र नेपाली सैनिकहरू",
    "pa": "ਇਟਲੀ ਦੀ ਮੁਹਿੰਮ ਅਤੇ ਪੰਜਾਬੀ ਸਿਪਾਹੀ",
    "ur": "اٹلی کی مہم اور پنجابی سپاہی",
}
# In kilobytes. Nastaliq is over the budget of 90 (docs/decisions/fonts.md).
MOST = {"ar": 90, "pl": 90, "de": 90, "ne": 90, "pa": 70, "ur": 105}


def test_arabic_pages_are_for_everybody(
    rich_trail: Trail, open_page: Callable[..., Page], axe: Callable[..., list[str]]
) -> None:
    translate_all(rich_trail, "ar")
    pages = [page.get_translation(page.locale.__class__.objects.get(language_code="ar")) for page in rich_trail.pages]
    found: list[str] = []
    for scheme in ("light", "dark"):
        page = open_page(color_scheme=scheme)
        for address in (*(each.get_url() for each in pages), *(f"/ar/{view}/" for view in VIEWS)):
            page.goto(address)
            expect(page.locator("html")).to_have_attribute("dir", "rtl")
            for width in (390, 1280):
                page.set_viewport_size({"width": width, "height": 900})
                found += [f"{address} at {width} px, {scheme}: {fault}" for fault in axe(page)]
                excess = page.evaluate(OVERFLOW)
                found += [f"{address} at {width} px: {excess}"] if excess else []
        page.context.close()

    assert not found, "\n".join(found)


def test_the_line_runs_down_the_side_where_reading_begins(rich_trail: Trail, page: Page) -> None:
    translate_all(rich_trail, "ar")
    sides = {}
    for language, address in {"en": addresses(rich_trail)["home"], "ar": "/ar/"}.items():
        page.goto(address)
        mark, menu = page.locator(".brand").bounding_box(), page.locator(".lang summary").bounding_box()
        assert mark and menu
        sides[language] = mark["x"] < menu["x"]

    assert sides == {"en": True, "ar": False}


@pytest.mark.parametrize("language", WORDS)
def test_a_page_loads_the_letters_of_its_language_only(
    trail: Trail, open_page: Callable[..., Page], language: str
) -> None:
    body = [("paragraph", {"text": f"<p>{WORDS[language]} <i>{WORDS[language]}</i></p>", "sources": []})]
    translate(trail.home, language, title=WORDS[language], summary=WORDS[language], body=body)
    page = open_page()
    fonts: list[Response] = []
    page.on("response", lambda answer: fonts.append(answer) if answer.request.resource_type == "font" else None)
    page.goto(f"/{language}/")
    page.evaluate("() => document.fonts.ready")
    page.wait_for_load_state("networkidle")

    weights = {font.url.rpartition("/")[2]: len(font.body()) / 1024 for font in fonts}
    assert weights
    assert sum(weights.values()) <= MOST[language], weights
    assert len(weights) == len(fonts), "a font was asked for twice"


def test_the_menu_of_twelve_languages_on_a_phone_by_keyboard(trail: Trail, open_page: Callable[..., Page]) -> None:
    translate_all(trail, "it", "ur")
    for language in ELEVEN:
        if language not in ("it", "ur"):
            translate(trail.home, language)
    page = open_page(viewport=PHONE)
    page.goto(addresses(trail)["campaign"])
    menu = page.locator("details.lang")
    menu.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(menu.get_by_role("link")).to_have_count(3)
    expect(menu.locator("ul.absent li")).to_have_count(len(ELEVEN) - 2)
    assert not page.evaluate(OVERFLOW)
    for _stop in range(3):
        page.keyboard.press("Tab")
        expect(menu.locator("a:focus")).to_be_in_viewport(ratio=1)
    expect(menu.locator("a:focus")).to_have_attribute("lang", "ur")
    page.keyboard.press("Enter")
    expect(page).to_have_url("/ur/campaign-ur/")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")

    page.goto(addresses(trail)["home"])
    menu.locator("summary").click()
    expect(menu.get_by_role("link")).to_have_count(len(ELEVEN) + 1)
    assert not page.evaluate(OVERFLOW)
    last = menu.get_by_role("link").last
    last.focus()
    expect(last).to_be_in_viewport(ratio=1)
