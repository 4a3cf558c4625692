"""The last backup is known, and administrators are told when it is too old."""

from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone

from tests.factories import Trail
from trail.keeping import records
from trail.keeping.models import Backup

pytestmark = pytest.mark.django_db
TOO_OLD, NONE_YET = "The last backup is 3 days old", "No backup has been made yet"


def made(days: int) -> Backup:
    backup = Backup.objects.create(file="trail.tar", size=2048, sha256="0" * 64, rows=7, files=1)
    Backup.objects.filter(pk=backup.pk).update(made_at=timezone.now() - timedelta(days=days, minutes=1))
    return backup


def test_a_backup_is_written_down(trail: Trail, tmp_path: Path, media_root: Path, capsys: Any) -> None:
    path = tmp_path / "trail.tar"
    call_command("backup", path)
    backup = Backup.objects.get()
    assert (backup.file, backup.size) == ("trail.tar", path.stat().st_size)
    assert backup.sha256 == sha256(path.read_bytes()).hexdigest()
    assert backup.sha256 in capsys.readouterr().out
    assert backup.rows > 100 and records.worry(backup) == ""


def test_a_backup_that_cannot_be_written_down_is_whole_all_the_same(
    trail: Trail, tmp_path: Path, media_root: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    def fails(*_arguments: Any) -> None:
        raise DatabaseError("read only")

    monkeypatch.setattr(records, "record", fails)
    call_command("backup", tmp_path / "trail.tar", "--quiet")
    assert "The backup is whole" in capsys.readouterr().err
    call_command("restore", tmp_path / "trail.tar", "--check", "--quiet")


def test_a_hundred_are_remembered(tmp_path: Path) -> None:
    from trail.keeping.backup import Kept

    for _number in range(records.MANY + 5):
        records.record(tmp_path / "trail.tar", Kept())
    assert Backup.objects.count() == records.MANY


@pytest.mark.parametrize(
    ("days", "warn_after", "debug", "expected"),
    [
        (None, 2, False, NONE_YET),
        (None, 2, True, ""),
        (None, 0, False, ""),
        (1, 2, False, ""),
        (3, 2, False, TOO_OLD),
        (3, 7, False, ""),
        (3, 2, True, ""),
        (3, 0, False, ""),
    ],
)
def test_it_is_time_to_worry(settings: Any, days: int | None, warn_after: int, debug: bool, expected: str) -> None:
    settings.TRAIL_BACKUP_WARN_DAYS, settings.DEBUG = warn_after, debug
    if days is not None:
        made(days)
    said = records.worry(records.last_backup())
    assert expected in said and bool(expected) == bool(said)


@pytest.mark.parametrize(("name", "told"), [("administrator", True), ("publisher", False), ("editor", False)])
def test_administrators_are_told_on_the_first_page(sign_in: Callable[[str], Client], name: str, told: bool) -> None:
    made(3)
    page = sign_in(name).get("/admin/").content.decode()
    assert (TOO_OLD in page) == told


def test_nothing_is_said_while_all_is_well(sign_in: Callable[[str], Client]) -> None:
    made(3)
    made(0)
    assert "The last backup" not in sign_in("administrator").get("/admin/").content.decode()


def test_the_state_of_the_installation_names_it(sign_in: Callable[[str], Client]) -> None:
    client = sign_in("administrator")
    assert client.get("/-/status").json()["backup"]["made_at"] is None
    made(3)
    said = client.get("/-/status").json()
    assert said["backup"]["file"] == "trail.tar" and said["backup"]["bytes"] == 2048
    assert any(TOO_OLD in worry for worry in said["worries"]) and not said["ok"]
    assert TOO_OLD in client.get("/admin/reports/state/").content.decode()
