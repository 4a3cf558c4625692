"""Addresses that are not pages of the tree, by language: feeds, the map, the search."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from trail.core.standing import stands_under_every_language
from trail.safety.limits import limited

from .feeds import on_this_day_calendar, on_this_day_feed, stories_feed
from .finding.cemeteries import cemeteries
from .finding.map_data import map_places
from .finding.map_page import map_page
from .finding.map_sheet import map_sheet
from .finding.search_page import search, searched
from .finding.suggestions import suggest

localised_urlpatterns = [
    path("search/", limited("search")(search), name="search"),
    path("search/suggest", limited("suggestions")(suggest), name="search_suggest"),
    path("search/searched", limited("counter")(searched), name="search_searched"),
    path("cemeteries/", limited("search")(cemeteries), name="cemeteries"),
    path("map/", limited("search")(map_page), name="map"),
    path("map/places.json", limited("map")(map_places), name="map_places"),
    path("map/sheet.json", map_sheet, name="map_sheet"),
    path("feeds/stories.atom", stories_feed, name="stories_feed"),
    path("feeds/on-this-day.atom", on_this_day_feed, name="on_this_day_feed"),
    path("feeds/on-this-day.ics", on_this_day_calendar, name="on_this_day_calendar"),
]

stands_under_every_language("map", pgettext_lazy("trail", "Map"), is_kept=True)
stands_under_every_language("search", pgettext_lazy("trail", "Search the trail"), listed=False)
stands_under_every_language("cemeteries", pgettext_lazy("trail", "Find a cemetery"), is_kept=True)
