"""Backups of an installation beside that of the tests: while somebody works in it, and from one database to another.

In the ordinary run the other database is SQLite too; on PostgreSQL the same tests go from SQLite to it, and back.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import global_settings
from django.contrib.auth import get_user_model
from wagtail.models import Page, Revision

from tests import factories
from tests.keeping import reading
from tests.keeping.installation import Installation
from trail.keeping.backup import make_backup
from trail.keeping.restore import restore

pytestmark = pytest.mark.django_db
MAKE = """
from django.core.management import call_command
from tests.keeping import reading
import json, pathlib
call_command("migrate", verbosity=0)
reading.make_full_trail()
folder = pathlib.Path({folder!r})
call_command("backup", folder / "trail.tar", "--quiet")
(folder / "pages.json").write_text(json.dumps(reading.public_pages()))
"""
# An editor saves between two tables.
WHILE = """
import gzip, tarfile
from threading import Thread
from django.contrib.auth import get_user_model
from django.db import connection
from sites.models import SitePage
from trail.keeping import backup
rows, done = backup.rows_of, []
def edit():
    get_user_model().objects.update(first_name="Later")
    SitePage.objects.update(title="Later")
    connection.close()
    done.append(True)
def rows_and_an_editor(model, using):
    yield from rows(model, using)
    if not done and model is get_user_model():
        editor = Thread(target=edit)
        editor.start()
        editor.join(60)
        assert done, "The editor had to wait for the backup."
backup.rows_of = rows_and_an_editor
call_command("backup", folder / "while.tar", "--quiet")
assert SitePage.objects.filter(title="Later").exists()
with tarfile.open(folder / "while.tar") as tar:
    for name in ("accounts.user", "wagtailcore.page"):
        content = gzip.decompress(tar.extractfile(f"database/{name}.jsonl.gz").read())
        assert b"Later" not in content and content.count(b"\\n") > 1, name
print("one moment")
"""
BRING = """
from django.core.management import call_command
from tests.keeping import reading
import json, pathlib
folder = pathlib.Path({folder!r})
call_command("restore", {path!r}, "--quiet", "--overwrite")
call_command("backup", folder / "again.tar", "--quiet")
(folder / "pages.json").write_text(json.dumps(reading.public_pages()))
"""


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """On SQLite, with all that a trail can hold, and a backup of it."""
    made = Installation(tmp_path_factory.mktemp("other"))
    said = made.run(MAKE.format(folder=str(made.folder)) + WHILE)
    assert said.strip().endswith("one moment"), "The backup has neither half of what is saved meanwhile."
    return made


HISTORY = "database/wagtailcore.modellogentry.jsonl.gz"


def compared(here: dict[str, str], there: dict[str, str]) -> None:
    """Each address by itself, so that a failure names it."""
    assert list(here) == list(there)
    for address, content in there.items():
        assert here[address] == content, address


def rows_are_the_same(one: Path, other: Path) -> None:
    """Every row of every table, every revision and every account among them, and every file."""
    first, second = reading.rows_of(one), reading.rows_of(other)
    assert set(first) == set(second)
    for name, rows in first.items():
        now = second[name]
        if name == HISTORY:  # the installation writes down what is done to it, and that is not in the first file yet
            now, added = now[: len(rows)], now[len(rows) :]
            assert len(added) <= 2 and all("Restored" in str(row) or "Backup made" in str(row) for row in added)
        assert rows == now, name
    assert reading.files_of(one) == reading.files_of(other)


def test_it_is_one_moment_while_editors_work(other: Installation) -> None:
    """The work itself is in `WHILE`; the editor does not wait."""
    assert (other.folder / "while.tar").exists()


def test_from_sqlite_everything_is_the_same(
    other: Installation, media_root: Path, tmp_path: Path, settings: Any
) -> None:
    settings.PASSWORD_HASHERS = global_settings.PASSWORD_HASHERS  # as the other one has them
    restore(other.folder / "trail.tar", overwrite=True)

    make_backup(tmp_path / "again.tar")
    rows_are_the_same(other.folder / "trail.tar", tmp_path / "again.tar")
    there: dict[str, str] = json.loads((other.folder / "pages.json").read_text())
    statuses = [content[:3] for content in there.values()]
    assert len(there) > 35 and statuses.count("200") > 25, statuses
    compared(reading.public_pages(), there)
    tables = reading.rows_of(other.folder / "trail.tar")
    assert Revision.objects.count() == len(tables["database/wagtailcore.revision.jsonl.gz"]) > 10
    assert get_user_model().objects.count() == len(factories.PERSONAS)
    for user in get_user_model().objects.all():
        assert user.check_password(factories.PASSWORD), user
    for revision in Revision.objects.all():
        assert revision.as_object() is not None
    assert min(reading.facts().values()) > 0
    assert Page.find_problems() == ([], [], [], [], [])


def test_back_to_sqlite_everything_is_the_same(other: Installation, media_root: Path, tmp_path: Path) -> None:
    reading.make_full_trail()
    make_backup(tmp_path / "trail.tar")
    here = reading.public_pages()
    there = other.copied(tmp_path / "there")
    there.run(BRING.format(folder=str(there.folder), path=str(tmp_path / "trail.tar")))

    compared(here, json.loads((there.folder / "pages.json").read_text()))
    rows_are_the_same(tmp_path / "trail.tar", there.folder / "again.tar")
