"""What happens beside a backup or a restore: people who work, another backup, a database that goes away."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from tests import factories
from tests.keeping.reading import content, hidden
from trail.images.models import Picture
from trail.keeping import backup as making
from trail.keeping.backup import make_backup
from trail.keeping.files import Exchange, alone, broken_off
from trail.keeping.models import Backup, Restoration
from trail.keeping.restore import restore
from trail.store import keys
from trail.store.models import Drop

pytestmark = pytest.mark.django_db


def test_a_file_deleted_meanwhile_does_not_stop_it(
    trail: factories.Trail, media: Path, tmp_path: Path, monkeypatch: Any
) -> None:
    listed = making.files_in

    def vanishing(folder: Path) -> Any:
        found = list(listed(folder))
        for _name, path in found[:1]:
            path.unlink()
        return iter(found)

    monkeypatch.setattr(making, "files_in", vanishing)
    make_backup(tmp_path / "trail.tar")
    call_command("restore", tmp_path / "trail.tar", "--check", "--quiet")


def test_a_picture_deleted_while_it_is_made_is_in_it(
    trail: factories.Trail, media: Path, tmp_path: Path, monkeypatch: Any
) -> None:
    """Its row may be of the moment that is kept: it would come back without its file."""
    file = Path(Picture.objects.get().file.path)
    rows = making.rows_of

    def rows_and_then_it_is_gone(model: Any, using: str) -> Any:
        yield from rows(model, using)
        file.unlink(missing_ok=True)
        (media / "added.txt").write_text("meanwhile")

    monkeypatch.setattr(making, "rows_of", rows_and_then_it_is_gone)
    kept = make_backup(tmp_path / "trail.tar")
    assert {f"files/default/original_images/{file.name}", "files/default/added.txt"} <= set(
        content(tmp_path / "trail.tar")
    )
    assert kept.files == 3


def test_two_at_once_do_not_write_into_one_file(trail: factories.Trail, tmp_path: Path, monkeypatch: Any) -> None:
    path, refused = tmp_path / "trail.tar", []
    rows = making.rows_of

    def rows_and_another(model: Any, using: str) -> Any:
        if not refused:
            refused.append(True)
            with pytest.raises(CommandError, match="another backup is being written there"):
                call_command("backup", path, "--quiet")
        yield from rows(model, using)

    monkeypatch.setattr(making, "rows_of", rows_and_another)
    call_command("backup", path, "--quiet")
    assert refused
    call_command("restore", path, "--check", "--quiet")


def test_a_backup_and_a_restore_do_not_meet(kept: Path, tmp_path: Path) -> None:
    with alone(), pytest.raises(CommandError, match="is being brought back at this moment"):
        call_command("backup", tmp_path / "other.tar")
    with alone(), pytest.raises(CommandError, match="being made or brought back at this moment"):
        call_command("restore", kept, "--overwrite")


def test_what_is_of_this_installation_stays(kept: Path, trail: factories.Trail) -> None:
    """Which backups were made here does not depend on which one is brought back."""
    call_command("backup", kept, "--replace", "--quiet")
    call_command("backup", kept.with_name("later.tar"), "--quiet")
    restore(kept, overwrite=True)
    assert list(Backup.objects.order_by("pk").values_list("file", flat=True)) == ["trail.tar", "later.tar"]
    assert Restoration.objects.count() == 1


def test_kept_pages_are_dropped_with_the_rows(kept: Path, settings: Any) -> None:
    """The messages to other processes are of this installation: their numbers must not begin anew."""
    settings.TRAIL_STORE = True
    before = Drop.objects.create(keys=["page-1"])
    restore(kept, overwrite=True)
    first, last = Drop.objects.earliest("pk"), Drop.objects.latest("pk")
    assert first == before
    assert (last.keys, last.hard) == ([keys.EVERYTHING], True)


def test_a_database_that_goes_away_leaves_the_files_for_later(kept: Path, media: Path, monkeypatch: Any) -> None:
    """While nobody knows whether the rows were written, nobody knows which files are right."""
    put = Exchange.put_in_place

    def then_all_is_gone(self: Exchange) -> None:
        put(self)
        monkeypatch.setattr(Restoration.objects, "using", lost)
        raise OperationalError("server closed the connection unexpectedly")

    def lost(*_arguments: Any) -> Any:
        raise OperationalError("server closed the connection unexpectedly")

    (media / "later.txt").write_text("came later")
    monkeypatch.setattr(Exchange, "put_in_place", then_all_is_gone)
    with pytest.raises(OperationalError):
        restore(kept, overwrite=True)
    assert not (media / "later.txt").exists() and broken_off()
    monkeypatch.undo()
    call_command("restore", "--recover", "--quiet")
    assert (media / "later.txt").read_text() == "came later"
    assert hidden(media) == []
