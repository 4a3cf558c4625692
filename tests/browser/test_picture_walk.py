"""A picture's whole way: uploaded, its own words offered, refused while its licence is unknown, credited, seen by a visitor."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.factories import PASSWORD, Trail, make_picture, persona
from tests.images.files import SAYS, XMP, behind_start, exif, iptc, photograph, saved
from trail.images.licences import UNKNOWN
from trail.images.models import Picture

from .conftest import Watch, sign_in, violations

# Wagtail's chooser of the focal point writes handlers into its elements, which the policy blocks; it works all the same.
FOCAL_POINT = "jquery.Jcrop.min.js"
HALF_WRITTEN = "status of 400 (Bad Request)"
# Without a licence that we know: the editor has to find out.
PACKET = XMP.replace("https://creativecommons.org/licenses/by-sa/4.0/deed.it", "https://example.org/terms")


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """A photograph from an archive: it says who made it in XMP, what it is called in IPTC, and where the camera stood."""
    path = tmp_path / "scan 17.jpg"
    content = saved(photograph((1600, 1200)), exif=exif(), xmp=PACKET.encode())
    path.write_bytes(behind_start(content, iptc({105: b"The abbey in ruins"})))
    return path


def press_publish(page: Page) -> None:
    """Publish from the menu at the foot of the editor."""
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("navigation", name="Actions (footer)").get_by_role("button", name=re.compile("^Publish")).click()


def test_from_the_upload_to_the_visitor(trail: Trail, page: Page, watch: Watch, scan: Path) -> None:
    watch.accept(HALF_WRITTEN)
    watch.accept(FOCAL_POINT)
    persona("publisher")
    sign_in(page, "publisher", PASSWORD)

    # Uploaded: the form comes back with what the file says.
    page.goto("/admin/images/add/")
    page.get_by_label("Title").fill("The abbey")
    page.locator("input[type=file]").set_input_files(scan)
    page.get_by_role("button", name="Upload").click()
    expect(page).to_have_url(re.compile(r"/admin/images/\d+/$"))
    offer = page.get_by_role("checkbox", name="Take over from the file: Anna Rossi", exact=True)
    expect(offer).to_be_visible()
    offer.focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("textbox", name="Creator")).to_have_value(SAYS["creator"])
    page.keyboard.press("Space")
    expect(page.get_by_role("textbox", name="Creator")).to_have_value("")
    assert not violations(page, "main form")
    picture = Picture.objects.get(title="The abbey")
    assert picture.creator == ""
    assert b"GPS" not in picture.file.open("rb").read()

    # Put on a page, and refused.
    page.goto(f"/admin/pages/{trail.cemetery.pk}/edit/")
    page.get_by_role("button", name=re.compile("^Choose (an image|a picture)")).first.click()
    page.get_by_role("dialog").get_by_role("link", name=re.compile("The abbey")).click()
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.get_by_role("textbox", name=re.compile("^Alternative text")).first.fill("Walls without a roof on a hill")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_role("status").get_by_text(re.compile(f"{trail.cemetery.title}.*updated"))).to_be_visible()
    press_publish(page)
    main = page.get_by_role("main")
    expect(main.get_by_text("The licence of the picture “The abbey” (lead picture) is unknown.").first).to_be_visible()
    assert SAYS["credit_line"] not in page.request.get(trail.cemetery.get_url()).text()

    # From the message to the picture, which gets its credit and licence.
    page.on("dialog", lambda dialog: dialog.accept())  # the editor may ask whether to leave
    page.goto(main.get_by_role("link", name="Open the picture").first.get_attribute("href") or "")
    expect(page).to_have_url(re.compile(rf"/admin/images/{picture.pk}/"))
    page.get_by_role("checkbox", name="Take over into empty fields").check()
    expect(page.get_by_role("textbox", name="Credit line", exact=True)).to_have_value(SAYS["credit_line"])
    page.get_by_role("textbox", name="Creator").fill("Anna Rossi, 1944")
    page.get_by_role("combobox", name="Licence").select_option(label="CC BY 4.0")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("updated.")).to_be_visible()
    picture.refresh_from_db()
    assert picture.creator == "Anna Rossi, 1944"

    # Published, and seen.
    page.goto(f"/admin/pages/{trail.cemetery.pk}/edit/")
    press_publish(page)
    expect(page.get_by_text("has been published")).to_be_visible()
    page.goto(trail.cemetery.get_url())
    credit = page.get_by_role("main").get_by_text(SAYS["credit_line"]).first
    expect(credit).to_be_visible()
    expect(page.get_by_role("main").get_by_role("link", name="CC BY 4.0").first).to_be_visible()


def test_a_pasted_credit_line_fills_the_form_at_once_and_changes_nothing_written(
    trail: Trail, page: Page, watch: Watch
) -> None:
    watch.accept(FOCAL_POINT)
    picture = make_picture("Gate", creator="", licence=UNKNOWN, source_archive="Ours")
    persona("editor")
    sign_in(page, "editor", PASSWORD)
    page.goto(f"/admin/images/{picture.pk}/")
    field = page.get_by_role("textbox", name="Paste a credit line")
    field.fill("Top image: View of Rome today © Luciano Mortula/iStock")
    field.press("Enter")
    expect(page.get_by_role("textbox", name="Creator")).to_have_value("Luciano Mortula")
    expect(page.get_by_role("textbox", name="Credit line", exact=True)).to_have_value("Luciano Mortula/iStock")
    expect(page.get_by_role("textbox", name="Source", exact=True)).to_have_value("Ours")
    expect(page.get_by_role("status").filter(has_text="Filled in:")).to_contain_text("Creator: Luciano Mortula")
    expect(page).to_have_url(re.compile(rf"/admin/images/{picture.pk}/$"))
    picture.refresh_from_db()
    assert picture.creator == ""


def test_many_at_once_and_then_their_credit(trail: Trail, page: Page, tmp_path: Path) -> None:
    persona("editor")
    sign_in(page, "editor", PASSWORD)
    for number in range(3):
        (tmp_path / f"stone {number}.jpg").write_bytes(saved(photograph((300 + number, 200)), xmp=PACKET.encode()))
    page.goto("/admin/images/multiple/add/")
    page.locator("#fileupload").set_input_files(sorted(tmp_path.glob("stone*.jpg")))
    expect(page.locator("#upload-list form")).to_have_count(3)
    first = page.locator("#upload-list form").first
    expect(first.get_by_role("textbox", name="Creator")).to_have_value("Anna Rossi")
    expect(first.get_by_text("Read from the file: check it.").first).to_be_visible()
    assert set(Picture.objects.values_list("creator", flat=True)) == {""}

    # One way leads from here to all three at once, another from the list.
    link = page.get_by_role("link", name="Set credit and licence of all these pictures at once")
    expect(link).to_be_visible()
    assert sorted(re.findall(r"[?&]id=(\d+)", link.get_attribute("href") or "")) == sorted(
        map(str, Picture.objects.values_list("pk", flat=True))
    )
    page.goto("/admin/images/")
    for picture in Picture.objects.all():
        page.locator(f"input[data-bulk-action-checkbox][data-object-id='{picture.pk}']").check()
    page.locator("[data-bulk-action-button]", has_text="Set credit and licence").click()
    page.get_by_role("textbox", name="Creator").fill("A. Volunteer")
    page.get_by_role("combobox", name="Licence").select_option(label="CC BY 4.0")
    assert not violations(page, "main form")
    page.get_by_role("button", name="Set", exact=True).click()
    expect(page.get_by_text("Credit and licence of 3 pictures were set.")).to_be_visible()
    assert set(Picture.objects.values_list("creator", "licence")) == {
        ("A. Volunteer", "http://creativecommons.org/licenses/by/4.0/")
    }
