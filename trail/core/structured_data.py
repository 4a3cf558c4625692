"""Pages as schema.org data (JSON-LD), for search engines and re-users."""

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from trail.images.structured_data import image_objects, lead_reference

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
        "primaryImageOfPage": lead_reference(context["lead_picture"], context["canonical"]),
        "breadcrumb": {
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": position, "name": name, "item": address}
                for position, (name, address) in enumerate(trail, 1)
            ],
        },
    }


def pictures(page: Any, context: dict[str, Any]) -> list[dict[str, Any]]:
    """The pictures that the page shows, with their rights."""
    return image_objects(page, context["pictures"], context["canonical"], context["base_address"])


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


def _day(moment: Any) -> str | None:
    return moment.date().isoformat() if moment else None
