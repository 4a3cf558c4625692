"""An editor places a site: by pasting, by mouse, by keyboard; is warned; saves; and the position stands."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from sites.models import CemeteryPage
from tests.factories import PASSWORD, Trail, draft_of, persona

from .conftest import Watch, sign_in

EDITOR_OF_A_PAGE = re.compile(r"/admin/pages/\d+/edit/$")
SEA = "The position lies in the sea"


def open_editor(page: Page, trail: Trail) -> Locator:
    """Sign in as an editor and open the facts of the cemetery; returns the picker."""
    persona("editor")
    sign_in(page, "editor", PASSWORD)
    page.goto(f"/admin/pages/{trail.cemetery.pk}/edit/")
    page.get_by_role("tab", name="Facts").click()
    picker = page.locator("[data-position-picker]")
    expect(picker.get_by_role("group", name="Map of the position")).to_be_visible()
    # The coast is there: the ground has been fetched and drawn.
    expect(picker.locator(".position-map__land")).to_have_attribute("d", re.compile("M"))
    return picker


def pin_of(picker: Locator) -> Locator:
    return picker.locator("[data-pin]")


def numbers(picker: Locator) -> tuple[float, float]:
    """Latitude and longitude as the fields show them."""
    latitude, longitude = (
        picker.get_by_role("spinbutton", name=name).input_value() for name in ("Latitude", "Longitude")
    )
    return float(latitude), float(longitude)


def middle(thing: Locator) -> tuple[float, float]:
    """The middle of a thing on the page."""
    box = thing.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def save(page: Page) -> CemeteryPage:
    """Save by the button and return what has been saved."""
    with page.expect_navigation():
        page.get_by_role("button", name="Save draft").click()
    expect(page).to_have_url(EDITOR_OF_A_PAGE)
    expect(page.get_by_role("status").get_by_text(re.compile("updated"))).to_be_visible()
    return CemeteryPage.objects.get().get_latest_revision_as_object()


def test_paste_drag_be_warned_undo_and_save(trail: Trail, page: Page) -> None:
    picker = open_editor(page, trail)
    paste = picker.get_by_role("textbox", name="Paste coordinates or a map link")

    paste.fill("geo:41.475,12.638;u=50")
    paste.press("Enter")
    expect(picker.get_by_role("spinbutton", name="Latitude")).to_have_value("41.475")
    expect(picker.get_by_role("spinbutton", name="Longitude")).to_have_value("12.638")
    expect(picker.get_by_text("41°28′30.0″ N, 12°38′16.8″ E")).to_be_visible()
    expect(picker.get_by_text(re.compile("km south of The museum"))).to_be_visible()
    expect(picker.get_by_text(SEA)).to_have_count(0)

    pin = pin_of(picker)
    pin.scroll_into_view_if_needed()
    x, y = middle(pin)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 60, y + 40, steps=5)
    page.mouse.move(x - 150, y + 60, steps=5)
    page.mouse.up()
    expect(picker.get_by_text(SEA)).to_be_visible()
    latitude, longitude = numbers(picker)
    assert latitude < 41.475
    assert longitude < 12.638
    assert middle(pin) == pytest.approx((x - 150, y + 60), abs=2)
    expect(paste).to_have_value("")

    picker.get_by_role("button", name="Undo").click()
    expect(picker.get_by_text(SEA)).to_have_count(0)
    assert numbers(picker) == (41.475, 12.638)

    # The ground is dragged, the ground is clicked: the one only moves the map, the other sets the pin.
    sheet = picker.locator("[data-sheet]")
    sheet.scroll_into_view_if_needed()
    x, y = middle(pin)
    page.mouse.move(x + 20, y + 60)
    page.mouse.down()
    page.mouse.move(x + 100, y + 60, steps=4)
    page.mouse.up()
    assert numbers(picker) == (41.475, 12.638)
    expect(pin).to_be_visible()
    assert middle(pin) == pytest.approx((x + 80, y), abs=2)
    page.mouse.click(x + 120, y - 50)
    expect(picker.get_by_role("spinbutton", name="Latitude")).not_to_have_value("41.475")
    clicked = numbers(picker)

    saved = save(page)
    assert (float(saved.latitude), float(saved.longitude)) == clicked


def test_by_keyboard_alone(trail: Trail, page: Page) -> None:
    picker = open_editor(page, trail)
    paste = picker.get_by_role("textbox", name="Paste coordinates or a map link")
    paste.focus()
    page.keyboard.type("41.86 N, 12.50 E")
    page.keyboard.press("Enter")
    expect(picker.get_by_role("spinbutton", name="Longitude")).to_have_value("12.5")
    for _press in range(8):  # past the two numbers and their buttons for comments
        page.keyboard.press("Tab")
        if pin_of(picker).evaluate("pin => pin === document.activeElement"):
            break
    expect(pin_of(picker)).to_be_focused()

    page.keyboard.press("ArrowUp")
    coarse = numbers(picker)[0] - 41.86
    page.keyboard.press("Shift+ArrowUp")
    fine = numbers(picker)[0] - 41.86 - coarse
    assert 0 < fine < coarse / 4
    page.keyboard.press("+")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    latitude, longitude = numbers(picker)
    assert longitude > 12.5
    expect(picker.locator("[data-decimal]")).to_have_text(f"{latitude:.5f}, {longitude:.5f}")
    page.keyboard.press("Tab")
    expect(picker.get_by_role("button", name="Zoom in")).to_be_focused()

    saved = save(page)
    assert (float(saved.latitude), float(saved.longitude)) == (latitude, longitude)


def test_swapped_numbers_are_exchanged_by_one_press(trail: Trail, page: Page) -> None:
    picker = open_editor(page, trail)
    picker.get_by_role("textbox", name="Paste coordinates or a map link").fill("12.4778; 41.8755")
    picker.get_by_role("textbox", name="Paste coordinates or a map link").press("Tab")
    expect(picker.get_by_text("Latitude and longitude seem to have changed places")).to_be_visible()
    expect(picker.get_by_text("There is no ground for the map")).to_be_visible()
    picker.get_by_role("button", name="Exchange latitude and longitude").click()
    expect(picker.get_by_text("seem to have changed places")).to_have_count(0)
    assert numbers(picker) == (41.8755, 12.4778)


def test_what_cannot_be_read_is_said_and_changes_nothing(trail: Trail, page: Page, watch: Watch) -> None:
    watch.accept("status of 400 (Bad Request)")
    picker = open_editor(page, trail)
    paste = picker.get_by_role("textbox", name="Paste coordinates or a map link")
    paste.fill("https://maps.app.goo.gl/abcdef")
    paste.press("Enter")
    expect(picker.get_by_text("A short link does not say where it leads")).to_be_visible()
    expect(paste).to_have_attribute("aria-invalid", "true")
    assert numbers(picker) == (41.8755, 12.4778)
    paste.fill("https://www.openstreetmap.org/#map=17/41.9/12.5")
    paste.press("Enter")
    expect(picker.get_by_text("The link gives only the middle of its map")).to_be_visible()
    assert numbers(picker) == (41.9, 12.5)
    saved = save(page)
    assert (float(saved.latitude), float(saved.longitude)) == (41.9, 12.5)


def test_a_place_without_a_position(trail: Trail, page: Page) -> None:
    draft_of(trail.cemetery, latitude=None, longitude=None)
    picker = open_editor(page, trail)
    expect(pin_of(picker)).to_be_hidden()
    expect(picker.get_by_role("button", name="Go to the pin")).to_be_disabled()
    picker.get_by_role("button", name="Set the pin in the middle").press("Enter")
    expect(pin_of(picker)).to_be_visible()
    assert numbers(picker) == pytest.approx((41.8755, 12.4778), abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_panel_is_accessible(
    scheme: Any, trail: Trail, open_page: Callable[..., Page], axe: Callable[..., list[str]]
) -> None:
    page = open_page(color_scheme=scheme)
    picker = open_editor(page, trail)
    picker.get_by_role("spinbutton", name="Latitude").fill("12.4778")
    picker.get_by_role("spinbutton", name="Longitude").fill("41.8755")
    expect(picker.get_by_role("button", name="Exchange latitude and longitude")).to_be_visible()
    # Only the panel: the rest of the page is Wagtail's.
    assert not axe(page, "[data-position-picker]")


def test_without_javascript(trail: Trail, open_page: Callable[..., Page]) -> None:
    persona("editor")
    page = open_page(java_script_enabled=False)
    sign_in(page, "editor", PASSWORD)
    page.goto(f"/admin/pages/{trail.cemetery.pk}/edit/")
    picker = page.locator("[data-position-picker]")
    assert picker.locator("[name=latitude]").count() == 1
    assert picker.locator("[name=position_text]").count() == 1
    assert picker.locator("[data-map]").get_attribute("hidden") is not None
