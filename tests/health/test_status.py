"""The state of the installation, for administrators and for programs with the token; for nobody else."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from tests.factories import Trail, draft_of
from trail.health import facts, installation, schedule
from trail.health.facts import Fact
from trail.health.models import Run
from trail.settings.environment import SECRETS

pytestmark = pytest.mark.django_db
TOKEN = "a-token-of-this-test-alone"


@pytest.fixture
def token(settings: Any) -> str:
    settings.TRAIL_STATUS_TOKEN = TOKEN
    return TOKEN


def asked(client: Client, token: str) -> Any:
    return client.get("/-/status", headers={"authorization": f"Bearer {token}"})


def worries_of(ask: Callable[[], list[Fact]]) -> list[str]:
    return [str(fact.worry) for fact in ask() if fact.worry]


def test_an_administrator_reads_all_parts(sign_in: Callable[[str], Client]) -> None:
    response = sign_in("administrator").get("/-/status")

    assert response.status_code == 200
    said = response.json()
    assert {"versions", "database", "queue", "backup", "schedule", "disk", "mail"} <= set(said)
    assert said["versions"]["django"].startswith("5.2")
    assert said["database"]["bytes"] > 0 and said["database"]["migrations_missing"] == 0
    assert said["queue"]["backend"] == "immediate"
    assert "no-store" in response["Cache-Control"]


def test_a_program_reads_it_with_the_token(client: Client, token: str) -> None:
    assert asked(client, token).json()["versions"]["python"]
    assert TOKEN not in asked(client, token).content.decode()


@pytest.mark.parametrize("persona", ["publisher", "editor", "visitor"])
def test_others_who_sign_in_do_not(sign_in: Callable[[str], Client], persona: str, token: str) -> None:
    client = sign_in(persona)
    response = client.get("/-/status")
    assert response.status_code == 403 and set(response.json()) == {"error"}
    assert client.get("/admin/reports/state/").status_code in {302, 403}
    if persona != "visitor":
        assert "/admin/reports/state/" not in client.get("/admin/").content.decode()


@pytest.mark.parametrize(
    "given",
    ["", "Bearer", "Bearer ", "Bearer wrong", f"Basic {TOKEN}", TOKEN, f"Bearer {TOKEN}x", "Bearer ü"],
)
def test_a_wrong_token_opens_nothing(client: Client, token: str, given: str) -> None:
    response = client.get("/-/status", headers={"authorization": given} if given else {})
    assert response.status_code == 401
    assert set(response.json()) == {"error"}
    assert response["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("given", ["Bearer", "Bearer ", "Bearer none"])
def test_without_a_token_set_none_is_right(client: Client, settings: Any, given: str) -> None:
    settings.TRAIL_STATUS_TOKEN = ""
    assert client.get("/-/status", headers={"authorization": given}).status_code == 401


def test_the_token_is_a_secret_and_never_in_an_address(client: Client, token: str) -> None:
    assert "TRAIL_STATUS_TOKEN" in SECRETS
    assert client.get(f"/-/status?token={TOKEN}").status_code == 401


def test_the_page_in_the_admin_says_the_same(sign_in: Callable[[str], Client]) -> None:
    client = sign_in("administrator")
    page = client.get("/admin/reports/state/").content.decode()
    assert "Last backup" in page and "at once, inside the request" in page
    assert "Mails are sent" in page and "No backup has been made yet" in page
    assert "/admin/reports/state/" in client.get("/admin/").content.decode()


def test_a_part_that_fails_spoils_no_other(
    client: Client, token: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails() -> list[Fact]:
        raise OperationalError("password authentication failed for user trail")

    monkeypatch.setattr(facts, "_parts", dict(facts._parts))
    facts.register("schedule", fails, heading="Clock")

    said = asked(client, token).json()

    assert said["schedule"] == {"readable": False}
    assert said["versions"] and not said["ok"]
    assert any("OperationalError" in worry for worry in said["worries"])
    assert "password" not in json.dumps(said)


def test_while_the_database_is_gone_the_token_still_opens_it(
    client: Client, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_arguments: Any) -> None:
        raise OperationalError("connection refused")

    cache.clear()
    monkeypatch.setattr(connection, "cursor", gone)
    response = asked(client, token)
    signed_out = client.get("/-/status")
    monkeypatch.undo()
    assert response.status_code == 200
    said = response.json()
    assert said["database"] == {"readable": False} and said["versions"]["python"] and not said["ok"]
    assert signed_out.status_code == 401


def test_no_secret_stands_in_it(client: Client, token: str, settings: Any, monkeypatch: Any) -> None:
    for name in SECRETS:
        monkeypatch.setenv(name, "quite-a-secret")
    settings.SECRET_KEY = settings.EMAIL_HOST_PASSWORD = "quite-a-secret"
    assert "quite-a-secret" not in asked(client, token).content.decode()


def test_a_disk_that_is_full_worries(settings: Any, monkeypatch: Any, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path / "not" / "made" / "yet"
    monkeypatch.setattr(installation, "LITTLE_ROOM", 1 << 60)
    monkeypatch.setattr(installation, "LITTLE_SHARE", 1.01)
    assert "There is hardly room left on the disk of “data”." in worries_of(installation.disk)


def test_pages_that_are_overdue_worry(trail: Trail) -> None:
    assert worries_of(schedule.state) == []
    revision = draft_of(trail.about, title="Tomorrow")
    revision.approved_go_live_at = timezone.now() + timedelta(days=1)
    revision.save()
    assert worries_of(schedule.state) == []
    assert {fact.key: fact.value for fact in schedule.state()}["pending"] == 1
    revision.approved_go_live_at = timezone.now() - timedelta(hours=1)
    revision.save()
    assert "Pages are due and not published" in worries_of(schedule.state)[0]


def test_the_clock_leaves_its_mark(trail: Trail, monkeypatch: pytest.MonkeyPatch) -> None:
    call_command("publish_scheduled")
    run = Run.objects.get(command="publish_scheduled")
    assert not run.failed and worries_of(schedule.state) == []
    call_command("publish_scheduled", "--dryrun")
    assert Run.objects.get(command="publish_scheduled").finished_at == run.finished_at

    monkeypatch.setattr("trail.publishing.management.commands.publish_scheduled.Command._take_down", lambda *_: False)
    trail.about.expire_at = timezone.now() - timedelta(hours=1)
    trail.about.save()
    with pytest.raises(CommandError):
        call_command("publish_scheduled")
    assert "“publish_scheduled” failed when it last ran" in worries_of(schedule.state)[0]


def test_every_fact_can_be_read_by_people_and_programs() -> None:
    parts = facts.gathered()
    assert len(parts) >= 7
    for _part, found in parts:
        for fact in found:
            assert str(fact.label) and str(fact), fact.key
            assert fact.value is None or isinstance(fact.value, str | int | float | bool | type(timezone.now()))
