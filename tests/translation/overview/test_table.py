"""The table of translations: who sees what of it, its filters, its links, its export."""

import csv
import re
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.models import Locale

from sites.models import SitePage
from tests.factories import make_page
from trail.translation.models import Assignment

from ..conftest import begin, edit, enter, target, translated
from .conftest import rows, translator

pytestmark = pytest.mark.django_db


def table(client: Client, **asked: Any) -> Any:
    return client.get(reverse("trail_translations"), asked)


def titles(client: Client, **asked: Any) -> list[str]:
    response = table(client, **asked)
    assert response.status_code == 200
    return [line.row.title for line in response.context["object_list"]]


def columns(client: Client, **asked: Any) -> list[str]:
    return [column.tag for column in table(client, **asked).context["columns_shown"]]


@pytest.fixture
def states(trail: Any, italian: Locale, french: Locale) -> Any:
    """Home live in Italian and stale there, the campaign live, the region begun by Giulia; home live in French."""
    translated(trail.region, italian)
    translated(trail.home, french)
    edit(trail.home, summary="Changed in the source.")
    place = begin(trail.site, italian)
    enter(place, {"summary": "it: Riassunto"})
    Assignment.objects.create(translation=place, translator=translator("Giulia"))
    rows()
    return trail


@pytest.mark.parametrize("who", ["administrator", "publisher", "editor"])
def test_those_who_look_after_the_trail_see_all_languages(who, states, sign_in):
    client = sign_in(who)
    assert columns(client) == ["fr", "it"]
    assert titles(client) == [page.title for page in states.pages]


def test_a_translator_sees_their_language_only(states, client, french):
    client.force_login(translator("Amélie", "fr"))
    assert columns(client) == ["fr"]
    asked = Locale.objects.get(language_code="it").pk
    response = table(client, language=asked)
    assert [column.tag for column in response.context["columns_shown"]] == ["fr"]
    assert "Italian" not in response.content.decode().partition('id="listing-results"')[2].partition("<script")[0]


def test_others_see_nothing_of_it(states, sign_in):
    client = sign_in("visitor")
    assert table(client).status_code in {302, 403}
    user = get_user_model().objects.get(username="visitor")
    nobody = translator("Nobody", "mi")
    nobody.groups.first().user_set.add(user)
    client.force_login(user)
    assert table(client).status_code == 302, "a language that the trail does not have is nobody's"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"state": "live"}, ["The campaign", "Rome"]),
        ({"state": "stale"}, ["The trail"]),
        ({"state": "in-progress"}, ["The museum"]),
        ({"state": "review"}, []),
        ({"language": "fr", "state": "live"}, []),
        ({"language": "fr", "state": "stale"}, ["The trail"]),
        ({"part": "region"}, ["Rome", "The museum", "The cemetery"]),
        ({"part": "campaign", "state": "live"}, ["The campaign", "Rome"]),
        ({"kind": "cemetery"}, ["The cemetery"]),
        ({"translator": "giulia"}, ["The museum"]),
        ({"translator": "nobody", "language": "it", "part": "region"}, ["Rome", "The cemetery"]),
        ({"q": "MUSE"}, ["The museum"]),
    ],
)
def test_filters(asked, found, states, sign_in):
    client = sign_in("editor")
    values = dict(asked)
    if "language" in values:
        values["language"] = Locale.objects.get(language_code=values["language"]).pk
    if "part" in values:
        values["part"] = getattr(states, values["part"]).pk
    if "kind" in values:
        values["kind"] = states.cemetery.content_type_id
    if values.get("translator") == "giulia":
        values["translator"] = get_user_model().objects.get(username="giulia").pk
    assert titles(client, **values) == found


def test_nonsense_in_the_address_is_not_an_error(states, sign_in):
    client = sign_in("editor")
    for asked in ({"state": "x"}, {"part": "9" * 40}, {"language": "<script>"}, {"p": "-1"}, {"translator": "0"}):
        assert table(client, **asked).status_code == 200


