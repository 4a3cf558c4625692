"""What the tests of the phrases share: a clock that they move, a process that forgets, people who translate."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.utils import translation
from wagtail.models import Locale

from sites.models import HomePage
from tests.factories import make_trail, needed
from trail.accounts.roles import translator_role
from trail.languages.available import forget_languages
from trail.phrases import effect


class Clock:
    """Seconds that pass when a test says so."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(autouse=True)
def own_language() -> Iterator[None]:
    """A request leaves its language active; the tests that come after are to be spoken to in the first one."""
    yield
    translation.deactivate()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[Clock]:
    """The phrases are looked up once a second of this clock; afterwards the process knows nothing of them."""
    settings.TRAIL_PHRASES_SECONDS = 1.0
    moved = Clock()
    monkeypatch.setattr(effect, "clock", moved)
    effect.forget()
    yield moved
    effect.forget()


@pytest.fixture
def italian(db: Any, clock: Clock) -> HomePage:
    """A trail with an Italian home page; the shipped catalogue of that language is complete."""
    return languages("it")["it"]


def languages(*tags: str) -> dict[str, HomePage]:
    """A small trail in English, and the home page of each of the languages, live."""
    english = make_trail().home
    homes = {"en": english}
    for tag in tags:
        locale, _is_new = Locale.objects.get_or_create(language_code=tag)
        home = HomePage(title=tag, slug=f"home-{tag}", locale=locale, live=True, **needed(HomePage, tag))
        home.translation_key = english.translation_key
        homes[tag] = english.get_parent().add_child(instance=home)
    forget_languages()
    return homes


@pytest.fixture
def translator(db: Any) -> Callable[[str], Client]:
    """Signs a translator in: `translator("it")`."""

    def signed_in(tag: str) -> Client:
        Locale.objects.get_or_create(language_code=tag)
        forget_languages()
        group, _is_new = Group.objects.get_or_create(name=translator_role(tag))
        group.permissions.add(Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"))
        user = get_user_model().objects.create_user(f"translator-{tag}", f"{tag}@example.org", "a long password")
        user.groups.add(group)
        client = Client()
        client.force_login(user)
        return client

    return signed_in
