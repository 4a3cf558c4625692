"""Nothing leaves the host: no request of a page or of the admin, no cookie; and the policies that see to it.

The watch of `conftest.py` fails each test whose pages call another host or break the content security policy.
"""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect

from tests.factories import PASSWORD, Trail, persona

from .conftest import Watch, sign_in
from .rich_trail import MISSING, addresses

# Dashboard, explorer, uploads, lists of records, reports, account.
ADMIN = (
    "/admin/",
    "/admin/pages/{region}/",
    "/admin/images/",
    "/admin/images/add/",
    "/admin/images/multiple/add/",
    "/admin/documents/",
    "/admin/snippets/",
    "/admin/snippets/references/source/",
    "/admin/reports/content-checks/",
    "/admin/reports/site-history/",
    "/admin/account/",
    "/admin/account/two-factor/",
    "/admin/account/two-factor/set-up/",
    "/admin/reports/sign-in/",
)
SIDE_PANELS = ("Toggle status", "Toggle checks", "Toggle preview")


def directives(response: HttpResponse) -> dict[str, set[str]]:
    """The content security policy of a response."""
    parts = (directive.split() for directive in response["Content-Security-Policy"].split(";"))
    return {name: set(values) for name, *values in filter(None, parts)}


def test_public_pages_call_nobody_and_leave_no_cookie(
    rich_trail: Trail, context: Callable[..., BrowserContext], watch: Watch
) -> None:
    watch.accept(f"404 (Not Found) (http://{watch.home}{MISSING})")
    visitor = context()
    page = visitor.new_page()
    found = addresses(rich_trail)
    sign_in_page = found.pop("sign-in")
    for address in found.values():
        page.goto(address)
        # Pictures and what else is fetched late are asked for by the way down.
        page.get_by_role("contentinfo").scroll_into_view_if_needed()
        page.wait_for_load_state("networkidle")
        watch.check()
    assert visitor.cookies() == []
    assert any("/media/" in url for url in watch.requests) and any(url.endswith(".css") for url in watch.requests)

    page.goto(sign_in_page)
    page.wait_for_load_state("networkidle")
    watch.check()


def test_the_admin_calls_nobody(rich_trail: Trail, page: Page, watch: Watch) -> None:
    # Wagtail's tables ask their library for a language "en" that it calls "en-US", and are told off on the console.
    watch.accept('Language with code "en" was not found')
    persona("administrator")
    sign_in(page, "administrator", PASSWORD)
    for address in ADMIN:
        answer = page.goto(address.format(region=rich_trail.region.pk))
        assert answer and answer.ok, address
        expect(page.get_by_role("heading", level=1).first).to_be_attached()
        page.wait_for_load_state("networkidle")
        watch.check()

    page.goto(f"/admin/pages/{rich_trail.cemetery.pk}/edit/")
    for panel in SIDE_PANELS:
        button = page.get_by_role("button", name=panel)
        button.click()
        expect(button).to_have_attribute("aria-expanded", "true")
    # While the preview is made anew there are two frames; the last one stays.
    preview = page.locator("iframe[title=Preview]").last.content_frame
    expect(preview.get_by_role("heading", level=1)).to_have_text(rich_trail.cemetery.title)
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize("address", ["/en/", "/en/campaign/rome/cemetery/", MISSING, "/admin/login/"])
def test_the_policy_in_public_is_strict(trail: Trail, client: Client, address: str) -> None:
    response = client.get(address)

    policy = directives(response)
    assert policy["default-src"] == {"'none'"}
    assert policy["script-src"] == policy["style-src"] == {"'self'"}
    assert "unsafe" not in response["Content-Security-Policy"]
    assert policy["object-src"] == {"'none'"}
    assert not any("http" in value or "*" in value for values in policy.values() for value in values)
    assert not response.cookies or address == "/admin/login/"


def test_the_policy_of_the_admin_is_ours(trail: Trail, client: Client) -> None:
    client.force_login(persona("administrator"))
    expected = {name: set(values) for name, values in settings.ADMIN_CONTENT_SECURITY_POLICY.items()}

    for address in ("/admin/", f"/admin/pages/{trail.cemetery.pk}/edit/"):
        assert directives(client.get(address)) == expected
