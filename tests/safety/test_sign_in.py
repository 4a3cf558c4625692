"""Signing in: after too many tries one has to wait, whoever one is, and an administrator can end that."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from tests.factories import PASSWORD, Trail, persona
from trail.safety.models import Try

from .steps import SIGN_IN, is_in, type_password

RESET = "/admin/password_reset/"
ELSEWHERE = "203.0.113.9"


@pytest.fixture(autouse=True)
def few_tries(settings: Any) -> None:
    """Fewer than on a real site, so that the tests are short."""
    quarter = timedelta(minutes=15)
    settings.TRAIL_TRIES = settings.TRAIL_TRIES | {
        "account": [(3, quarter)],
        "address": [(6, quarter)],
        "new-password-address": [(5, quarter)],
    }


def errors(response: Any) -> str:
    return " ".join(response.context["form"].non_field_errors())


def fail(client: Client, name: str, times: int, **extra: Any) -> Any:
    for _time in range(times):
        response = type_password(client, name, "not the password", **extra)
    return response


def an_hour_passes() -> None:
    for one in Try.objects.all():
        Try.objects.filter(pk=one.pk).update(at=one.at - timedelta(hours=1))


def test_after_too_many_wrong_passwords_the_right_one_has_to_wait_too(trail: Trail, client: Client) -> None:
    persona("editor")
    fail(client, "editor", 3)

    response = type_password(client, "editor")

    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= 15 * 60
    assert "Try again in 15 minutes" in errors(response)
    assert not is_in(client)

    an_hour_passes()
    assert type_password(client, "editor").status_code == 302
    assert is_in(client)


def test_waiting_is_enough_even_for_who_goes_on_trying(trail: Trail, client: Client) -> None:
    persona("editor")
    fail(client, "editor", 3)
    written = Try.objects.count()

    fail(client, "editor", 5)

    assert Try.objects.count() == written


def test_a_name_that_nobody_has_is_answered_like_one_that_somebody_has(trail: Trail) -> None:
    persona("editor")
    answers = {}
    for name in ("editor", "nobody"):
        client = Client()
        found = [fail(client, name, 1, REMOTE_ADDR=f"198.51.100.{len(answers)}") for _time in range(4)]
        answers[name] = [(answer.status_code, errors(answer)) for answer in found]

    assert answers["editor"] == answers["nobody"]
    assert [status for status, _words in answers["nobody"]] == [200, 200, 200, 429]


def test_somebody_who_may_not_sign_in_is_answered_the_same(trail: Trail, client: Client) -> None:
    editor = persona("editor")
    editor.is_active = False
    editor.save()

    assert errors(type_password(client, "editor")) == errors(type_password(client, "nobody"))


def test_one_address_tries_at_many_accounts_only_so_often(trail: Trail, client: Client) -> None:
    persona("editor")
    for number in range(6):
        fail(client, f"name{number}", 1)

    assert type_password(client, "editor").status_code == 429
    assert type_password(Client(), "editor", REMOTE_ADDR=ELSEWHERE).status_code == 302


def test_an_own_account_does_not_open_the_way_to_try_at_others(trail: Trail, client: Client) -> None:
    persona("editor")
    for number in range(6):
        fail(client, f"name{number}", 1)
        if number < 5:
            assert type_password(client, "editor").status_code == 302

    assert type_password(client, "another").status_code == 429


def test_strangers_do_not_lock_out_who_has_signed_in_on_this_browser(trail: Trail, client: Client) -> None:
    persona("editor")
    type_password(client, "editor")
    client.post("/admin/logout/")

    fail(Client(), "editor", 4, REMOTE_ADDR=ELSEWHERE)

    assert type_password(Client(), "editor", REMOTE_ADDR="198.51.100.1").status_code == 429
    assert type_password(client, "editor").status_code == 302


def test_the_note_of_a_known_browser_is_for_one_account_and_cannot_be_made_up(trail: Trail, client: Client) -> None:
    persona("editor")
    persona("publisher")
    type_password(client, "editor")
    cookie = client.cookies["trail_known_browser"]
    assert cookie["path"] == "/admin/" and cookie["httponly"]
    client.post("/admin/logout/")

    fail(Client(), "publisher", 3, REMOTE_ADDR=ELSEWHERE)
    assert type_password(client, "publisher").status_code == 429

    client.cookies["trail_known_browser"] = "abc:def:ghi"
    fail(Client(), "editor", 3, REMOTE_ADDR="198.51.100.2")
    assert type_password(client, "editor").status_code == 429


def test_there_is_no_second_door(trail: Trail, client: Client) -> None:
    response = client.get("/en/_util/login/?next=/en/about/")

    assert (response.status_code, response["Location"]) == (302, f"{SIGN_IN}?next=%2Fen%2Fabout%2F")


def test_a_new_password_is_mailed_only_so_often_and_says_nothing(trail: Trail, client: Client) -> None:
    persona("editor")
    answers = []
    for address in ("editor@example.org", "nobody@example.org"):
        found = [client.post(RESET, {"email": address}, REMOTE_ADDR=f"192.0.2.{len(answers)}") for _time in range(4)]
        answers.append([(answer.status_code, answer.get("Location")) for answer in found])

    assert answers[0] == answers[1]
    assert [status for status, _address in answers[0]] == [302, 302, 302, 429]
    assert [message.to for message in mail.outbox] == [["editor@example.org"]] * 3
    assert "/admin/password_reset/confirm/" in mail.outbox[0].body


def test_one_address_asks_for_few_new_passwords(trail: Trail, client: Client) -> None:
    statuses = [client.post(RESET, {"email": f"{number}@example.org"}).status_code for number in range(6)]

    assert statuses == [302, 302, 302, 302, 302, 429]


def test_an_administrator_lets_somebody_in_again(trail: Trail, sign_in: Any) -> None:
    editor = persona("editor")
    visitor = Client()
    fail(visitor, "editor", 3, REMOTE_ADDR=ELSEWHERE)
    administrator = sign_in("administrator")
    assert "Try again in" in administrator.get("/admin/reports/sign-in/").content.decode()

    response = administrator.post(f"/admin/reports/sign-in/{editor.pk}/", {"let_in": "1"})

    assert response.status_code == 302
    assert type_password(visitor, "editor", REMOTE_ADDR=ELSEWHERE).status_code == 302


def test_an_administrator_lets_an_address_try_again(trail: Trail, sign_in: Any) -> None:
    for number in range(6):
        fail(Client(), f"name{number}", 1, REMOTE_ADDR=ELSEWHERE)
    administrator = sign_in("administrator")
    assert ELSEWHERE in administrator.get("/admin/reports/sign-in/").content.decode()

    administrator.post("/admin/reports/sign-in/", {"address": ELSEWHERE})

    persona("editor")
    assert type_password(Client(), "editor", REMOTE_ADDR=ELSEWHERE).status_code == 302


@pytest.mark.parametrize("name", ["editor", "publisher"])
def test_others_do_not_see_how_people_sign_in(trail: Trail, sign_in: Any, name: str) -> None:
    administrator = persona("administrator")
    fail(Client(), "administrator", 3, REMOTE_ADDR=ELSEWHERE)
    client = sign_in(name)

    assert client.get("/admin/reports/sign-in/").status_code == 302
    assert client.post(f"/admin/reports/sign-in/{administrator.pk}/", {"let_in": "1"}).status_code == 302
    assert Try.objects.count() == 6
    assert "Sign-in" not in client.get("/admin/").content.decode()


def test_nobody_lets_in_who_may_do_more_than_themselves(trail: Trail, sign_in: Any) -> None:
    root = persona("visitor")
    root.is_superuser = True
    root.save()
    client = sign_in("administrator")

    assert client.get(f"/admin/reports/sign-in/{root.pk}/").status_code == 302
    assert f"/admin/reports/sign-in/{root.pk}/" not in client.get("/admin/reports/sign-in/").content.decode()


def test_the_operator_lets_people_and_addresses_in(trail: Trail, client: Client, capsys: Any) -> None:
    persona("editor")
    fail(client, "editor", 3)
    call_command("let_in", "editor")
    assert type_password(client, "editor").status_code == 302
    for number in range(6):
        fail(Client(), f"name{number}", 1, REMOTE_ADDR=ELSEWHERE)
    call_command("let_in", ELSEWHERE)
    assert type_password(Client(), "editor", REMOTE_ADDR=ELSEWHERE).status_code == 302

    with pytest.raises(CommandError, match="neither a user name nor an address"):
        call_command("let_in", "nobody at all")


def test_what_was_typed_as_a_name_is_not_kept(trail: Trail, client: Client) -> None:
    fail(client, PASSWORD, 1)

    assert not Try.objects.filter(key__icontains=PASSWORD).exists()
    assert Try.objects.filter(at__lte=timezone.now()).count() == 2
