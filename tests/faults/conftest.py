"""An installation with a database, a store and folders of its own, whose processes are killed."""

import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from .inside import HOST


class Child:
    """A running program. `until` a word it says, then `go` on, or `kill`; `result` is its last word before "done"."""

    def __init__(self, door: socket.socket, program: str) -> None:
        ends = [os.pipe() for _stream in range(3)]
        (self._in, to_child), (from_child, out), (from_errors, errors) = ends
        socket.send_fds(door, [program.encode()], [self._in, out, errors])
        self.pid = int(door.recv(32))
        for file in (self._in, out, errors):
            os.close(file)
        self._to = os.fdopen(to_child, "w")
        self._from, self._errors = os.fdopen(from_child), os.fdopen(from_errors)
        self.said: list[dict[str, Any]] = []

    def until(self, word: str = "here") -> dict[str, Any]:
        """Wait until it says a word."""
        for line in iter(self._from.readline, ""):
            if not line.startswith('{"word"'):
                continue
            self.said.append(json.loads(line))
            if self.said[-1]["word"] == word:
                return self.said[-1]
        raise AssertionError(f"It never said “{word}”. {self.said} {self._errors.read()[-4000:]}")

    def go(self) -> "Child":
        """Let it go on."""
        self._to.write("\n")
        self._to.flush()
        return self

    def kill(self) -> None:
        """End it on the spot."""
        os.kill(self.pid, signal.SIGKILL)
        assert not any('"done"' in line for line in self._from), "It was not killed, it was done."
        self.close()

    def result(self) -> dict[str, Any]:
        """What it said last."""
        self.until("done")
        self.close()
        return self.said[-2] if len(self.said) > 1 else {}

    def close(self) -> None:
        """Let go of its streams."""
        for stream in (self._to, self._from, self._errors):
            stream.close()


@dataclass
class Installation:
    """Where it lies, and the nursery of its processes."""

    folder: Path
    database: str
    truth: Path = field(default_factory=Path)  # the database as it was made, on SQLite
    children: list[Child] = field(default_factory=list)

    def open(self) -> None:
        """Start the nursery."""
        self._door, theirs = socket.socketpair()
        self._log = (self.folder / "nursery.log").open("w")
        self._nursery = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.nursery", str(theirs.fileno())],
            env=self.environment, cwd=settings.BASE_DIR, pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL, stdout=self._log, stderr=subprocess.STDOUT,
        )  # fmt: skip
        theirs.close()
        assert self._door.recv(5) == b"ready", (self.folder / "nursery.log").read_text()[-4000:]

    def close(self) -> None:
        """End it with all that is left of its children."""
        self._door.close()
        self._nursery.wait()
        self._log.close()

    @property
    def environment(self) -> dict[str, str]:
        """Production's behaviour on a machine of one's own."""
        ours = ("TRAIL_", "DATABASE_URL", "TEST_DATABASE_URL", "DJANGO_")
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        return inherited | {
            "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
            "TRAIL_DEBUG": "false",
            "TRAIL_SECRET_KEY": settings.SECRET_KEY,
            "TRAIL_DATA_DIR": str(self.folder),
            "TRAIL_MEDIA_ROOT": str(self.folder / "media"),
            "TRAIL_STORE": "true",
            "TRAIL_BASE_URL": f"http://{HOST}",
            "TRAIL_LOG_LEVEL": "CRITICAL",
            "DATABASE_URL": self.database,
        }

    def start(self, program: str) -> Child:
        """Begin a program."""
        child = Child(self._door, program)
        self.children.append(child)
        return child

    def run(self, program: str) -> dict[str, Any]:
        """A program from its beginning to its end; what it says."""
        return self.start(program).result()

    def killed(self, program: str) -> None:
        """A program up to its first pause, where it is killed."""
        child = self.start(program)
        child.until("here")
        child.kill()


MAKE = """# in the nursery
from tests import factories
trail = factories.make_trail()
for name in factories.PERSONAS:
    factories.persona(name)
ask("/en/about/")
ask("/en/about/?x=1")
"""


@pytest.fixture(scope="session")
def made(
    django_db_setup: Any, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installation]:
    """The small trail, in a copy of the empty database of the tests."""
    folder = tmp_path_factory.mktemp("faults")
    with django_db_blocker.unblock():
        name, vendor = str(connection.settings_dict["NAME"]), connection.vendor
        connection.close()
    if vendor == "postgresql":
        from .postgres import dropped, made_from

        database = made_from(name, f"trail_faults_{os.getpid()}")
    else:
        with sqlite3.connect(name) as source, sqlite3.connect(folder / "trail.sqlite3") as copy:
            source.backup(copy)
        database = f"sqlite:///{folder / 'trail.sqlite3'}"
    installation = Installation(folder, database)
    installation.open()
    installation.run(MAKE)
    yield installation
    installation.close()
    if vendor == "postgresql":
        dropped(f"trail_faults_{os.getpid()}")


@pytest.fixture
def installation(made: Installation) -> Iterator[Installation]:
    """It, with nothing kept and every page live."""
    shutil.rmtree(made.folder / "store", ignore_errors=True)
    made.run("publish(summary='As it was.'); publish('museum', summary='As it was.')")
    shutil.rmtree(made.folder / "store", ignore_errors=True)
    yield made
    for child in made.children:
        child.close()
    made.children.clear()


@pytest.fixture
def run(installation: Installation) -> Callable[[str], dict[str, Any]]:
    """Run a program to its end."""
    return installation.run
