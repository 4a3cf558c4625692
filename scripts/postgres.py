"""A throw-away PostgreSQL for the tests: made in a temporary folder, reached by a socket in it, then removed.

Standard library only. PostgreSQL refuses to run as root, so root hands it to the user `postgres` or `nobody`.
Nothing listens on the network, and the folder is closed to other users, which is why it needs no password.
"""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bootstrap import SetupFailed

USER = "trail"
# Durability is of no use to a database that is thrown away.
FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "1GB",
    "autovacuum": "off",
    "shared_buffers": "128MB",
    "max_connections": "60",
    "listen_addresses": "",
}
MISSING = (
    "PostgreSQL is not installed here. On Debian or Ubuntu: apt install postgresql. "
    "Or name a server of your own: TEST_DATABASE_URL=postgres://user:password@host/database"
)


def programs() -> Path:
    """The folder with `initdb` and `postgres`: that of the PATH, or the newest of the system's packages."""
    folders = []
    for name in ("initdb", "pg_ctl"):
        found = shutil.which(name)
        if found:
            folders.append(Path(found).resolve().parent)
    debian = [path for path in Path("/usr/lib/postgresql").glob("*/bin") if path.parent.name.isdecimal()]
    folders += sorted(debian, key=lambda path: int(path.parent.name), reverse=True)
    for pattern in ("usr/pgsql-*/bin", "opt/homebrew/opt/postgresql*/bin", "usr/local/opt/postgresql*/bin"):
        folders += sorted(Path("/").glob(pattern), reverse=True)
    for folder in folders:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise SetupFailed(MISSING)


def unprivileged_user() -> pwd.struct_passwd | None:
    """Whom root hands the server to; `None` for anybody else, who runs it as themselves."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise SetupFailed("PostgreSQL does not run as root, and there is no user postgres or nobody for it.")


def utf8_locale() -> str:
    """A locale that orders by code point and knows the letters of all languages; else plain C."""
    with contextlib.suppress(OSError, subprocess.SubprocessError):
        known = subprocess.run(["locale", "-a"], capture_output=True, text=True, check=True).stdout.split()
        for name in known:
            if name.lower().replace("-", "") == "c.utf8":
                return name
    return "C"


@contextlib.contextmanager
def terminated_like_interrupted() -> Iterator[None]:
    """Turn SIGTERM and SIGHUP into `SystemExit`, so that what was started is stopped and removed then too."""

    def leave(number: int, _frame: object) -> None:
        raise SystemExit(128 + number)

    before = {number: signal.signal(number, leave) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class Server:
    """A server of one's own in a folder. It can be stopped and started again; what it holds stays."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.programs, self.user = folder, programs(), unprivileged_user()
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Of its database: a URL without a host, for it is reached by the socket in the folder."""
        return f"postgres://{USER}@{str(self.folder).replace('/', '%2F')}/postgres"

    @property
    def _identity(self) -> dict[str, Any]:
        identity: dict[str, Any] = {"cwd": self.folder, "stdin": subprocess.DEVNULL}
        if self.user:
            identity |= {"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []}
        environment = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
        return identity | {"env": environment | {"HOME": str(self.folder), "TMPDIR": str(self.folder)}}

    def make(self) -> None:
        """Lay out its files. Raises `SetupFailed` with what PostgreSQL said."""
        if self.user:
            os.chown(self.folder, self.user.pw_uid, self.user.pw_gid)
        made = subprocess.run(
            [
                str(self.programs / "initdb"),
                *("--pgdata", str(self.folder / "data"), "--username", USER, "--auth", "trust"),
                *("--encoding", "UTF8", "--locale", utf8_locale(), "--no-sync"),
            ],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            **self._identity,
        )
        if made.returncode:
            raise SetupFailed(f"{made.stdout.strip()}\nThe throw-away PostgreSQL could not be made.")

    def start(self) -> None:
        """Return when it takes connections. Raises `SetupFailed` with its log where it does not."""
        options = [part for key, value in FAST.items() for part in ("-c", f"{key}={value}")]
        log = self.folder / "log"
        # Of one that was killed; it would be taken for the note of the new one.
        (self.folder / "data" / "postmaster.pid").unlink(missing_ok=True)
        with log.open("ab") as output:
            self.process = subprocess.Popen(
                [str(self.programs / "postgres"), "-D", str(self.folder / "data"), "-k", str(self.folder), *options],
                stdout=output,
                stderr=subprocess.STDOUT,
                # Ctrl-C is for the tests; the server is stopped below, after them.
                start_new_session=True,
                **self._identity,
            )
        wait_until_ready(self.process, self.folder / "data", log)

    def stop(self, *signals: signal.Signals) -> None:
        """Stop it without waiting for those who are connected; make sure that it is gone."""
        for number in signals or (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
            if self.process and self.process.poll() is None:
                self.process.send_signal(number)
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self.process.wait(timeout=10)


@contextlib.contextmanager
def throw_away_server() -> Iterator[Server]:
    """Start a server; stop and remove it whatever happens meanwhile."""
    # A socket's path may have at most 107 characters: a long TMPDIR would break it.
    place = "/tmp" if Path("/tmp").is_dir() else None
    temporary = tempfile.TemporaryDirectory(prefix="trail-postgres-", dir=place)
    with terminated_like_interrupted(), temporary as name:
        server = Server(Path(name))
        server.make()
        try:
            server.start()
            yield server
        finally:
            server.stop()


@contextlib.contextmanager
def throw_away_database() -> Iterator[str]:
    """The address of an empty database on such a server."""
    with throw_away_server() as server:
        yield server.address


def wait_until_ready(server: "subprocess.Popen[bytes]", data: Path, log: Path) -> None:
    """Return when the server takes connections, as it notes in its own file; else show its log."""
    until = time.monotonic() + 60
    while time.monotonic() < until and server.poll() is None:
        with contextlib.suppress(OSError, IndexError):
            if (data / "postmaster.pid").read_text().splitlines()[7].strip() == "ready":
                return
        time.sleep(0.1)
    raise SetupFailed(f"{log.read_text(errors='replace').strip()}\nThe throw-away PostgreSQL did not start.")


def main(command: list[str]) -> int:
    """Run a command with the address of a throw-away database in TEST_DATABASE_URL and DATABASE_URL."""
    if not command:
        print("Usage: python scripts/postgres.py COMMAND …", file=sys.stderr)
        return 2
    try:
        with throw_away_database() as address:
            environment = {**os.environ, "TEST_DATABASE_URL": address, "DATABASE_URL": address}
            return subprocess.run(command, env=environment, check=False).returncode
    except SetupFailed as failure:
        print(failure, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
