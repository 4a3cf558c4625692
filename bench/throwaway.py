"""The demonstration trail, loaded into a database of its own and served; removed when it is no longer needed."""

import contextlib
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.browser import ROOT
from bench.environment import production_like

PREPARE: dict[str, list[str]] = {
    "Preparing the languages": ["-m", "trail.languages.catalogues", "{folder}/locale"],
    "Preparing the database": ["manage.py", "migrate", "--verbosity", "0"],
    "Making the roles": ["manage.py", "ensure_roles"],
    "Loading the demo (about a minute)": ["manage.py", "load_trail", "demo/", "--quiet"],
    "Gathering styles, fonts and drawings": ["manage.py", "collectstatic", "--no-input", "--verbosity", "0"],
}


class SiteFailed(Exception):
    """The site could not be prepared or started; the text says what it said."""


def prepare(folder: Path, environment: dict[str, str]) -> None:
    """Do every step, and show all that a step said where it fails."""
    for what, command in PREPARE.items():
        print(f"  {what} …", flush=True)
        started = time.monotonic()
        done = subprocess.run(
            [sys.executable, *(part.format(folder=folder) for part in command)],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
        )
        if done.returncode:
            raise SiteFailed(done.stdout.strip())
        print(f"    done in {time.monotonic() - started:.0f} s", flush=True)


@contextlib.contextmanager
def serving(environment: dict[str, str]) -> Iterator[str]:
    """Serve a prepared site on a free port; yields its address."""
    server = subprocess.Popen(
        [sys.executable, "-m", "bench.server", "0"], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    )
    try:
        address = server.stdout.readline().strip() if server.stdout else ""
        if not address:
            raise SiteFailed("The site did not start; what it said stands above.")
        yield address
    finally:
        server.terminate()
        try:
            server.wait(timeout=10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


@contextlib.contextmanager
def throw_away_site() -> Iterator[str]:
    """The demo on a free port of this machine, under the production settings; yields its address."""
    with tempfile.TemporaryDirectory(prefix="trail-bench-") as name:
        folder = Path(name)
        environment = production_like(folder)
        prepare(folder, environment)
        with serving(environment) as address:
            yield address


@contextlib.contextmanager
def site(address: str) -> Iterator[str]:
    """The site at an address, or a throw-away one where there is none."""
    if address:
        yield address.rstrip("/")
        return
    with throw_away_site() as own:
        yield own
