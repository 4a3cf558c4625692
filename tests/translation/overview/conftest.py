"""Translators of a language, and the table as it is read."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission, Locale, Page

from sites.models import HomePage
from tests.factories import PASSWORD
from trail.accounts.roles import translator_role
from trail.translation.overview.sources import count_words, uncounted
from trail.translation.overview.state import Cell, Row, overview


def translator(name: str, language: str = "it") -> Any:
    """Somebody in the group of a language's translators, with its rights over the tree of that language."""
    user = get_user_model().objects.create_user(
        name.lower(), email=f"{name.lower()}@example.org", password=PASSWORD, first_name=name
    )
    group, _created = Group.objects.get_or_create(name=translator_role(language))
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for home in HomePage.objects.filter(locale__language_code=language):
        for codename in ("add_page", "change_page"):
            permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
            GroupPagePermission.objects.get_or_create(group=group, page=home, permission=permission)
    user.groups.add(group)
    return user


def rows() -> dict[int, Row]:
    """All rows in all languages, by the id of their page, with all words counted."""
    locales = list(Locale.objects.values_list("pk", flat=True))
    count_words(uncounted(overview(locales)))
    return {row.pk: row for row in overview(locales)}


def cell(page: Page, locale: Locale) -> Cell:
    return rows()[page.pk].cells[locale.pk]


@pytest.fixture
def french(db: Any) -> Locale:
    return Locale.objects.get_or_create(language_code="fr")[0]
