"""kill -9 in the middle of a backup and of a restore: nothing half-written is taken for whole, and nothing is lost."""

import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.keeping.installation import Installation, drop_database, make_database

NAMES = [f"trail_killed_{os.getpid()}_{part}" for part in ("first", "second")]
SETUP = """
from django.core.management import call_command
from sites.models import SitePage
from tests import factories
import pathlib
call_command("migrate", verbosity=0)
trail = factories.make_trail()
for name in ("One", "Two"):
    factories.make_picture(name)
folder = pathlib.Path({folder!r})
(folder / "originals").mkdir()
(folder / "originals" / "scan.tif").write_text("as it came")
call_command("backup", folder / "trail.tar", "--quiet")
# What happens afterwards, and would be lost if the backup were brought back.
SitePage.objects.update(title="Edited later")
(folder / "media" / "later.txt").write_text("came later")
(folder / "originals" / "scan.tif").write_text("scanned again")
"""
STATE = """
import json, pathlib
from django.test import Client
from sites.models import SitePage
from trail.keeping.files import files_in, folders
def state():
    return {
        "title": SitePage.objects.get().title,
        "files": {f"{name}/{inside}": path.read_bytes().hex() for name, folder in folders().items() for inside, path in files_in(folder)},
        "hidden": [path.name for folder in folders().values() for path in folder.iterdir() if path.name.startswith((".restored", ".before"))],
    }
"""
# The places at which a restore is killed: the first three before its rows are written for good, the last after it.
PLACES = {
    "when the files are unpacked": "restoring.os.sync = pause",
    "when the rows are written": "restoring.count_on_from_here = pause",
    "when the first of the old files stands aside": "at_rename(2)",
    "when the first of the new files is in place": "at_rename(4)",
    "when all files are in place": "done = files.Exchange.put_in_place\nfiles.Exchange.put_in_place = lambda self: (done(self), pause())",
    "when it is done, before it is cleared away": "files.Exchange.settle = pause",
}
RESTORE = """
from django.core.management import call_command
from trail.keeping import files, restore as restoring
import pathlib
renamed, names = pathlib.Path.rename, []
def at_rename(number):
    def rename(self, to):
        done = renamed(self, to)
        names.append(to)
        return pause() if len(names) == number else done
    pathlib.Path.rename = rename
PLACE
call_command("restore", FILE, "--overwrite", "--quiet")
"""
AFTER = """
from django.core.management import call_command
from trail.keeping.records import files_are_whole
found = {"ready": Client().get("/-/ready").content.decode(), "before": state()}
call_command("restore", "--recover", "--quiet")
found["after"] = state()
found["ready again"] = Client().get("/-/ready").content.decode()
call_command("restore", FILE, "--overwrite", "--quiet")
found["brought back"] = state()
print(json.dumps(found))
"""


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """An installation in use, with a backup from before; on the kind of database that the tests run on."""
    database = NAMES[0] if connection.vendor == "postgresql" else ""
    if database:
        make_database(database)
    made = Installation(tmp_path_factory.mktemp("killed") / "first", database)
    made.run(SETUP.format(folder=str(made.folder)))
    yield made
    if database:
        drop_database(database)


@pytest.fixture
def used(first: Installation, tmp_path: Path) -> Iterator[Installation]:
    """One like it for each test."""
    yield first.copied(tmp_path / "used", NAMES[1])
    if first.database:
        drop_database(NAMES[1])


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("place", PLACES)
def test_a_restore_that_is_killed_leaves_all_or_nothing(used: Installation, place: str) -> None:
    file = repr(str(used.folder / "trail.tar"))

    used.killed(RESTORE.replace("PLACE", PLACES[place]).replace("FILE", file))

    found: dict[str, Any] = json.loads(used.run(STATE + AFTER.replace("FILE", file)))
    assert found["ready"] == "A backup was not brought back to the end: run “manage.py restore --recover”.\n"
    assert found["before"]["hidden"]
    state = found["after"]
    assert (state["hidden"], found["ready again"]) == ([], "ready\n")
    if place.startswith("when it is done"):
        assert state == found["brought back"]
    else:
        assert state["title"] == "Edited later"
        assert bytes.fromhex(state["files"]["default/later.txt"]) == b"came later"
        assert bytes.fromhex(state["files"]["originals/scan.tif"]) == b"scanned again"
        assert len(state["files"]) == 4
    assert found["brought back"]["title"] == "The museum"
    assert bytes.fromhex(found["brought back"]["files"]["originals/scan.tif"]) == b"as it came"
    assert len(found["brought back"]["files"]) == 3


BACKUPS = {
    "while rows are written": "rows = backup.rows_of\nbackup.rows_of = lambda model, using: rows(model, using) if model.__name__ != 'Revision' else pause()",
    "while files are written": "backup.files_in = lambda folder: pause()",
    "before it has its name": "archive.os.fsync = pause",
}
BACKUP = """
from django.core.management import call_command
from trail.keeping import archive, backup
PLACE
call_command("backup", FILE, "--replace", "--quiet")
"""
AGAIN = """
from django.core.management import CommandError, call_command
from trail.keeping.models import Backup
part, fault = FILE + ".part", ""
try:
    call_command("restore", part, "--overwrite", "--quiet")
except CommandError as error:
    fault = str(error)
found = {"fault": fault, "records": Backup.objects.count(), "title": state()["title"]}
call_command("restore", FILE, "--check", "--quiet")
call_command("backup", FILE, "--replace", "--quiet")
call_command("restore", FILE, "--check", "--quiet")
found["records again"] = Backup.objects.count()
print(json.dumps(found))
"""


@pytest.mark.parametrize("place", BACKUPS)
def test_a_backup_that_is_killed_leaves_the_one_from_before(used: Installation, place: str) -> None:
    path = used.folder / "trail.tar"
    before, listed = digest(path), {each.name for each in used.folder.iterdir()}

    used.killed(BACKUP.replace("PLACE", BACKUPS[place]).replace("FILE", repr(str(path))))

    left = {each.name for each in used.folder.iterdir()} - listed
    assert digest(path) == before
    assert {name for name in left if not name.startswith("trail.sqlite3")} == {"trail.tar.part"}
    if place != "before it has its name":
        found = json.loads(used.run(STATE + AGAIN.replace("FILE", repr(str(path)))))
        assert "is no backup of a trail" in found["fault"] and "Nothing was changed." in found["fault"]
        assert (found["title"], found["records"], found["records again"]) == ("Edited later", 1, 2)
        assert digest(path) != before
        assert not (used.folder / "trail.tar.part").exists()
