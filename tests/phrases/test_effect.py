"""Own words are read by visitors at once, in every process, and what ships comes back."""

from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext, npgettext, override, pgettext

from tests.phrases.conftest import Clock, languages
from trail.phrases import effect
from trail.phrases.changes import PhraseRefused, phrases_changed, reset, say
from trail.phrases.models import Phrase, PhraseEdition
from trail.phrases.offered import key_of, shipped

SKIP = "Skip to the text"
OWN = "Vai subito alle parole"
pytestmark = pytest.mark.django_db


def page(client: Client, tag: str) -> str:
    """The home page of a language."""
    response = client.get(f"/{tag}/")
    assert response.status_code == 200
    return response.content.decode()


def words(tag: str, msgid: str) -> str:
    """What is said in a language in this process."""
    with override(tag):
        return pgettext("trail", msgid)


def another_process() -> None:
    """This process becomes one that knows nothing of what was saved."""
    effect.forget()


def test_own_words_are_on_the_page_without_a_restart(italian: Any, client: Client) -> None:
    before = page(client, "it")
    assert "Vai al testo" in before or shipped("it").forms[key_of(SKIP)][0] in before

    say("it", key_of(SKIP), [OWN])

    assert OWN in page(client, "it")


def test_another_process_says_them_within_a_second(italian: Any, client: Client, clock: Clock) -> None:
    client.get("/it/")  # it has looked a moment ago
    Phrase.objects.create(language="it", key=key_of(SKIP), msgid=SKIP, forms=[OWN])
    PhraseEdition.objects.create(language="it", mark="new")

    clock.now += 0.9
    assert OWN not in page(client, "it")
    clock.now += 0.2
    assert OWN in page(client, "it")

    another_process()
    assert OWN in page(client, "it")


def test_what_ships_comes_back(italian: Any, client: Client) -> None:
    say("it", key_of(SKIP), [OWN])
    assert OWN in page(client, "it")
    assert reset("it", key_of(SKIP))

    again = page(client, "it")

    assert OWN not in again and shipped("it").forms[key_of(SKIP)][0] in again
    assert not reset("it", key_of(SKIP))


def test_saving_what_ships_leaves_no_row(italian: Any, client: Client) -> None:
    say("it", key_of(SKIP), [OWN])
    assert say("it", key_of(SKIP), shipped("it").forms[key_of(SKIP)])
    assert not Phrase.objects.exists()
    client.get("/it/")
    assert words("it", SKIP) == shipped("it").forms[key_of(SKIP)][0]


def test_the_admin_says_what_it_said(italian: Any, client: Client) -> None:
    with override("it"):
        before = gettext("Search")
    say("it", key_of("Home"), ["Principio"])
    client.get("/it/")

    assert words("it", "Home") == "Principio"
    with override("it"):
        assert gettext("Search") == before and gettext("Home") != "Principio"


def test_the_first_language_is_what_others_fall_back_on(db: Any, clock: Clock, client: Client) -> None:
    languages("mi")
    say("en", key_of(SKIP), ["Straight to the words"])
    say("mi", key_of("Sources"), ["Ngā mātāpuna"])
    assert "Straight to the words" in page(client, "en")
    assert words("mi", SKIP) == "Straight to the words"
    assert words("mi", "Sources") == "Ngā mātāpuna"

    reset("en", key_of(SKIP))
    client.get("/en/")

    assert words("mi", SKIP) == SKIP
    assert words("mi", "Sources") == "Ngā mātāpuna"


def test_a_language_that_ships_nothing_begins_from_nothing(db: Any, clock: Clock, client: Client) -> None:
    languages("mi")
    say("mi", key_of(SKIP), ["Hūpeke ki te kupu"])
    say("mi", key_of("%(number)s page"), ["%(number)s whārangi", "ngā whārangi %(number)s"])
    assert "Hūpeke ki te kupu" in page(client, "mi")
    with override("mi"):
        assert [npgettext("trail", "%(number)s page", "%(number)s pages", n) for n in (1, 2)] == [
            "%(number)s whārangi",
            "ngā whārangi %(number)s",
        ]


