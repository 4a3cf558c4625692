"""A translator of one language, and what they press on the desk."""

import re
from html import unescape
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from wagtail.models import GroupPagePermission, Locale, Page
from wagtail_localize.models import StringSegment, Translation

from tests.factories import PASSWORD
from tests.translation.conftest import italian, target, trail, translated  # noqa: F401
from trail.accounts.roles import translator_role


def translator(language: str, *, may_publish: bool = False) -> Any:
    """Somebody who may translate into one language, and see nothing else of the tree."""
    group, _new = Group.objects.get_or_create(name=translator_role(language))
    access = Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    group.permissions.add(access)
    home = Page.objects.filter(locale__language_code=language, depth=2).first()
    page_type = ContentType.objects.get_for_model(Page)
    for action in ["add", "change", *(["publish"] if may_publish else [])]:
        if home is not None:
            GroupPagePermission.objects.get_or_create(
                group=group,
                page=home,
                permission=Permission.objects.get(content_type=page_type, codename=f"{action}_page"),
            )
    user = get_user_model().objects.create_user(f"translator-{language}", password=PASSWORD)
    user.groups.add(group)
    return user


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


class Screen:
    """The desk of a translation, as somebody sees it and presses its buttons."""

    def __init__(self, user: Any, translation: Translation) -> None:
        self.client, self.translation = signed_in(user), translation
        self.page = target(translation)
        self.address = f"/admin/pages/{self.page.pk}/edit/"
        self.load()

    def load(self, query: str = "") -> str:
        self.response = self.client.get(self.address + query)
        self.html = self.response.content.decode()
        return self.html

    def segment(self, path: str, index: int = 0) -> StringSegment:
        found = StringSegment.objects.filter(source=self.translation.source, context__path=path).order_by("order")
        return found[index]

    def fields(self) -> dict[str, str]:
        """What the form holds, as a browser without JavaScript would send it."""
        areas = re.findall(r'<textarea name="(text-\d+)"[^>]*>\n(.*?)</textarea>', self.html, re.S)
        hidden = re.findall(r'<input type="hidden" name="(version-\d+)" value="([^"]*)"', self.html)
        ticked = re.findall(r'name="(translation_reviewed)" value="(on)" checked', self.html)
        return {name: unescape(value) for name, value in [*areas, *hidden, *ticked]}

    def press(self, words: dict[str, str] | None = None, **pressed: str) -> str:
        """Type words into the fields at some paths (plain fields), press a button, and read what comes."""
        fields = self.fields()
        for path, text in (words or {}).items():
            fields[f"text-{self.segment(path).pk}"] = text
        self.response = self.client.post(self.address, {**fields, **(pressed or {"action": "save"})}, follow=True)
        self.html = self.response.content.decode()
        return self.html

    def part(self, path: str) -> str:
        """The piece of the screen that shows one string."""
        pk = self.segment(path).pk
        return unescape(re.search(rf'id="s-{pk}".*?(?=<div class="desk-string"|</section>)', self.html, re.S).group())


@pytest.fixture
def second(db: Any) -> Locale:
    return Locale.objects.get_or_create(language_code="fr")[0]
