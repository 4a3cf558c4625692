"""The demo as it ships, in a browser: how much a page weighs, and what Rome War Cemetery says.

One test, because loading the demo takes most of a minute: it is loaded once.
"""

import gzip
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from playwright.sync_api import Page, Response, expect

from sites.models import Figure

HEADS = ("Arrival", "Parking", "Access and layout", "Alternative access", "Additional information")
ROME = "/en/italian-campaign/rome/"
PAGES = {
    "home": "/en/",
    "campaign": "/en/italian-campaign/",
    "region": ROME,
    "site": f"{ROME}porta-san-paolo/",
    "cemetery": f"{ROME}rome-war-cemetery/",
    "story index": "/en/stories/",
    "story": "/en/stories/the-liberation-of-rome/",
    "text": "/en/about/",
}
MOST_KB = {"text": 60, "fonts": 90}
KINDS = {"document": "text", "stylesheet": "text", "script": "text", "font": "fonts"}


def weigh(open_page: Callable[..., Page], address: str) -> dict[str, float]:
    """What a first visit transfers, in kilobytes: HTML, CSS and JavaScript compressed by gzip, and fonts as they are."""
    page = open_page()
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(address)
    page.evaluate("() => document.fonts.ready")
    page.wait_for_load_state("networkidle")
    weights = {"text": 0.0, "fonts": 0.0}
    for answer in answers:
        kind = KINDS.get(answer.request.resource_type)
        if kind:
            body = answer.body()
            weights[kind] += len(body if kind == "fonts" else gzip.compress(body)) / 1024
    page.context.close()
    return weights


def test_the_demo_is_light_and_the_cemetery_at_rome_is_complete(open_page: Callable[..., Page]) -> None:
    cache.clear()
    call_command("load_trail", Path(settings.BASE_DIR) / "demo", "--language=en", "--quiet")

    weights = {name: weigh(open_page, address) for name, address in PAGES.items()}
    lines = [
        f"{name}: text {weight['text']:.1f} KB, fonts {weight['fonts']:.1f} KB" for name, weight in weights.items()
    ]
    print("\n" + "\n".join(lines))
    for weight in weights.values():
        assert 0 < weight["text"] <= MOST_KB["text"] and 0 < weight["fonts"] <= MOST_KB["fonts"], lines

    page = open_page()
    page.goto(PAGES["cemetery"])
    the_cemetery_at_rome_is_complete(page)


def the_cemetery_at_rome_is_complete(page: Page) -> None:
    """The graves with their source and as of when, the heads for visitors, one heading of the first level."""
    main = page.get_by_role("main")
    expect(page.get_by_role("heading", level=1)).to_have_text(["Rome War Cemetery"])
    expect(main.get_by_role("listitem").filter(has_text="426").first).to_contain_text("burials")
    basis = main.get_by_role("paragraph").filter(has_text="As the source").first
    expect(basis).to_be_visible()
    reference = basis.get_by_role("link", name="Source").first
    entry = page.locator(str(reference.get_attribute("href")))
    expect(entry).to_contain_text(Figure.objects.get(page__slug="rome-war-cemetery", value=426).source.title)
    for head in HEADS:
        expect(main.get_by_role("term").filter(has_text=head)).to_be_visible()
