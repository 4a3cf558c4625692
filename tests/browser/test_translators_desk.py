"""A translator works by keyboard: types, saves and goes on with Ctrl+Enter, uses what is offered, keeps what still holds."""

from typing import Any

from playwright.sync_api import Page, expect
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation

from tests.factories import PASSWORD, Trail, persona
from tests.translation.conftest import begin, edit, translated
from trail.translation.models import StaleString

from .conftest import sign_in


def field(page: Page, translation: Any, path: str) -> Any:
    segment = StringSegment.objects.get(source=translation.source, context__path=path)
    return page.locator(f"#s-{segment.pk}")


def test_each_text_is_saved_as_one_leaves_it(trail: Trail, page: Page) -> None:
    arabic = Locale.objects.create(language_code="ar")
    translation = begin(trail.home, arabic)
    persona("publisher")
    sign_in(page, "publisher", PASSWORD)
    target = translation.get_target_instance()
    page.goto(f"/admin/pages/{target.pk}/edit/")

    title = field(page, translation, "title")
    area = title.get_by_role("textbox")
    expect(area).to_have_attribute("dir", "rtl")
    area.fill("المسار")
    area.press("Control+Enter")
    expect(title).to_have_attribute("data-state", "done")
    expect(page.locator("[data-status]")).to_have_text("Saved.")
    expect(page.locator("[data-progress]")).to_contain_text("1 of")
    assert page.evaluate("document.activeElement.closest('[data-string]') !== null")
    expect(area).not_to_be_focused()
    assert StringTranslation.objects.get(context__path="title", locale=arabic).data == "المسار"

    slug = field(page, translation, "slug")
    page.reload()
    slug.get_by_role("button", name="Use").click()
    expect(slug).to_have_attribute("data-state", "done")
    assert StringTranslation.objects.get(context__path="slug", locale=arabic).data == "المسار"
    with page.expect_navigation():
        page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("still to be translated")).to_be_visible()


def test_a_changed_source_is_kept_with_one_press(trail: Trail, page: Page) -> None:
    italian = Locale.objects.create(language_code="it")
    translation = translated(trail.cemetery, italian)
    edit(trail.cemetery, summary="What The cemetery is, in one clear sentence.")
    persona("publisher")
    sign_in(page, "publisher", PASSWORD)
    page.goto(f"/admin/pages/{translation.get_target_instance().pk}/edit/")
    summary = field(page, translation, "summary")
    expect(summary.locator("ins")).to_have_text("clear ")
    summary.get_by_role("button", name="Keep as it is").click()
    expect(summary).to_have_attribute("data-state", "done")
    expect(summary.locator("ins")).to_have_count(0)
    assert not StaleString.objects.exists()
