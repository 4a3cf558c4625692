"""Two-factor sign-in: the code after the password, setting it up, recovery codes, turning it off."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from tests.factories import PASSWORD, Trail, persona
from trail.safety.two_factor.devices import device_of, new_recovery_codes

from .steps import CODE, SET_UP, code_of, is_in, set_up, type_password, wrong_code_of

OFF = "/admin/account/two-factor/off/"
NEW_CODES = "/admin/account/two-factor/new-codes/"


def test_the_password_alone_opens_nothing(trail: Trail, client: Client) -> None:
    set_up(persona("editor"))

    response = type_password(client, "editor")

    assert response["Location"].startswith(CODE)
    assert not is_in(client)
    assert client.get(CODE).status_code == 200


def test_the_code_after_the_password_lets_in(trail: Trail, client: Client) -> None:
    device = set_up(persona("editor"))
    page = f"/admin/pages/{trail.region.pk}/"
    response = client.post("/admin/login/", {"username": "editor", "password": PASSWORD, "next": page})

    response = client.post(response["Location"], {"code": code_of(device), "next": page})

    assert response["Location"] == page
    assert is_in(client)


def test_a_code_leads_to_no_other_site(trail: Trail, client: Client) -> None:
    device = set_up(persona("editor"))
    type_password(client, "editor")

    response = client.post(CODE, {"code": code_of(device), "next": "https://elsewhere.example/"})

    assert response["Location"] == "/admin/"


def test_a_code_without_a_password_is_worth_nothing(trail: Trail, client: Client) -> None:
    device = set_up(persona("editor"))

    assert client.post(CODE, {"code": code_of(device)})["Location"] == "/admin/login/"
    assert not is_in(client)


@pytest.mark.parametrize("code", ["", "12", "abc", "١٢٣٤٥٦", "0" * 40, "\0"])
def test_what_is_no_code_is_refused(trail: Trail, client: Client, code: str) -> None:
    set_up(persona("editor"))
    type_password(client, "editor")

    assert client.post(CODE, {"code": code}).status_code == 200
    assert not is_in(client)


def test_who_types_a_wrong_code_is_told(trail: Trail, client: Client) -> None:
    device = set_up(persona("editor"))
    type_password(client, "editor")

    text = client.post(CODE, {"code": wrong_code_of(device)}).content.decode()

    # In the box of messages: Wagtail's sign-in hides what stands at a field.
    assert '<li class="error">This code is not right.' in text


def test_a_code_counts_once(trail: Trail, client: Client) -> None:
    device = set_up(persona("editor"))
    code = code_of(device)
    type_password(client, "editor")
    client.post(CODE, {"code": code})
    other = Client()
    type_password(other, "editor")

    other.post(CODE, {"code": code})

    assert is_in(client) and not is_in(other)


def test_codes_cannot_be_tried_through(trail: Trail, client: Client) -> None:
    device = set_up(persona("editor"))
    type_password(client, "editor")
    statuses = [client.post(CODE, {"code": wrong_code_of(device)}).status_code for _time in range(6)]
    assert statuses == [200] * 5 + [429]

    # Neither the right one now, nor a new beginning from elsewhere.
    other = Client(REMOTE_ADDR="203.0.113.9")
    type_password(other, "editor")
    assert other.post(CODE, {"code": code_of(device)}).status_code == 429
    assert not is_in(other)

    call_command("let_in", "editor")
    other.post(CODE, {"code": code_of(device)})
    assert is_in(other)


def test_a_password_given_long_ago_or_changed_since_has_to_be_given_again(trail: Trail, client: Client) -> None:
    editor = persona("editor")
    device = set_up(editor)
    type_password(client, "editor")
    session = client.session
    session["trail_two_factor_pending"] |= {"at": (timezone.now() - timedelta(minutes=11)).timestamp()}
    session.save()
    client.post(CODE, {"code": code_of(device)})
    assert not is_in(client)

    type_password(client, "editor")
    editor.set_password("another long password")
    editor.save()
    client.post(CODE, {"code": code_of(device)})
    assert not is_in(client)


def test_setting_it_up_shows_a_picture_a_key_and_then_codes_once(trail: Trail, client: Client) -> None:
    editor = persona("editor")
    type_password(client, "editor")
    elsewhere = Client()
    type_password(elsewhere, "editor")
    text = client.get(SET_UP).content.decode()
    device = TOTPDevice.objects.get(user=editor, confirmed=False)
    assert 'src="data:image/svg+xml' in text
    assert re.search(r"<code[^>]*>([A-Z2-7]{4} ?){8}</code>", text)
    assert device_of(editor) is None

    response = client.post(SET_UP, {"code": code_of(device), "password": PASSWORD}, follow=True)

    codes = re.findall(r"<code>(\w{4}-\w{4}-\w{4})</code>", response.content.decode())
    assert len(set(codes)) == 10
    assert is_in(client)
    assert not is_in(elsewhere)
    assert codes[0] not in client.get("/admin/account/two-factor/codes/", follow=True).content.decode()


def test_setting_it_up_wants_the_right_code_and_the_password(trail: Trail, client: Client) -> None:
    editor = persona("editor")
    type_password(client, "editor")
    client.get(SET_UP)
    device = TOTPDevice.objects.get(user=editor)

    for code, password in (
        (wrong_code_of(device), PASSWORD),
        (code_of(device), "not it"),
        ("", ""),
        ("x" * 10, PASSWORD),
    ):
        assert client.post(SET_UP, {"code": code, "password": password}).status_code == 200
        assert device_of(editor) is None


def test_a_recovery_code_lets_in_once(trail: Trail, client: Client) -> None:
    editor = persona("editor")
    set_up(editor)
    code = new_recovery_codes(editor)[0]
    type_password(client, "editor")
    client.post(CODE, {"code": f" {code.upper()} "})
    assert is_in(client)

    again = Client()
    type_password(again, "editor")
    again.post(CODE, {"code": code})
    assert not is_in(again)


def test_new_recovery_codes_need_the_password_and_end_the_old(trail: Trail, client: Client) -> None:
    editor = persona("editor")
    device = set_up(editor)
    old = new_recovery_codes(editor)[0]
    type_password(client, "editor")
    client.post(CODE, {"code": code_of(device)})
    assert client.post(NEW_CODES, {"password": "not it"}).status_code == 200
    assert StaticToken.objects.filter(token=old.replace("-", "")).exists()

    response = client.post(NEW_CODES, {"password": PASSWORD}, follow=True)

    assert response.content.decode().count("<li><code>") == 10
    assert not StaticToken.objects.filter(token=old.replace("-", "")).exists()


def test_turning_it_off_needs_the_password(trail: Trail, client: Client) -> None:
    editor = persona("editor")
    device = set_up(editor)
    type_password(client, "editor")
    client.post(CODE, {"code": code_of(device)})
    client.post(OFF, {"password": "not it"})
    assert device_of(editor)

    client.post(OFF, {"password": PASSWORD})

    assert device_of(editor) is None
    assert is_in(client)


def test_the_account_page_leads_there(trail: Trail, client: Client) -> None:
    persona("editor")
    type_password(client, "editor")

    assert "/admin/account/two-factor/" in client.get("/admin/account/").content.decode()
    assert client.get("/admin/account/two-factor/").status_code == 200


def test_the_operator_turns_it_off(trail: Trail, client: Client) -> None:
    editor = persona("editor")
    set_up(editor)

    call_command("two_factor_off", "editor")

    type_password(client, "editor")
    assert is_in(client)
    with pytest.raises(CommandError, match="nobody with the user name nobody"):
        call_command("two_factor_off", "nobody")


def test_an_administrator_takes_a_lost_app_away_and_others_do_not(trail: Trail, sign_in: Any) -> None:
    editor = persona("editor")
    set_up(editor)
    address = f"/admin/reports/sign-in/{editor.pk}/"
    sign_in("publisher").post(address, {"two_factor_off": "1"})
    assert device_of(editor)

    client = sign_in("administrator")
    assert "Take the app away" in client.get(address).content.decode()
    client.post(address, {"two_factor_off": "1"})

    assert device_of(editor) is None
