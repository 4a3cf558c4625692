"""A backup holds everything, comes back whole, and leaves what was there where it cannot."""

import io
import json
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.test import Client
from wagtail.models import Page, Revision

from tests import factories
from trail.finding.index import rebuild
from trail.finding.models import Entry
from trail.images.models import Picture
from trail.keeping import backup as making
from trail.keeping import restore as bringing
from trail.keeping.archive import BackupUnreadable
from trail.keeping.backup import make_backup
from trail.keeping.files import LOCK, Exchange, alone, broken_off
from trail.keeping.models import Backup, Restoration
from trail.keeping.restore import CannotRestore, restore
from trail.keeping.signals import restored
from trail.keeping.tables import DERIVED, OWN, PASSING, kept_models
from trail.settings.environment import SECRETS

pytestmark = pytest.mark.django_db


@pytest.fixture
def media(media_root: Path, tmp_path: Path, settings: Any) -> Path:
    """Folders of this test alone."""
    originals = {**settings.STORAGES["originals"], "OPTIONS": {"location": tmp_path / "originals", "base_url": None}}
    settings.STORAGES = {**settings.STORAGES, "originals": originals}
    (tmp_path / "originals").mkdir()
    (tmp_path / "originals" / "scan.tif").write_bytes(b"as it came")
    return media_root


@pytest.fixture
def trail(media: Path) -> factories.Trail:
    trail = factories.make_trail()
    picture = factories.make_picture("The gate")
    trail.site.lead_image, trail.site.lead_image_decorative = picture, True
    trail.site.save_revision().publish()
    factories.persona("editor")
    rebuild()
    return trail


@pytest.fixture
def kept(trail: factories.Trail, tmp_path: Path) -> Path:
    path = tmp_path / "trail.tar"
    make_backup(path)
    return path


def manifest(path: Path) -> dict[str, Any]:
    with tarfile.open(path) as tar:
        return json.loads(tar.extractfile("manifest.json").read())  # type: ignore[union-attr]


def content(path: Path) -> dict[str, str]:
    """What is in a backup, by its check sums."""
    return {name: member["sha256"] for name, member in manifest(path)["members"].items()}


def hidden(folder: Path) -> list[str]:
    """What lies in a folder and is not the trail's."""
    return sorted(path.name for path in folder.iterdir() if path.name.startswith(".") and path.name != LOCK)


def remade(path: Path, change: Callable[[str, bytes], tuple[str, bytes] | None]) -> Path:
    """A backup with other members."""
    out = path.with_name("remade.tar")
    with tarfile.open(path) as tar, tarfile.open(out, "w") as new:
        for entry in tar.getmembers():
            changed = change(entry.name, tar.extractfile(entry).read())  # type: ignore[union-attr]
            if changed is not None:
                entry.name, entry.size = changed[0], len(changed[1])
                new.addfile(entry, io.BytesIO(changed[1]))
    return out


def test_everything_comes_back(kept: Path, trail: factories.Trail, media: Path, tmp_path: Path) -> None:
    before = Client().get(trail.site.url).content
    file = Path(Picture.objects.get().file.path)
    Page.objects.get(pk=trail.cemetery.pk).delete()
    get_user_model().objects.all().delete()
    trail.site.title = "Another"
    trail.site.save_revision().publish()
    file.unlink()
    (media / "later.txt").write_text("came later")
    (tmp_path / "originals" / "scan.tif").write_bytes(b"spoilt")
    restored = restore(kept, overwrite=True)
    again = tmp_path / "again.tar"
    make_backup(again)
    assert content(again) == content(kept)
    assert restored.rows == sum(manifest(kept)["rows"].values()) and restored.files == 2
    assert file.exists() and not (media / "later.txt").exists()
    assert (tmp_path / "originals" / "scan.tif").read_bytes() == b"as it came"
    assert Client().get(trail.site.url).content == before
    assert get_user_model().objects.get(username="editor").check_password(factories.PASSWORD)
    assert Page.find_problems() == ([], [], [], [], [])
    assert hidden(media) == []


def test_what_is_derived_is_made_again(kept: Path, trail: factories.Trail) -> None:
    Entry.objects.all().delete()
    restore(kept, overwrite=True)
    assert Entry.objects.filter(title=trail.cemetery.title).exists()
    assert trail.cemetery.title in [page.title for page in Page.objects.live().search(trail.cemetery.title)]


def test_new_rows_have_new_keys_afterwards(kept: Path) -> None:
    restore(kept, overwrite=True)
    last = Revision.objects.order_by("-pk").first()
    home = Page.objects.filter(depth=2).first()
    assert last is not None and home is not None
    assert home.specific.save_revision().pk > last.pk


def test_every_table_is_kept_derived_or_passing(kept: Path) -> None:
    tables = {name.removeprefix("database/").removesuffix(".jsonl.gz") for name in content(kept) if "database/" in name}
    assert tables == {model._meta.label_lower for model in kept_models()}
    assert not tables & (DERIVED | PASSING | OWN)
    models = {model._meta.label_lower for model in apps.get_models(include_auto_created=True)}
    assert models | {"wagtailsearch.sqliteftsindexentry"} >= DERIVED | PASSING | OWN
    assert {"wagtailcore.page", "accounts.user", "images.picture", "heritage.cemeterypage"} <= tables


