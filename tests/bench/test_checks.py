"""Each check of the crawl is shown one fault that it is there to find, and a page without faults."""

import pytest

from bench.crawl.checks import FONT_BUDGET, TEXT_BUDGET, judge
from bench.crawl.document import Document
from bench.crawl.findings import Finding
from bench.crawl.targets import Target, Targets, fault_of_syntax
from bench.crawl.visits import Visit

HOME = "http://127.0.0.1:8000"
PAGE = f"{HOME}/en/"


def html(
    main: str = "", head: str = '<meta name="description" content="What it is.">', heading: str = "<h1>T</h1>"
) -> str:
    """A small page."""
    return f'<!DOCTYPE html><html lang="en"><head>{head}</head><body id="body">{heading}{main}</body></html>'


def a_visit(source: str = "", address: str = PAGE, **values: object) -> Visit:
    """A visit as of a page without faults, but for `values`."""
    return Visit(address, **{"status": 200, "html": source or html(), **values})  # type: ignore[arg-type]


@pytest.fixture
def targets() -> Targets:
    """A site of a picture, another page, a style and a font; whatever else is asked for is not there."""
    site = Targets(HOME)
    site.known = {
        f"{HOME}/picture.png": Target(200, "image/png", 10, 10),
        f"{HOME}/en/other/": Target(200, "text/html", 10, 10, ids={"there"}),
        f"{HOME}/style.css": Target(200, "text/css", 10, TEXT_BUDGET),
        f"{HOME}/font.woff2": Target(200, "font/woff2", FONT_BUDGET + 1, 10),
    }
    site._fetch = lambda address: Target(404)  # type: ignore[method-assign]
    return site


def found(targets: Targets, *visits: Visit) -> list[tuple[str, str]]:
    """The checks that found something, and what."""
    return [(finding.check, finding.what) for finding in judge(list(visits), targets)]


def test_a_page_without_faults_passes(targets: Targets) -> None:
    source = html(
        '<a href="other/#there">a</a><a href="#body">b</a><a href="#top">c</a><a href="https://example.org/x">d</a>'
        '<a href="mailto:a@example.org">e</a><a href="mailto:?subject=S">f</a><img src="/picture.png" alt="">'
        '<img srcset="/picture.png 1x, /picture.png 2x" alt="">'
    )

    assert not found(targets, a_visit(source))
    assert targets.outside == {"https://example.org/x"}


@pytest.mark.parametrize(
    ("visit", "check", "words"),
    [
        (a_visit(status=404), "status", "404"),
        (a_visit(error="it timed out"), "visit", "it timed out"),
        (a_visit(html(heading="")), "heading", "0 <h1>"),
        (a_visit(html(heading="<h1>a</h1><h1>b</h1>")), "heading", "2 <h1>"),
        (a_visit(html(head="")), "description", "0 descriptions"),
        (a_visit(html(head='<meta name="description" content=" ">')), "description", "0 descriptions"),
        (a_visit(axe={"phone, dark": ["image-alt"]}), "axe", "(phone, dark) image-alt"),
        (a_visit(complaints=["it broke"]), "console", "it broke"),
        (a_visit(failures=["/x (status 500)"]), "resource", "/x"),
        (a_visit(requests=[("image", "https://elsewhere.example/x.png")]), "host", "elsewhere.example"),
        (a_visit(html('<a href="gone/">a</a>')), "broken", "“gone/”: status 404"),
        (a_visit(html('<a href="other/#gone">a</a>')), "broken", "there is no “gone”"),
        (a_visit(html('<a href="#gone">a</a>')), "broken", "there is no “gone”"),
        (a_visit(html('<img src="other/" alt="">')), "broken", "no picture but text/html"),
        (a_visit(html('<img srcset="/picture.png 1x, /gone.png 2x" alt="">')), "broken", "“/gone.png”"),
        (a_visit(html('<a href="https://example/x">a</a>')), "broken", "names no host"),
        (a_visit(requests=[("stylesheet", f"{HOME}/style.css")]), "weight", "under gzip"),
        (a_visit(requests=[("font", f"{HOME}/font.woff2")]), "weight", "font.woff2"),
    ],
)
def test_a_fault_is_found(targets: Targets, visit: Visit, check: str, words: str) -> None:
    [(found_by, what)] = found(targets, visit)

    assert found_by == check
    assert words in what


def test_a_description_belongs_to_one_page_of_a_language(targets: Targets) -> None:
    other = a_visit(address=f"{HOME}/en/other/")
    german = a_visit(html().replace('lang="en"', 'lang="de"'), address=f"{HOME}/de/")

    assert [check for check, _what in found(targets, a_visit(), other, german)] == ["description"]


def test_a_target_is_fetched_once(targets: Targets) -> None:
    asked: list[str] = []
    targets._fetch = lambda address: asked.append(address) or Target(200, "text/html")  # type: ignore[method-assign,func-returns-value]
    source = html('<a href="x/">a</a><a href="x/">b</a>')
    judge([a_visit(source), a_visit(source, address=f"{HOME}/en/")], targets)

    assert asked == [f"{PAGE}x/"]


@pytest.mark.parametrize(
    "address",
    ["https://example.org/a?b=c#d", "http://[::1]:8000/", "tel:+390612345", "geo:41.9,12.5", "mailto:a@example.org"],
)
def test_an_address_in_form(address: str) -> None:
    assert not fault_of_syntax(address)


@pytest.mark.parametrize(
    "address",
    [
        "https://",
        "https://exa mple.org/",
        "http://example.org:port/",
        "mailto:nobody",
        "tel:call us",
        "htps://x.org/",
        "geo:x",
    ],
)
def test_an_address_out_of_form(address: str) -> None:
    assert fault_of_syntax(address)


def test_candidates_of_a_set_of_pictures() -> None:
    document = Document(PAGE, '<source srcset="/a,b.avif 400w, /c.avif 800w,/d.avif">')

    assert [pointer.written for pointer in document.pointers] == ["/a,b.avif", "/c.avif", "/d.avif"]


def test_a_finding_is_one_line() -> None:
    assert str(Finding(PAGE, "html", "two\n  lines", "mend it")) == f"{PAGE} [html] two lines → mend it"
