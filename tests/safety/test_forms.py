"""Forms that somebody else's page sends are refused, and what people call themselves is shown as words."""

from typing import Any

import pytest
from django.test import Client

from tests.factories import Trail, persona
from trail.safety.two_factor.devices import device_of

from .steps import CODE, set_up

FORMS = (
    *("/admin/login/", "/admin/password_reset/", "/admin/logout/", "/admin/account/", "/admin/documents/add/"),
    *("/admin/account/two-factor/set-up/", "/admin/account/two-factor/off/", "/admin/reports/sign-in/"),
)


@pytest.mark.parametrize("address", FORMS)
def test_a_form_without_its_token_is_refused(trail: Trail, address: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(persona("administrator"))

    assert client.post(address, {"username": "administrator", "password": "x"}).status_code == 403


def test_the_code_without_its_token_is_refused(trail: Trail) -> None:
    set_up(persona("editor"))
    client = Client(enforce_csrf_checks=True)
    page = client.get("/admin/login/")
    values = {
        "username": "editor",
        "password": "a long enough password",
        "csrfmiddlewaretoken": page.context["csrf_token"],
    }
    assert client.post("/admin/login/", values)["Location"].startswith(CODE)

    assert client.post(CODE, {"code": "123456"}).status_code == 403


def test_a_foreign_page_cannot_send_a_form_with_a_token_of_its_own(trail: Trail) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(persona("editor"))
    token = client.get("/admin/account/two-factor/set-up/").context["csrf_token"]

    response = client.post(
        "/admin/account/two-factor/set-up/",
        {"csrfmiddlewaretoken": token},
        headers={"origin": "https://elsewhere.example"},
    )

    assert response.status_code == 403


@pytest.mark.parametrize("target", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"])
def test_no_form_leads_to_another_site(trail: Trail, client: Client, target: str) -> None:
    persona("editor")

    response = client.post(
        "/admin/login/", {"username": "editor", "password": "a long enough password", "next": target}
    )

    assert response["Location"] == "/admin/"


def test_names_are_words(trail: Trail, sign_in: Any) -> None:
    editor = persona("editor")
    editor.first_name, editor.username = "<script>alert(1)</script>", "<img onerror=alert(1)>"
    editor.save()
    set_up(editor)
    client = sign_in("administrator")

    for address in ("/admin/reports/sign-in/", f"/admin/reports/sign-in/{editor.pk}/"):
        text = client.get(address).content.decode()
        assert "<img onerror" not in text and "<script>alert" not in text
    client.post(f"/admin/reports/sign-in/{editor.pk}/", {"two_factor_off": "1"})
    assert device_of(editor) is None
    assert "<img onerror" not in client.get("/admin/reports/site-history/").content.decode()
