"""The disk of the store and the database fills up while visitors and an editor are there, and is freed again."""

import os
import subprocess
from pathlib import Path

from bench.servers import free_port, granian

from .report import Outcome
from .site import PAGES, Site, get, is_whole, program

MEGABYTES = 48
PUBLISH = """
from wagtail.models import Page
draft = Page.objects.get(slug="about").get_latest_revision_as_object()
draft.summary = "Published in the drill: NUMBER."
draft.save_revision(clean=False).publish()
"""


def run(site: Site, folder: Path) -> Outcome:
    """On a small tmpfs, which root alone can mount."""
    if os.geteuid() != 0:
        return Outcome.not_run("a small file system of its own needs root.")
    folder.mkdir(parents=True)
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m", "tmpfs", str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    if mounted.returncode:
        return Outcome.not_run(f"a small file system could not be mounted here ({mounted.stderr.strip()}).")
    try:
        return _on(site, folder)
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=False)


def _on(site: Site, folder: Path) -> Outcome:
    port = free_port()
    environment = site.copied(folder)
    ballast = folder / "ballast"
    with granian("trail.wsgi:application", port, environment, folder.parent):
        before = get(port, "/en/about/")[1]
        _fill(ballast)
        answers = {page: get(port, page) for page in PAGES}
        try:
            program(PUBLISH.replace("NUMBER", "while full"), environment)
            refused = ""
        except RuntimeError as error:
            refused = str(error).splitlines()[-1]
        full = get(port, "/en/about/")
        is_consistent = (b"while full" in full[1]) is (not refused) and full[0] == 200
        broken = list((folder / "store").rglob("*.new"))
        ballast.unlink()
        program(PUBLISH.replace("NUMBER", "afterwards"), environment)
        after = {page: get(port, page) for page in PAGES}
    whole = all(is_whole(body) for status, body in [*answers.values(), full, *after.values()] if status == 200)
    is_back = all(status == 200 for status, _body in after.values()) and b"afterwards" in after["/en/about/"][1]
    check = program(
        "from django.db import connection\nc = connection.cursor(); c.execute('PRAGMA integrity_check')\nprint(c.fetchone()[0])",
        environment,
    )
    statuses = ", ".join(f"`{page}` {status}" for page, (status, _body) in answers.items())
    return Outcome(
        f"Database, store and logs on a file system of {MEGABYTES} MB; one page kept; the rest filled to the last byte; every "
        "page asked for; a page published; then the room given back, a page published, every page asked for.",
        f"While full: {statuses}. Publishing {'was refused (`' + refused + '`), and the page stayed as it was' if refused else 'went through'}. "
        f"Files left beside their places: {len(broken)}. Afterwards every page {'answered' if is_back else 'did NOT answer'} with what was published; "
        f"the database's own check says “{check}”.",
        lost=not (is_consistent and check == "ok" and is_whole(before)),
        half=not whole,
        recovered=is_back,
    )


def _fill(file: Path) -> None:
    with file.open("wb", buffering=0) as out:
        for size in (1 << 20, 1 << 12, 1):
            try:
                while True:
                    out.write(b"\0" * size)
            except OSError:
                continue
