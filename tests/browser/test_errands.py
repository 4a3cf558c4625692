"""An act on a tree is left to the worker: its page looks again by itself, also without JavaScript, and tells what came of it."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect
from wagtail.models import Page

from bench.browser import violations
from tests.factories import PASSWORD, Trail, persona
from trail.publishing import trees

from .conftest import sign_in


def test_the_page_of_an_errand_tells_by_itself_what_came_of_it(
    trail: Trail, page: Tab, work: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trees, "FEW", 2)
    persona("administrator")
    sign_in(page, "administrator", PASSWORD)
    page.goto(f"/admin/pages/{trail.campaign.pk}/unpublish/")
    page.locator("[name=include_descendants]").check()
    page.get_by_role("button", name="Yes, unpublish it").click()
    status: Any = page.locator(".errand [role=status]")
    expect(status).to_contain_text("Waits")
    assert not violations(page)

    work()
    expect(status).to_contain_text("unpublished")
    assert not violations(page)
    assert not Page.objects.filter(path__startswith=trail.campaign.path, live=True).exists()
    page.goto("/admin/")
    expect(page.get_by_role("link", name="Unpublish: “The campaign” (4 pages)")).to_be_visible()
