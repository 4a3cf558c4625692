"""The pages that the site itself names."""

from urllib.parse import urlsplit
from urllib.request import ProxyHandler, build_opener
from xml.etree import ElementTree

NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


class NoSitemap(Exception):
    """There is nothing to crawl; the text says why."""


def addresses(home: str) -> list[str]:
    """Every page of `sitemap.xml`, in its order."""
    try:
        with build_opener(ProxyHandler({})).open(f"{home}/sitemap.xml", timeout=60) as answer:
            tree = ElementTree.fromstring(answer.read())
    except (OSError, ElementTree.ParseError) as error:
        raise NoSitemap(f"{home}/sitemap.xml cannot be read: {error}") from error
    found = [(place.text or "").strip() for place in tree.iter(f"{NAMESPACE}loc")]
    foreign = [address for address in found if urlsplit(address).netloc != urlsplit(home).netloc]
    if foreign:
        raise NoSitemap(f"The sitemap names pages of another host: {foreign[0]}. Crawl it under that name.")
    if not found:
        raise NoSitemap("The sitemap names no page.")
    return list(dict.fromkeys(found))
