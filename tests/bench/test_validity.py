"""The validator finds what is not valid, and lets pass what we have decided to let pass."""

import pytest

from bench.crawl.validity import PROGRAM, invalid_pages
from bench.crawl.visits import Visit

pytestmark = pytest.mark.skipif(not PROGRAM.exists(), reason="html-validate is not installed: `make setup`")

PAGE = '<!DOCTYPE html>\n<html lang="en">\n  <head>\n    <title>T</title>{}\n  </head>\n  <body>{}</body>\n</html>\n'


def test_each_fault_is_told_with_its_page() -> None:
    pages = {
        "/list/": PAGE.format("", '<ul role="list">\n<li>a</li> \n</ul>'),
        "/own-file/": PAGE.format('<script src="/x.js" type="module"></script>', ""),
        "/wrong-child/": PAGE.format("", "<ul><p>a</p></ul>"),
        "/same-id/": PAGE.format("", '<p id="a">a</p><p id="a">b</p>'),
        "/no-title/": PAGE.format("", "").replace("<title>T</title>", ""),
    }
    found = {
        (finding.address, finding.what.partition(":")[0])
        for finding in invalid_pages(Visit(address, 200, source) for address, source in pages.items())
    }

    assert found == {
        ("/wrong-child/", "element-permitted-content"),
        ("/same-id/", "no-dup-id"),
        ("/no-title/", "element-required-content"),
    }
