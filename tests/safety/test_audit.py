"""The site's history says who came in, who was kept out and who may do what; and those read it who look after it."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.test import Client
from wagtail.log_actions import LogContext, registry
from wagtail.models import GroupPagePermission, ModelLogEntry

from tests.factories import PASSWORD, Trail, persona
from trail.accounts.roles import EDITOR, PUBLISHER
from trail.safety.audit import PLAIN, SIGN_INS, WITH_ADDRESS

from .steps import CODE, code_of, set_up, type_password, wrong_code_of

HISTORY = "/admin/reports/site-history/"


@pytest.fixture(autouse=True)
def nothing_written_yet(trail: Trail) -> None:
    """The personas' own roles are written too."""
    for name in ("administrator", "publisher", "editor"):
        persona(name)
    ModelLogEntry.objects.all().delete()


def written(action: str) -> list[tuple[str, str]]:
    """What was written of an action: on whom, and in which words."""
    return [
        (entry.label, str(entry.formatter.format_message(entry)))
        for entry in ModelLogEntry.objects.filter(action=action)
    ]


def test_signing_in_and_out_and_failing_is_written(client: Client) -> None:
    type_password(client, "editor", "not it", REMOTE_ADDR="203.0.113.9")
    type_password(client, "editor")
    client.post("/admin/logout/")

    assert written("trail.sign_in_failed") == [("editor", "Wrong password, from 203.0.113.9")]
    assert written("trail.sign_in") == [("editor", "Signed in from 127.0.0.1")]
    assert written("trail.sign_out") == [("editor", "Signed out")]


def test_a_name_that_nobody_has_is_written_without_the_name(client: Client) -> None:
    type_password(client, PASSWORD, "x")

    assert len(written("trail.unknown_sign_in")) == 1
    assert PASSWORD not in str(list(ModelLogEntry.objects.values()))


def test_two_factor_is_written(client: Client) -> None:
    device = set_up(persona("editor"))
    type_password(client, "editor")
    client.post(CODE, {"code": wrong_code_of(device)})
    assert written("trail.code_refused") and not written("trail.sign_in")
    client.post(CODE, {"code": code_of(device)})
    client.post("/admin/account/two-factor/new-codes/", {"password": PASSWORD})
    client.post("/admin/account/two-factor/off/", {"password": PASSWORD})

    for action in ("trail.sign_in", "trail.recovery_codes", "trail.two_factor_off"):
        assert [label for label, _words in written(action)] == ["editor"], action


def test_roles_and_rights_are_written_with_who_changed_them(sign_in: Any) -> None:
    administrator, editor = persona("administrator"), persona("editor")
    role = Group.objects.get(name=PUBLISHER)
    with LogContext(user=administrator):
        editor.groups.add(role)
        editor.groups.set([])
        editor.is_superuser = True
        editor.save()
        editor.set_password("another long password")
        editor.save()

    assert [words for label, words in reversed(written("trail.rights")) if label == "editor"] == [
        f"Given: {PUBLISHER}",
        f"Taken: {EDITOR}, {PUBLISHER}",
        "Given: superuser",
    ]
    assert written("trail.password") == [("editor", "Password changed")]
    assert {entry.user for entry in ModelLogEntry.objects.all()} == {administrator}


def test_from_the_other_end_it_is_written_on_the_person_too() -> None:
    role = Group.objects.get(name=PUBLISHER)
    with LogContext(user=persona("administrator")):
        role.user_set.add(persona("editor"))
        role.user_set.clear()

    assert {label for label, _words in written("trail.rights")} == {"editor", "publisher"}


def test_the_rights_of_a_role_are_written(trail: Trail) -> None:
    role = Group.objects.get(name=EDITOR)
    right = Permission.objects.get(content_type__app_label="wagtailcore", codename="publish_page")
    with LogContext(user=persona("administrator")):
        held = GroupPagePermission.objects.create(group=role, page=trail.home, permission=right)
        held.delete()
        role.permissions.add(Permission.objects.get(codename="delete_user"))

    assert [words for _label, words in reversed(written("trail.rights"))] == [
        "Given: publish_page (The trail)",
        "Taken: publish_page (The trail)",
        "Given: delete_user",
    ]


def test_what_an_administrator_does_in_the_admin_is_written(sign_in: Any) -> None:
    editor = persona("editor")
    client = sign_in("administrator")
    address = f"/admin/users/edit/{editor.pk}/"
    publisher = Group.objects.get(name=PUBLISHER)
    values = {
        "username": "editor",
        "email": "editor@example.org",
        "first_name": "A",
        "last_name": "B",
        "is_active": "on",
    }

    response = client.post(address, {**values, "groups": [publisher.pk]})

    assert response.status_code == 302
    assert set(written("trail.rights")) == {("editor", f"Given: {PUBLISHER}"), ("editor", f"Taken: {EDITOR}")} or {
        label for label, _words in written("trail.rights")
    } == {"A B"}
    assert {entry.user.username for entry in ModelLogEntry.objects.filter(action="trail.rights")} == {"administrator"}


def test_fixtures_and_commands_are_not_taken_for_work() -> None:
    persona("editor").groups.add(Group.objects.get(name=PUBLISHER))
    call_command("ensure_roles")

    assert not written("trail.rights")


def test_a_backup_is_written(tmp_path: Any) -> None:
    call_command("backup", tmp_path / "trail.tar", "--quiet")

    assert [words for _label, words in written("trail.kept")] == ["Backup made: trail.tar"]


def test_who_looks_after_people_reads_it_and_others_do_not(sign_in: Any) -> None:
    type_password(Client(), "publisher", "not it", REMOTE_ADDR="203.0.113.9")

    assert "203.0.113.9" in sign_in("administrator").get(HISTORY).content.decode()
    assert "203.0.113.9" not in sign_in("editor").get(HISTORY).content.decode()


def test_the_report_can_be_narrowed_to_each_action(sign_in: Any) -> None:
    registry.scan_for_actions()
    labels = dict(registry.choices)

    assert {*PLAIN, *WITH_ADDRESS, *SIGN_INS, "trail.rights", "trail.kept", "trail.recovery_code_used"} <= set(labels)
    assert all(str(labels[action]) for action in PLAIN)
