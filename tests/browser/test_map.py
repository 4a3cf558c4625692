"""The live map for everybody: by keyboard alone, for screen readers, on a phone, from right to left; and it tells nobody."""

import re
from collections.abc import Callable

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, Request, Route, expect
from wagtail.models import Locale

from sites.models import CemeteryPage, RegionPage, SitePage, StoryPage
from tests.factories import Trail, make_page
from trail.finding.index import rebuild

from .conftest import Watch
from .rich_trail import translate_home

ADDRESS = "/en/map/"
TURIN = {"latitude": 45.0703, "longitude": 7.6869}


@pytest.fixture
def trail(trail: Trail) -> Trail:
    """Two regions apart, and two stories of two months."""
    cache.clear()
    anzio = make_page(RegionPage, trail.campaign, "Anzio", slug="anzio", when="1944-01/1944-05")
    for number, (title, latitude) in enumerate([("Beach Head War Cemetery", "41.47"), ("Anzio War Cemetery", "41.30")]):
        make_page(CemeteryPage, anzio, title, latitude=latitude, longitude=f"12.{6 + number}")
    make_page(SitePage, anzio, "The beach", kind="battlefield", latitude="41.10", longitude="12.9")
    make_page(StoryPage, trail.stories, "The landing at Anzio", when="1944-01-22")
    rebuild()
    return trail


@pytest.fixture
def open_map(open_page: Callable[..., Page], trail: Trail) -> Callable[..., Page]:
    """Opens the map and waits until it lives."""

    def opened(address: str = ADDRESS, **options: object) -> Page:
        page = open_page(**options)
        page.goto(address)
        expect(page.locator(".map-live[data-ready]")).to_be_visible()
        return page

    return opened


def press_until(page: Page, key: str, selector: str, most: int = 60) -> None:
    """Press a key until what has the focus is of this kind."""
    for _ in range(most):
        page.keyboard.press(key)
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{most} times {key} did not lead to {selector}")


def listed(page: Page) -> list[str]:
    """The places of the list."""
    return page.locator("#map-rows .map-place a").all_text_contents()


def test_by_keyboard_from_the_filter_to_a_pin_and_its_page(open_map: Callable[..., Page]) -> None:
    page = open_map()
    press_until(page, "Tab", ".skip-here")
    press_until(page, "Tab", ".pin")
    press_until(page, "Tab", 'input[name="kind"]')
    page.keyboard.press("ArrowDown")
    expect(page.locator("#map-rows .map-place")).to_have_count(3)
    expect(page.locator('input[name="kind"][value="cemetery"]')).to_be_focused()
    expect(page.locator("#map-count")).to_have_text("3 places in this part of the map")
    expect(page.locator(".map-chips")).to_contain_text("War cemetery")
    assert "kind=cemetery" in page.url and "lat=" in page.url

    press_until(page, "Shift+Tab", ".pin")
    press_until(page, "ArrowRight", '.pin[aria-label="Anzio War Cemetery, War cemetery"]')
    expect(page.locator(".map-place.lit")).to_contain_text("Anzio War Cemetery")
    page.keyboard.press("Enter")
    link = page.locator(".map-card a")
    expect(link).to_be_focused()
    page.keyboard.press("Escape")
    expect(link).to_have_count(0)
    expect(page.locator('.pin[aria-label="Anzio War Cemetery, War cemetery"]')).to_be_focused()
    page.keyboard.press("Enter")
    expect(link).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Anzio War Cemetery")


def test_the_keyboard_is_never_caught_in_the_map(open_map: Callable[..., Page]) -> None:
    page = open_map()
    page.locator(".map-live").focus()
    expect(page.locator('.pin[tabindex="0"]')).to_have_count(1)
    press_until(page, "Tab", ".map-button", most=3)
    page.locator(".skip-here").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#map-list")).to_be_focused()


def test_a_row_of_the_list_finds_its_pin(open_map: Callable[..., Page]) -> None:
    page = open_map()
    page.locator("#map-rows a", has_text="Anzio War Cemetery").focus()
    expect(page.locator(".pin.lit")).to_have_attribute("aria-label", "Anzio War Cemetery, War cemetery")


def test_moving_the_map_filters_the_list(open_map: Callable[..., Page]) -> None:
    page = open_map("/en/map/?z=12&lat=41.30&lng=12.70")
    expect(page.locator("#map-count")).to_have_text("One place in this part of the map")
    assert listed(page) == ["Anzio War Cemetery"]
    expect(page.locator(".map-names .of-place")).to_have_text("Anzio War Cemetery")
    expect(page.locator(".leaflet-control-scale-line")).to_have_text(re.compile(r"\d k?m$"))
    page.get_by_role("button", name="The whole trail").press("Enter")
    expect(page.locator("#map-rows .map-place")).to_have_count(5)
    page.locator(".map-live").focus()
    for _ in range(4):
        page.keyboard.press("+")
    expect(page.locator("#map-rows .map-place")).not_to_have_count(5)


def test_a_view_can_be_shared_and_the_back_button_leaves_the_map(open_map: Callable[..., Page]) -> None:
    page = open_map()
    page.locator('input[name="kind"][value="battlefield"]').check()
    expect(page.locator("#map-rows .map-place")).to_have_count(1)
    shared = page.url
    again = open_map(shared)
    assert listed(again) == ["The beach"]
    expect(again.locator('input[name="kind"][value="battlefield"]')).to_be_checked()
    again.goto("/en/")
    again.go_back()
    assert "kind=battlefield" in again.url


