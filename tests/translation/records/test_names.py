"""Names of people, organisations and forces: translated on one screen, read by visitors once somebody publishes them."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation

from sites.models import Force, ForceInvolved
from tests.factories import Trail, persona
from tests.translation.conftest import edit, live, target, translated
from tests.translation.desk.conftest import signed_in, translator
from trail.people.models import Contribution, Organisation, Person
from trail.translation.models import StaleString
from trail.translation.records.names import progress

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(trail: Trail, italian: Locale) -> Organisation:
    """The body that looks after the cemetery, which is live in Italian too, and a force that took part in the campaign."""
    keeper = Organisation.objects.create(
        name="War Graves Commission", short_name="WGC", url="https://example.org/", locale=trail.home.locale
    )
    edit(trail.home, partners=[("organisation", keeper)])
    edit(trail.cemetery, managing_body=keeper)
    force = Force.objects.create(name="Eighth Army", nation="GB", locale=trail.home.locale)
    ForceInvolved.objects.create(page=trail.campaign, force=force)
    translated(trail.cemetery, italian)
    return keeper


def names(tag: str = "it") -> str:
    return reverse("trail_names", args=[tag])


def segment(record: Any, path: str) -> StringSegment:
    found = StringSegment.objects.filter(source__object_id=record.translation_key, context__path=path)
    return found.select_related("string").get()


def say(client: Client, record: Any, address: str = "", **words: str) -> str:
    """Type words into the fields of a record and press Save; what the next page says."""
    address = address or names()
    client.get(address)
    data = {f"text-{segment(record, path).pk}": said for path, said in words.items()}
    return client.post(address, data, follow=True).content.decode()


def in_italian(record: Any) -> Any:
    return type(record).objects.filter(translation_key=record.translation_key, locale__language_code="it").first()


def page_in_italian(page: Any) -> str:
    found = type(page).objects.get(translation_key=page.translation_key, locale__language_code="it")
    return Client().get(found.get_url()).content.decode()


def test_a_translator_says_it_and_a_publisher_lets_it_be_read(trail: Trail, keeper: Organisation) -> None:
    client = signed_in(translator("it"))
    shown = client.get(names()).content.decode()
    assert "War Graves Commission" in shown
    assert "Eighth Army" in shown
    assert "War Graves Commission" in page_in_italian(trail.cemetery)
    say(client, keeper, name="Commissione per le tombe di guerra", short_name="WGC")
    assert "waits for somebody who publishes" in client.get(names()).content.decode()
    assert in_italian(keeper) is None
    client.post(names(), {"publish": "1"})
    assert in_italian(keeper) is None, "not by somebody who may not"

    publisher = signed_in(persona("publisher"))
    assert "publish 1 translated name" in publisher.get(names()).content.decode()
    publisher.post(names(), {"publish": "1"})
    ours = in_italian(keeper)
    assert (ours.name, ours.short_name, ours.url) == (
        "Commissione per le tombe di guerra", "WGC", "https://example.org/",
    )  # fmt: skip
    html = page_in_italian(trail.cemetery)
    assert "Commissione per le tombe di guerra" in html
    assert "War Graves Commission" not in html
    assert live(trail.cemetery).managing_body == keeper, "the English page keeps its own"


def test_pages_their_lists_and_choosers_point_at_the_record_in_their_language(
    trail: Trail, keeper: Organisation, italian: Locale
) -> None:
    force = Force.objects.get()
    client = signed_in(translator("it", may_publish=True))
    say(client, keeper, name="Commissione", short_name="CTG")
    said = say(client, force, name="Ottava Armata")
    assert "Visitors now read in Italian: “Ottava Armata”." in said
    home = trail.home.get_translation(italian)
    assert [block.value.name for block in home.partners] == ["Commissione"]
    campaign = trail.campaign.get_translation(italian)
    assert [each.force.name for each in campaign.forces_involved.all()] == ["Ottava Armata"]
    # The facts of the source come again, and the names stay in the page's language.
    edit(trail.cemetery, telephone="+39 06")
    page = trail.cemetery.get_translation(italian)
    assert (page.telephone, page.managing_body.name) == ("+39 06", "Commissione")
    # So does what a translator saves.
    translation = translated(trail.cemetery, italian)
    assert live(target(translation)).managing_body.name == "Commissione"


def test_nobody_stands_twice_in_a_list(trail: Trail, keeper: Organisation, italian: Locale) -> None:
    writer = Person.objects.create(name="A. Writer", role="Historian", locale=trail.home.locale)
    page = trail.cemetery.get_translation(italian)
    ours = Person.objects.create(
        name="A. Writer", role="Storica", key=writer.key, locale=italian, translation_key=writer.translation_key
    )
    for person in (writer, ours):
        Contribution.objects.create(page=page, person=person)
    edit(trail.cemetery, telephone="+39 06")
    assert {each.person for each in live(page).contributions.all()} == {writer, ours}


def test_the_same_in_this_language_takes_one_tick(trail: Trail, keeper: Organisation) -> None:
    client = signed_in(translator("it", may_publish=True))
    client.get(names())
    ticked = {f"same-{segment(keeper, path).pk}": "1" for path in ("name", "short_name")}
    client.post(names(), ticked)
    assert in_italian(keeper).name == "War Graves Commission"
    assert 'lang="en" dir="ltr">War Graves' not in page_in_italian(trail.cemetery)


def test_what_has_changed_is_stale_and_the_earlier_name_stays(trail: Trail, keeper: Organisation) -> None:
    client = signed_in(translator("it", may_publish=True))
    say(client, keeper, name="Commissione", short_name="WGC")
    keeper.name, keeper.url = "War Graves Commissions", "https://example.org/new/"
    keeper.save()
    ours = in_italian(keeper)
    assert (ours.name, ours.url) == ("Commissione", "https://example.org/new/")
    assert progress([ours.locale_id])[ours.locale_id] == (0, 2)
    shown = client.get(names()).content.decode()
    assert "The source has changed" in shown
    client.post(names(), {"keep": segment(keeper, "name").pk})
    assert not StaleString.objects.exists()
    assert in_italian(keeper).name == "Commissione"
    assert progress([ours.locale_id])[ours.locale_id] == (1, 2)


def test_too_long_is_refused_at_its_field_and_kept_there(trail: Trail, keeper: Organisation) -> None:
    client = signed_in(translator("it", may_publish=True))
    shown = say(client, keeper, name="Commissione", short_name="x" * 61)
    assert "At most 60 characters" in shown
    assert "x" * 61 in shown
    assert in_italian(keeper) is None
    assert StringTranslation.objects.filter(data="Commissione").exists(), "what was right is saved"


def test_a_record_made_by_hand_under_the_same_key_is_named(trail: Trail, keeper: Organisation, italian: Locale) -> None:
    Organisation.objects.create(name="Altra", key=keeper.key, locale=italian)
    shown = say(signed_in(translator("it", may_publish=True)), keeper, name="Commissione", short_name="WGC")
    assert "which is no translation" in shown
    assert in_italian(keeper) is None


@pytest.mark.parametrize("role", ["editor", "publisher", "administrator"])
def test_who_looks_after_the_whole_tree_may(role: str, trail: Trail, keeper: Organisation) -> None:
    assert signed_in(persona(role)).get(names()).status_code == 200


def test_translators_of_another_language_may_not(trail: Trail, keeper: Organisation) -> None:
    french = Locale.objects.create(language_code="fr")
    translated(trail.home, french)
    client = signed_in(translator("fr"))
    assert client.get(names("fr")).status_code == 200
    refused = client.get(names(), follow=True)
    assert "War Graves Commission" not in refused.content.decode()
    client.get(names("fr"))
    client.post(names(), {f"text-{segment(keeper, 'name').pk}": "X"})
    assert not StringTranslation.objects.filter(data="X").exists()
    assert Client().get(names()).status_code == 302


def test_the_record_s_own_form_leads_to_the_names(trail: Trail, keeper: Organisation, sign_in: Any) -> None:
    say(signed_in(translator("it", may_publish=True)), keeper, name="Commissione", short_name="WGC")
    client = sign_in("administrator")
    edit_name = Organisation.snippet_viewset.get_url_name("edit")
    response = client.get(reverse(edit_name, args=[in_italian(keeper).pk]))
    assert response.headers["location"] == f"{names()}?record={keeper.translation_key}"
    assert "Eighth Army" not in client.get(response.headers["location"]).content.decode()
    assert client.get(reverse(edit_name, args=[keeper.pk])).status_code == 200


def test_the_table_of_translations_counts_them(trail: Trail, keeper: Organisation, sign_in: Any) -> None:
    html = sign_in("publisher").get(reverse("trail_translations")).content.decode()
    assert "0 of 2 translated" in html
    say(signed_in(translator("it", may_publish=True)), keeper, name="Commissione", short_name="WGC")
    html = sign_in("publisher").get(reverse("trail_translations")).content.decode()
    assert "1 of 2 translated" in html
    home = signed_in(get_user_model().objects.get(username="translator-it")).get(reverse("wagtailadmin_home"))
    assert "1 name of people, organisations or forces to be translated (Italian)" in home.content.decode()
    assert f'href="{names()}"' in html


def test_queries_do_not_grow_with_the_names(trail: Trail, keeper: Organisation) -> None:
    client = signed_in(persona("publisher"))
    counts = []
    for number in (1, 30):
        for each in range(number):
            force = Force.objects.create(name=f"{number}th Division {each}", locale=trail.home.locale)
            ForceInvolved.objects.create(page=trail.campaign, force=force)
        edit(trail.campaign, describes_death=True)
        client.get(names())
        with CaptureQueriesContext(connection) as queries:
            html = client.get(names()).content.decode()
        assert html.count("Force: <bdi") == number + (1 if number == 1 else 2)
        counts.append(len([each for each in queries if "phrases_" not in each["sql"]]))
    assert counts[0] == counts[1]