def test_each_cell_leads_to_where_its_work_is_done(states, sign_in, italian):
    page = table(sign_in("publisher"), language=italian.pk).content.decode()
    place = states.site.get_translations().get(locale=italian)
    assert f'href="{reverse("wagtailadmin_pages:edit", args=[place.pk])}"' in page
    assert f'formaction="{reverse("trail_begin_translation", args=["it", states.cemetery.pk])}"' in page
    assert f'formaction="{reverse("trail_begin_translation", args=["it", states.site.pk])}"' not in page


def test_the_files_for_translators_are_reached_with_what_is_filtered(states, client, italian):
    client.force_login(get_user_model().objects.get(username="giulia"))
    page = table(client, state="stale", part=states.region.pk).content.decode()
    link = re.search(rf'href="({reverse("trail_exchange")}[^"]*)"', page)[1].replace("&amp;", "&")
    assert link == f"{reverse('trail_exchange')}?page={states.region.pk}&wanted=stale&locale=it"
    assert client.get(link).status_code == 200


def test_states_are_words_and_headings_have_their_scope(states, sign_in):
    page = table(sign_in("editor")).content.decode().partition('class="trail-translations__table"')[2]
    assert re.search(r"Live, stale since \d", page) and "Not started" in page and re.search(r"In progress, \d+ %", page)
    assert page.count('scope="col"') == 4
    assert page.count('scope="row"') == len(states.pages)
    assert "<caption" in page.partition("<thead")[0]


def test_the_words_left_of_a_language_are_those_of_its_pages(states, sign_in, italian):
    shown = table(sign_in("editor"), language=italian.pk).context["columns_shown"][0]
    assert shown.words_left == sum(row.cells[italian.pk].words_left for row in rows().values())
    assert (shown.live, shown.stale, shown.pages) == (3, 1, len(states.pages))


def exported(client: Client, **asked: Any) -> list[dict[str, str]]:
    response = table(client, export="csv", **asked)
    return list(csv.DictReader(StringIO(b"".join(response.streaming_content).decode())))


def test_the_export_has_a_line_for_each_page_and_language(states, sign_in, italian):
    lines = exported(sign_in("editor"))
    assert len(lines) == 2 * len(states.pages)
    place = next(line for line in lines if line["Page"] == "The museum" and line["Language"] == "it")
    assert (place["State"], place["Translator"], place["Part of the trail"]) == (
        "In progress",
        "Giulia",
        "The campaign › Rome",
    )
    home = next(line for line in lines if line["Page"] == "The trail" and line["Language"] == "it")
    assert (home["Stale texts"], home["Words left"], home["Per cent translated"]) == ("1", "4", "100")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", home["Stale since"])


def test_the_export_holds_what_was_asked_for_and_no_other_language(states, client, italian):
    client.force_login(get_user_model().objects.get(username="giulia"))
    assert {line["Language"] for line in exported(client)} == {"it"}
    assert [line["Page"] for line in exported(client, state="stale")] == ["The trail"]
    workbook = load_workbook(BytesIO(b"".join(table(client, export="xlsx").streaming_content)))
    assert workbook.active.max_row == len(states.pages) + 1


def test_the_report_of_the_library_leads_to_ours(states, sign_in):
    client = sign_in("administrator")
    assert client.get("/admin/localize/reports/translations/").url == reverse("trail_translations")
    menu = client.get(reverse("wagtailadmin_home")).content.decode()
    assert reverse("trail_translations") in menu
    assert "localize/reports" not in menu


def test_the_part_that_is_fetched_after_a_filter_is_the_table_alone(states, sign_in):
    page = sign_in("editor").get(reverse("trail_translations_results"), {"state": "stale"}).content.decode()
    assert "The trail" in page and "<html" not in page


def queries(client: Client) -> int:
    rows()
    table(client)
    with CaptureQueriesContext(connection) as asked:
        assert table(client).status_code == 200
    return len(asked)


def test_what_the_table_costs_does_not_depend_on_pages_or_languages(states, sign_in, italian):
    client = sign_in("editor")
    few = queries(client)
    for number in range(25):
        make_page(SitePage, states.region, f"Place {number}")
    for tag in ("ar", "de", "es", "mi", "ne", "pa", "pl", "pt", "ur", "el"):
        Locale.objects.get_or_create(language_code=tag)
    assert target(translated(states.cemetery, italian))
    assert queries(client) == few
