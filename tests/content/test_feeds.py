"""The feeds of stories and anniversaries, read as a feed reader and a calendar read them."""

from xml.etree import ElementTree

import pytest
from django.test import Client
from icalendar import Calendar

from sites.models import StoryPage
from tests.factories import Trail, make_page

ATOM = "{http://www.w3.org/2005/Atom}"


def entries(client: Client, address: str) -> list[ElementTree.Element]:
    """The entries of an Atom feed."""
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/atom+xml")
    return ElementTree.fromstring(response.content).findall(f"{ATOM}entry")


def test_the_feed_lists_live_stories_with_the_date_of_the_event(client: Client, trail: Trail) -> None:
    make_page(StoryPage, trail.stories, "A draft", live=False)

    found = entries(client, "/en/feeds/stories.atom")

    assert [entry.findtext(f"{ATOM}title") for entry in found] == ["4 June 1944: The fourth of June"]
    assert found[0].find(f"{ATOM}link").get("href") == "http://testserver/en/stories/fourth-of-june/"


def test_a_feed_of_a_language_that_the_trail_has_not_is_not_there(client: Client, trail: Trail) -> None:
    assert client.get("/fr/feeds/stories.atom").status_code == 404


def test_on_this_day_holds_the_last_seven_days(client: Client, trail: Trail, monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import date

    from sites import feeds

    monkeypatch.setattr(feeds.timezone, "localdate", lambda: date(2027, 6, 10))
    assert len(entries(client, "/en/feeds/on-this-day.atom")) == 1
    monkeypatch.setattr(feeds.timezone, "localdate", lambda: date(2027, 6, 11))
    assert entries(client, "/en/feeds/on-this-day.atom") == []


def test_the_calendar_repeats_every_year(client: Client, trail: Trail) -> None:
    make_page(StoryPage, trail.stories, "Some time in June", when="1944-06")

    response = client.get("/en/feeds/on-this-day.ics")

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert b"\r\n" in response.content
    events = Calendar.from_ical(response.content).walk("VEVENT")
    assert [str(event["summary"]) for event in events] == ["The fourth of June (4 June 1944)"]
    assert events[0]["rrule"]["FREQ"] == ["YEARLY"]
    assert events[0].decoded("dtstart").isoformat() == "1944-06-04"
    assert str(events[0]["url"]) == "http://testserver/en/stories/fourth-of-june/"
