"""Two-factor sign-in as a person does it, on a phone too, for everybody's eyes: led to the set-up, out, in with a code."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django_otp.plugins.otp_totp.models import TOTPDevice
from playwright.sync_api import Page, expect

from tests.factories import PASSWORD, Trail, persona
from tests.safety.steps import code_of, wrong_code_of
from trail.accounts.roles import EDITOR
from trail.safety.models import SignInRules

from .conftest import PHONE, Watch


def fill_in(page: Page, name: str) -> None:
    page.goto("/admin/login/")
    page.locator("input[name=username]").fill(name)
    page.locator("input[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


@pytest.mark.parametrize("look", [{"color_scheme": "light"}, {"color_scheme": "dark", "viewport": PHONE}])
def test_from_the_set_up_to_the_code(
    trail: Trail, open_page: Callable[..., Page], axe: Callable[..., list[str]], look: dict[str, Any], watch: Watch
) -> None:
    editor = persona("editor")
    SignInRules.objects.create(pk=1).two_factor_roles.add(Group.objects.get(name=EDITOR))
    page = open_page(**look)
    fill_in(page, "editor")

    expect(page.get_by_role("heading", level=1)).to_contain_text("Set up two-factor sign-in")
    picture = page.get_by_alt_text("Picture for the app")
    assert picture.evaluate("image => image.complete && image.naturalWidth > 100")
    found = axe(page)
    device = TOTPDevice.objects.get(user=editor)
    page.get_by_label("Code").fill(code_of(device))
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Turn on").click()
    expect(page.locator(".trail-codes li")).to_have_count(10)
    found += axe(page)
    page.get_by_role("link", name="I have kept them").click()
    page.wait_for_url("**/admin/")

    elsewhere = open_page(**look)
    fill_in(elsewhere, "editor")
    expect(elsewhere.get_by_label("Code")).to_be_focused()
    found += axe(elsewhere)
    elsewhere.get_by_label("Code").fill(wrong_code_of(device))
    elsewhere.get_by_role("button", name="Sign in").click()
    expect(elsewhere.get_by_text("This code is not right.").first).to_be_visible()
    elsewhere.get_by_label("Code").fill(code_of(device))
    elsewhere.get_by_role("button", name="Sign in").click()
    elsewhere.wait_for_url("**/admin/")

    assert found == []
