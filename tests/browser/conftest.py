"""A real Chromium on Django's live server, and a watch over everything that a page asks for and complains of.

`open_page()` gives a page in a context of its own; when the test ends it fails if any page has asked another
host for something, broke the content security policy, or complained on the console. `violations(page)` asks
axe-core, with no rule left out.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Condition
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.signals import request_finished, request_started
from django.db import connections
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    Request,
    ViewportSize,
    WebError,
    expect,
    sync_playwright,
)

from bench.browser import QUIET, SEALED, find_chromium, violations

from .rich_trail import rich_trail  # noqa: F401

# Playwright's synchronous interface runs an event loop in this thread, in which Django would refuse its database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

PHONE: ViewportSize = {"width": 360, "height": 740}
DESK: ViewportSize = {"width": 1280, "height": 900}
HERE = Path(__file__).parent
# On a busy machine of two processors a page may take its time; what is there at once is not waited for.
PATIENCE = 45_000
expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what lies in this folder, so that `-m "not browser"` leaves it out."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser(django_db_setup: None) -> Iterator[Browser]:
    """One browser for all tests of a process."""
    executable = find_chromium()
    if executable is None:
        pytest.skip("There is no Chromium on this machine.")
    # While the event loop runs, Django would open other connections than those that the tests have prepared.
    prepared = {alias: connections[alias] for alias in connections}
    with sync_playwright() as playwright:
        for alias, connection in prepared.items():
            connections[alias] = connection
        chromium = playwright.chromium.launch(executable_path=executable, args=[*QUIET, SEALED])
        yield chromium
        chromium.close()


@pytest.fixture(autouse=True)
def _database(transactional_db: None, django_db_serialized_rollback: None) -> None:
    """The live server sees only what is committed; what migrations have written is there again in each test."""


class UnderWay:
    """The requests that the live server is still answering. The database is emptied only when there are none."""

    def __init__(self) -> None:
        self._count = 0
        self._changed = Condition()

    def begun(self, **_kwargs: object) -> None:
        """Count one more; sent by Django."""
        with self._changed:
            self._count += 1

    def ended(self, **_kwargs: object) -> None:
        """Count one less; sent by Django."""
        with self._changed:
            self._count -= 1
            self._changed.notify_all()

    def wait_for_none(self, seconds: float) -> None:
        """Wait until the last one has been answered, at most `seconds`."""
        with self._changed:
            self._changed.wait_for(lambda: self._count <= 0, timeout=seconds)


@pytest.fixture(autouse=True)
def _answered(_database: None) -> Iterator[None]:
    """An editor's page saves by itself: such a request may still be under way when the test is over."""
    under_way = UnderWay()
    request_started.connect(under_way.begun)
    request_finished.connect(under_way.ended)
    yield
    under_way.wait_for_none(PATIENCE / 1000)
    request_started.disconnect(under_way.begun)
    request_finished.disconnect(under_way.ended)


class Watch:
    """Everything that the pages of a context have asked for, and what they complained of."""

    def __init__(self, home: str) -> None:
        self.home = urlsplit(home).netloc
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self._accepted: list[str] = []

    def over(self, context: BrowserContext) -> None:
        """Watch all pages of a context, also those that they open."""
        context.on("request", self._note_request)
        context.on("console", self._note_message)
        context.on("weberror", self._note_error)

    def accept(self, words: str) -> None:
        """Do not fail for complaints with these words: a page that is not found complains of itself."""
        self._accepted.append(words)

    @property
    def strangers(self) -> list[str]:
        """What was asked of other hosts."""
        return [
            url
            for url in self.requests
            if urlsplit(url).scheme in {"http", "https", "ws", "wss"} and urlsplit(url).netloc != self.home
        ]

    @property
    def faults(self) -> list[str]:
        """The complaints that were not accepted."""
        return [complaint for complaint in self.complaints if not any(words in complaint for words in self._accepted)]

    def check(self) -> None:
        """Fail if a page has called another host or complained."""
        assert not self.strangers, f"Called other hosts: {self.strangers}"
        assert not self.faults, f"Complained: {self.faults}"

    def _note_request(self, request: Request) -> None:
        self.requests.append(request.url)

    def _note_message(self, message: ConsoleMessage) -> None:
        if message.type == "error" or "Content Security Policy" in message.text:
            self.complaints.append(f"{message.text} ({message.location.get('url', '')})")

    def _note_error(self, error: WebError) -> None:
        self.complaints.append(str(error.error))


@pytest.fixture
def watch(live_server: Any) -> Watch:
    """The watch over all pages of a test."""
    return Watch(live_server.url)


@pytest.fixture
def context(browser: Browser, live_server: Any, watch: Watch) -> Iterator[Callable[..., BrowserContext]]:
    """Makes contexts: `context(viewport=PHONE, color_scheme="dark", locale="it-IT", java_script_enabled=False)`."""
    made: list[BrowserContext] = []

    def make(**options: Any) -> BrowserContext:
        # Nothing moves while it is looked at.
        usual = {"base_url": live_server.url, "viewport": DESK, "locale": "en-GB", "reduced_motion": "reduce"}
        new = browser.new_context(**{**usual, **options})
        new.set_default_timeout(PATIENCE)
        watch.over(new)
        made.append(new)
        return new

    yield make
    for each in made:
        each.close()
    watch.check()


@pytest.fixture
def open_page(context: Callable[..., BrowserContext]) -> Callable[..., Page]:
    """Makes a page in a context of its own, with the options of `context`."""

    def make(**options: Any) -> Page:
        return context(**options).new_page()

    return make


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """A page as on a desk, in light colours."""
    return open_page()


def sign_in(page: Page, username: str, password: str) -> None:
    """Sign in to the admin as a person does."""
    page.goto("/admin/login/")
    page.locator("input[name=username]").fill(username)
    page.locator("input[name=password]").fill(password)
    page.locator("form.login-form button[type=submit]").click()
    page.wait_for_url("**/admin/")


@pytest.fixture
def axe() -> Callable[..., list[str]]:
    """`axe(page)` returns what axe-core finds, with no rule left out."""
    return violations


__all__ = ["DESK", "PHONE", "Error", "Watch", "sign_in", "violations"]
