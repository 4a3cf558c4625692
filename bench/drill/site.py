"""A small site in a folder of its own, made once and copied for each drill."""

import http.client
import os
import shutil
import subprocess
import sys
from pathlib import Path

from bench.environment import production_like
from bench.servers import HOST, ROOT

MAKE = """
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests.factories import make_trail
make_trail()
"""
PAGES = ("/en/", "/en/campaign/", "/en/campaign/rome/", "/en/campaign/rome/museum/", "/en/stories/", "/en/about/")


class Site:
    """Prepared at the first copy. `DRILL_SITE` names a folder with a prepared `trail.sqlite3`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def copied(self, folder: Path, **more: str) -> dict[str, str]:
        """The environment of a site of one's own in a folder."""
        if not self.folder.exists():
            self.folder.mkdir(parents=True)
            given = os.environ.get("DRILL_SITE", "")
            if given:
                shutil.copy(Path(given) / "trail.sqlite3", self.folder)
            else:
                program(MAKE, production_like(self.folder))
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        own = production_like(folder) | {"TRAIL_LOG_LEVEL": "ERROR"}
        (folder / "static").mkdir(exist_ok=True)
        # Styles without collected files: their names are asked of no manifest.
        return own | {"DJANGO_SETTINGS_MODULE": "bench.drill.settings"} | more


def program(code: str, environment: dict[str, str]) -> str:
    """Run a program with the site set up; what it prints. Raises `RuntimeError` with what it said."""
    done = subprocess.run(
        [sys.executable, "-c", "import django; django.setup()\n" + code],
        cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return done.stdout.strip()


def get(port: int, path: str, timeout: float = 60) -> tuple[int, bytes]:
    """Status and bytes of a page; 0 where there was no answer."""
    connection = http.client.HTTPConnection(HOST, port, timeout=timeout)
    try:
        connection.request("GET", path, headers={"Host": HOST})
        answer = connection.getresponse()
        return answer.status, answer.read()
    except (OSError, http.client.HTTPException):
        return 0, b""
    finally:
        connection.close()


def is_whole(body: bytes) -> bool:
    """Whether a page has its end."""
    return body.rstrip().endswith(b"</html>")
