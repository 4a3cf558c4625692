"""The watch over the browser must be able to fail: it is shown one of each thing that it is there to find."""

import pytest
from playwright.sync_api import expect
from wagtail.models import Page

from tests.browser.conftest import sign_in

LOGIN = "/admin/login/"


def test_a_page_of_ours_passes(page, watch):
    page.goto(LOGIN)

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert any("/static/" in url for url in watch.requests), "the live server serves static files"
    watch.check()


def test_a_call_to_another_host_is_found(page, watch):
    page.goto("about:blank")
    page.set_content('<img src="http://elsewhere.example/pixel.png" alt="">')

    assert watch.strangers == ["http://elsewhere.example/pixel.png"]
    with pytest.raises(AssertionError, match="Called other hosts"):
        watch.check()
    watch.requests.clear()
    watch.accept("ERR_NAME_NOT_RESOLVED")


def test_a_breach_of_the_security_policy_is_found(page, watch):
    page.goto(LOGIN)
    with page.expect_console_message(lambda message: "Content Security Policy" in message.text):
        page.evaluate(
            "() => { document.body.append(Object.assign(document.createElement('style'), {textContent: 'b {}'})) }"
        )

    with pytest.raises(AssertionError, match="Content Security Policy"):
        watch.check()
    watch.accept("Content Security Policy")


def test_a_script_that_fails_is_found(page, watch):
    page.goto("about:blank")
    with page.expect_event("pageerror"):
        page.evaluate("() => { setTimeout(() => { throw new Error('it broke') }) }")

    with pytest.raises(AssertionError, match="it broke"):
        watch.check()
    watch.accept("it broke")


def test_axe_finds_faults_under_the_security_policy(page, axe):
    page.goto(LOGIN)
    page.evaluate("() => { document.querySelector('main').append(document.createElement('img')) }")

    found = axe(page, "main")
    assert any(fault.startswith("image-alt (critical)") for fault in found)


def test_javascript_can_be_off_and_colours_dark(open_page):
    page = open_page(java_script_enabled=False, color_scheme="dark")
    page.set_content("<noscript>no script</noscript>")

    expect(page.get_by_text("no script")).to_be_visible()


@pytest.mark.parametrize("time", ["first", "second"])
def test_what_migrations_wrote_is_there_each_time(page, time):
    page.goto(LOGIN)

    assert Page.objects.filter(depth=1).exists()
    Page.objects.filter(depth=2).delete()


def test_signing_in(page, django_user_model):
    django_user_model.objects.create_superuser("chief", "chief@example.org", "of this no word")
    sign_in(page, "chief", "of this no word")

    expect(page).to_have_url("/admin/")
