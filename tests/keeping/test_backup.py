"""A backup holds everything, comes back whole, and leaves what was there where it cannot."""

import io
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.test import Client
from wagtail.models import Page, Revision

from tests import factories
from tests.keeping.reading import content, hidden, manifest
from trail.finding.models import Entry
from trail.images.models import Picture
from trail.keeping import backup as making
from trail.keeping import restore as bringing
from trail.keeping.archive import BackupUnreadable
from trail.keeping.backup import make_backup
from trail.keeping.files import Exchange
from trail.keeping.restore import CannotRestore, restore
from trail.keeping.tables import DERIVED, OWN, PASSING, kept_models
from trail.settings.environment import SECRETS

pytestmark = pytest.mark.django_db


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


def test_into_a_database_without_tables_it_says_what_comes_first(kept: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr("trail.keeping.restore.migrations_applied", lambda _connection: [])
    with pytest.raises(CommandError, match=r"The database is empty: run “manage\.py migrate” first\."):
        call_command("restore", kept, "--overwrite")


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


def test_unreadable_is_said_before_anything_is_asked(tmp_path: Path) -> None:
    with pytest.raises(BackupUnreadable, match="no such file"):
        restore(tmp_path / "none.tar")
