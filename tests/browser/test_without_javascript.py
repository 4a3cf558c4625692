"""Everything on a public page is there without JavaScript."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.factories import Trail

from .conftest import PHONE
from .rich_trail import addresses, translate_home

HEADS = ("Arrival", "Parking", "Access and layout", "Alternative access", "Additional information")


def test_every_type_of_page_is_readable(rich_trail: Trail, open_page: Callable[..., Page]) -> None:
    page = open_page(java_script_enabled=False, viewport=PHONE)
    found = addresses(rich_trail)
    for name in ("home", "campaign", "region", "site", "cemetery", "stories", "story", "about"):
        page.goto(found[name])
        main = page.get_by_role("main")
        expect(main.get_by_role("heading", level=1)).to_have_text(getattr(rich_trail, name).title)
        expect(main.get_by_text("Main words of the page")).to_be_visible()
        expect(main.get_by_role("definition").filter(has_text="4 June 1944").last).to_be_visible()
        expect(main.get_by_role("list").filter(has_text="Register of the museum").last).to_be_visible()
        expect(main.get_by_text("There were ten.")).to_be_visible()
        expect(page.get_by_role("navigation", name="Main").get_by_role("link", name="About")).to_be_visible()
        main.get_by_text("Read what is said").click()
        expect(main.get_by_text("All that was said.")).to_be_visible()
        # What needs a script is not offered.
        expect(page.get_by_role("button")).to_have_count(0)

    page.goto(found["cemetery"])
    facts_of_a_place(page.get_by_role("main"))


def facts_of_a_place(main: Locator) -> None:
    """Figures with their parts, the notice, the position and the heads for visitors are to be seen."""
    expect(main.get_by_text("426", exact=True)).to_be_visible()
    expect(
        main.get_by_role("table").filter(has_text="By the force served in").get_by_text("South Africa")
    ).to_be_visible()
    expect(main.get_by_text("Closed for works.")).to_be_visible()
    for head in HEADS:
        expect(main.get_by_role("term").filter(has_text=head)).to_be_visible()
    expect(main.get_by_role("definition").filter(has_text="What is known of arrival.")).to_be_visible()
    expect(main.get_by_role("definition").filter(has_text="41.8755")).to_be_visible()


def test_the_languages_can_be_unfolded(trail: Trail, open_page: Callable[..., Page]) -> None:
    in_arabic = translate_home(trail.home, "ar")
    page = open_page(java_script_enabled=False, viewport=PHONE)
    page.goto(addresses(trail)["home"])
    page.locator("summary", has_text="English").click()
    page.get_by_role("link", name="العربية").click()

    expect(page).to_have_url(in_arabic)
