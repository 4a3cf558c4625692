"""“Yours to translate”, on the first page of the admin."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from sites.models import SitePage
from tests.factories import make_page
from trail.translation.models import Assignment, StaleString
from trail.translation.overview.dashboard import YoursToTranslate

from ..conftest import begin, edit, enter, translated
from .conftest import rows, translator

pytestmark = pytest.mark.django_db


def panel(user: Any) -> dict[str, Any]:
    """What the panel is given for somebody."""
    request = type("Request", (), {"user": user})()
    return YoursToTranslate().get_context_data({"request": request})


def named(tasks: list[Any]) -> list[str]:
    return [line.row.title for line, _shown in tasks]


def home(client: Client, user: Any) -> str:
    client.force_login(user)
    return client.get(reverse("wagtailadmin_home")).content.decode()


def test_a_translator_finds_what_is_theirs_what_is_stale_and_what_is_next(trail, italian, client):
    giulia = translator("Giulia")
    translated(trail.region, italian)
    translated(trail.about, italian)
    mine = begin(trail.site, italian)
    enter(mine, {"summary": "it: Riassunto"})
    Assignment.objects.create(translation=mine, translator=giulia)
    edit(trail.about, summary="Changed.")
    rows()
    shown = panel(giulia)
    assert named(shown["mine"]) == ["The museum"]
    assert named(shown["newly_stale"]) == ["About"]
    assert named(shown["next_pages"]) == ["Stories", "The cemetery"], "a story waits until the index is begun"
    assert shown["words_left"] == rows()[trail.site.pk].cells[italian.pk].words_left
    page = home(client, giulia)
    assert "Yours to translate" in page and "Live, stale since" in page and "In progress, " in page


def test_what_is_stale_for_longer_is_no_news_and_what_another_has_is_theirs(trail, italian):
    giulia, marco = translator("Giulia"), translator("Marco")
    about, region = translated(trail.about, italian), translated(trail.region, italian)
    edit(trail.about, summary="Changed.")
    edit(trail.region, summary="Changed.")
    StaleString.objects.filter(translation=about).update(since=timezone.now() - timedelta(days=8))
    assert named(panel(giulia)["newly_stale"]) == ["Rome"]
    Assignment.objects.create(translation=region, translator=marco)
    assert named(panel(giulia)["newly_stale"]) == []
    assert named(panel(marco)["mine"]) == ["Rome"]


def test_home_comes_first_then_the_campaign(trail, italian):
    begin(trail.home, italian)
    shown = named(panel(translator("Giulia"))["next_pages"])
    assert shown == ["The trail", "The campaign", "Stories", "About"]


def test_what_is_done_or_handed_in_is_not_waiting(trail, italian):
    giulia = translator("Giulia")
    for page in (trail.home, trail.about):
        Assignment.objects.create(translation=translated(page, italian), translator=giulia)
    assert panel(giulia)["mine"] == []


def test_with_nothing_to_do_it_says_so(trail, italian, client):
    for page in trail.pages:
        translated(page, italian)
    page = home(client, translator("Giulia"))
    assert "All pages are translated or taken by others" in page


@pytest.mark.parametrize("who", ["editor", "publisher", "administrator"])
def test_those_who_do_not_translate_have_no_such_list(who, trail, italian, sign_in):
    assert "Yours to translate" not in sign_in(who).get(reverse("wagtailadmin_home")).content.decode()


def test_one_press_takes_a_page(trail, italian, client):
    giulia = translator("Giulia")
    translated(trail.region, italian)
    page = home(client, giulia)
    assert f'name="page" value="{trail.cemetery.pk}"' in page
    data = {"page": trail.cemetery.pk, "language": "it", "translator": giulia.pk, "next": reverse("wagtailadmin_home")}
    assert client.post(reverse("trail_assign_translator"), data).url == reverse("wagtailadmin_home")
    assert named(panel(giulia)["mine"]) == ["The cemetery"]


def test_what_it_costs_does_not_depend_on_how_much_there_is(trail, italian):
    giulia = translator("Giulia")
    translated(trail.region, italian)
    Assignment.objects.create(translation=begin(trail.site, italian), translator=giulia)
    rows()

    def queries() -> int:
        panel(giulia)
        with CaptureQueriesContext(connection) as asked:
            panel(giulia)
        return len(asked)

    few = queries()
    for number in range(12):
        page = make_page(SitePage, trail.region, f"Place {number}")
        Assignment.objects.create(translation=begin(page, italian), translator=giulia)
    rows()
    assert queries() == few
