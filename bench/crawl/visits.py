"""Going to a page with Chromium, and noting what it answered, asked for and complained of."""

from dataclasses import dataclass, field
from functools import cached_property

from playwright.sync_api import ConsoleMessage, Error, Page, Request, Response, ViewportSize

from bench.browser import violations

from .document import Document

DESK: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
IN_PAGE = ("data:", "blob:", "about:")


@dataclass
class Visit:
    """All that was seen of one page."""

    address: str
    status: int = 0
    html: str = ""
    error: str = ""
    # Kind (stylesheet, script, font, image) and address of everything that the page asked for.
    requests: list[tuple[str, str]] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    # What axe-core found on a desk in light colours, and on a phone in dark ones.
    axe: dict[str, list[str]] = field(default_factory=dict)

    @cached_property
    def document(self) -> Document:
        """The page as it was sent."""
        return Document(self.address, self.html)


class Notebook:
    """Listens to a browser's page, and writes into a visit."""

    def __init__(self, page: Page, visit: Visit) -> None:
        self.visit = visit
        page.on("request", self._request)
        page.on("requestfailed", self._failure)
        page.on("response", self._response)
        page.on("console", self._message)
        page.on("pageerror", lambda error: visit.complaints.append(str(error)))

    def _request(self, request: Request) -> None:
        if not request.url.startswith(IN_PAGE):
            self.visit.requests.append((request.resource_type, request.url))

    def _failure(self, request: Request) -> None:
        # What the browser gives up because the page has changed its mind (another size, another colour) is no fault.
        if "ERR_ABORTED" not in (request.failure or ""):
            self.visit.failures.append(f"{request.url} ({request.failure})")

    def _response(self, response: Response) -> None:
        if response.status >= 400:
            self.visit.failures.append(f"{response.url} (status {response.status})")

    def _message(self, message: ConsoleMessage) -> None:
        if message.type == "error" or "Content Security Policy" in message.text:
            self.visit.complaints.append(message.text)


def _axe(page: Page) -> list[str]:
    page.evaluate("document.fonts.ready.then(() => true)")
    return violations(page)


def visit(page: Page, address: str) -> Visit:
    """Go to a page, and ask axe-core twice: on a desk in light colours, on a phone in dark ones.

    `page` belongs to a context that has seen nothing yet: with a filled cache Chromium reports fonts that the page
    never uses.
    """
    noted = Visit(address)
    Notebook(page, noted)
    try:
        page.set_viewport_size(DESK)
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        response = page.goto(address)
        if response is None:
            noted.error = "no answer"
            return noted
        noted.status, noted.html = response.status, response.text()
        noted.axe["desk, light"] = _axe(page)
        page.set_viewport_size(PHONE)
        page.emulate_media(color_scheme="dark", reduced_motion="reduce")
        noted.axe["phone, dark"] = _axe(page)
    except Error as error:
        noted.error = error.message.splitlines()[0]
    return noted
