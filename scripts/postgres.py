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


@contextlib.contextmanager
def throw_away_database() -> Iterator[str]:
    """Start a server and yield the address of its database; stop and remove it whatever happens meanwhile."""
    folder_of_programs = programs()
    user = unprivileged_user()
    # A socket's path may have at most 107 characters: a long TMPDIR would break it.
    place = "/tmp" if Path("/tmp").is_dir() else None
    temporary = tempfile.TemporaryDirectory(prefix="trail-postgres-", dir=place)
    with terminated_like_interrupted(), temporary as name:
        folder = Path(name)
        identity: dict[str, object] = {"cwd": folder, "stdin": subprocess.DEVNULL}
        if user:
            os.chown(folder, user.pw_uid, user.pw_gid)
            identity |= {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        environment = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
        environment |= {"HOME": str(folder), "TMPDIR": str(folder)}
        made = subprocess.run(
            [
                str(folder_of_programs / "initdb"),
                *("--pgdata", str(folder / "data"), "--username", USER, "--auth", "trust"),
                *("--encoding", "UTF8", "--locale", utf8_locale(), "--no-sync"),
            ],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            **identity,  # type: ignore[call-overload]
        )
        if made.returncode:
            raise SetupFailed(f"{made.stdout.strip()}\nThe throw-away PostgreSQL could not be made.")
        options = [part for key, value in FAST.items() for part in ("-c", f"{key}={value}")]
        log = folder / "log"
        with log.open("wb") as output:
            server = subprocess.Popen(
                [
                    str(folder_of_programs / "postgres"),
                    *("-D", str(folder / "data"), "-k", str(folder), *options),
                ],
                env=environment,
                stdout=output,
                stderr=subprocess.STDOUT,
                # Ctrl-C is for the tests; the server is stopped below, after them.
                start_new_session=True,
                **identity,  # type: ignore[call-overload]
            )
        try:
            wait_until_ready(server, folder / "data", log)
            yield f"postgres://{USER}@{str(folder).replace('/', '%2F')}/postgres"
        finally:
            stop(server)


def wait_until_ready(server: "subprocess.Popen[bytes]", data: Path, log: Path) -> None:
    """Return when the server takes connections, as it notes in its own file; else show its log."""
    until = time.monotonic() + 60
    while time.monotonic() < until and server.poll() is None:
        with contextlib.suppress(OSError, IndexError):
            if (data / "postmaster.pid").read_text().splitlines()[7].strip() == "ready":
                return
        time.sleep(0.1)
    raise SetupFailed(f"{log.read_text(errors='replace').strip()}\nThe throw-away PostgreSQL did not start.")


def stop(server: "subprocess.Popen[bytes]") -> None:
    """Stop the server without waiting for those who are connected; make sure that it is gone."""
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        if server.poll() is None:
            server.send_signal(number)
            with contextlib.suppress(subprocess.TimeoutExpired):
                server.wait(timeout=10)


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
