"""A language is added from the admin alone, once, and is found by its names."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import check_for_language, get_supported_language_variant
from wagtail.models import Collection, Locale, Page, Workflow, WorkflowPage
from wagtail_localize.models import Translation

from sites.models import HomePage
from tests.factories import Trail, make_trail
from tests.translation.conftest import enter, translated
from tests.translation.offering.conftest import signed_in, translator
from trail.accounts.roles import translator_role
from trail.languages.cldr import endonym, known_tags
from trail.languages.models import TrailLanguage
from trail.languages.naming import UnknownLanguage, label, language_named, own_names
from trail.translation.offering.adding import CannotAdd, add_language

ADD = "trail_add_language"


def entered(tag: str, **more: str) -> dict[str, str]:
    return {"language": tag, "source": "en", **more}


def counts() -> dict[str, int]:
    """How much there is of everything that adding a language makes."""
    models = (Locale, Page, Group, Collection, Workflow, TrailLanguage, Translation)
    return {model.__name__: model.objects.count() for model in models}


@pytest.mark.parametrize("role", ["visitor", "editor", "publisher"])
@pytest.mark.parametrize("name", ["trail_languages", ADD, "trail_language", "trail_withdraw_language"])
def test_only_administrators_see_the_screens(name: str, role: str, trail: Trail, sign_in: Any) -> None:
    add_language("mi")
    client = sign_in(role)
    address = reverse(name, args=["mi"] if name.endswith("_language") and name != ADD else [])
    assert client.get(address).status_code == 302
    assert client.post(address, entered("fr")).status_code in {302, 405}
    assert not Locale.objects.filter(language_code="fr").exists()
    assert TrailLanguage.objects.filter(withdrawn_at=None).count() == 1


def test_a_translator_adds_no_language(trail: Trail) -> None:
    add_language("mi")
    client = signed_in(translator("mi"))
    assert client.get(reverse("trail_languages")).status_code == 302
    client.post(reverse(ADD), entered("fr"))
    client.post(reverse("trail_withdraw_language", args=["mi"]))
    assert not Locale.objects.filter(language_code="fr").exists()
    assert not TrailLanguage.objects.exclude(withdrawn_at=None).exists()


@pytest.mark.parametrize("tag", ["mi", "pa", "ne", "ur", "ku", "gu", "pt-br"])
def test_an_administrator_adds_a_language(tag: str, trail: Trail, sign_in: Any) -> None:
    response = sign_in("administrator").post(reverse(ADD), entered(tag), follow=True)
    assert response.redirect_chain == [(reverse("trail_language", args=[tag]), 302)]
    home = HomePage.objects.get(locale__language_code=tag)
    assert not home.live
    assert home.translation_key == trail.home.translation_key
    assert Translation.objects.filter(target_locale=home.locale, source__locale__language_code="en").exists()
    made = TrailLanguage.objects.get(locale=home.locale)
    assert WorkflowPage.objects.get(page=home).workflow == made.workflow
    assert made.collection.depth == 2
    assert Group.objects.filter(name=translator_role(tag)).exists()
    assert reverse("wagtailusers_users:add") + "?group=" in response.content.decode()
    assert check_for_language(tag)
    assert get_supported_language_variant(tag) == tag
    assert not any(Page.find_problems())


@pytest.mark.parametrize("tag", ["mi", "ur"])
def test_visitors_find_it_once_its_home_page_is_live(tag: str, trail: Trail, client: Client) -> None:
    home = add_language(tag).home
    assert client.get(f"/{tag}/").status_code == 404
    assert f'hreflang="{tag}"' not in client.get("/en/").content.decode()
    translation = Translation.objects.get(target_locale=home.locale)
    enter(translation, mark=tag)
    translation.save_target(publish=True)
    page = client.get(f"/{tag}/")
    assert page.status_code == 200
    assert f'lang="{tag}"' in page.content.decode()
    assert f'dir="{"rtl" if tag == "ur" else "ltr"}"' in page.content.decode()
    assert f'hreflang="{tag}"' in client.get("/en/").content.decode()
    assert client.get("/", headers={"accept-language": tag}).headers["location"] == f"/{tag}/"


def test_adding_twice_changes_nothing(trail: Trail, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("add_language", "mi")
    assert "Translator (mi)" in capsys.readouterr().out
    before = counts()
    call_command("add_language", "mi")
    assert "nothing was changed" in capsys.readouterr().out
    assert counts() == before


def test_what_an_administrator_renamed_or_deleted_stays_so(trail: Trail) -> None:
    made = add_language("mi").language
    Collection.objects.filter(pk=made.collection_id).update(name="Whakaahua")
    made.workflow.delete()
    before = counts()
    assert add_language("mi").done == []
    assert counts() == before


def test_a_language_that_was_loaded_gets_what_it_lacks(trail: Trail, sign_in: Any) -> None:
    italian = Locale.objects.create(language_code="it")
    translated(trail.home, italian)
    client = sign_in("administrator")
    page = client.get(reverse("trail_language", args=["it"])).content.decode()
    assert "Make what is missing" in page
    client.post(reverse(ADD), entered("it"))
    assert HomePage.objects.filter(locale=italian).count() == 1
    assert HomePage.objects.get(locale=italian).live
    page = client.get(reverse("trail_language", args=["it"])).content.decode()
    assert "Make what is missing" not in page


@pytest.mark.parametrize(
    ("given", "tag"),
    [
        ("Māori", "mi"), ("maori", "mi"), ("  MAORI ", "mi"), ("Māori (mi)", "mi"), ("mi", "mi"), ("pt_BR", "pt-br"),
        ("العربية", "ar"), ("Punjabi", "pa"), ("Polnisch", "pl"), ("नेपाली", "ne"), ("français", "fr"),
    ],
)  # fmt: skip
def test_a_language_is_found_by_its_names(given: str, tag: str) -> None:
    assert language_named(given, "de") == tag


def test_every_label_leads_to_its_own_language() -> None:
    for language in ("en", "ar", "pl"):
        assert [language_named(label(tag, language), language) for tag in known_tags()] == known_tags()


@pytest.mark.parametrize("given", ["", " ", "(", "()", "x" * 500, "mao", "Urdi", "\x00", "<b>", "en-xx"])
def test_an_unknown_language_is_a_message_with_what_comes_near(given: str, trail: Trail, sign_in: Any) -> None:
    before = counts()
    response = sign_in("administrator").post(reverse(ADD), entered(given))
    assert response.status_code == 200
    assert response.context["form"].errors
    assert counts() == before


def test_what_comes_near_is_offered_as_a_button(trail: Trail, sign_in: Any) -> None:
    response = sign_in("administrator").post(reverse(ADD), entered("Urdi"))
    assert '<button type="submit" name="language" value="ur"' in response.content.decode()


def test_the_command_refuses_with_a_hint(trail: Trail) -> None:
    with pytest.raises(CommandError, match=r"Urdi.*Urdu \(ur\)"):
        call_command("add_language", "Urdi")
    with pytest.raises(CommandError, match="first language"):
        call_command("add_language", "en")
    with pytest.raises(CommandError, match=r"no public home page in “it”.*en"):
        call_command("add_language", "mi", "--from", "it")
    with pytest.raises(UnknownLanguage):
        add_language("xx")
    assert Locale.objects.count() == 1


def test_a_draft_is_no_source(trail: Trail) -> None:
    add_language("it")
    with pytest.raises(CannotAdd, match="no public home page"):
        add_language("mi", "it")


def test_the_first_language_need_not_be_english(db: Any, settings: Any) -> None:
    settings.LANGUAGE_CODE = "it"
    Locale.objects.update_or_create(pk=Locale.objects.get().pk, defaults={"language_code": "it"})
    make_trail("it")
    english = add_language("en")
    assert english.home.locale.language_code == "en"
    assert Translation.objects.get().source.locale.language_code == "it"
    with pytest.raises(CannotAdd, match="first language"):
        add_language("it")


def test_a_language_is_translated_from_another_than_the_first(trail: Trail) -> None:
    translated(trail.home, Locale.objects.create(language_code="it"))
    home = add_language("mi", "it").home
    assert home.title.startswith("it: ")
    assert Translation.objects.get(target_locale=home.locale).source.locale.language_code == "it"


def test_without_a_trail_there_is_a_message(db: Any) -> None:
    with pytest.raises(CannotAdd, match="no home page yet"):
        add_language("mi")


@pytest.mark.parametrize("name", ["trail_languages", "trail_language"])
def test_the_screens_ask_the_same_for_two_languages_and_for_twelve(
    name: str, trail: Trail, sign_in: Any, django_assert_num_queries: Any
) -> None:
    add_language("mi")
    client = sign_in("administrator")
    address = reverse(name, args=["mi"] if name == "trail_language" else [])
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    count = len(few)
    for tag in ("fr", "it", "de", "pl", "ar", "ur", "pa", "ne", "ku", "gu"):
        add_language(tag)
    client.get(address)
    with django_assert_num_queries(count):
        client.get(address)


def test_the_own_names_are_those_of_cldr() -> None:
    assert own_names() == {tag: endonym(tag) for tag in known_tags()}
