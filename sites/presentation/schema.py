"""Places, regions, campaigns and stories as schema.org data.

Types and domains were checked in the vocabulary: `openingHoursSpecification` belongs to every Place, `temporalCoverage`
to the Article and not to the Place. See https://schema.org/Cemetery and its neighbours.
"""

from typing import Any

from trail.dates.display import iso_interval, start_end
from trail.dates.edtf import InvalidEdtf
from trail.images.structured_data import lead_reference
from trail.opening_hours.schema import opening_hours_specification

SITE_TYPES = {
    "museum": "Museum",
    "memorial": "LandmarksOrHistoricalBuildings",
    "battlefield": "LandmarksOrHistoricalBuildings",
    "landmark": "LandmarksOrHistoricalBuildings",
    "story-place": "LandmarksOrHistoricalBuildings",
}
IDENTIFIERS = {
    "wikidata_id": ("Wikidata", "https://www.wikidata.org/wiki/{}"),
    "cwgc_id": ("CWGC", "https://www.cwgc.org/visit-us/find-cemeteries-memorials/cemetery-details/{}/"),
    "geonames_id": ("GeoNames", "https://www.geonames.org/{}"),
    "osm_id": ("OpenStreetMap", "https://www.openstreetmap.org/{}"),
    "liberation_route_id": ("Liberation Route", ""),
}


def place_data(page: Any, context: dict[str, Any], kind: str) -> dict[str, Any]:
    """A cemetery or site; `kind` is the schema.org type."""
    point = page.point
    identifiers = [
        (label, getattr(page, field), link) for field, (label, link) in IDENTIFIERS.items() if getattr(page, field)
    ]
    return {
        "@type": [kind, "TouristAttraction"],
        "@id": f"{context['canonical']}#place",
        "name": page.title,
        "alternateName": page.local_name,
        "description": page.summary,
        "url": context["canonical"],
        "image": lead_reference(context["lead_picture"], context["canonical"]),
        "mainEntityOfPage": context["canonical"],
        "geo": {"@type": "GeoCoordinates", "latitude": point.latitude, "longitude": point.longitude} if point else None,
        "address": {
            "@type": "PostalAddress",
            "streetAddress": page.address,
            "addressLocality": page.locality,
            "addressCountry": page.country,
        }
        if page.address or page.locality
        else None,
        "telephone": page.telephone,
        "email": page.email,
        "sameAs": [page.website, *(link.format(value) for _label, value, link in identifiers if link)],
        "identifier": [
            {"@type": "PropertyValue", "propertyID": label, "value": value} for label, value, _link in identifiers
        ],
        "openingHoursSpecification": always_open()
        if page.always_open
        else opening_hours_specification(page.opening_hours)
        if page.opening_hours
        else [],
        "publicAccess": True if page.always_open else None,
        "containedInPlace": {"@type": "TouristDestination", "name": context["region"].title}
        if context["region"]
        else None,
    }


def always_open() -> list[dict[str, Any]]:
    """Every day from midnight to midnight."""
    days = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    return [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": [f"https://schema.org/{day}" for day in days],
            "opens": "00:00",
            "closes": "23:59",
        }
    ]


def article_data(page: Any, context: dict[str, Any]) -> dict[str, Any]:
    """A story: an article about an event that has a time and a place of its own."""
    start, end = _start_end(page.when)
    places = [
        {
            "@type": "Place",
            "name": place.title,
            "url": context["base_address"] + place.url,
            "geo": {"@type": "GeoCoordinates", "latitude": place.point.latitude, "longitude": place.point.longitude}
            if place.point
            else None,
        }
        for place in context["places"]
    ]
    return {
        "@type": "Article",
        "@id": f"{context['canonical']}#story",
        "headline": page.title,
        "abstract": page.summary,
        "inLanguage": context["language"],
        "image": lead_reference(context["lead_picture"], context["canonical"]),
        "mainEntityOfPage": context["canonical"],
        "datePublished": page.first_published_at.date().isoformat() if page.first_published_at else None,
        "dateModified": page.last_published_at.date().isoformat() if page.last_published_at else None,
        "author": [{"@type": "Person", "name": author.name} for author in context["byline"].authors],
        "temporalCoverage": _interval(page.when),
        "spatialCoverage": places or page.where,
        "about": {
            "@type": "Event",
            "name": page.title,
            "startDate": start,
            "endDate": end,
            "location": places or ({"@type": "Place", "name": page.where} if page.where else None),
        },
    }


def destination_data(page: Any, context: dict[str, Any]) -> dict[str, Any]:
    """A region with its places."""
    return {
        "@type": "TouristDestination",
        "@id": f"{context['canonical']}#region",
        "name": page.title,
        "description": page.summary,
        "url": context["canonical"],
        "image": lead_reference(context["lead_picture"], context["canonical"]),
        "includesAttraction": [
            {"@type": "TouristAttraction", "name": place.title, "url": context["base_address"] + place.url}
            for place in context["places"]
        ],
    }


def trip_data(page: Any, context: dict[str, Any]) -> dict[str, Any]:
    """A campaign: its regions in the order of the trail."""
    return {
        "@type": "TouristTrip",
        "@id": f"{context['canonical']}#trail",
        "name": page.title,
        "description": page.summary,
        "url": context["canonical"],
        "image": lead_reference(context["lead_picture"], context["canonical"]),
        "itinerary": {
            "@type": "ItemList",
            "itemListElement": [
                {
                    "@type": "ListItem",
                    "position": region.number,
                    "name": region.title,
                    "url": context["base_address"] + region.url,
                }
                for region in context["regions"]
            ],
        },
    }


def _start_end(when: str) -> tuple[str | None, str | None]:
    try:
        return start_end(when)
    except InvalidEdtf:
        return None, None


def _interval(when: str) -> str:
    try:
        return iso_interval(when)
    except InvalidEdtf:
        return ""
