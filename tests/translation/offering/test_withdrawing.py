"""A language is withdrawn and offered again, and nothing of it is lost."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation

from sites.models import RegionPage
from tests.factories import Trail, draft_of
from tests.translation.conftest import edit, live, target, translated
from trail.accounts.roles import translator_role
from trail.finding import index
from trail.finding.models import Entry, MapCell
from trail.finding.space import clusters
from trail.languages.models import TakenDown
from trail.publishing.problems import PublicationRefused
from trail.translation.offering import admin, withdrawing
from trail.translation.offering.adding import add_language
from trail.translation.offering.withdrawing import CannotWithdraw, offer_again, withdraw

pytestmark = pytest.mark.django_db


def live_titles(locale: Locale) -> list[str]:
    return list(Page.objects.filter(locale=locale, live=True).order_by("path").values_list("title", flat=True))


def into(page: Any, locale: Locale) -> Any:
    """The translation of a page, as it stands in the database."""
    return type(page).objects.get(translation_key=page.translation_key, locale=locale)


def test_visitors_are_not_offered_it_and_then_they_are(
    trail: Trail, italian: Locale, sign_in: Any, client: Client
) -> None:
    visitor = Client()
    before = live_titles(italian)
    addresses = [page.url for page in Page.objects.filter(locale=italian, live=True)]
    assert len(before) == 4
    assert Entry.objects.filter(language="it").exists()
    person = sign_in("administrator")
    asked = person.get(reverse("trail_withdraw_language", args=["it"])).content.decode()
    assert "4 pages will be taken down" in " ".join(asked.split())
    assert live_titles(italian) == before
    done = person.post(reverse("trail_withdraw_language", args=["it"]), follow=True).content.decode()
    assert "Italian is withdrawn: 4 pages were taken down" in done
    assert live_titles(italian) == []
    assert [visitor.get(address).status_code for address in addresses] == [404] * 4
    assert 'hreflang="it"' not in visitor.get("/en/").content.decode()
    assert "/it/" not in visitor.get("/sitemap.xml").content.decode()
    assert visitor.get("/", headers={"accept-language": "it"}).headers["location"] == "/en/"
    assert not Entry.objects.filter(language="it").exists()
    assert not any(Page.find_problems())
    done = person.post(reverse("trail_offer_language", args=["it"]), follow=True).content.decode()
    assert "offered to visitors again: 4 pages are public" in done
    assert live_titles(italian) == before
    assert [visitor.get(address).status_code for address in addresses] == [200] * 4
    assert "/it/" in visitor.get("/sitemap.xml").content.decode()
    assert Entry.objects.filter(language="it").exists()
    assert not TakenDown.objects.exists()
    assert not any(Page.find_problems())


@pytest.mark.parametrize("role", ["visitor", "editor", "publisher"])
def test_only_an_administrator_withdraws_and_offers_again(role: str, italian: Locale, sign_in: Any) -> None:
    client = sign_in(role)
    client.post(reverse("trail_withdraw_language", args=["it"]))
    assert len(live_titles(italian)) == 4
    withdraw(italian)
    client.post(reverse("trail_offer_language", args=["it"]))
    assert live_titles(italian) == []


def test_no_work_is_lost(trail: Trail, italian: Locale) -> None:
    place = into(trail.site, italian)
    draft_of(place, title="it: a better name")
    words = StringTranslation.objects.filter(locale=italian).count()
    withdraw(italian)
    assert StringTranslation.objects.filter(locale=italian).count() == words
    assert Translation.objects.filter(target_locale=italian, enabled=True).count() == 4
    assert Group.objects.filter(name=translator_role("it")).exists()
    offer_again(italian)
    place = into(trail.site, italian)
    assert place.title == "it: The museum"
    assert place.get_latest_revision_as_object().title == "it: a better name"
    assert place.has_unpublished_changes


def test_doing_it_twice_changes_nothing(italian: Locale) -> None:
    assert withdraw(italian).count == 4
    assert withdraw(italian).count == 0
    assert TakenDown.objects.count() == 4
    assert offer_again(italian).back == 4
    again = offer_again(italian)
    assert (again.back, again.waiting, again.refused) == (0, 0, [])
    assert len(live_titles(italian)) == 4


def test_nothing_goes_live_while_it_is_withdrawn(trail: Trail, italian: Locale, sign_in: Any) -> None:
    withdraw(italian)
    place = into(trail.site, italian)
    with pytest.raises(PublicationRefused, match="withdrawn"):
        place.save_revision().publish()
    with pytest.raises(PublicationRefused, match="withdrawn"):
        Translation.objects.get(target_locale=italian, source__object_id=place.translation_key).save_target(
            publish=True
        )
    edit(trail.site, latitude="41.900000")
    assert live_titles(italian) == []


def test_what_came_live_is_what_visitors_read_even_if_somebody_saved_a_draft_in_between(
    trail: Trail, italian: Locale
) -> None:
    withdraw(italian)
    place = into(trail.site, italian)
    # Wagtail's editor writes the draft of a page that is not live into its row.
    place.title = "it: half a sent"
    place.save()
    place.save_revision()
    offer_again(italian)
    place = into(trail.site, italian)
    assert place.title == "it: The museum"
    assert place.get_latest_revision_as_object().title == "it: half a sent"


def test_the_facts_of_today_come_with_it(trail: Trail, italian: Locale) -> None:
    withdraw(italian)
    edit(trail.site, latitude="41.900000", summary="Said anew.")
    offer_again(italian)
    place = into(trail.site, italian)
    assert str(place.latitude) == "41.900000"
    assert place.summary.startswith("it: ")
    assert Translation.objects.get(
        target_locale=italian, source__object_id=place.translation_key
    ).stale_strings.exists()


def test_a_source_that_goes_and_comes_back_meanwhile(trail: Trail, italian: Locale) -> None:
    live(trail.site).unpublish()
    withdraw(italian)
    assert TakenDown.objects.count() == 3
    live(trail.site).save_revision().publish()
    assert live_titles(italian) == []
    offer_again(italian)
    assert len(live_titles(italian)) == 4


def test_a_source_that_is_down_when_the_language_is_offered_again(trail: Trail, italian: Locale) -> None:
    withdraw(italian)
    live(trail.site).unpublish()
    result = offer_again(italian)
    assert (result.back, result.waiting) == (3, 1)
    assert not into(trail.site, italian).live
    live(trail.site).save_revision().publish()
    assert into(trail.site, italian).live


def test_a_page_that_is_refused_stays_remembered(trail: Trail, italian: Locale, sign_in: Any) -> None:
    withdraw(italian)
    campaign = into(trail.campaign, italian)
    revision = TakenDown.objects.get(page_id=campaign.pk).revision
    revision.content["summary"] = ""
    revision.save()
    page = sign_in("administrator").post(reverse("trail_offer_language", args=["it"]), follow=True).content.decode()
    assert "They stay remembered" in page
    assert "Try again" in page
    assert [row.page_id for row in TakenDown.objects.all()] == [campaign.pk]
    assert len(live_titles(italian)) == 3


def test_a_source_of_others_and_the_first_language_stay(trail: Trail, italian: Locale, sign_in: Any) -> None:
    add_language("mi", "it")
    with pytest.raises(CannotWithdraw, match="Māori"):
        withdraw(italian)
    with pytest.raises(CannotWithdraw, match="first language"):
        withdraw(Locale.objects.get(language_code="en"))
    page = sign_in("administrator").post(reverse("trail_withdraw_language", args=["it"]), follow=True)
    assert "Māori" in page.content.decode()
    assert len(live_titles(italian)) == 4
    withdraw(Locale.objects.get(language_code="mi"))
    assert withdraw(italian).count == 4


def test_translators_go_on_working(trail: Trail, italian: Locale) -> None:
    withdraw(italian)
    translation = Translation.objects.get(target_locale=italian, source__object_id=trail.site.translation_key)
    translation.save_target(publish=False)
    assert not target(translation).live


def test_a_loaded_language_that_was_withdrawn_gets_what_it_lacks(trail: Trail) -> None:
    french = Locale.objects.create(language_code="fr")
    translated(trail.home, french)
    withdraw(french)
    made = add_language("fr").language
    assert made.collection
    assert made.workflow
    assert made.withdrawn_at
    assert add_language("fr").done == []


def test_an_unknown_language_is_not_found(trail: Trail, sign_in: Any) -> None:
    client = sign_in("administrator")
    for name in ("trail_language", "trail_withdraw_language", "trail_offer_language"):
        assert client.get(reverse(name, args=["xx"])).status_code == 404
        assert client.post(reverse(name, args=["xx"])).status_code in {404, 405}


def test_every_visitor_costs_the_same_with_a_withdrawn_language(trail: Trail, italian: Locale) -> None:
    visitor = Client()
    withdraw(italian)
    visitor.get("/en/")
    with CaptureQueriesContext(connection) as withdrawn:
        visitor.get("/en/")
    count = len(withdrawn)
    offer_again(italian)
    visitor.get("/en/")
    with CaptureQueriesContext(connection) as offered:
        visitor.get("/en/")
    assert count <= len(offered)


def test_many_pages_take_several_requests(trail: Trail, italian: Locale, sign_in: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(admin, "SECONDS", -1.0)
    monkeypatch.setattr(withdrawing, "TOGETHER", 1)
    client = sign_in("administrator")
    before = live_titles(italian)
    goes_on = f"{reverse('trail_language', args=['it'])}?after="
    response = client.post(reverse("trail_withdraw_language", args=["it"]))
    assert response.headers["location"] == f"{goes_on}0"
    assert not into(trail.home, italian).live
    assert len(live_titles(italian)) == 3
    assert "data-goes-on" in client.get(response.headers["location"]).content.decode()
    for _page in range(3):
        response = client.post(reverse("trail_withdraw_language", args=["it"]))
    assert response.headers["location"] == reverse("trail_language", args=["it"])
    assert live_titles(italian) == []
    after = ""
    for _page in range(4):
        response = client.post(reverse("trail_offer_language", args=["it"]), {"after": after})
        after = response.headers["location"].removeprefix(goes_on)
    assert response.headers["location"] == reverse("trail_language", args=["it"])
    assert live_titles(italian) == before
    for nonsense in ("x", "-1", "9" * 40):
        client.post(reverse("trail_offer_language", args=["it"]), {"after": nonsense})


def test_search_and_map_are_told_of_many_pages_at_once(trail: Trail, italian: Locale, monkeypatch: Any) -> None:
    told: list[int] = []
    monkeypatch.setattr(index, "listeners", [*index.listeners, lambda changes: told.append(len(changes))])
    before = cells()
    assert before
    withdraw(italian)
    assert (len(told), cells()) == (1, [])
    offer_again(italian)
    assert (told, cells()) == ([told[0]] * 2, before)
    clusters.rebuild("it")
    assert cells() == before


def cells() -> list[Any]:
    """What the map counts in Italian."""
    columns = ("subset", "level", "cell", "kind", "count", "columns", "rows")
    return sorted(MapCell.objects.filter(language="it").values_list(*columns))


def test_a_page_that_cannot_be_taken_down_leaves_those_beside_it_as_they_were(
    trail: Trail, italian: Locale, monkeypatch: Any
) -> None:
    before, rows = live_titles(italian), Entry.objects.filter(language="it").count()

    def fail(*_args: Any, **_kwargs: Any) -> None:
        raise OSError

    monkeypatch.setattr(RegionPage, "unpublish", fail)
    with pytest.raises(OSError):
        withdraw(italian)
    assert live_titles(italian) == before
    assert Entry.objects.filter(language="it").count() == rows
    monkeypatch.undo()
    withdraw(italian)
    assert live_titles(italian) == []
