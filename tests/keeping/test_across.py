"""Backups of an installation beside that of the tests: while somebody works in it, and from SQLite to PostgreSQL."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from wagtail.models import Page, Revision

from trail.keeping.restore import restore

pytestmark = pytest.mark.django_db
ADDRESSES = ("/en/", "/en/war/rome/gate/", "/en/map/", "/en/search/?q=gate", "/it/")
# What the other installation does: a small trail, an account, a backup, and its pages as visitors read them.
MAKE = """
import django; django.setup()
from pathlib import Path
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.test import Client
folder = Path({folder!r})
call_command("migrate", verbosity=0)
call_command("load_trail", folder / "demo", "--quiet")
get_user_model().objects.create_user("historian", password="a long enough password")
call_command("backup", folder / "trail.tar", "--quiet")
for number, address in enumerate({addresses!r}):
    (folder / f"{{number}}.html").write_bytes(Client().get(address).content)
"""


# An editor saves between two tables.
WHILE = """
import gzip, tarfile
from threading import Thread
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


def without_note(page: bytes) -> bytes:
    """A page without the signed note of a search, which carries the second in which it was made."""
    return re.sub(rb'data-note="[^"]*"', b"", page)


def run(folder: Path, tmp_path: Path, code: str) -> str:
    """Run a program in an installation of its own, on SQLite; give what it says."""
    environment: dict[str, Any] = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{tmp_path / 'other.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "trail.settings.test",
        "TRAIL_MEDIA_ROOT": str(tmp_path / "other-media"),
    }
    environment.pop("TEST_DATABASE_URL", None)
    code = MAKE.format(folder=str(folder.parent), addresses=ADDRESSES) + code
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment,
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def test_it_is_one_moment_while_editors_work(folder: Path, tmp_path: Path) -> None:
    """The backup has neither half of what is saved meanwhile, and the editor does not wait."""
    assert run(folder, tmp_path, WHILE).strip().endswith("one moment")


@pytest.mark.skipif(connection.vendor == "sqlite", reason="The database of the tests is SQLite itself.")
def test_from_sqlite_every_page_is_the_same(folder: Path, tmp_path: Path, media_root: Path) -> None:
    (folder / "index.it.md").write_text(
        "---\ntype: home\ntitle: Un itinerario\ntrail_name: T\nstrapline: S\nsummary: Riassunto.\n---\nParole.\n",
        encoding="utf-8",
    )
    run(folder, tmp_path, "")
    restore(folder.parent / "trail.tar", overwrite=True)
    for number, address in enumerate(ADDRESSES):
        there = (folder.parent / f"{number}.html").read_bytes()
        assert without_note(Client().get(address).content) == without_note(there), address
    assert get_user_model().objects.get(username="historian").check_password("a long enough password")
    assert Page.find_problems() == ([], [], [], [], [])
    assert Revision.objects.exists()
