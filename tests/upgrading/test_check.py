"""`manage.py check_migrations`, over the migrations of this program."""

import json
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from trail.upgrading import checking, released


@pytest.fixture
def list_of_released(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the list, to be spoilt."""
    path = tmp_path / "released.json"
    path.write_text(released.RELEASED.read_text())
    monkeypatch.setattr(released, "RELEASED", path)
    return path


def changed(path: Path, **sums: str | None) -> None:
    versions: dict[str, dict[str, str]] = json.loads(path.read_text())
    for name, digest in sums.items():
        app, _, number = name.partition("__")
        for names in versions.values():
            names.pop(f"{app}.{number}", None)
        if digest is not None:
            versions["1.0"][f"{app}.{number}"] = digest
    path.write_text(json.dumps(versions))


def refused(capsys: pytest.CaptureFixture[str]) -> str:
    with pytest.raises(CommandError, match="stand in the way of an upgrade"):
        call_command("check_migrations")
    return capsys.readouterr().err


def test_the_program_can_be_upgraded_while_visitors_read() -> None:
    assert checking.faults() == []


def test_make_lint_asks(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(Path(settings.BASE_DIR) / "scripts"))
    [(command, _environment)] = import_module("lint").checks("")["upgrades"]
    assert command[-2:] == ["manage.py", "check_migrations"]


def test_a_bad_migration_shows_red(list_of_released: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One of ours that no later release could bring: it adds columns that the program before it would not fill."""
    changed(list_of_released, heritage__0006_translated_from=None)
    said = refused(capsys)
    assert "heritage.0006_translated_from NOT_NULL: Add field translated_from to campaignpage" in said
    assert said.count("NOT_NULL") == 16


def test_a_released_migration_that_was_changed_shows_red(
    list_of_released: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changed(list_of_released, accounts__0001_initial="0" * 16)
    assert "accounts.0001_initial was released and has been changed" in refused(capsys)


def test_a_released_migration_that_is_gone_shows_red(
    list_of_released: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changed(list_of_released, accounts__0077_lost="0" * 16)
    assert "accounts.0077_lost was released and is gone" in refused(capsys)


def test_a_migration_that_nobody_has_explained_shows_red(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    known = checking.explained()
    monkeypatch.setattr(checking, "explained", lambda: known - {"keeping.0001_initial"})
    assert "keeping.0001_initial has no line in docs/how-to/upgrade.md" in refused(capsys)


def test_a_release_is_written_down(list_of_released: Path) -> None:
    changed(list_of_released, visits__0001_initial=None, keeping__0001_initial=None)
    call_command("check_migrations", "--release", "1.1")
    versions: dict[str, Any] = json.loads(list_of_released.read_text())
    assert list(versions["1.1"]) == ["keeping.0001_initial", "visits.0001_initial"]
    assert "accounts.0001_initial" in versions["1.0"]
    assert released.sums() == {released.name_of(each): released.sum_of(each) for each in checking.our_migrations()}


def test_how_a_migration_is_laid_out_does_not_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "0001_initial.py"
    monkeypatch.setattr(released.inspect, "getfile", lambda _of: str(path))
    sums = []
    for source in ('x = ["a"]\n', "# words\nx = [\n  'a',\n]\n", "x = ['b']\n"):
        path.write_text(source)
        sums.append(released.sum_of(object()))
    assert sums[0] == sums[1] != sums[2]