def test_the_time_slider_by_keyboard(open_map: Callable[..., Page]) -> None:
    page = open_map()
    slider = page.get_by_role("slider", name="Time")
    slider.focus()
    for _ in range(30):
        page.keyboard.press("ArrowRight")
        if slider.get_attribute("aria-valuetext") == "January 1944":
            break
    expect(slider).to_have_attribute("aria-valuetext", "January 1944")
    expect(page.locator(".map-fronts")).to_have_text("Front lines, approximate: Bernhardt Line, Gustav Line.")
    expect(page.locator("#map-stories")).to_contain_text("The landing at Anzio")
    expect(page.locator("#map-rows .map-place")).to_have_count(3)
    expect(page.locator("#map-period")).to_have_value("1944-01")
    expect(slider).to_be_focused()
    assert "period=1944-01" in page.url
    page.keyboard.press("Home")
    expect(page.locator("#map-rows .map-place")).to_have_count(5)
    assert "period" not in page.url


def test_an_answer_that_comes_late_does_not_put_the_slider_back(open_map: Callable[..., Page]) -> None:
    page = open_map()
    held: list[Route] = []

    def hold_the_first(route: Route) -> None:
        if held:
            route.continue_()
        else:
            held.append(route)

    page.route("**/map/?*part=choose*", hold_the_first)
    slider = page.get_by_role("slider", name="Time")
    slider.focus()
    page.keyboard.press("ArrowRight")
    with page.expect_event("requestfailed", lambda request: "part=choose" in request.url):
        page.keyboard.press("ArrowRight")
    expect(page.locator(".map-chips")).to_contain_text(slider.get_attribute("aria-valuetext") or "")
    assert slider.input_value() == "2"
    expect(page.locator("#map-count")).not_to_contain_text("could not")


def test_the_position_of_the_visitor_stays_in_the_browser(open_map: Callable[..., Page], watch: Watch) -> None:
    sent: list[str] = []

    def note(request: Request) -> None:
        sent.append(f"{request.url} {request.post_data or ''} {request.headers}")

    page = open_map(geolocation=TURIN, permissions=["geolocation"])
    page.on("request", note)
    before = page.url
    page.get_by_role("button", name="Near me").press("Enter")
    expect(page.locator(".map-status")).to_contain_text("Your position stays in this device.")
    away = page.locator("#map-rows .map-away").all_text_contents()
    metres = [int(text.split()[0].replace(",", "")) for text in away]
    assert len(metres) == 5 and metres == sorted(metres) and 400 < metres[0] < 700
    expect(page.get_by_role("button", name="Near me")).to_have_attribute("aria-pressed", "true")
    assert page.url == before
    page.get_by_role("button", name="Zoom in", exact=True).press("Enter")
    expect(page.locator(".map-live")).to_be_visible()
    page.get_by_role("link", name="Stories").first.press("Enter")
    page.wait_for_url("**/stories/")
    everything = " ".join([*sent, *watch.requests])
    for part in ("45.07", "45,07", "7.68", "7,68"):
        assert part not in everything


def test_a_refused_position_is_said_in_words(open_map: Callable[..., Page]) -> None:
    page = open_map(permissions=[])
    page.get_by_role("button", name="Near me").click()
    expect(page.locator(".map-status")).to_contain_text("did not give its position")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_live_map(
    open_map: Callable[..., Page], axe: Callable[..., list[str]], scheme: str
) -> None:
    page = open_map(color_scheme=scheme)
    found = []
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        found += [f"{width}: {fault}" for fault in axe(page)]
    page.locator(".pin:not(.is-cluster)").first.press("Enter")
    expect(page.locator(".map-card a")).to_be_focused()
    found += [f"card: {fault}" for fault in axe(page)]
    assert not found, "\n".join(found)


def test_from_right_to_left(open_map: Callable[..., Page], trail: Trail, axe: Callable[..., list[str]]) -> None:
    translate_home(trail.home, "ar")
    arabic = Locale.objects.get(language_code="ar")
    for page in (trail.campaign, trail.region, trail.site):
        copy = page.copy_for_translation(arabic)
        copy.summary = page.summary
        copy.save_revision().publish()
    rebuild()
    page = open_map("/ar/map/", viewport={"width": 390, "height": 844})
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator(".pin")).to_have_count(1)
    assert not page.evaluate("document.scrollingElement.scrollWidth - innerWidth")
    assert not axe(page)


def test_fingers_hit_every_pin_and_button(open_map: Callable[..., Page]) -> None:
    page = open_map(viewport={"width": 390, "height": 844}, has_touch=True)
    for selector in (".pin", ".map-button", ".map-kinds label"):
        for box in page.locator(selector).evaluate_all("all => all.map(each => each.getBoundingClientRect())"):
            assert box["width"] >= 44 and box["height"] >= 44, selector


def test_without_javascript_the_page_is_whole(open_page: Callable[..., Page], trail: Trail) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(ADDRESS)
    expect(page.locator(".map-drawn svg")).to_be_visible()
    expect(page.locator(".map-place")).to_have_count(5)
    page.locator('input[name="kind"][value="cemetery"]').check()
    page.locator("#map-region").select_option("anzio")
    page.get_by_role("button", name="Show").click()
    assert listed(page) == ["Beach Head War Cemetery", "Anzio War Cemetery"]
    page.get_by_role("link", name="Take away: Anzio").click()
    expect(page.locator(".map-place")).to_have_count(3)
    page.locator("#map-period").select_option("1944-01")
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".map-told")).to_contain_text("The landing at Anzio")
    page.get_by_role("link", name="Anzio War Cemetery").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Anzio War Cemetery")


def test_leaflet_is_fetched_on_the_map_page_only(open_page: Callable[..., Page], trail: Trail, watch: Watch) -> None:
    page = open_page()
    page.goto("/en/campaign/rome/")
    page.wait_for_load_state("networkidle")
    assert not [url for url in watch.requests if "leaflet" in url or "/js/map/" in url]