PAGES = "%(number)s page"


def test_polish_and_arabic_have_all_their_plurals(db: Any, clock: Clock, client: Client) -> None:
    languages("pl")
    say("pl", key_of(PAGES), ["jedna %(number)s", "kilka %(number)s", "wiele %(number)s"])
    say("ar", key_of(PAGES), ["صفر", "واحدة", "اثنتان", "قليل %(number)s", "مئة %(number)s", "كثير %(number)s"])
    client.get("/pl/")
    with override("pl"):
        said = {n: npgettext("trail", PAGES, "%(number)s pages", n).split()[0] for n in (1, 2, 5, 12, 22, 25)}
    assert said == {1: "jedna", 2: "kilka", 5: "wiele", 12: "wiele", 22: "kilka", 25: "wiele"}
    with override("ar"):
        said = {n: npgettext("trail", PAGES, "%(number)s pages", n).split()[0] for n in (0, 1, 2, 3, 11, 100, 103)}
    assert said == {0: "صفر", 1: "واحدة", 2: "اثنتان", 3: "قليل", 11: "كثير", 100: "مئة", 103: "قليل"}
    # The others are still those that ship.
    with override("pl"):
        shipped_forms = shipped("pl").forms[key_of("%(number)s cemetery")]
        assert npgettext("trail", "%(number)s cemetery", "%(number)s cemeteries", 5) == shipped_forms[2]


def test_a_row_that_would_break_pages_has_no_effect(italian: Any, client: Client) -> None:
    source = "Source %(number)s"
    for forms in (["Fonte %(nummer)s"], ["Fonte %(number)s", "zwei"], "Fonte", [None], []):
        Phrase.objects.update_or_create(language="it", key=key_of(source), defaults={"msgid": source, "forms": forms})
        good = f"{OWN} {forms}".replace("%", "")
        Phrase.objects.update_or_create(language="it", key=key_of(SKIP), defaults={"msgid": SKIP, "forms": [good]})
        PhraseEdition.objects.update_or_create(language="it", defaults={"mark": str(forms)})
        effect.look_again()
        assert client.get("/it/").status_code == 200
        assert words("it", source) == shipped("it").forms[key_of(source)][0]
        assert words("it", SKIP) == good, "the others have theirs"


def test_who_keeps_pages_is_told_after_the_change(italian: Any, django_capture_on_commit_callbacks: Any) -> None:
    told: list[str] = []

    def listen(language: str, **_more: Any) -> None:
        told.append(language)

    phrases_changed.connect(listen)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            say("it", key_of(SKIP), [OWN])
            assert told == []
        with pytest.raises(PhraseRefused), django_capture_on_commit_callbacks(execute=True):
            say("it", key_of("Source %(number)s"), ["Fonte"])
        with django_capture_on_commit_callbacks(execute=True):
            say("it", key_of(SKIP), [OWN])
    finally:
        phrases_changed.disconnect(listen)
    assert told == ["it"]


def test_the_database_is_asked_once_a_second(italian: Any, client: Client, clock: Clock) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get("/it/")
        return sum("phrases_" in query["sql"] for query in queries)

    assert [asked(), asked(), asked()] == [1, 0, 0]
    clock.now += 1
    assert [asked(), asked()] == [1, 0]
    say("it", key_of(SKIP), [OWN])
    assert [asked(), asked()] == [2, 0]  # the marks, and the rows of what has changed
    clock.now += 1
    assert asked() == 1


def test_probes_and_a_missing_database_do_no_harm(
    italian: Any, client: Client, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    say("it", key_of(SKIP), [OWN])
    client.get("/it/")
    clock.now += 2

    def away(*_names: str) -> None:
        raise DatabaseError("away")

    monkeypatch.setattr(PhraseEdition.objects, "values_list", away)
    assert OWN in page(client, "it")

    def forbidden() -> None:
        raise AssertionError("a probe asked for phrases")

    monkeypatch.setattr("trail.phrases.middleware.refresh", forbidden)
    assert client.get("/-/live").status_code == 200
