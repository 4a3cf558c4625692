"""Pages as schema.org data (JSON-LD), for search engines and re-users."""

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe

# As django.utils.html.json_script does: nothing in the data can end the script element.
_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def as_script(items: list[dict[str, Any]]) -> SafeString:
    """The content of a `<script type="application/ld+json">`, safe to be printed inside it."""
    graph = {"@context": "https://schema.org", "@graph": [without_empty(item) for item in items]}
    return mark_safe(json.dumps(graph, ensure_ascii=False).translate(_ESCAPES))


def without_empty(value: Any) -> Any:
    """Leave out what is not known: schema.org has no word for it."""
    if isinstance(value, dict):
        return {key: kept for key, item in value.items() if (kept := without_empty(item)) not in (None, "", [], {})}
    if isinstance(value, list):
        return [kept for item in value if (kept := without_empty(item)) not in (None, "", [], {})]
    return value


def web_page(page: Any, context: dict[str, Any]) -> dict[str, Any]:
    """The page itself: language, dates, authors, breadcrumb, and the trail that it is part of."""
    byline, around, base = context["byline"], context["around"], context["base_address"]
    trail = [*((link.title, base + link.url) for link in around.ancestors), (page.title, context["canonical"])]
    return {
        "@type": "WebPage",
        "@id": context["canonical"],
        "url": context["canonical"],
        "name": page.title,
        "description": page.search_description or page.summary,
        "inLanguage": context["language"],
        "datePublished": _day(byline.published),
        "dateModified": _day(byline.updated),
        "lastReviewed": byline.reviewed.isoformat() if byline.reviewed else None,
        "author": [person(author) for author in byline.authors],
        "translator": [person(translator) for translator in byline.translators],
        "isPartOf": {
            "@type": "WebSite",
            "name": getattr(context["home"], "trail_name", context["home"].title),
            "url": f"{base}/",
        },
        "citation": [citation(entry) for entry in context["sources"]],
        "primaryImageOfPage": image_object(context["lead_picture"], page.lead_image_caption, base),
        "breadcrumb": {
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": position, "name": name, "item": address}
                for position, (name, address) in enumerate(trail, 1)
            ],
        },
    }


def person(who: Any) -> dict[str, Any]:
    """An author or translator."""
    return {"@type": "Person", "name": who.name, "jobTitle": who.role}


def citation(entry: Any) -> dict[str, Any]:
    """A source that the page rests on."""
    source = entry.source
    return {
        "@type": "CreativeWork",
        "name": source.title,
        "author": source.author,
        "publisher": source.publisher,
        "datePublished": source.year,
        "url": source.url,
    }


def image_object(picture: Any, caption: str, base: str) -> dict[str, Any] | None:
    """A picture with its rights, as Google's image licence metadata and IPTC name them."""
    if picture is None:
        return None
    return {
        "@type": "ImageObject",
        "contentUrl": base + picture.file.url if picture.file.url.startswith("/") else picture.file.url,
        "caption": caption or picture.description,
        "creditText": picture.credit_line or picture.creator,
        "creator": {"@type": "Organization", "name": picture.creator} if picture.creator else None,
        "copyrightNotice": picture.copyright_notice,
        "license": picture.licence_link,
        "acquireLicensePage": picture.acquire_licence_page,
        "width": picture.width,
        "height": picture.height,
    }


def _day(moment: Any) -> str | None:
    return moment.date().isoformat() if moment else None
