"""Languages that were added, and people who translate into them."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import Locale

from tests.factories import PASSWORD, Trail
from tests.translation.conftest import translated
from trail.accounts.roles import translator_role
from trail.translation.offering.adding import add_language


@pytest.fixture
def italian(trail: Trail) -> Locale:
    """Italian with its home page, the campaign, the region and a place live."""
    locale = Locale.objects.create(language_code="it")
    translated(trail.site, locale)
    add_language("it")
    return locale


def translator(tag: str) -> Any:
    """Somebody in the group of a language."""
    user = get_user_model().objects.create_user(f"translator-{tag}", f"{tag}@example.org", PASSWORD)
    user.groups.add(Group.objects.get(name=translator_role(tag)))
    return user


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client
