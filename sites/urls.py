"""Addresses of lists that are not pages: feeds, by language."""

from django.urls import path

from .feeds import on_this_day_calendar, on_this_day_feed, stories_feed

localised_urlpatterns = [
    path("feeds/stories.atom", stories_feed, name="stories_feed"),
    path("feeds/on-this-day.atom", on_this_day_feed, name="on_this_day_feed"),
    path("feeds/on-this-day.ics", on_this_day_calendar, name="on_this_day_calendar"),
]
