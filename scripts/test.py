"""Runs the tests: on SQLite with the browser tests, or with `--postgres` on PostgreSQL without them.

Sets up what they need first. Further arguments go to pytest. Standard library only.
"""

import contextlib
import os
import platform
import shutil
import subprocess
import sys

from bootstrap import PYTHON, ROOT, SetupFailed, say, set_up
from postgres import throw_away_database

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")

PASSED, NOTHING_FOUND = 0, 5  # exit statuses of pytest

# As many workers as processors; one that has nothing left takes over from another.
PARALLEL = ["-n", "auto", "--dist", "worksteal"]


def find_chromium() -> str | None:
    """A Chromium of this machine; TRAIL_CHROMIUM names one's own."""
    names = [os.environ.get("TRAIL_CHROMIUM") or "", *BROWSERS]
    return next(filter(None, map(shutil.which, names)), None)


def install_chromium() -> None:
    """Install Debian's package where that can be done without asking anybody: as root, where there is apt-get."""
    if platform.system() != "Linux" or os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    say("No Chromium here: installing Debian's package for the browser tests …")
    patience = ["-o", "Acquire::Retries=1", "-o", "Acquire::http::Timeout=30"]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", "chromium"]):
        with contextlib.suppress(OSError):
            subprocess.run(
                ["apt-get", *patience, *command],
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                check=False,
            )


def pytest(arguments: list[str], **environment: str) -> int:
    """Run pytest on all processors and return its exit status."""
    # Whoever runs the tests inside a session of their own site must not have it tested, or written to.
    ours = ("TRAIL_", "DATABASE_URL", "TEST_DATABASE_URL")
    inherited = {key: value for key, value in os.environ.items() if not key.startswith(ours)}
    kept = {key: os.environ[key] for key in ("TRAIL_CHROMIUM", "TRAIL_DATA_DIR") if key in os.environ}
    environment = {**inherited, **kept, "DJANGO_SETTINGS_MODULE": "trail.settings.test", **environment}
    several = [] if any(argument.startswith(("-n", "--pdb")) for argument in arguments) else [*PARALLEL]
    command = [str(PYTHON), "-m", "pytest", *several, *arguments]
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:
                # pytest has had the same Ctrl-C: let it finish its report.
                continue
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait()


def on_sqlite(arguments: list[str]) -> int:
    """All tests, those with a browser where there is one.

    These come in a run of their own: they leave an empty database behind, and a worker that takes over from another
    would go on in it with tests that need what migrations have written.
    """
    if "-m" in arguments:
        return pytest(arguments)
    status = pytest(["-m", "not browser", *arguments])
    if status not in (PASSED, NOTHING_FOUND):
        return status
    if not find_chromium():
        install_chromium()
    if not find_chromium():
        say("Left out: the browser tests, for want of a Chromium. On Debian or Ubuntu: apt install chromium")
        return status
    with_browser = pytest(["-m", "browser", *arguments])
    return status if with_browser == NOTHING_FOUND else with_browser


def on_postgres(arguments: list[str]) -> int:
    """All tests but those with a browser, on TEST_DATABASE_URL or on a server of our own."""
    arguments = ["-m", "not browser", *arguments]
    address = os.environ.get("TEST_DATABASE_URL", "")
    if address:
        say("Testing on the database server that TEST_DATABASE_URL names.")
        return pytest(arguments, TEST_DATABASE_URL=address)
    say("Starting a throw-away PostgreSQL …")
    with throw_away_database() as address:
        return pytest(arguments, TEST_DATABASE_URL=address)


def main(arguments: list[str]) -> int:
    """Set up, test, and return pytest's exit status."""
    try:
        set_up(development=True)
        if "--postgres" in arguments:
            return on_postgres([argument for argument in arguments if argument != "--postgres"])
        return on_sqlite(arguments)
    except SetupFailed as failure:
        print(failure, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
