"""PostgreSQL falls over while visitors, an editor and the worker are there, and is started again."""

import http.client
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from signal import SIGQUIT

from bench.servers import HOST, ROOT, free_port, granian

from .report import Outcome
from .site import MAKE, PAGES, Site, get, is_whole, program

KEPT = [page for page in PAGES if page != "/en/about/"]
NEVER_MADE = "/en/about/"
SECONDS = 30  # to be back in, after the database is
PREPARE = """
from django.conf import settings
from django.contrib.auth import SESSION_KEY, BACKEND_SESSION_KEY, HASH_SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from tests.factories import persona
from wagtail.models import Page
editor, session = persona("publisher"), SessionStore()
session[SESSION_KEY] = str(editor.pk)
session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
session[HASH_SESSION_KEY] = editor.get_session_auth_hash()
session.save()
page = Page.objects.get(slug="museum")
print(f"{settings.SESSION_COOKIE_NAME}={session.session_key}", page.pk)
"""
COUNT = """
from wagtail.models import Page, Revision
print(Page.objects.count(), Revision.objects.count(), Page.objects.get(slug="museum").latest_revision_id)
"""
PUBLISH = """
from wagtail.models import Page
draft = Page.objects.get(slug="museum").get_latest_revision_as_object()
draft.specific.summary = draft.summary = "Published when the database was back."
draft.save_revision(clean=False).publish()
"""
MAIL = """
from django.core.mail import EmailMessage
EmailMessage("Back", "The worker is there.", "trail@example.org", ["editor@example.org"]).send()
"""
WAITS = """
from trail.background.queue import read_queue
queue = read_queue()
print(queue.waiting, queue.failed)
"""


class Editor:
    """Somebody signed in, with a page open in the admin."""

    def __init__(self, port: int, cookie: str, page: str) -> None:
        self.port, self.cookie, self.path = port, cookie, f"/admin/pages/{page}/edit/"
        _status, form = self.ask()
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)
        if not found:
            raise RuntimeError(f"The admin showed no form to the drill's editor: {form[:400]}")
        self.token = found[1]

    def ask(self, body: str = "") -> tuple[int, str]:
        """Status and text of the answer to the editor; with a body it is a form that is sent."""
        connection = http.client.HTTPConnection(HOST, self.port, timeout=60)
        headers = {"Host": HOST, "Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        try:
            connection.request("POST" if body else "GET", self.path, body=body or None, headers=headers)
            answer = connection.getresponse()
            for name, value in answer.getheaders():
                if name.lower() == "set-cookie" and "csrf" in value.lower():
                    self.cookie = f"{self.cookie.split(';')[0]}; {value.split(';')[0]}"
            return answer.status, answer.read().decode()
        except (OSError, http.client.HTTPException) as error:
            return 0, type(error).__name__
        finally:
            connection.close()

    def save(self) -> tuple[int, str]:
        """Send the form, with little in it: it is not to come so far as to be read."""
        return self.ask(f"csrfmiddlewaretoken={self.token}&title=Lost")


@contextmanager
def _worker(environment: dict[str, str], log: Path) -> Iterator["subprocess.Popen[bytes]"]:
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "work", "--name", "drill"],
            cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
        )  # fmt: skip
    try:
        yield process
    finally:
        process.terminate()
        process.wait(timeout=60)


def run(site: Site, folder: Path) -> Outcome:
    """On a throw-away server, stopped as by a crash: nobody who is connected is told."""
    sys.path.insert(0, str(ROOT / "scripts"))
    from bootstrap import SetupFailed
    from postgres import throw_away_server

    try:
        with throw_away_server() as server:
            environment = site.copied(folder, DATABASE_URL=server.address, TRAIL_TASKS="database")
            program(MAKE, environment)
            return _with(server, environment, folder)
    except SetupFailed as failure:
        return Outcome.not_run(str(failure).splitlines()[-1])


def _with(server: "object", environment: dict[str, str], folder: Path) -> Outcome:
    port = free_port()
    cookie, page = program(PREPARE, environment).split()
    with (
        granian("trail.wsgi:application", port, environment, folder),
        _worker(environment, folder / "worker.log") as worker,
    ):
        # The first page of a process that has just begun to follow the changes of others is made, and not yet kept.
        for _time in range(2):
            before = {path: get(port, path) for path in KEPT}
        editor = Editor(port, cookie, page)
        counted = program(COUNT, environment)

        server.stop(SIGQUIT)  # type: ignore[attr-defined]
        away = {path: get(port, path) for path in KEPT}
        new, ready, live = get(port, NEVER_MADE), get(port, "/-/ready"), get(port, "/-/live")
        opened, saved = editor.ask(), editor.save()
        time.sleep(5)  # the worker asks several times in vain

        server.start()  # type: ignore[attr-defined]
        begun = time.monotonic()
        while get(port, "/-/ready")[0] != 200 and time.monotonic() - begun < SECONDS:
            time.sleep(0.05)
        seconds = time.monotonic() - begun
        back = {path: get(port, path) for path in [*KEPT, NEVER_MADE]}
        admin = editor.ask()
        unchanged = program(COUNT, environment) == counted
        program(PUBLISH, environment)
        is_new = _until(lambda: b"when the database was back" in get(port, "/en/campaign/rome/museum/")[1])
        program(MAIL, environment)
        is_done = _until(lambda: b"The worker is there." in (folder / "worker.log").read_bytes())
        tasks, is_alive = program(WAITS, environment), worker.poll() is None
    served = sum(answer[0] == 200 and answer[1] == before[path][1] for path, answer in away.items())
    says = "The database does not answer" in saved[1] and "was not saved" in saved[1]
    refused = (new[0], ready[0], live[0], opened[0], saved[0]) == (503, 503, 200, 503, 503)
    recovered = all(status == 200 for status, _body in back.values()) and admin[0] == 200 and is_new
    return Outcome(
        "PostgreSQL stopped as by a crash (SIGQUIT to its first process) under granian with production's settings, a signed-in "
        "editor with a page open and the worker; pages, probes and the admin asked; then PostgreSQL started again, and nothing else.",
        f"While it was gone: {served} of {len(away)} kept pages served, byte for byte as before; a page that was not kept "
        f"{new[0]}; `/-/live` {live[0]}, `/-/ready` {ready[0]} (“{ready[1].decode().strip()}”); the admin {opened[0]}, saving {saved[0]}, "
        f"which {'says' if says else 'does NOT say'} that the database does not answer and that nothing was saved. `/-/ready` was "
        f"{'green' if recovered else 'NOT green'} {seconds:.1f} s after the database took connections; the editor {'was still signed in' if admin[0] == 200 else f'got {admin[0]}'}; "
        f"pages and revisions {'as before' if unchanged else 'NOT as before'}; a page published afterwards was seen: {_yes(is_new)}; the same worker "
        f"process ran on ({_yes(is_alive)}) and did a new task ({_yes(is_done)}; waiting and failed tasks: {tasks}).",
        lost=not (unchanged and served == len(away) and refused and says),
        half=not all(is_whole(body) for status, body in [*away.values(), *back.values()] if status == 200),
        recovered=recovered and is_alive and is_done,
    )


def _until(has_come: "object") -> bool:
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        if has_come():  # type: ignore[operator]
            return True
        time.sleep(0.1)
    return False


def _yes(is_so: bool) -> str:
    return "yes" if is_so else "NO"
