"""Translating phrases in the admin: who may, what they find, what is refused and where that is said."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import persona
from tests.phrases.conftest import Clock, languages
from trail.phrases.models import Phrase
from trail.phrases.offered import key_of, offered, shipped
from trail.phrases.progress import phrases_progress

SKIP = key_of("Skip to the text")
SOURCE = key_of("Source %(number)s")
REGIONS = key_of("One numbered region: %(names)s.")
LINK = key_of(
    'Translated from <a href="%(url)s" lang="%(tag)s" hreflang="%(tag)s">%(language)s</a>.',
)
pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client: Client, clock: Clock) -> Client:
    languages("it", "pl", "ar", "mi")
    client.force_login(persona("administrator"))
    return client


def address(tag: str, key: str) -> str:
    return reverse("trail_phrase", args=[tag, key])


def save(client: Client, tag: str, key: str, *forms: str, **more: str) -> Any:
    values = {f"form_{index}": form for index, form in enumerate(forms)}
    return client.post(address(tag, key), {**values, **more})


def errors(response: Any) -> str:
    """What is said at the fields."""
    assert response.status_code == 200
    return " ".join(str(error) for found in response.context["form"].errors.values() for error in found)


@pytest.mark.parametrize("name", ["administrator", "publisher"])
def test_publishers_and_administrators_translate_into_every_language(client: Client, clock: Clock, name: str) -> None:
    languages("it", "mi")
    client.force_login(persona(name))
    for tag in ("en", "it", "mi"):
        assert client.get(reverse("trail_phrases_language", args=[tag])).status_code == 200
        assert save(client, tag, SKIP, "Own words").status_code == 302
    assert Phrase.objects.count() == 3
    assert reverse("trail_phrases") in client.get(reverse("wagtailadmin_home")).content.decode()


@pytest.mark.parametrize("name", ["editor", "visitor"])
def test_others_are_turned_away(client: Client, clock: Clock, name: str) -> None:
    languages("it")
    client.force_login(persona(name))
    for url in (
        reverse("trail_phrases"),
        reverse("trail_phrases_language", args=["it"]),
        reverse("trail_phrases_export", args=["it"]),
        reverse("trail_phrases_import", args=["it"]),
        address("it", SKIP),
    ):
        # Wagtail leads those without the right to where they may be.
        assert client.get(url).status_code == 302, url
        assert client.post(url, {"form_0": "Own words"}).status_code in (302, 405), url
    assert not Phrase.objects.exists()


def test_a_translator_has_their_own_language_and_no_other(translator: Callable[[str], Client], clock: Clock) -> None:
    languages("it", "mi")
    client = translator("mi")

    listed = client.get(reverse("trail_phrases")).content.decode()
    assert reverse("trail_phrases_language", args=["mi"]) in listed
    assert reverse("trail_phrases_language", args=["it"]) not in listed
    assert save(client, "mi", SKIP, "Hūpeke ki te kupu").status_code == 302
    for answer in (save(client, "it", SKIP, "Own words"), client.get(reverse("trail_phrases_export", args=["it"]))):
        assert answer.status_code == 302 and answer["Location"] == reverse("wagtailadmin_home")
    assert [row.language for row in Phrase.objects.all()] == ["mi"]
    assert Phrase.objects.get().changed_by.username == "translator-mi"


def test_what_is_not_there_is_not_there(administrator: Client) -> None:
    assert administrator.get(reverse("trail_phrases_language", args=["xx"])).status_code == 404
    assert administrator.get(address("it", "0123456789abcdef")).status_code == 404
    assert administrator.get(reverse("trail_phrases_language", args=["it"]) + "?p=x&status=y&q=%00").status_code == 200


def test_the_list_is_searched_and_narrowed_down(administrator: Client) -> None:
    def listed(tag: str, **asked: str) -> list[str]:
        return [
            row.phrase.key
            for row in administrator.get(reverse("trail_phrases_language", args=[tag]), asked).context["items"]
        ]

    save(administrator, "it", SKIP, "Own words")
    assert listed("it", status="own") == [SKIP]
    assert listed("it", status="missing") == []
    assert listed("it", q="own words", status="own") == [SKIP]
    assert SOURCE in listed("it", q="fonte") and SKIP not in listed("it", q="fonte")
    assert REGIONS in listed("it", q="trail/maps/words.py region")
    assert len(listed("mi", status="missing")) == 50


def test_the_shipped_words_are_where_one_begins(administrator: Client) -> None:
    form = administrator.get(address("pl", REGIONS))
    fields = form.context["form"].visible_fields()
    assert [field.initial for field in fields] == list(shipped("pl").forms[REGIONS])
    assert [str(field.label) for field in fields] == ["one: 1", "few: 2–4, 22–24, 32–34 …", "many: 0, 5–21, 25–31 …"]
    assert "trail/maps/words.py" in form.content.decode()
    labels = [str(field.label) for field in administrator.get(address("ar", REGIONS)).context["form"].visible_fields()]
    assert labels[:4] == ["zero: 0", "one: 1", "two: 2", "few: 3–10, 103–110, 203–210 …"] and len(labels) == 6


def test_back_to_what_ships(administrator: Client) -> None:
    save(administrator, "it", SKIP, "Own words")
    assert "Go back" in administrator.get(address("it", SKIP)).content.decode()
    administrator.post(address("it", SKIP), {"reset": ""})
    assert not Phrase.objects.exists()
    assert "Go back" not in administrator.get(address("it", SKIP)).content.decode()


@pytest.mark.parametrize(
    ("key", "text", "said"),
    [
        (SKIP, "", "empty"),
        (SKIP, " \n ", "empty"),
        (SOURCE, "Fonte", "%(number)s is missing"),
        (SOURCE, "Fonte %(numero)s", "%(numero)s is not in the English"),
        (SOURCE, "Fonte %(number)s %(number)d", "%(number)d is not in the English"),
        (SOURCE, "Fonte %(number)s, 100 %", "per cent sign"),
        (SKIP, "Testo %s", "per cent sign"),
        (SKIP, "<script>alert(1)</script>", "<script> is not in the English"),
        (SKIP, "Testo < più", "cannot stand"),
        (SKIP, 'Testo" onclick="x', "quotation marks"),
        (SKIP, "Testo &lt;b", "Write the sign itself"),
        (SKIP, "Testo \x04 nascosto", "control sign"),
        (SKIP, "x" * 2001, "longer than"),
        (LINK, "Tradotto da %(language)s %(url)s %(tag)s", "is missing"),
        (
            LINK,
            'Tradotto da <a href="https://evil.example" lang="%(tag)s">%(language)s</a> %(url)s',
            "is not in the English",
        ),
        (LINK, '</a><a href="%(url)s" lang="%(tag)s" hreflang="%(tag)s">%(language)s', "another order"),
    ],
)
def test_what_would_break_a_page_is_refused_at_its_field(administrator: Client, key: str, text: str, said: str) -> None:
    response = save(administrator, "it", key, text)
    assert said in errors(response)
    assert not Phrase.objects.exists()


def test_each_plural_form_is_checked(administrator: Client) -> None:
    good = ["Jeden: %(names)s.", "%(count)s regiony: %(names)s.", "%(count)s regionów: %(names)s."]
    bad = [good[0], "regiony: %(names)s.", ""]
    refused = save(administrator, "pl", REGIONS, *bad)
    assert list(refused.context["form"].errors) == ["form_1", "form_2"]
    assert "%(count)s is missing" in errors(refused) and "empty" in errors(refused)
    # The form for one alone need not say the number, the others must.
    assert save(administrator, "pl", REGIONS, *good).status_code == 302


def test_the_ends_of_a_phrase_are_kept_for_the_translator(administrator: Client) -> None:
    key = next(key for key, phrase in offered().items() if phrase.msgid.endswith("\n"))
    phrase = offered()[key].msgid
    said = phrase.strip().replace("\n", "\r\n").replace("Page", "Pagina")
    assert save(administrator, "it", key, said).status_code == 302
    assert Phrase.objects.get().forms == [phrase.replace("Page", "Pagina")]


def test_on_to_the_next_that_is_missing(administrator: Client) -> None:
    keys = list(offered())
    answer = save(administrator, "mi", keys[0], "Kua hē: %(title)s", next="")
    assert answer["Location"] == address("mi", keys[1])
    assert phrases_progress("mi").done == 1 and phrases_progress("mi").missing == len(keys) - 1
    assert phrases_progress("it").missing == 0 and phrases_progress("en").missing == 0
    answer = save(administrator, "it", SKIP, "Own words", next="")
    assert answer["Location"] == reverse("trail_phrases_language", args=["it"])


def test_two_translators_at_once_are_told(administrator: Client) -> None:
    seen = administrator.get(address("it", SKIP)).context["form"]["seen"].value()
    save(administrator, "it", SKIP, "The first one's words", seen=seen)
    refused = save(administrator, "it", SKIP, "The second one's words", seen=seen)
    assert "The first one's words" in errors(refused)
    assert save(administrator, "it", SKIP, "The second one's words", seen=refused.context["form"]["seen"].value())
    assert Phrase.objects.get().forms == ["The second one's words"]


def test_the_screens_ask_the_same_however_many_phrases_are_own(administrator: Client) -> None:
    def asked(url: str) -> int:
        administrator.get(url)
        with CaptureQueriesContext(connection) as queries:
            administrator.get(url)
        return len(queries)

    urls = [reverse("trail_phrases"), reverse("trail_phrases_language", args=["it"]), address("it", SKIP)]
    before = [asked(url) for url in urls]
    for key in list(offered())[:40]:
        if not offered()[key].plural:
            Phrase.objects.create(language="it", key=key, msgid=offered()[key].msgid, forms=["x"])
    assert [asked(url) for url in urls] == before
