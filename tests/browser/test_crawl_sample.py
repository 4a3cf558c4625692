"""What `make crawl` does with all pages, done with one page of each type of the small trail."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import BrowserContext

from bench.crawl.checks import judge
from bench.crawl.sitemap import addresses
from bench.crawl.targets import Targets
from bench.crawl.validity import invalid_pages
from bench.crawl.visits import visit
from tests.factories import Trail


def test_the_crawl_finds_nothing(trail: Trail, live_server: Any, context: Callable[..., BrowserContext]) -> None:
    pages = addresses(live_server.url)
    assert len(pages) == len(trail.pages) + 3, (
        "the map, the finder of cemeteries and the credits are no pages of the tree"
    )
    visits = []
    for address in pages:
        own = context()
        visits.append(visit(own.new_page(), address))
        own.close()
    found = [*judge(visits, Targets(live_server.url)), *invalid_pages(visits)]

    assert not found, "\n".join(map(str, found))


def test_the_crawl_sees_what_a_page_asks_for(
    trail: Trail, live_server: Any, context: Callable[..., BrowserContext]
) -> None:
    seen = visit(context().new_page(), f"{live_server.url}/en/")

    assert {"document", "stylesheet", "script", "font"} <= {kind for kind, _address in seen.requests}
    assert seen.status == 200
    assert seen.axe == {"desk, light": [], "phone, dark": []}
