"""Feeds of the trail's stories: as they are published, and on the days on which they happened."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language, pgettext
from django.views.decorators.cache import cache_control
from icalendar import Calendar, Event, vRecur

from trail.core.addresses import page_address
from trail.dates.display import describe

from .anniversaries import Anniversary, anniversaries, first_day
from .models import HomePage, StoryPage
from .selectors import stories_below

NEWEST = 50
# How many days back the feed "On this day" reaches, for readers who look in once a week.
DAYS_BACK = 7


def live_home() -> HomePage | None:
    """The live home page of the language that the request is in."""
    return HomePage.objects.filter(live=True, locale__language_code=get_language()).first()


class LanguageFeed(Feed):
    """A feed of the language of its address."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest) -> HomePage | None:
        """The home page of the language."""
        return live_home()

    def subtitle(self, home: HomePage | None) -> str:
        return home.summary if home else ""

    def link(self, home: HomePage | None) -> str:
        return page_address(home.url_path, get_language()) if home else "/"


class StoriesFeed(LanguageFeed):
    """The stories of one language as Atom, newest first by the day they were published here.

    The date of the event stands in the title: it is another thing than the date of the entry.
    """

    def title(self, home: HomePage | None) -> str:
        name = home.trail_name if home else ""
        return pgettext("trail", "%(trail)s: stories") % {"trail": name}

    def feed_url(self, home: HomePage | None) -> str:
        return reverse("stories_feed")

    def items(self, home: HomePage | None) -> Any:
        if home is None:
            return []
        stories = StoryPage.objects.live().public().filter(path__startswith=home.path)
        return stories.order_by("-first_published_at", "-pk")[:NEWEST]

    def item_title(self, story: StoryPage) -> str:
        return f"{describe(story.when, get_language())}: {story.title}"

    def item_description(self, story: StoryPage) -> str:
        """The highlights, or the summary where there are none."""
        return " ".join(str(block.value) for block in story.highlights) or story.summary

    def item_link(self, story: StoryPage) -> str:
        return page_address(story.url_path, get_language())

    def item_pubdate(self, story: StoryPage) -> datetime:
        return story.first_published_at or datetime.combine(story.earliest, time(), UTC)

    def item_updateddate(self, story: StoryPage) -> datetime:
        return story.last_published_at or self.item_pubdate(story)


@cache_control(public=True, max_age=3600)
def stories_feed(request: HttpRequest) -> HttpResponse:
    """`/<language>/feeds/stories.atom`."""
    return StoriesFeed()(request)


class OnThisDayFeed(LanguageFeed):
    """The anniversaries of the last seven days, newest first."""

    def title(self, home: HomePage | None) -> str:
        return pgettext("trail", "%(trail)s: on this day") % {"trail": home.trail_name if home else ""}

    def feed_url(self, home: HomePage | None) -> str:
        return reverse("on_this_day_feed")

    def items(self, home: HomePage | None) -> list[Anniversary]:
        if home is None:
            return []
        today = timezone.localdate()
        stories = stories_below(home.path, get_language())
        return anniversaries(stories, today - timedelta(days=DAYS_BACK - 1), today)[::-1]

    def item_title(self, one: Anniversary) -> str:
        return f"{one.story.when}: {one.story.title}"

    def item_description(self, one: Anniversary) -> str:
        return one.story.summary

    def item_link(self, one: Anniversary) -> str:
        return one.story.url

    def item_guid(self, one: Anniversary) -> str:
        """Every year's anniversary is an entry of its own."""
        return f"{one.story.url}#{one.day.isoformat()}"

    def item_pubdate(self, one: Anniversary) -> datetime:
        return datetime.combine(one.day, time(), timezone.get_current_timezone())

    item_updateddate = item_pubdate


@cache_control(public=True, max_age=3600)
def on_this_day_feed(request: HttpRequest) -> HttpResponse:
    """`/<language>/feeds/on-this-day.atom`."""
    return OnThisDayFeed()(request)


@cache_control(public=True, max_age=86400)
def on_this_day_calendar(request: HttpRequest) -> HttpResponse:
    """`/<language>/feeds/on-this-day.ics`: a yearly all-day event for each story that is known to the day (RFC 5545)."""
    home = live_home()
    calendar = Calendar()
    calendar.add("prodid", "-//Heritage Trail//On this day//EN")
    calendar.add("version", "2.0")
    heading = pgettext("trail", "On this day")
    calendar.add("x-wr-calname", f"{home.trail_name}: {heading}" if home else "")
    for story in stories_below(home.path, get_language()) if home else []:
        happened = first_day(story.edtf)
        if happened is not None:
            calendar.add_component(yearly_event(request, story, happened))
    response = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="on-this-day.ics"'
    return response


def yearly_event(request: HttpRequest, story: Any, happened: date) -> Event:
    """One story as an event that comes back every year; calendars begin it with the first anniversary."""
    event = Event()
    event.add("uid", f"story-{story.pk}@{request.get_host()}")
    event.add("dtstamp", datetime(2000, 1, 1, tzinfo=UTC))
    event.add("dtstart", happened)
    event.add("dtend", happened + timedelta(days=1))
    event.add("rrule", vRecur({"freq": "yearly"}))
    event.add("summary", f"{story.title} ({story.when})")
    event.add("description", story.summary)
    event.add("url", request.build_absolute_uri(story.url))
    event.add("transp", "TRANSPARENT")
    return event
