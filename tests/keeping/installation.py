"""An installation beside that of the tests, with a database and folders of its own, worked on by processes of its own."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings

BEGIN = "import django; django.setup()\n"
# A process comes to the place where it shall end, says so, and waits for its end.
PAUSE = """
import sys
def pause(*_arguments, **_more):
    print("HERE", flush=True)
    sys.stdin.read()
"""


class Installation:
    """Where it lies, and how its programs are run. On PostgreSQL where the tests are, if `database` says so."""

    def __init__(self, folder: Path, database: str = "") -> None:
        self.folder, self.database = folder, database
        folder.mkdir(parents=True, exist_ok=True)
        # The same words of the interface, where they have been compiled.
        words = Path(settings.VAR_DIR) / "locale"
        if words.exists() and not (folder / "locale").exists():
            (folder / "locale").symlink_to(words)

    @property
    def media(self) -> Path:
        return self.folder / "media"

    @property
    def environment(self) -> dict[str, str]:
        ours = {name: value for name, value in os.environ.items() if not name.startswith(("TRAIL_", "DATABASE_URL"))}
        ours.pop("TEST_DATABASE_URL", None)
        return ours | {
            "DJANGO_SETTINGS_MODULE": "trail.settings.dev",
            "TRAIL_DEBUG": "false",
            "TRAIL_SECRET_KEY": settings.SECRET_KEY,
            "TRAIL_DATA_DIR": str(self.folder),
            "TRAIL_MEDIA_ROOT": str(self.media),
            "DATABASE_URL": _address(self.database) if self.database else f"sqlite:///{self.folder / 'trail.sqlite3'}",
        }

    def run(self, code: str) -> str:
        """Run a program to its end; give what it prints."""
        done = subprocess.run(
            [sys.executable, "-c", BEGIN + code],
            env=self.environment,
            cwd=settings.BASE_DIR,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout

    def killed(self, code: str) -> None:
        """Run a program up to its `pause()`, and kill it there. It has no chance to clear anything away."""
        process = subprocess.Popen(
            [sys.executable, "-c", BEGIN + PAUSE + code],
            env=self.environment,
            cwd=settings.BASE_DIR,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        said: list[str] = []
        for line in iter(process.stdout.readline, ""):
            said.append(line)
            if line == "HERE\n":
                break
        process.send_signal(signal.SIGKILL)
        _out, faults = process.communicate()
        assert said[-1:] == ["HERE\n"], f"It never came there. {said} {faults[-3000:]}"
        assert process.returncode == -signal.SIGKILL

    def copied(self, folder: Path, database: str = "") -> Installation:
        """Another one that is the same."""
        shutil.copytree(self.folder, folder, symlinks=True)
        if self.database:
            make_database(database, template=self.database)
        return Installation(folder, database if self.database else "")


def _address(database: str) -> str:
    server = os.environ["TEST_DATABASE_URL"].rpartition("/")[0]
    return f"{server}/{database}"


def make_database(name: str, template: str = "template0") -> None:
    """Make a database on the server of the tests."""
    drop_database(name)
    _on_server(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')


def drop_database(name: str) -> None:
    """Remove it, whoever is connected."""
    _on_server(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _on_server(statement: Any) -> None:
    with psycopg.connect(os.environ["TEST_DATABASE_URL"], autocommit=True) as server:
        server.execute(statement)