def test_no_secret_is_in_it(trail: factories.Trail, tmp_path: Path, settings: Any, monkeypatch: Any) -> None:
    settings.SECRET_KEY = "quite-a-secret-key-of-this-test"
    for name in (*SECRETS, "TRAIL_EMAIL_PASSWORD", "TRAIL_SOME_TOKEN"):
        monkeypatch.setenv(name, "quite-a-secret-key-of-this-test")
    monkeypatch.setenv("TRAIL_LANGUAGE", "en")
    path = tmp_path / "trail.tar"
    make_backup(path)
    assert b"quite-a-secret" not in path.read_bytes()
    assert manifest(path)["settings"]["environment"]["TRAIL_LANGUAGE"] == "en"
    assert path.stat().st_mode & 0o077 == 0, "Nobody else may read the hashes of passwords."


def test_an_installation_in_use_is_left_alone(kept: Path, trail: factories.Trail) -> None:
    with pytest.raises(CannotRestore, match=r"is in use\. With --overwrite"):
        restore(kept)
    assert Page.objects.filter(pk=trail.site.pk).exists()


def spoilt(kept: Path, how: str) -> Path:
    whole = kept.read_bytes()
    other = kept.with_name("spoilt.tar")
    if how == "cut short":
        other.write_bytes(whole[: len(whole) // 2])
    elif how == "a byte changed":
        with tarfile.open(kept) as tar:
            at = tar.getmember("database/wagtailcore.page.jsonl.gz").offset_data + 40
        other.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
    elif how == "no archive":
        other.write_bytes(b"Dear Sirs, " * 300)
    elif how == "empty":
        other.write_bytes(b"")
    elif how == "a member missing":
        return remade(kept, lambda name, data: None if name.endswith("images.picture.jsonl.gz") else (name, data))
    elif how == "another archive":
        with tarfile.open(other, "w") as tar:
            tar.addfile(tarfile.TarInfo("letter.txt"), io.BytesIO())
    elif how == "a way out":
        way = "files/originals/../../../out"
        return remade(
            kept,
            lambda name, data: (
                name.replace("files/originals/scan.tif", way),
                data.replace(b"files/originals/scan.tif", way.encode()),
            ),
        )
    elif how == "a later format":
        return remade(kept, lambda name, data: (name, data.replace(b'"format": 1', b'"format": 2')))
    return other


@pytest.mark.parametrize(
    "how",
    ["cut short", "a byte changed", "no archive", "empty", "a member missing", "another archive", "a way out", "a later format"],
)  # fmt: skip
def test_a_spoilt_file_changes_nothing(kept: Path, trail: factories.Trail, how: str, tmp_path: Path) -> None:
    before = Page.objects.count()
    with pytest.raises(CommandError, match="Nothing was changed"):
        call_command("restore", spoilt(kept, how), "--overwrite", "--quiet")
    assert Page.objects.count() == before
    assert not (tmp_path.parent / "out").exists()


def test_a_backup_of_another_version_names_what_differs(kept: Path) -> None:
    other = remade(kept, lambda name, data: (name, data.replace(b'"heritage.0001_initial"', b'"heritage.0999_later"')))
    with pytest.raises(CannotRestore, match=r"heritage\.0999_later, heritage\.0001_initial.*Install that version"):
        restore(other, overwrite=True)


@pytest.mark.parametrize("where", ["rebuild", "count_on_from_here", "write_rows"])
def test_a_failure_in_the_middle_leaves_all_as_it_was(
    kept: Path, trail: factories.Trail, media: Path, where: str, monkeypatch: Any, tmp_path: Path
) -> None:
    (media / "later.txt").write_text("came later")
    trail.site.title = "Another"
    trail.site.save_revision().publish()

    def fails(*_arguments: Any) -> None:
        raise OSError("The disk is full")

    monkeypatch.setattr(bringing, where, fails)
    with pytest.raises(CommandError, match="The disk is full"):
        call_command("restore", kept, "--overwrite", "--quiet")
    assert Page.objects.get(pk=trail.site.pk).title == "Another"
    assert (media / "later.txt").read_text() == "came later"
    assert Path(Picture.objects.get().file.path).exists()
    assert hidden(media) == []


def test_files_are_taken_back_when_the_rows_cannot_be_committed(kept: Path, media: Path, monkeypatch: Any) -> None:
    put = Exchange.put_in_place

    def then_fails(self: Exchange) -> None:
        put(self)
        raise OSError("The database went away")

    (media / "later.txt").write_text("came later")
    monkeypatch.setattr(Exchange, "put_in_place", then_fails)
    with pytest.raises(OSError, match="went away"):
        restore(kept, overwrite=True)
    assert (media / "later.txt").exists() and Path(Picture.objects.get().file.path).exists()


def test_a_backup_that_breaks_off_leaves_no_file(trail: factories.Trail, tmp_path: Path, monkeypatch: Any) -> None:
    def fails(_folder: Path) -> Any:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(making, "files_in", fails)
    path = tmp_path / "trail.tar"
    with pytest.raises(CommandError, match="No space left on device"):
        call_command("backup", path, "--quiet")
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith("trail.tar")] == []


def test_a_file_of_that_name_is_not_replaced_unasked(kept: Path) -> None:
    with pytest.raises(CommandError, match="is there already"):
        call_command("backup", kept)
    call_command("backup", kept, "--replace", "--quiet")
    call_command("restore", kept, "--check", "--quiet")


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


def test_others_are_told_when_all_is_new(kept: Path) -> None:
    told: list[Any] = []
    restored.connect(lambda **_more: told.append(Page.objects.count()), weak=False, dispatch_uid="test")
    try:
        restore(kept, overwrite=True)
    finally:
        restored.disconnect(dispatch_uid="test")
    assert len(told) == 1


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


def test_unreadable_is_said_before_anything_is_asked(tmp_path: Path) -> None:
    with pytest.raises(BackupUnreadable, match="no such file"):
        restore(tmp_path / "none.tar")
